// From finished Pods to counters without counting one twice or losing one: uid into the status, finalizer off, counter up. Models trackJobStatusAndRemoveFinalizers of pkg/controller/job/job_controller.go.
import { changed } from '../../../base/changed.ts';
import { withStatus as withWholeStatus } from '../../../api/copies.ts';
import type { Job, JobCondition, JobStatus, Pod } from '../../../api/types.ts';
import { ensureJobConditionStatus, newCondition, newFailedConditionForFailureTarget } from './conditions.ts';
import { maxUncountedPods } from './constants.ts';
import { has, intervalsToString, total, withOrderedIndexes } from './intervals.ts';
import { matchPodFailurePolicy } from './pod-failure-policy.ts';
import { byCompletionIndex, hasBackoffLimitPerIndex, hasJobTrackingFinalizer, indexOf, isIndexedJob, isPodFailed, validIndex } from './pods.ts';
import { hasSuccessCriteriaMetCondition, isSuccessCriteriaMetCondition } from './success-policy.ts';
import { uidOf, uncountedOf, withStatus, type SyncJobCtx } from './sync-context.ts';

/** What is to be written and taken off. `job` carries the status for the first flush, `finishedCondition` the final condition. */
export type Tracking = {
  readonly job: Job; readonly needsFlush: boolean;
  readonly podsToRemoveFinalizer: readonly Pod[]; readonly uidsWithFinalizer: readonly string[];
  readonly reachedMaxUncountedPods: boolean; readonly finishedCondition: JobCondition | null;
};

/** Looks at every Pod that still has its finalizer, up to 500 newly counted ones. `now` in ms since 1970. */
export function trackPods(ctx: SyncJobCtx, needsFlushBefore: boolean, now: number): Tracking {
  const indexed = isIndexedJob(ctx.job);
  const expected = new Set(ctx.expectedRmFinalizers);
  const tracked = (indexed ? byCompletionIndex(ctx.pods) : ctx.pods).filter((p) => hasJobTrackingFinalizer(p) && !expected.has(uidOf(p)));
  const uidsWithFinalizer = tracked.map(uidOf);
  const cleaned = cleanUncountedPodsWithoutFinalizers(ctx.job.status, new Set(uidsWithFinalizer));
  const found = classify(ctx, tracked, uncountedOf(cleaned.status));
  let status: JobStatus = changed(cleaned.status, { uncountedTerminatedPods: { succeeded: found.succeeded, failed: found.failed } });
  let needsFlush = needsFlushBefore || cleaned.updated || found.changed;
  if (indexed) {
    const succeededIndexes = withOrderedIndexes(ctx.succeededIndexes, found.newSucceededIndexes);
    const completedIndexes = intervalsToString(succeededIndexes);
    const failedIndexes = ctx.failedIndexes === null ? undefined : intervalsToString(ctx.failedIndexes);
    needsFlush ||= completedIndexes !== (status.completedIndexes ?? '') || failedIndexes !== status.failedIndexes;
    status = changed(status, { succeeded: total(succeededIndexes), completedIndexes, failedIndexes });
  }
  const interim = interimCondition(ctx.job, ctx.finishedCondition, now);
  if (interim.append) status = changed(status, { conditions: [...(status.conditions ?? []), interim.append] });
  return {
    job: withWholeStatus(ctx.job, status), needsFlush: needsFlush || interim.append !== null, podsToRemoveFinalizer: found.podsToRemoveFinalizer,
    uidsWithFinalizer, reachedMaxUncountedPods: found.reachedMax, finishedCondition: interim.final,
  };
}

type Found = { podsToRemoveFinalizer: Pod[]; succeeded: string[]; failed: string[]; newSucceededIndexes: number[]; changed: boolean; reachedMax: boolean };

function classify(ctx: SyncJobCtx, tracked: readonly Pod[], uncounted: { succeeded: readonly string[]; failed: readonly string[] }): Found {
  const found: Found = { podsToRemoveFinalizer: [], succeeded: [...uncounted.succeeded], failed: [...uncounted.failed], newSucceededIndexes: [], changed: false, reachedMax: false };
  for (const pod of tracked) {
    const considerPodFailed = isPodFailed(pod, ctx.job);
    if (!canRemoveFinalizer(ctx, pod, considerPodFailed)) continue;
    found.podsToRemoveFinalizer.push(pod);
    account(ctx, pod, considerPodFailed, found);
    if (found.newSucceededIndexes.length + found.succeeded.length + found.failed.length >= maxUncountedPods) { found.reachedMax = true; break; }
  }
  return found;
}

/** Notes how the Pod counts: as a succeeded index, as a succeeded uid, as a failed uid, or not at all. */
function account(ctx: SyncJobCtx, pod: Pod, considerPodFailed: boolean, found: Found): void {
  const { job, finishedCondition, uncounted } = ctx;
  const indexed = isIndexedJob(job);
  const index = validIndex(pod, job.spec.completions ?? 0);
  const uid = uidOf(pod);
  if (pod.status.phase === 'Succeeded' && !uncounted.failed.includes(uid)) {
    if (indexed) {
      if (index === null || has(ctx.prevSucceededIndexes, index)) return;
      found.newSucceededIndexes.push(index);
    } else {
      if (uncounted.succeeded.includes(uid)) return;
      found.succeeded.push(uid);
    }
    found.changed = true;
    return;
  }
  if (!considerPodFailed && (finishedCondition === null || isSuccessCriteriaMetCondition(finishedCondition))) return;
  if (uncounted.failed.includes(uid) || (indexed && index === null)) return;
  if (!matchPodFailurePolicy(job.spec.podFailurePolicy, pod).countFailed) return;
  found.failed.push(uid);
  found.changed = true;
}

