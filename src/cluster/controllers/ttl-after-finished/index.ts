// Deletes finished Jobs when their time to live is over. Models pkg/controller/ttlafterfinished/ttlafterfinished_controller.go.
import { millis } from '../../../base/time.ts';
import type { Job } from '../../../api/types.ts';
import type { Advance, ControllerContext, ControllerDef, StageContext, SyncState } from '../../client-go/types.ts';
import { namespacedName } from '../../keys.ts';
import { because } from './because.ts';
import { needsCleanup, timeLeft } from './time-left.ts';

const workers = 5;
export type TtlFacts = { readonly fresh: Job | null };
type Memory = Record<never, never>;
type Step = Advance<TtlFacts>;

export const ttlAfterFinished: ControllerDef<TtlFacts, Memory> = {
  id: 'ttl-after-finished',
  watches: ['Job'],
  workers: () => workers,
  initMemory: () => ({}),
  copyMemory: (m) => m,
  handle(_kind, delta, ctx) {
    const job = delta.object as Job;
    if (delta.type === 'Deleted' || job.metadata.deletionTimestamp !== undefined || !needsCleanup(job)) return [];
    const key = namespacedName(job.metadata.namespace ?? '', job.metadata.name);
    ctx.queue.add(key);
    return [{ handler: delta.type === 'Added' ? 'addJob' : 'updateJob', enqueued: key }];
  },
  begin: () => ({ stage: 'load', facts: { fresh: null } }),
  advance(state, ctx) {
    switch (state.stage) {
      case 'load': return load(state, ctx);
      case 'recheck': return recheck(state, ctx);
      default: return finish(ctx);
    }
  },
};

/** The cache may be behind: before a deletion the Job is read from the API server. */
function load({ key, facts }: SyncState<TtlFacts>, ctx: StageContext<Memory>): Step {
  const job = ctx.lister.get('Job', key);
  const verdict = processTTL(job, key, ctx);
  if (verdict !== 'expired') return verdict;
  return { type: 'next', stage: 'recheck', facts, because: because('ttl.expired'), calls: [{ verb: 'get', kind: 'Job', namespace: job!.metadata.namespace ?? '', name: job!.metadata.name }] };
}

function processTTL(job: Job | undefined, key: string, ctx: ControllerContext<Memory>): Step | 'expired' {
  if (!job || job.metadata.deletionTimestamp !== undefined || !needsCleanup(job)) return { type: 'done', outcome: { type: 'ok' }, because: because('ttl.notToClean') };
  const left = timeLeft(job, ctx.epochNow);
  if (left === null) return { type: 'done', outcome: { type: 'error', message: `unable to find the time when the Job ${key} finished` }, because: because('ttl.noFinishTime') };
  if (left <= 0) return 'expired';
  ctx.queue.addAfter(key, millis(left));
  return { type: 'done', outcome: { type: 'ok' }, because: because('ttl.waits', { leftMs: left }), values: { leftMs: left } };
}

function recheck({ key }: SyncState<TtlFacts>, ctx: StageContext<Memory>): Step {
  const reply = ctx.replies[0]!;
  if (!reply.result.ok) {
    if (reply.result.status.code === 404) return { type: 'done', outcome: { type: 'ok' }, because: because('ttl.gone') };
    return { type: 'done', outcome: { type: 'error', message: reply.result.status.message }, because: because('ttl.failed', { message: reply.result.status.message }) };
  }
  const fresh = reply.result.object as Job;
  const verdict = processTTL(fresh, key, ctx);
  if (verdict !== 'expired') return verdict;
  return {
    type: 'next', stage: 'delete', facts: { fresh }, because: because('ttl.deletes'),
    calls: [{ verb: 'delete', kind: 'Job', namespace: fresh.metadata.namespace ?? '', name: fresh.metadata.name, options: { propagationPolicy: 'Foreground', preconditions: { uid: fresh.metadata.uid ?? '' } } }],
  };
}

function finish(ctx: StageContext<Memory>): Step {
  const result = ctx.replies[0]!.result;
  if (result.ok) return { type: 'done', outcome: { type: 'ok' }, because: because('ttl.deleted') };
  return { type: 'done', outcome: { type: 'error', message: result.status.message }, because: because('ttl.failed', { message: result.status.message }) };
}
