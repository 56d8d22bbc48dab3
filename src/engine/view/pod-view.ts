// What the picture needs of a Pod: its state in one word, its containers, what the controller put on it.
import type { ContainerStatus, Pod } from '../../api/types.ts';
import type { ContainerView, PodState, PodView } from '../protocol.ts';
import { simTimeOf } from './time.ts';

const jobLabel = 'batch.kubernetes.io/job-name';
const indexLabel = 'batch.kubernetes.io/job-completion-index';
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

function containerView(status: ContainerStatus, init: boolean): ContainerView {
  const { running, terminated, waiting } = status.state ?? {};
  return {
    name: status.name, init, ready: status.ready, restarts: status.restartCount,
    state: running ? 'running' : terminated ? 'terminated' : 'waiting',
    reason: terminated?.reason ?? waiting?.reason ?? null, exitCode: terminated?.exitCode ?? null,
  };
}

const containersOf = (pod: Pod): ContainerView[] => [
  ...(pod.status.initContainerStatuses ?? []).map((s) => containerView(s, true)),
  ...(pod.status.containerStatuses ?? []).map((s) => containerView(s, false)),
];

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
function reasonOf(pod: Pod, containers: readonly ContainerView[]): string | null {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  return pod.status.reason ?? containers.find((c) => c.reason && c.state !== 'running')?.reason ?? null;
}

export function podIndex(pod: Pod): number | null {
  const text = pod.metadata.labels?.[indexLabel] ?? pod.metadata.annotations?.[indexLabel];
  return text === undefined ? null : Number(text);
}

export function podView(key: string, pod: Pod, epoch: number): PodView {
  const m = pod.metadata;
  const containers = containersOf(pod);
  const owner = m.ownerReferences?.find((o) => o.controller) ?? null;
  const ends = pod.status.containerStatuses?.map((s) => simTimeOf(s.state?.terminated?.finishedAt, epoch)) ?? [];
  const finished = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  return {
    key, uid: m.uid ?? '', name: m.name, namespace: m.namespace ?? '', state: podState(pod), phase: pod.status.phase ?? 'Pending',
    terminating: Boolean(m.deletionTimestamp), under: stateUnder(pod),
    ready: pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false,
    reason: reasonOf(pod, containers), job: owner?.kind === 'Job' ? owner.name : m.labels?.[jobLabel] ?? null,
    jobUid: owner?.kind === 'Job' ? owner.uid : null, index: podIndex(pod), node: pod.spec.nodeName ?? null,
    restarts: containers.reduce((sum, c) => sum + c.restarts, 0), tracked: m.finalizers?.includes(trackingFinalizer) ?? false, containers,
    labels: m.labels ?? {}, owner: owner ? `${owner.kind}/${owner.name}` : null, finalizers: m.finalizers ?? [],
    createdAt: simTimeOf(m.creationTimestamp, epoch) ?? 0, startedAt: simTimeOf(pod.status.startTime, epoch),
    finishedAt: finished ? ends.reduce((last: number | null, t) => (t !== null && (last === null || t > last) ? t : last), null) : null,
    revision: Number(m.resourceVersion ?? 0),
  };
}
