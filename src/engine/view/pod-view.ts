// What the picture needs of a Pod: its state in one word, what the controller put on it.
import type { ContainerStatus, Pod } from '../../api/types.ts';
import type { PodState, PodView } from '../protocol.ts';
import { simTimeOf } from './time.ts';

const indexLabel = 'batch.kubernetes.io/job-completion-index';
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

/** The state beneath a deletion. Bound and not yet running is 'creating'. */
export function stateUnder(pod: Pod): PodState {
  switch (pod.status.phase) {
    case 'Succeeded': return 'succeeded';
    case 'Failed': return 'failed';
    case 'Running': return 'running';
    case 'Unknown': return 'unknown';
    default: return pod.spec.nodeName ? 'creating' : 'pending';
  }
}
/** The one word: a Pod that is being deleted and has not ended is terminating. */
export function podState(pod: Pod): PodState {
  const under = stateUnder(pod);
  return pod.metadata.deletionTimestamp && under !== 'succeeded' && under !== 'failed' ? 'terminating' : under;
}

/** kubectl's STATUS column, as far as it differs from the phase. */
function reasonOf(pod: Pod, containers: readonly ContainerStatus[]): string | null {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  const reasons = containers.map(({ state }) => (state?.running ? undefined : state?.terminated?.reason ?? state?.waiting?.reason));
  return pod.status.reason ?? reasons.find(Boolean) ?? null;
}

export function podIndex(pod: Pod): number | null {
  const text = pod.metadata.labels?.[indexLabel] ?? pod.metadata.annotations?.[indexLabel];
  return text === undefined ? null : Number(text);
}

export function podView(key: string, pod: Pod, epoch: number): PodView {
  const m = pod.metadata;
  const containers = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  const owner = m.ownerReferences?.find((o) => o.controller);
  return {
    key, uid: m.uid ?? '', name: m.name, namespace: m.namespace ?? '', state: podState(pod), phase: pod.status.phase ?? 'Pending', under: stateUnder(pod),
    reason: reasonOf(pod, containers), jobUid: owner?.kind === 'Job' ? owner.uid : null, index: podIndex(pod), node: pod.spec.nodeName ?? null,
    restarts: containers.reduce((sum, c) => sum + c.restartCount, 0), tracked: m.finalizers?.includes(trackingFinalizer) ?? false,
    createdAt: simTimeOf(m.creationTimestamp, epoch) ?? 0, revision: Number(m.resourceVersion ?? 0),
  };
}
