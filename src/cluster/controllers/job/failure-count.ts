// How often an index failed, kept in annotations of its Pods. Models the failure count annotations of pkg/controller/job/indexed_job_utils.go.
import type { Job, Pod } from '../../../api/types.ts';
import { jobIndexFailureCountAnnotation, jobIndexIgnoredFailureCountAnnotation } from './constants.ts';
import { matchPodFailurePolicy } from './pod-failure-policy.ts';
import { atoi } from './pods.ts';

/** Missing, corrupted and negative values are 0. */
function parseCount(pod: Pod, annotation: string): number {
  const n = atoi(pod.metadata.annotations?.[annotation] ?? '');
  return n === null || n < 0 || n > 2_147_483_647 ? 0 : n;
}

/** Failures that count towards backoffLimitPerIndex. */
export const getIndexFailureCount = (pod: Pod): number => parseCount(pod, jobIndexFailureCountAnnotation);
/** All failures, those that the Pod failure policy ignored too. */
export const getIndexAbsoluteFailureCount = (pod: Pod): number => getIndexFailureCount(pod) + parseCount(pod, jobIndexIgnoredFailureCountAnnotation);

/** The counts that the Pod which replaces `podBeingReplaced` carries. */
export function getNewIndexFailureCounts(job: Job, podBeingReplaced: Pod | undefined): { failureCount: number; ignoredFailureCount: number } {
  if (podBeingReplaced === undefined) return { failureCount: 0, ignoredFailureCount: 0 };
  const failureCount = getIndexFailureCount(podBeingReplaced);
  const ignoredFailureCount = parseCount(podBeingReplaced, jobIndexIgnoredFailureCountAnnotation);
  return matchPodFailurePolicy(job.spec.podFailurePolicy, podBeingReplaced).countFailed
    ? { failureCount: failureCount + 1, ignoredFailureCount } : { failureCount, ignoredFailureCount: ignoredFailureCount + 1 };
}
