// The status of a Pod as its kubelet reports it, from the record of its containers. Models pkg/kubelet/kubelet_pods.go and pkg/kubelet/status/generate.go.
import type { SimTime } from '../../base/time.ts';
import type { ContainerState, ContainerStatus, PodCondition, PodPhase, PodStatus } from '../../api/types.ts';
import { rfc3339 } from '../component/time.ts';
import { containerIdOf } from './containers.ts';
import { canonicalImage, imageDigest, imageOf } from './images.ts';
import { terminatedState, type ContainerRecord, type PodRecord } from './record.ts';

const hasEnded = (c: ContainerRecord): boolean => c.phase === 'exited' || c.phase === 'cancelled';

/** Models getPhase: from what the containers did and what the restart policy will still do. */
export function phaseOf(p: PodRecord): PodPhase {
  const policy = p.pod.spec.restartPolicy ?? 'Always';
  const mains = p.containers.filter((c) => c.role === 'main');
  if (p.stage === 'terminal') return p.failure || p.containers.some((c) => (c.role !== 'sidecar') && ((c.exit ?? c.last)?.code ?? 137) !== 0) ? 'Failed' : 'Succeeded';
  const initFailed = p.containers.some((c) => c.role === 'init' && c.phase === 'exited' && c.exit!.code !== 0 && policy === 'Never');
  if (initFailed) return p.stage === 'stopping' ? 'Pending' : 'Failed';
  if (mains.every((c) => !c.exit && !c.last && c.phase !== 'running')) return 'Pending';
  return 'Running';
}

function containerStatus(p: PodRecord, c: ContainerRecord, epoch: number): ContainerStatus {
  const image = imageOf(c.spec), hasRun = c.startedAt !== null;
  const base = {
    name: c.spec.name, ready: c.role === 'init' ? c.phase === 'exited' && c.exit!.code === 0 : c.phase === 'running' && c.ready, restartCount: c.restarts,
    image: hasRun ? canonicalImage(image) : image, imageID: hasRun ? imageDigest(image) : '', ...(hasRun ? { containerID: containerIdOf(c) } : {}), started: c.phase === 'running',
  };
  const older = (c.phase === 'running' || c.phase === 'exited') ? c.last : (c.exit ?? c.last);
  const last = older ? { lastState: terminatedState(older, epoch, rfc3339) } : { lastState: {} };
  return { ...base, state: stateOf(p, c, epoch), ...last };
}

function stateOf(p: PodRecord, c: ContainerRecord, epoch: number): ContainerState {
  if (c.phase === 'running') return { running: { startedAt: rfc3339(epoch + c.startedAt!) } };
  if (c.phase === 'exited') return terminatedState(c.exit!, epoch, rfc3339);
  if (p.stage === 'terminal') {
    return c.exit ? terminatedState(c.exit, epoch, rfc3339) : { terminated: { exitCode: 137, reason: 'ContainerStatusUnknown', message: 'The container could not be located when the pod was terminated' } };
  }
  // Until the next run starts, what the runtime has is the last one.
  if (c.exit && c.waiting?.reason === 'ContainerCreating') return terminatedState(c.exit, epoch, rfc3339);
  if (c.waiting && c.phase !== 'idle' && c.waiting.reason !== 'ContainerCreating') return { waiting: c.waiting };
  return { waiting: { reason: p.containers.some((x) => x.role !== 'main') ? 'PodInitializing' : 'ContainerCreating' } };
}

/** Whether an init container is behind us: a plain one succeeded, a sidecar has started. */
export const initDone = (c: ContainerRecord): boolean => (c.role === 'init' ? c.phase === 'exited' && c.exit!.code === 0 : c.startedAt !== null && c.phase !== 'creating');

