// Which indexes of an Indexed Job have succeeded, have failed and come next. Models pkg/controller/job/indexed_job_utils.go.
import type { Job, Pod } from '../../../api/types.ts';
import { getFinishedTime } from './backoff.ts';
import { unknownCompletionIndex } from './constants.ts';
import { getIndexAbsoluteFailureCount, getIndexFailureCount } from './failure-count.ts';
import { has, merge, parseIndexesFromString, withOrderedIndexes, type OrderedIntervals } from './intervals.ts';
import { matchPodFailurePolicy } from './pod-failure-policy.ts';
import { filterTerminatingPods, hasJobTrackingFinalizer, indexOf, isPodFailed, onlyReplaceFailedPods, validIndex } from './pods.ts';

const inOrder = (indexes: Iterable<number>): number[] => [...new Set(indexes)].sort((a, b) => a - b);
const completionsOf = (job: Job): number => job.spec.completions ?? 0;

/** What the status says, and that with the Pods that succeeded since. */
export function calculateSucceededIndexes(job: Job, pods: readonly Pod[]): { previous: OrderedIntervals; now: OrderedIntervals } {
  const completions = completionsOf(job);
  const previous = parseIndexesFromString(job.status.completedIndexes ?? '', completions);
  const succeeded = pods.filter((p) => p.status.phase === 'Succeeded' && hasJobTrackingFinalizer(p) && validIndex(p, completions) !== null);
  return { previous, now: withOrderedIndexes(previous, inOrder(succeeded.map(indexOf))) };
}

/** Indexes that will get no new Pod: those in the status and those that failed for good since. */
export function calculateFailedIndexes(job: Job, pods: readonly Pod[]): OrderedIntervals {
  const completions = completionsOf(job);
  const previous = parseIndexesFromString(job.status.failedIndexes ?? '', completions);
  const failed = pods.filter((p) => validIndex(p, completions) !== null && hasJobTrackingFinalizer(p) && isIndexFailed(job, p));
  return withOrderedIndexes(previous, inOrder(failed.map(indexOf)));
}

/** The Pod's failure ends its index: a FailIndex rule, or its retries are used up. */
export function isIndexFailed(job: Job, pod: Pod): boolean {
  if (!isPodFailed(pod, job)) return false;
  const { action, countFailed } = matchPodFailurePolicy(job.spec.podFailurePolicy, pod);
  if (action === 'FailIndex') return true;
  return countFailed && getIndexFailureCount(pod) >= (job.spec.backoffLimitPerIndex ?? 0);
}

export const getIndexes = (pods: readonly Pod[]): Set<number> => new Set(pods.map(indexOf).filter((ix) => ix !== unknownCompletionIndex));

/** What the choice of the next indexes depends on. */
export type IndexFacts = {
  readonly job: Job; readonly pods: readonly Pod[]; readonly activePods: readonly Pod[];
  readonly succeededIndexes: OrderedIntervals; readonly failedIndexes: OrderedIntervals | null;
};

/** The first `count` indexes below `completions` that are not active, succeeded, failed or (if the Job waits for that) terminating. */
export function firstPendingIndexes(facts: IndexFacts, count: number, completions: number): number[] {
  if (count === 0) return [];
  let nonPending = withOrderedIndexes(facts.succeededIndexes, inOrder(getIndexes(facts.activePods)));
  if (onlyReplaceFailedPods(facts.job)) nonPending = withOrderedIndexes(nonPending, inOrder(getIndexes(filterTerminatingPods(facts.pods))));
  if (facts.failedIndexes !== null) nonPending = merge(nonPending, facts.failedIndexes);
  const result: number[] = [];
  let candidate = 0;
  for (const interval of [...nonPending, { first: completions, last: completions }]) {
    for (; candidate < Math.min(completions, interval.first) && result.length < count; candidate++) result.push(candidate);
    candidate = Math.max(candidate, interval.last + 1);
  }
  return result;
}

/** Failed Pods that keep their finalizer until their index' next Pod, which inherits the failure count, exists: index → Pod. */
export function getPodsWithDelayedDeletionPerIndex(facts: IndexFacts, expectedRmFinalizers: ReadonlySet<string>): Record<number, Pod> {
  const active = getIndexes(facts.activePods);
  const kept: Record<number, Pod> = {};
  for (const pod of facts.pods) {
    const ix = validIndex(pod, completionsOf(facts.job));
    if (ix === null || !hasJobTrackingFinalizer(pod) || expectedRmFinalizers.has(pod.metadata.uid ?? '') || !isPodFailed(pod, facts.job)) continue;
    if (has(facts.succeededIndexes, ix) || has(facts.failedIndexes ?? [], ix) || active.has(ix)) continue;
    const other = kept[ix];
    if (other === undefined || (getIndexAbsoluteFailureCount(other) <= getIndexAbsoluteFailureCount(pod) && getFinishedTime(pod) >= getFinishedTime(other))) kept[ix] = pod;
  }
  return kept;
}
