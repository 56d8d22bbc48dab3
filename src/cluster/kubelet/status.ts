// The status of a Pod as its kubelet reports it, from the record of its containers. Models pkg/kubelet/kubelet_pods.go and pkg/kubelet/status/generate.go.
import type { SimTime } from '../../base/time.ts';
import type { ContainerState, ContainerStatus, PodCondition, PodPhase, PodStatus } from '../../api/types.ts';
import { rfc3339 } from '../component/time.ts';
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
  const image = imageOf(c.spec);
  const name = c.spec.name, ready = c.role === 'init' ? c.phase === 'exited' && c.exit!.code === 0 : c.phase === 'running' && c.ready, restartCount = c.restarts, started = c.phase === 'running';
  const older = (c.phase === 'running' || c.phase === 'exited') ? c.last : (c.exit ?? c.last);
  const state = stateOf(p, c, epoch), lastState = older ? terminatedState(older, epoch, rfc3339) : {};
  if (c.startedAt === null) return { name, ready, restartCount, image, imageID: '', started, state, lastState };
  return { name, ready, restartCount, image: canonicalImage(image), imageID: imageDigest(image), containerID: c.containerID, started, state, lastState };
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
function draftsOf(p: PodRecord, phase: PodPhase): Draft[] {
  const unready: string[] = [], waitingFor: string[] = [];
  for (const c of p.containers) {
    if (c.role !== 'init' && !(c.phase === 'running' && c.ready)) unready.push(c.spec.name);
    if (c.role !== 'main' && !initDone(c)) waitingFor.push(c.spec.name);
  }
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
  const phase = phaseOf(p), generation = p.pod.metadata.generation;
  const status: PodStatus = {};
  if (generation !== undefined) status.observedGeneration = generation;
  status.phase = phase;
  if (p.failure) { status.reason = p.failure.reason; status.message = p.failure.message; }
  status.conditions = conditionsOf(p, phase, rfc3339(epoch + now));
  status.startTime = rfc3339(epoch + p.acceptedAt);
  status.hostIP = hostIp(node);
  if (p.ip && (phase !== 'Pending' || p.sandboxReady)) status.podIP = p.ip;
  status.qosClass = qosClass(p);
  const mains: ContainerStatus[] = [], inits: ContainerStatus[] = [];
  for (const c of p.containers) (c.role === 'main' ? mains : inits).push(containerStatus(p, c, epoch));
  if (inits.length > 0) status.initContainerStatuses = inits;
  status.containerStatuses = mains;
  return status;
}

function conditionsOf(p: PodRecord, phase: PodPhase, now: string): PodCondition[] {
  const seen = p.pod.status.conditions ?? [], mine = p.told?.conditions ?? [], generation = p.pod.metadata.generation;
  const all = seen.filter((c) => !ownConditions.has(c.type));
  if (p.stopping?.why === 'evicted' && !all.some((c) => c.type === 'DisruptionTarget')) {
    const since = mine.find((c) => c.type === 'DisruptionTarget')?.lastTransitionTime ?? now;
    all.push(conditionOf({ type: 'DisruptionTarget', yes: true, reason: 'TerminationByKubelet', message: p.failure?.message ?? '' }, generation, since));
  }
  for (const d of draftsOf(p, phase)) {
    const old = ofType(mine, d.type) ?? ofType(seen, d.type);
    const same = old?.status === (d.yes ? 'True' : 'False');
    const unchanged = same && old.reason === d.reason && old.message === d.message && old.observedGeneration === generation && old.lastTransitionTime;
    all.push(unchanged ? old : conditionOf(d, generation, same && old.lastTransitionTime ? old.lastTransitionTime : now));
  }
  return all;
}
function ofType(list: readonly PodCondition[], type: string): PodCondition | undefined {
  for (const c of list) if (c.type === type) return c;
  return undefined;
}
function conditionOf(d: Draft, generation: number | undefined, since: string): PodCondition {
  const status = d.yes ? 'True' : 'False';
  const c: PodCondition = generation === undefined ? { type: d.type, status, lastProbeTime: null, lastTransitionTime: since }
    : { type: d.type, observedGeneration: generation, status, lastProbeTime: null, lastTransitionTime: since };
  if (d.reason) c.reason = d.reason;
  if (d.message) c.message = d.message;
  return c;
}
export const hostIp = (node: string): string => `192.168.0.${10 + (Number(/(\d+)$/.exec(node)?.[1] ?? 0) % 200)}`;

/** Models pkg/apis/core/v1/helper/qos: from requests and limits of cpu and memory. */
export function qosClass(p: PodRecord): string {
  if (!p.containers.some((c) => c.spec.resources?.requests ?? c.spec.resources?.limits)) return 'BestEffort';
  const all = p.containers.map((c) => c.spec.resources ?? {});
  const named = all.filter((r) => ['cpu', 'memory'].some((k) => r.requests?.[k] ?? r.limits?.[k]));
  if (named.length === 0) return 'BestEffort';
  const guaranteed = all.every((r) => ['cpu', 'memory'].every((k) => r.limits?.[k] !== undefined && (r.requests?.[k] ?? r.limits[k]) === r.limits[k]));
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
export const allEnded = (p: PodRecord): boolean => p.containers.every((c) => hasEnded(c) || c.phase === 'idle' || c.phase === 'broken');
