// Which Pods are the Job's, which it adopts and which it lets go. Models PodControllerRefManager of pkg/controller/controller_ref_manager.go.
import { changed } from '../../../base/changed.ts';
import type { Job, Pod } from '../../../api/types.ts';
import type { ApiCall } from '../../messages.ts';
import { jobTrackingFinalizer } from './constants.ts';
import { newControllerRef } from './pod-template.ts';
import { getControllerOf, hasJobTrackingFinalizer } from './pods.ts';
import { matchesSelector } from './selector.ts';

export type Claim = 'keep' | 'adopt' | 'release' | 'ignore';

/** What becomes of a Pod, given its labels and owner. A Job that is being deleted neither adopts nor releases. */
export function claimPod(job: Job, pod: Pod): Claim {
  const owner = getControllerOf(pod);
  const matches = matchesSelector(job.spec.selector, pod.metadata.labels);
  const jobDeleted = job.metadata.deletionTimestamp !== undefined;
  if (owner) {
    if (owner.uid !== job.metadata.uid) return 'ignore';
    if (matches) return 'keep';
    return jobDeleted ? 'ignore' : 'release';
  }
  if (jobDeleted || !matches || pod.metadata.deletionTimestamp !== undefined || pod.metadata.namespace !== job.metadata.namespace) return 'ignore';
  return 'adopt';
}

/** Makes the Job the Pod's controller and adds the tracking finalizer. */
export const adoptPod = (job: Job, pod: Pod): ApiCall => ({
  verb: 'patch', kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, strategic: true,
  patch: { metadata: { ownerReferences: [newControllerRef(job)], uid: pod.metadata.uid, finalizers: [jobTrackingFinalizer] } },
});

/** Takes the Job and its finalizer off the Pod. */
export const releasePod = (job: Job, pod: Pod): ApiCall => ({
  verb: 'patch', kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, strategic: true,
  patch: { metadata: { uid: pod.metadata.uid, ownerReferences: [{ $patch: 'delete', uid: job.metadata.uid }], '$deleteFromPrimitiveList/finalizers': [jobTrackingFinalizer] } },
});

/** Null if the Pod has no tracking finalizer. */
export const removeTrackingFinalizerPatch = (pod: Pod): ApiCall | null => (hasJobTrackingFinalizer(pod) ? {
  verb: 'patch', kind: 'Pod', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, strategic: true,
  patch: { metadata: { '$deleteFromPrimitiveList/finalizers': [jobTrackingFinalizer] } },
} : null);

/** How an adopted Pod looks for the rest of the sync: its cached copy, with the finalizer. */
export const withTrackingFinalizer = (pod: Pod): Pod => (hasJobTrackingFinalizer(pod) ? pod
  : changed(pod, { metadata: changed(pod.metadata, { finalizers: [...(pod.metadata.finalizers ?? []), jobTrackingFinalizer] }) }));