/** The Job is being deleted or ends, the Pod succeeded, or it failed and no replacement needs its failure count. */
export function canRemoveFinalizer(ctx: SyncJobCtx, pod: Pod, considerPodFailed: boolean): boolean {
  if (ctx.job.metadata.deletionTimestamp !== undefined || ctx.finishedCondition !== null || pod.status.phase === 'Succeeded') return true;
  if (!considerPodFailed) return false;
  if (!hasBackoffLimitPerIndex(ctx.job)) return true;
  const kept = ctx.podsWithDelayedDeletionPerIndex[indexOf(pod)];
  return kept === undefined || uidOf(kept) !== uidOf(pod);
}

/** FailureTarget and SuccessCriteriaMet are written before finalizers go, Failed and Complete after. */
function interimCondition(job: Job, finished: JobCondition | null, now: number): { append: JobCondition | null; final: JobCondition | null } {
  if (finished?.type === 'FailureTarget') return { append: finished, final: newFailedConditionForFailureTarget(finished, now) };
  if (finished !== null && isSuccessCriteriaMetCondition(finished)) {
    return { append: hasSuccessCriteriaMetCondition(job) ? null : finished, final: newCondition('Complete', 'True', finished.reason ?? '', finished.message ?? '', now) };
  }
  return { append: null, final: finished };
}

/** Pods in the uncounted lists that have lost their finalizer go into the counters. */
export function cleanUncountedPodsWithoutFinalizers(status: JobStatus, uidsWithFinalizer: ReadonlySet<string>): { status: JobStatus; updated: boolean } {
  const before = uncountedOf(status);
  const succeeded = before.succeeded.filter((uid) => uidsWithFinalizer.has(uid));
  const failed = before.failed.filter((uid) => uidsWithFinalizer.has(uid));
  const moreSucceeded = before.succeeded.length - succeeded.length;
  const moreFailed = before.failed.length - failed.length;
  if (moreSucceeded + moreFailed === 0) return { status, updated: false };
  return {
    status: changed(status, { succeeded: (status.succeeded ?? 0) + moreSucceeded, failed: (status.failed ?? 0) + moreFailed, uncountedTerminatedPods: { succeeded, failed } }),
    updated: true,
  };
}

/** The Job with its terminal condition, or null while uncounted or terminating Pods delay it. */
export function enactJobFinished(job: Job, finished: JobCondition | null, terminating: number, now: number): Job | null {
  const uncounted = uncountedOf(job.status);
  if (finished === null || uncounted.succeeded.length + uncounted.failed.length > 0 || terminating > 0) return null;
  const { list } = ensureJobConditionStatus(job.status.conditions ?? [], finished.type, finished.status, finished.reason ?? '', finished.message ?? '', now);
  return withStatus(job, { conditions: list, ...(finished.type === 'Complete' ? { completionTime: finished.lastTransitionTime } : {}) });
}

/** metav1.Time travels in whole seconds. */
const wholeSeconds = (time: string): string => time.replace(/\.\d+Z$/, 'Z');
const withWholeSeconds = (c: JobCondition): JobCondition => ({
  ...c, ...(c.lastProbeTime === undefined ? {} : { lastProbeTime: wholeSeconds(c.lastProbeTime) }),
  ...(c.lastTransitionTime === undefined ? {} : { lastTransitionTime: wholeSeconds(c.lastTransitionTime) }),
});

/** The status as it is written: counters that are 0 and empty lists are left out, times are cut to whole seconds. */
export function statusForApi(job: Job): Job {
  const s = job.status;
  const { succeeded, failed } = uncountedOf(s);
  const status: Record<string, unknown> = {};
  for (const field in s) {
    const value = written(field as keyof JobStatus, s);
    if (value !== undefined) status[field] = value;
  }
  const uncounted: NonNullable<JobStatus['uncountedTerminatedPods']> = {};
  if (succeeded.length > 0) uncounted.succeeded = [...succeeded];
  if (failed.length > 0) uncounted.failed = [...failed];
  status.uncountedTerminatedPods = uncounted;
  return withWholeStatus(job, status as JobStatus);
}
/** Undefined: left out. */
function written(field: keyof JobStatus, s: JobStatus): unknown {
  switch (field) {
    case 'active': case 'succeeded': case 'failed': return s[field] || undefined;
    case 'completedIndexes': return s.completedIndexes || undefined;
    case 'startTime': case 'completionTime': return s[field] === undefined ? undefined : wholeSeconds(s[field]);
    case 'conditions': return s.conditions && s.conditions.length > 0 ? s.conditions.map(withWholeSeconds) : undefined;
    default: return s[field];
  }
}