type Draft = { type: string; yes: boolean; reason?: string; message?: string };
function conditionsOf(p: PodRecord, phase: PodPhase): Draft[] {
  const inits = p.containers.filter((c) => c.role !== 'main'), unready = p.containers.filter((c) => c.role !== 'init' && !(c.phase === 'running' && c.ready)).map((c) => c.spec.name);
  const waitingFor = inits.filter((c) => !initDone(c)).map((c) => c.spec.name);
  const succeeded = phase === 'Succeeded', failed = phase === 'Failed';
  const initialized: Draft = succeeded ? { type: 'Initialized', yes: true, reason: 'PodCompleted' }
    : waitingFor.length > 0 && !p.containers.some((c) => c.role === 'main' && c.startedAt !== null) ? { type: 'Initialized', yes: false, reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${waitingFor.join(' ')}]` } : { type: 'Initialized', yes: true };
  const readiness = (type: string): Draft => succeeded ? { type, yes: false, reason: 'PodCompleted' } : failed ? { type, yes: false, reason: 'PodFailed' }
    : unready.length > 0 ? { type, yes: false, reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` } : { type, yes: true };
  return [{ type: 'PodReadyToStartContainers', yes: p.sandboxReady && p.stage !== 'terminal' }, initialized, readiness('Ready'), readiness('ContainersReady'), { type: 'PodScheduled', yes: true }];
}

const ownConditions = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);

/** The full status to report. Conditions that others added (DisruptionTarget) are kept; a condition's time moves only when its status does. */
export function podStatus(p: PodRecord, node: string, epoch: number, now: SimTime): PodStatus {
  const phase = phaseOf(p), seen = p.pod.status.conditions ?? [], mine = p.told?.conditions ?? [];
  const generation = p.pod.metadata.generation === undefined ? {} : { observedGeneration: p.pod.metadata.generation };
  const condition = (d: Draft): PodCondition => {
    const status = d.yes ? 'True' : 'False';
    const old = mine.find((c) => c.type === d.type) ?? seen.find((c) => c.type === d.type);
    return {
      type: d.type, ...generation, status, lastProbeTime: null, lastTransitionTime: old?.status === status && old.lastTransitionTime ? old.lastTransitionTime : rfc3339(epoch + now),
      ...(d.reason ? { reason: d.reason } : {}), ...(d.message ? { message: d.message } : {}),
    };
  };
  const foreign = seen.filter((c) => !ownConditions.has(c.type));
  const disruption: PodCondition[] = p.stopping?.why === 'evicted' && !foreign.some((c) => c.type === 'DisruptionTarget')
    ? [{ type: 'DisruptionTarget', ...generation, status: 'True', lastProbeTime: null, lastTransitionTime: mine.find((c) => c.type === 'DisruptionTarget')?.lastTransitionTime ?? rfc3339(epoch + now), reason: 'TerminationByKubelet', message: p.failure?.message ?? '' }] : [];
  const inits = p.containers.filter((c) => c.role !== 'main'), mains = p.containers.filter((c) => c.role === 'main');
  return {
    ...generation, phase, ...(p.failure ? { reason: p.failure.reason, message: p.failure.message } : {}),
    conditions: [...foreign, ...disruption, ...conditionsOf(p, phase).map(condition)], startTime: rfc3339(epoch + p.acceptedAt),
    hostIP: hostIp(node), ...(p.ip && phase !== 'Pending' || p.ip && p.sandboxReady ? { podIP: p.ip! } : {}), qosClass: qosClass(p),
    ...(inits.length > 0 ? { initContainerStatuses: inits.map((c) => containerStatus(p, c, epoch)) } : {}),
    containerStatuses: mains.map((c) => containerStatus(p, c, epoch)),
  };
}
export const hostIp = (node: string): string => `192.168.0.${10 + (Number(/(\d+)$/.exec(node)?.[1] ?? 0) % 200)}`;

/** Models pkg/apis/core/v1/helper/qos: from requests and limits of cpu and memory. */
export function qosClass(p: PodRecord): string {
  const all = p.containers.map((c) => c.spec.resources ?? {});
  const named = all.filter((r) => ['cpu', 'memory'].some((k) => r.requests?.[k] ?? r.limits?.[k]));
  if (named.length === 0) return 'BestEffort';
  const guaranteed = all.every((r) => ['cpu', 'memory'].every((k) => r.limits?.[k] !== undefined && (r.requests?.[k] ?? r.limits[k]) === r.limits[k]));
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
export const allEnded = (p: PodRecord): boolean => p.containers.every((c) => hasEnded(c) || c.phase === 'idle' || c.phase === 'broken');
