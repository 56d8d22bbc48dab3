// What one sync knows about its Job, counted from the cache. Models syncJobCtx and the counting at the head of syncJob in pkg/controller/job/job_controller.go.
import { amended, changed } from '../../../base/changed.ts';
import { withStatus as withWholeStatus } from '../../../api/copies.ts';
import type { Job, JobCondition, JobStatus, Pod } from '../../../api/types.ts';
import type { QueueKey } from '../../messages.ts';
import { newBackoffRecord, type BackoffRecord } from './backoff.ts';
import { preciseTime } from './conditions.ts';
import type { OrderedIntervals } from './intervals.ts';
import { matchPodFailurePolicy } from './pod-failure-policy.ts';
import { hasJobTrackingFinalizer, isIndexedJob, isPodActive, isPodFailed, isPodReady, isPodTerminating, jobSuspended, validIndex } from './pods.ts';

export type Uncounted = { readonly succeeded: readonly string[]; readonly failed: readonly string[] };

/** Plain data, replaced from stage to stage. `job` is the working copy whose status grows as the sync goes on. */
export type SyncJobCtx = {
  readonly job: Job; readonly pods: readonly Pod[]; readonly activePods: readonly Pod[];
  /** How many will be active when this sync is done; 0 while new Pods wait for their back-off. */
  readonly active: number;
  readonly ready: number; readonly terminating: number; readonly succeeded: number; readonly failed: number;
  readonly newlySucceeded: number; readonly newlyFailed: number;
  /** As the status had it when the sync began. */
  readonly uncounted: Uncounted;
  /** Pods whose finalizer this controller took off although the cache may not show it. */
  readonly expectedRmFinalizers: readonly string[];
  readonly prevSucceededIndexes: OrderedIntervals; readonly succeededIndexes: OrderedIntervals; readonly failedIndexes: OrderedIntervals | null;
  readonly podsWithDelayedDeletionPerIndex: Readonly<Record<number, Pod>>;
  readonly newBackoffRecord: BackoffRecord;
  /** Why the Job ends, or null as long as it goes on. */
  readonly finishedCondition: JobCondition | null;
};

/** The next context. Every field by name, so that all are alike to the engine that runs this. */
export const ctxWith = (c: SyncJobCtx, change: Partial<SyncJobCtx>): SyncJobCtx => amended<SyncJobCtx>({
  job: c.job, pods: c.pods, activePods: c.activePods, active: c.active, ready: c.ready, terminating: c.terminating, succeeded: c.succeeded, failed: c.failed,
  newlySucceeded: c.newlySucceeded, newlyFailed: c.newlyFailed, uncounted: c.uncounted, expectedRmFinalizers: c.expectedRmFinalizers,
  prevSucceededIndexes: c.prevSucceededIndexes, succeededIndexes: c.succeededIndexes, failedIndexes: c.failedIndexes,
  podsWithDelayedDeletionPerIndex: c.podsWithDelayedDeletionPerIndex, newBackoffRecord: c.newBackoffRecord, finishedCondition: c.finishedCondition,
}, change);

export const uidOf = (object: Pod | Job): string => object.metadata.uid ?? '';
export const withStatus = (job: Job, change: Partial<JobStatus>): Job => withWholeStatus(job, changed(job.status, change));
export const uncountedOf = (status: JobStatus): Uncounted =>
  ({ succeeded: status.uncountedTerminatedPods?.succeeded ?? [], failed: status.uncountedTerminatedPods?.failed ?? [] });

/** Counts the Pods of a Job. `stored` is the back-off record of earlier syncs; `now` in ms since 1970. */
export function countPods(job: Job, key: QueueKey, pods: readonly Pod[], expectedRmFinalizers: readonly string[], stored: BackoffRecord | undefined, now: number): SyncJobCtx {
  const uncounted = uncountedOf(job.status);
  const { activePods, ready, terminating } = countUnfinished(pods);
  const { newSucceededPods, newFailedPods } = getNewFinishedPods({ job, pods, uncounted, expectedRmFinalizers });
  const startTime = job.status.startTime ?? (jobSuspended(job) ? undefined : preciseTime(now));
  return {
    job: startTime === undefined ? job : withStatus(job, { startTime }), pods, activePods,
    active: activePods.length, ready, terminating,
    succeeded: (job.status.succeeded ?? 0) + newSucceededPods.length + uncounted.succeeded.length,
    failed: (job.status.failed ?? 0) + nonIgnoredFailedPodsCount(job, newFailedPods) + uncounted.failed.length,
    newlySucceeded: newSucceededPods.length, newlyFailed: newFailedPods.length,
    uncounted, expectedRmFinalizers, prevSucceededIndexes: [], succeededIndexes: [], failedIndexes: null, podsWithDelayedDeletionPerIndex: {},
    newBackoffRecord: newBackoffRecord(stored, key, newSucceededPods, newFailedPods), finishedCondition: null,
  };
}

/** In one round: a large Job has thousands of Pods, most of which ended long ago. */
function countUnfinished(pods: readonly Pod[]): { activePods: Pod[]; ready: number; terminating: number } {
  const activePods: Pod[] = [];
  let ready = 0;
  let terminating = 0;
  for (const pod of pods) {
    if (isPodActive(pod)) { activePods.push(pod); if (isPodReady(pod)) ready++; } else if (isPodTerminating(pod)) terminating++;
  }
  return { activePods, ready, terminating };
}

type Counted = Pick<SyncJobCtx, 'job' | 'pods' | 'uncounted' | 'expectedRmFinalizers'>;

/** Pods that ended and that the status does not account for yet. */
export function getNewFinishedPods(ctx: Counted): { newSucceededPods: Pod[]; newFailedPods: Pod[] } {
  const succeededSeen = new Set(ctx.uncounted.succeeded), failedSeen = new Set(ctx.uncounted.failed), expected = new Set(ctx.expectedRmFinalizers);
  const newSucceededPods: Pod[] = [], newFailedPods: Pod[] = [];
  for (const pod of ctx.pods) {
    if (!mayCount(ctx, pod, expected)) continue;
    if (pod.status.phase === 'Succeeded') { if (!succeededSeen.has(uidOf(pod))) newSucceededPods.push(pod); } else if (isPodFailed(pod, ctx.job) && !failedSeen.has(uidOf(pod))) newFailedPods.push(pod);
  }
  return { newSucceededPods, newFailedPods };
}
/** It still has the finalizer and, in an Indexed Job, a valid index. Models the conditions of getValidPodsWithFilter. */
const mayCount = ({ job }: Counted, pod: Pod, expected: ReadonlySet<string>): boolean =>
  hasJobTrackingFinalizer(pod) && !expected.has(uidOf(pod)) && !(isIndexedJob(job) && validIndex(pod, job.spec.completions ?? 0) === null);

/** Failures that the Pod failure policy does not ignore. */
export const nonIgnoredFailedPodsCount = (job: Job, failedPods: readonly Pod[]): number =>
  failedPods.filter((p) => matchPodFailurePolicy(job.spec.podFailurePolicy, p).countFailed).length;
