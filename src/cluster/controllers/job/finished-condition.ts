// Whether the Job ends in this sync, and why; in the order in which the reasons take precedence. Models the middle of syncJob in pkg/controller/job/job_controller.go.
import { millis, type Millis } from '../../../base/time.ts';
import type { Job, JobCondition, Pod } from '../../../api/types.ts';
import { findConditionByType, newCondition, newFailedConditionForFailureTarget, newFailureCondition, newSuccessCondition } from './conditions.ts';
import { reason } from './constants.ts';
import { calculateFailedIndexes, calculateSucceededIndexes, getPodsWithDelayedDeletionPerIndex } from './indexed.ts';
import { total } from './intervals.ts';
import { matchPodFailurePolicy } from './pod-failure-policy.ts';
import { hasBackoffLimitPerIndex, isIndexedJob, isPodFailed, jobSuspended } from './pods.ts';
import { hasSuccessCriteriaMetCondition, matchSuccessPolicy } from './success-policy.ts';
import { ctxWith, type SyncJobCtx } from './sync-context.ts';

const backoffLimitOf = (job: Job): number => job.spec.backoffLimit ?? 6;

/** `syncAgainIn`: when the deadline strikes, if the Job has one and it has not struck. `now` in ms since 1970. */
export function evaluateFinishedCondition(ctx: SyncJobCtx, now: number): { ctx: SyncJobCtx; syncAgainIn: Millis | null } {
  const { job, pods } = ctx;
  let finished = alreadyDecided(job, now) ?? podFailurePolicyFails(job, pods, now);
  let syncAgainIn: Millis | null = null;
  if (finished === null) {
    if (ctx.failed > backoffLimitOf(job) || pastBackoffLimitOnFailure(job, pods)) finished = newFailureCondition(reason.backoffLimitExceeded, 'Job has reached the specified backoff limit', now);
    else if (pastActiveDeadline(job, now)) finished = newFailureCondition(reason.deadlineExceeded, 'Job was active longer than specified deadline', now);
    else syncAgainIn = deadlineLeft(job, now);
  }
  return { ctx: isIndexedJob(job) ? evaluateIndexes(ctxWith(ctx, { finishedCondition: finished }), now) : ctxWith(ctx, { finishedCondition: finished }), syncAgainIn };
}

/** An earlier sync's verdict stands: SuccessCriteriaMet, or FailureTarget, which is to become Failed. */
function alreadyDecided(job: Job, now: number): JobCondition | null {
  const met = hasSuccessCriteriaMetCondition(job);
  if (met) return met;
  const target = findConditionByType(job.status.conditions, 'FailureTarget');
  return target?.status === 'True' ? newFailedConditionForFailureTarget(target, now) : null;
}

function podFailurePolicyFails(job: Job, pods: readonly Pod[], now: number): JobCondition | null {
  const message = getFailJobMessage(job, pods);
  return message === null ? null : newFailureCondition(reason.podFailurePolicy, message, now);
}

/** Why a FailJob rule of the Pod failure policy ends the Job, or null. */
export function getFailJobMessage(job: Job, pods: readonly Pod[]): string | null {
  for (const pod of job.spec.podFailurePolicy ? pods : []) {
    const message = isPodFailed(pod, job) ? matchPodFailurePolicy(job.spec.podFailurePolicy, pod).failJobMessage : null;
    if (message !== null) return message;
  }
  return null;
}

/** Restarts of containers count instead of Pods under restartPolicy OnFailure. */
export function pastBackoffLimitOnFailure(job: Job, pods: readonly Pod[]): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = countRestarts(pods);
  const limit = backoffLimitOf(job);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** Restarts of all containers of Pods that run or wait. */
export function countRestarts(pods: readonly Pod[]): number {
  let restarts = 0;
  for (const { status } of pods) {
    if (status.phase !== 'Running' && status.phase !== 'Pending') continue;
    for (const s of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) restarts += s.restartCount;
  }
  return restarts;
}

/** Always false while the Job is suspended: the deadline counts time in a row. */
export function pastActiveDeadline(job: Job, now: number): boolean {
  const left = deadlineLeft(job, now);
  return left !== null && left <= 0;
}

/** Time until the active deadline; null if there is none, or the Job does not run. */
export function deadlineLeft(job: Job, now: number): Millis | null {
  if (job.spec.activeDeadlineSeconds === undefined || job.status.startTime === undefined || jobSuspended(job)) return null;
  return millis(job.spec.activeDeadlineSeconds * 1000 - (now - Date.parse(job.status.startTime)));
}

function evaluateIndexes(ctx: SyncJobCtx, now: number): SyncJobCtx {
  const { job, pods } = ctx;
  const completions = job.spec.completions ?? 0;
  const { previous, now: succeededIndexes } = calculateSucceededIndexes(job, pods);
  let next: SyncJobCtx = ctxWith(ctx, { prevSucceededIndexes: previous, succeededIndexes, succeeded: total(succeededIndexes) });
  if (hasBackoffLimitPerIndex(job)) {
    const failedIndexes = calculateFailedIndexes(job, pods);
    next = ctxWith(next, { failedIndexes });
    const failed = total(failedIndexes);
    if (next.finishedCondition === null) {
      if (job.spec.maxFailedIndexes !== undefined && failed > job.spec.maxFailedIndexes) {
        next = ctxWith(next, { finishedCondition: newFailureCondition(reason.maxFailedIndexesExceeded, 'Job has exceeded the specified maximal number of failed indexes', now) });
      } else if (failed > 0 && failed + total(succeededIndexes) >= completions) {
        next = ctxWith(next, { finishedCondition: newFailureCondition(reason.failedIndexes, 'Job has failed indexes', now) });
      }
    }
    next = ctxWith(next, { podsWithDelayedDeletionPerIndex: getPodsWithDelayedDeletionPerIndex(next, new Set(ctx.expectedRmFinalizers)) });
  }
  if (next.finishedCondition === null) {
    const message = matchSuccessPolicy(job.spec.successPolicy, completions, succeededIndexes);
    if (message !== null) next = ctxWith(next, { finishedCondition: newCondition('SuccessCriteriaMet', 'True', reason.successPolicy, message, now) });
  }
  return next;
}

/** SuccessCriteriaMet if the wanted number has succeeded and nothing is active any more. */
export function completionsReached(ctx: SyncJobCtx, now: number): JobCondition | null {
  const { completions } = ctx.job.spec;
  const enough = completions === undefined ? ctx.succeeded > 0 : ctx.succeeded >= completions;
  return enough && ctx.active === 0 ? newSuccessCondition(now) : null;
}
