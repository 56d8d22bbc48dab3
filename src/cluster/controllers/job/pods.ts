// What the Job controller asks of one Pod or of a list of Pods. Models the helpers of pkg/controller/controller_utils.go and pkg/controller/job/tracking_utils.go.
import type { Job, OwnerReference, Pod } from '../../../api/types.ts';
import { jobCompletionIndexKey, jobTrackingFinalizer, unknownCompletionIndex } from './constants.ts';

export const hasJobTrackingFinalizer = (pod: Pod): boolean => pod.metadata.finalizers?.includes(jobTrackingFinalizer) ?? false;

export function getControllerOf(object: { metadata: { ownerReferences?: OwnerReference[] } }): OwnerReference | undefined {
  const refs = object.metadata.ownerReferences;
  if (refs) for (const r of refs) if (r.controller === true) return r;
  return undefined;
}

export function isPodReady(pod: Pod): boolean {
  const { conditions } = pod.status;
  if (conditions) for (const c of conditions) if (c.type === 'Ready' && c.status === 'True') return true;
  return false;
}

/** Neither finished nor being deleted. */
export const isPodActive = (pod: Pod): boolean =>
  pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed' && pod.metadata.deletionTimestamp === undefined;

/** Being deleted, and not finished yet. */
export const isPodTerminating = (pod: Pod): boolean =>
  pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed' && pod.metadata.deletionTimestamp !== undefined;

export const filterTerminatingPods = (pods: readonly Pod[]): Pod[] => pods.filter(isPodTerminating);

/** New Pods wait until the old ones are wholly gone: by the replacement policy, or because a Pod failure policy must see how they end. */
export const onlyReplaceFailedPods = (job: Job): boolean =>
  job.spec.podReplacementPolicy === 'Failed' || job.spec.podFailurePolicy !== undefined;

/** A deleted Pod counts as failed at once, unless the Job waits for how it ends. */
export function isPodFailed(pod: Pod, job: Job): boolean {
  if (pod.status.phase === 'Failed') return true;
  if (onlyReplaceFailedPods(job)) return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status.phase !== 'Succeeded';
}

export const isIndexedJob = (job: Job): boolean => job.spec.completionMode === 'Indexed';
export const hasBackoffLimitPerIndex = (job: Job): boolean => job.spec.backoffLimitPerIndex !== undefined;
export const jobSuspended = (job: Job): boolean => job.spec.suspend === true;
/** A finished Job has the condition Complete or Failed. */
export const isJobFinished = (job: Job): boolean =>
  job.status.conditions?.some((c) => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True') ?? false;

/** Whole decimal text as Go's strconv.Atoi reads it; null if it is anything else. */
export const atoi = (text: string): number | null => (/^[+-]?\d+$/.test(text) ? Number(text) : null);

export function getCompletionIndex(annotations: Record<string, string> | undefined): number {
  const value = annotations?.[jobCompletionIndexKey];
  const index = value === undefined ? null : atoi(value);
  return index === null || index < 0 ? unknownCompletionIndex : index;
}
export const indexOf = (pod: Pod): number => getCompletionIndex(pod.metadata.annotations);

/** The Pod's index if it has a valid one below `completions`, else null. */
export function validIndex(pod: Pod, completions: number): number | null {
  const index = indexOf(pod);
  return index === unknownCompletionIndex || index >= completions ? null : index;
}

export function byCompletionIndex(pods: readonly Pod[]): Pod[] {
  return [...pods].sort((a, b) => indexOf(a) - indexOf(b));
}
