// How many Pods the Job should have now: which to remove, how many to make, or how long to wait. Models manageJob of pkg/controller/job/job_controller.go.
import { millis, type Millis } from '../../../base/time.ts';
import type { Pod } from '../../../api/types.ts';
import { getRemainingTime, getRemainingTimePerIndex } from './backoff.ts';
import { defaultJobPodFailureBackOff, maxJobPodFailureBackOff, maxPodCreateDeletePerSync, unknownCompletionIndex } from './constants.ts';
import { firstPendingIndexes } from './indexed.ts';
import { hasBackoffLimitPerIndex, isIndexedJob, jobSuspended, onlyReplaceFailedPods } from './pods.ts';
import { activePodsForRemoval } from './ranking.ts';
import type { SyncJobCtx } from './sync-context.ts';

export type PodPlan =
  | { type: 'none'; wantActive: number }
  | { type: 'remove'; because: 'suspended' | 'tooManyPods'; wantActive: number; pods: readonly Pod[] }
  /** New Pods are wanted, but the back-off after failures is not over. */
  | { type: 'wait'; wantActive: number; missing: number; remaining: Millis }
  /** One entry a Pod: its completion index, or -1. */
  | { type: 'create'; wantActive: number; indexes: readonly number[] };

/** Removing takes precedence: one sync either removes or creates. `now` in ms since 1970. */
export function manageJob(ctx: SyncJobCtx, now: number): PodPlan {
  const { job, activePods } = ctx;
  const active = activePods.length;
  if (jobSuspended(job)) return { type: 'remove', because: 'suspended', wantActive: 0, pods: activePodsForRemoval(job, activePods, active) };
  const wantActive = wantedActive(ctx);
  const remove = activePodsForRemoval(job, activePods, Math.max(0, active - wantActive)).slice(0, maxPodCreateDeletePerSync);
  if (remove.length > 0) return { type: 'remove', because: 'tooManyPods', wantActive, pods: remove };
  const missing = wantActive - (onlyReplaceFailedPods(job) ? ctx.terminating : 0) - active;
  return missing > 0 ? planCreation(ctx, wantActive, missing, now) : { type: 'none', wantActive };
}

/** A work queue (no completions) keeps what runs once a Pod has succeeded; else never more than still needed. */
export function wantedActive({ job, succeeded, activePods }: SyncJobCtx): number {
  const parallelism = job.spec.parallelism ?? 1;
  if (job.spec.completions === undefined) return succeeded > 0 ? activePods.length : parallelism;
  return Math.max(0, Math.min(job.spec.completions - succeeded, parallelism));
}

function planCreation(ctx: SyncJobCtx, wantActive: number, missing: number, now: number): PodPlan {
  const perIndex = hasBackoffLimitPerIndex(ctx.job);
  const remaining = perIndex ? 0 : getRemainingTime(ctx.newBackoffRecord, now, defaultJobPodFailureBackOff, maxJobPodFailureBackOff);
  if (remaining > 0) return { type: 'wait', wantActive, missing, remaining: millis(remaining) };
  const count = Math.min(missing, maxPodCreateDeletePerSync);
  if (!isIndexedJob(ctx.job)) return { type: 'create', wantActive, indexes: Array.from({ length: count }, () => unknownCompletionIndex) };
  const pending = firstPendingIndexes(ctx, count, ctx.job.spec.completions ?? 0);
  if (!perIndex) return { type: 'create', wantActive, indexes: pending };
  const info = getPodCreationInfoForIndependentIndexes(pending, ctx.podsWithDelayedDeletionPerIndex, now);
  return info.remaining > 0 ? { type: 'wait', wantActive, missing, remaining: info.remaining } : { type: 'create', wantActive, indexes: info.indexes };
}

/** Indexes whose own back-off is over; if there are none, the shortest time one of them still waits. */
export function getPodCreationInfoForIndependentIndexes(indexesToAdd: readonly number[], podsWithDelayedDeletionPerIndex: Readonly<Record<number, Pod>>, now: number): { indexes: number[]; remaining: Millis } {
  const waits = indexesToAdd.map((ix) => getRemainingTimePerIndex(now, defaultJobPodFailureBackOff, maxJobPodFailureBackOff, podsWithDelayedDeletionPerIndex[ix]));
  const indexes = indexesToAdd.filter((_, i) => waits[i] === 0);
  return { indexes, remaining: millis(indexes.length > 0 || waits.length === 0 ? 0 : Math.min(...waits)) };
}
