// What a sync of the Job controller carries from stage to stage, and the small tools that every stage uses.
import { amended } from '../../../base/changed.ts';
import type { Job, JobCondition, Pod } from '../../../api/types.ts';
import type { Advance, StageContext, SyncState } from '../../client-go/types.ts';
import type { ApiCall, ApiReply, Because } from '../../messages.ts';
import { because } from './because.ts';
import type { JobMemory } from './memory.ts';
import type { SyncJobCtx } from './sync-context.ts';
import type { Tracking } from './tracking.ts';

export type JobStage =
  | 'load' | 'expectations' | 'count' | 'claim' | 'adopt' | 'decide' | 'untrackPods' | 'deletePods' | 'createBatch'
  | 'flushStatus' | 'removeFinalizers' | 'updateStatus' | 'done' | 'orphan' | 'orphanDone';

/** Pods to adopt and to let go, and those that are the Job's already. */
export type Claiming = { readonly keep: readonly Pod[]; readonly adopt: readonly Pod[]; readonly release: readonly Pod[] };
/** What is being done about the number of Pods. */
export type Managing = {
  /** 'finish': all active Pods go because the Job ends. */
  readonly type: 'finish' | 'remove' | 'create' | 'none';
  /** manageJob ran, so that suspending and resuming may be noted. */
  readonly called: boolean;
  readonly deleting: readonly Pod[];
  /** Completion indexes (or -1) of the batch under way and of those to come. */
  readonly batch: readonly number[]; readonly toCreate: readonly number[];
  readonly error: string | null;
};

export type JobFacts = {
  readonly job: Job | null; readonly satisfied: boolean; readonly claiming: Claiming | null; readonly pods: readonly Pod[] | null;
  readonly ctx: SyncJobCtx | null; readonly managing: Managing; readonly tracking: Tracking | null;
  readonly flushed: boolean;
  /** A finalizer could not be taken off: the sync fails after the counters are written. */
  readonly removeError: string | null;
  /** The terminal condition that is being written. */
  readonly ended: JobCondition | null;
  readonly orphans: readonly Pod[];
};
export const initialFacts: JobFacts = {
  job: null, satisfied: true, claiming: null, pods: null, ctx: null,
  managing: { type: 'none', called: false, deleting: [], batch: [], toCreate: [], error: null },
  tracking: null, flushed: false, removeError: null, ended: null, orphans: [],
};

/** The next facts. Every field by name, so that all are alike to the engine that runs this. */
export const factsWith = (f: JobFacts, change: Partial<JobFacts>): JobFacts => amended<JobFacts>({
  job: f.job, satisfied: f.satisfied, claiming: f.claiming, pods: f.pods, ctx: f.ctx, managing: f.managing, tracking: f.tracking,
  flushed: f.flushed, removeError: f.removeError, ended: f.ended, orphans: f.orphans,
}, change);
export const managingWith = (m: Managing, change: Partial<Managing>): Managing => amended<Managing>({
  type: m.type, called: m.called, deleting: m.deleting, batch: m.batch, toCreate: m.toCreate, error: m.error,
}, change);

export type State = SyncState<JobFacts>;
export type Context = StageContext<JobMemory>;
export type Step = Advance<JobFacts>;
export type Values = Readonly<Record<string, string | number | boolean | null>>;

export const next = (stage: JobStage, facts: JobFacts, because_: Because, values: Values = {}, calls: ApiCall[] = []): Step =>
  ({ type: 'next', stage, facts, calls, because: because_, values });

export const done = (because_: Because, values: Values = {}): Step => ({ type: 'done', outcome: { type: 'ok' }, because: because_, values });

/** The sync fails and is tried again after the queue's back-off. */
export const failed = (message: string, because_: Because = because('job.writeFailed', { message })): Step =>
  ({ type: 'done', outcome: { type: 'error', message }, because: because_ });

export type Refusal = { readonly code: number; readonly message: string };
export const refusal = (reply: ApiReply | undefined): Refusal | null =>
  (reply === undefined ? { code: 504, message: 'no answer' } : reply.result.ok ? null : reply.result.status);
export const isNotFound = (r: Refusal): boolean => r.code === 404;
/** The object in a good answer. */
export const answered = <T extends Job | Pod>(reply: ApiReply | undefined): T | null => (reply?.result.ok ? (reply.result.object as T | null) : null);

/** The numbers that the sync turns on, for the eye. */
export function numbers(ctx: SyncJobCtx): Values {
  const { spec } = ctx.job;
  return {
    active: ctx.active, ready: ctx.ready, terminating: ctx.terminating, succeeded: ctx.succeeded, failed: ctx.failed,
    newlySucceeded: ctx.newlySucceeded, newlyFailed: ctx.newlyFailed, failuresInARow: ctx.newBackoffRecord.failuresAfterLastSuccess,
    parallelism: spec.parallelism ?? 1, completions: spec.completions ?? null, backoffLimit: spec.backoffLimit ?? null,
  };
}

export const jobReference = (job: Job): { apiVersion: string; kind: string; namespace?: string; name: string; uid?: string; resourceVersion?: string } => ({
  apiVersion: 'batch/v1', kind: 'Job', name: job.metadata.name,
  ...(job.metadata.namespace === undefined ? {} : { namespace: job.metadata.namespace }), ...(job.metadata.uid === undefined ? {} : { uid: job.metadata.uid }),
  ...(job.metadata.resourceVersion === undefined ? {} : { resourceVersion: job.metadata.resourceVersion }),
});
