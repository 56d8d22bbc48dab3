// How long new Pods wait after failures. A success resets the delay: only failures after the last success count. Models pkg/controller/job/backoff_utils.go.
import { millis, type Millis } from '../../../base/time.ts';
import type { ContainerStatus, Pod } from '../../../api/types.ts';
import { getIndexAbsoluteFailureCount } from './failure-count.ts';

/** `lastFailureTime` in ms since 1970. */
export type BackoffRecord = { readonly key: string; readonly failuresAfterLastSuccess: number; readonly lastFailureTime: number | null };

/** The record with what this sync sees for the first time. `stored` is what earlier syncs left. */
export function newBackoffRecord(stored: BackoffRecord | undefined, key: string, newSucceededPods: readonly Pod[], newFailedPods: readonly Pod[]): BackoffRecord {
  const old = stored ?? { key, failuresAfterLastSuccess: 0, lastFailureTime: null };
  const failures = newFailedPods.map(getFinishedTime).sort((a, b) => a - b);
  if (newSucceededPods.length === 0) {
    if (failures.length === 0) return old;
    return { key: old.key, failuresAfterLastSuccess: old.failuresAfterLastSuccess + failures.length, lastFailureTime: failures[failures.length - 1]! };
  }
  const lastSuccess = Math.max(...newSucceededPods.map(getFinishedTime));
  const after = failures.filter((t) => t > lastSuccess);
  return { key: old.key, failuresAfterLastSuccess: after.length, lastFailureTime: after[after.length - 1] ?? null };
}

/** When a Pod ended, ms since 1970: its containers say so, else the condition Ready=False, else its deletion, else its creation. */
export function getFinishedTime(pod: Pod): number {
  return getFinishTimeFromContainers(pod) ?? getFinishTimeFromPodReadyFalseCondition(pod) ?? getFinishTimeFromDeletionTimestamp(pod) ?? timeOf(pod.metadata.creationTimestamp) ?? 0;
}

function getFinishTimeFromContainers(pod: Pod): number | null {
  return latestFinishTime(latestFinishTime(null, pod.status.containerStatuses), pod.status.initContainerStatuses);
}

/** Null as soon as one container has not finished. Sidecars (restartable init containers) finish after the others, so both lists count. */
function latestFinishTime(before: number | null, statuses: readonly ContainerStatus[] | undefined): number | null {
  let latest = before;
  for (const s of statuses ?? []) {
    const at = timeOf(s.state?.terminated?.finishedAt);
    if (at === null) return null;
    if (latest === null || latest < at) latest = at;
  }
  return latest;
}

function getFinishTimeFromPodReadyFalseCondition(pod: Pod): number | null {
  const ready = pod.status.conditions?.find((c) => c.type === 'Ready');
  return ready?.status === 'False' ? timeOf(ready.lastTransitionTime) : null;
}

function getFinishTimeFromDeletionTimestamp(pod: Pod): number | null {
  const at = timeOf(pod.metadata.deletionTimestamp);
  return at === null ? null : at - (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}

const timeOf = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Date.parse(text));

/** `now` in ms since 1970. */
export const getRemainingTime = (record: BackoffRecord, now: number, defaultBackoff: Millis, maxBackoff: Millis): Millis =>
  getRemainingTimeForFailuresCount(now, defaultBackoff, maxBackoff, record.failuresAfterLastSuccess, record.lastFailureTime);

/** How long the replacement of an index' last failed Pod still waits; 0 if none failed. */
export function getRemainingTimePerIndex(now: number, defaultBackoff: Millis, maxBackoff: Millis, lastFailedPod: Pod | undefined): Millis {
  if (lastFailedPod === undefined) return millis(0);
  return getRemainingTimeForFailuresCount(now, defaultBackoff, maxBackoff, getIndexAbsoluteFailureCount(lastFailedPod) + 1, getFinishedTime(lastFailedPod));
}

export function getRemainingTimeForFailuresCount(now: number, defaultBackoff: Millis, maxBackoff: Millis, failuresCount: number, lastFailureTime: number | null): Millis {
  if (failuresCount === 0) return millis(0);
  let backoff: number = defaultBackoff;
  for (let i = 1; i < failuresCount; i++) {
    backoff *= 2;
    if (backoff >= maxBackoff) { backoff = maxBackoff; break; }
  }
  return millis(Math.max(0, backoff - (now - (lastFailureTime ?? 0))));
}
