// What one sync knows about its Job, counted from the cache. Models syncJobCtx and the counting at the head of syncJob in pkg/controller/job/job_controller.go.
import { changed } from '../../../base/changed.ts';
import { withStatus as withWholeStatus } from '../../../api/copies.ts';
import type { Job, JobCondition, JobStatus, Pod } from '../../../api/types.ts';
import type { QueueKey } from '../../messages.ts';
import { newBackoffRecord, type BackoffRecord } from './backoff.ts';
import { preciseTime } from './conditions.ts';
import type { OrderedIntervals } from './intervals.ts';
import { matchPodFailurePolicy } from './pod-failure-policy.ts';
import { countReadyPods, countTerminatingPods, filterActivePods, hasJobTrackingFinalizer, isIndexedJob, isPodFailed, jobSuspended, validIndex } from './pods.ts';

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

export const uidOf = (object: Pod | Job): string => object.metadata.uid ?? '';
export const withStatus = (job: Job, change: Partial<JobStatus>): Job => withWholeStatus(job, changed(job.status, change));
export const uncountedOf = (status: JobStatus): Uncounted =>
  ({ succeeded: status.uncountedTerminatedPods?.succeeded ?? [], failed: status.uncountedTerminatedPods?.failed ?? [] });

/** Counts the Pods of a Job. `stored` is the back-off record of earlier syncs; `now` in ms since 1970. */
export function countPods(job: Job, key: QueueKey, pods: readonly Pod[], expectedRmFinalizers: readonly string[], stored: BackoffRecord | undefined, now: number): SyncJobCtx {
  const uncounted = uncountedOf(job.status);
  const activePods = filterActivePods(pods);
  const { newSucceededPods, newFailedPods } = getNewFinishedPods({ job, pods, uncounted, expectedRmFinalizers });
  const startTime = job.status.startTime ?? (jobSuspended(job) ? undefined : preciseTime(now));
  return {
    job: startTime === undefined ? job : withStatus(job, { startTime }), pods, activePods,
    active: activePods.length, ready: countReadyPods(activePods), terminating: countTerminatingPods(pods),
    succeeded: (job.status.succeeded ?? 0) + newSucceededPods.length + uncounted.succeeded.length,
    failed: (job.status.failed ?? 0) + nonIgnoredFailedPodsCount(job, newFailedPods) + uncounted.failed.length,
    newlySucceeded: newSucceededPods.length, newlyFailed: newFailedPods.length,
    uncounted, expectedRmFinalizers, prevSucceededIndexes: [], succeededIndexes: [], failedIndexes: null, podsWithDelayedDeletionPerIndex: {},
    newBackoffRecord: newBackoffRecord(stored, key, newSucceededPods, newFailedPods), finishedCondition: null,
  };
}

type Counted = Pick<SyncJobCtx, 'job' | 'pods' | 'uncounted' | 'expectedRmFinalizers'>;

/** Pods that ended and that the status does not account for yet. */
export function getNewFinishedPods(ctx: Counted): { newSucceededPods: Pod[]; newFailedPods: Pod[] } {
  return {
    newSucceededPods: getValidPodsWithFilter(ctx, ctx.uncounted.succeeded, (p) => p.status.phase === 'Succeeded'),
    newFailedPods: getValidPodsWithFilter(ctx, ctx.uncounted.failed, (p) => isPodFailed(p, ctx.job)),
  };
}

/** Pods that still have the finalizer, are not uncounted already and have, in an Indexed Job, a valid index. */
export function getValidPodsWithFilter(ctx: Counted, uncounted: readonly string[], filter: (pod: Pod) => boolean): Pod[] {
  const seen = new Set([...uncounted, ...ctx.expectedRmFinalizers]);
  return ctx.pods.filter((p) => hasJobTrackingFinalizer(p) && !seen.has(uidOf(p))
    && !(isIndexedJob(ctx.job) && validIndex(p, ctx.job.spec.completions ?? 0) === null) && filter(p));
}

/** Failures that the Pod failure policy does not ignore. */
export const nonIgnoredFailedPodsCount = (job: Job, failedPods: readonly Pod[]): number =>
  failedPods.filter((p) => matchPodFailurePolicy(job.spec.podFailurePolicy, p).countFailed).length;
