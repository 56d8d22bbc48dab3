// The status of a Pod as its kubelet reports it, from the record of its containers. Models pkg/kubelet/kubelet_pods.go and pkg/kubelet/status/generate.go.
import { kept } from '../../base/kept.ts';
import type { SimTime } from '../../base/time.ts';
import type { ContainerState, ContainerStatus, PodCondition, PodPhase, PodStatus } from '../../api/types.ts';
import { rfc3339 } from '../component/time.ts';
import { canonicalImage, imageDigest, imageOf } from './images.ts';
import { terminatedState, type ContainerRecord, type PodRecord } from './record.ts';

type RestartRule = { action?: string; exitCodes?: { operator?: string; values?: number[] } };
const rulesOf = (c: ContainerRecord) => c.spec.restartPolicyRules as RestartRule[] | undefined;
/** What its rules say of its exit. Models FindMatchingContainerRestartRule of pkg/api/v1/pod. */
const actionOf = (c: ContainerRecord): string | undefined => rulesOf(c)?.find((r) => (r.exitCodes?.operator === 'In') === (r.exitCodes?.values ?? []).includes(c.exit!.code))?.action;
const restartAll = 'RestartAllContainers';
/** Models ShouldAllContainersRestart of pkg/kubelet/container: what one container asks for all. */
export const restartsAll = (c: ContainerRecord): boolean => rulesOf(c) !== undefined && c.phase === 'exited' && actionOf(c) === restartAll;
/** Models ShouldContainerBeRestarted of pkg/kubelet/container: the container's rules, then its own policy, then the Pod's. */
export function restarts(c: ContainerRecord, podPolicy: string): boolean {
  if (c.role === 'sidecar' || actionOf(c)) return true;
  const policy = c.spec.restartPolicy ?? podPolicy;
  return c.exit!.code !== 0 ? policy !== 'Never' : policy === 'Always' && c.role === 'main';
}

const hasEnded = (c: ContainerRecord): boolean => c.phase === 'exited' || c.phase === 'cancelled';

/** Models getPhase: from what the containers did and what the restart policy will still do. */
export function phaseOf(p: PodRecord): PodPhase {
  const policy = p.pod.spec.restartPolicy ?? 'Always';
  if (p.stage === 'terminal') return p.failure || p.containers.some((c) => (c.role !== 'sidecar') && ((c.exit ?? c.last)?.code ?? 137) !== 0) ? 'Failed' : 'Succeeded';
  const initFailed = p.containers.some((c) => c.role === 'init' && c.phase === 'exited' && c.exit!.code !== 0 && !restarts(c, policy));
  if (initFailed) return p.stage === 'stopping' ? 'Pending' : 'Failed';
  if (p.containers.some((c) => c.role === 'init' && c.phase === 'running')) return 'Pending';
  return p.containers.some((c) => c.role === 'main' && (c.exit ?? c.last ?? (c.phase === 'running'))) ? 'Running' : 'Pending';
}

function containerStatus(p: PodRecord, c: ContainerRecord, epoch: number): ContainerStatus {
  const image = imageOf(c.spec);
  const name = c.spec.name, ready = c.role === 'init' ? c.phase === 'exited' && c.exit!.code === 0 : c.phase === 'running' && c.ready, restartCount = c.restarts, started = c.phase === 'running';
  const older = (c.phase === 'running' || c.phase === 'exited') ? c.last : (c.exit ?? c.last);
  const state = stateOf(p, c, epoch), lastState = older ? terminatedState(older, epoch, rfc3339) : {};
  if (c.startedAt === null) return { name, ready, restartCount, image, imageID: '', started, state, lastState };
  return { name, ready, restartCount, image: canonicalImage(image), imageID: imageDigest(image), containerID: c.containerID, started, state, lastState };
}

/** What is said of a container that is removed so that all begin anew, as long as none is there again. Models convertToAPIContainerStatuses of pkg/kubelet. */
export const removal = { reason: 'RestartingAllContainers', message: 'The container is removed because RestartAllContainers in place' };

export function stateOf(p: PodRecord, c: ContainerRecord, epoch: number): ContainerState {
  if (c.phase === 'running') return { running: { startedAt: rfc3339(epoch + c.startedAt!) } };
  if (c.phase === 'exited') return terminatedState(c.exit!, epoch, rfc3339);
  if (p.stage === 'terminal') {
    return c.exit ? terminatedState(c.exit, epoch, rfc3339) : { terminated: { exitCode: 137, reason: 'ContainerStatusUnknown', message: 'The container could not be located when the pod was terminated' } };
  }
  // Until the next run starts, what the runtime has is the last one.
  if (c.exit && c.waiting?.reason === 'ContainerCreating') return terminatedState(c.exit, epoch, rfc3339);
  const reason = c.waiting?.reason, old = reason === removal.reason && p.containers.some((x) => x.startedAt !== null);
  if (c.waiting && !old && reason !== 'ContainerCreating') return { waiting: c.waiting };
  return { waiting: { reason: p.containers.some((x) => x.role !== 'main') ? 'PodInitializing' : 'ContainerCreating' } };
}

/** Whether an init container is behind us: a plain one succeeded, a sidecar has started. */
export const initDone = (c: ContainerRecord): boolean => (c.role === 'init' ? c.phase === 'exited' && c.exit!.code === 0 : c.startedAt !== null && c.phase !== 'creating');

/** What a condition should say now. */
type Wanted = { readonly p: PodRecord; readonly generation: number | undefined; readonly now: string };
/** A kubelet's own conditions, in its order. */
const types = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled', 'AllContainersRestarting'] as const;

/** The condition as it was told last, or as it stands, where it says the same; its time moves only when its status does. */
function settled({ p, generation, now }: Wanted, type: (typeof types)[number], yes: boolean, reason?: string, message?: string): PodCondition {
  const old = oldOf(p, type);
  const status = yes ? 'True' : 'False';
  const same = old?.status === status;
  if (same && old.reason === reason && old.message === message && old.observedGeneration === generation && old.lastTransitionTime) return old;
  return conditionOf(type, status, generation, same && old.lastTransitionTime ? old.lastTransitionTime : now, reason, message);
}
const none: readonly PodCondition[] = [];
const oldOf = (p: PodRecord, type: string): PodCondition | undefined => ofType(p.told?.conditions ?? none, type) ?? ofType(p.pod.status.conditions ?? none, type);

function ownConditionsOf(w: Wanted, phase: PodPhase): PodCondition[] {
  const { p } = w;
  const unready: string[] = [], waitingFor: string[] = [];
  for (const c of p.containers) {
    if (c.role !== 'init' && !(c.phase === 'running' && c.ready)) unready.push(c.spec.name);
    if (c.role !== 'main' && !initDone(c)) waitingFor.push(c.spec.name);
  }
  const succeeded = phase === 'Succeeded';
  const uninitialized = !succeeded && waitingFor.length > 0 && !p.containers.some((c) => c.role === 'main' && c.startedAt !== null) && oldOf(p, 'Initialized')?.status !== 'True';
  const over = succeeded ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
  const why = over ?? (unready.length > 0 ? 'ContainersNotReady' : undefined);
  const which = why === 'ContainersNotReady' ? `containers with unready status: [${unready.join(' ')}]` : undefined;
  const own = [
    settled(w, 'PodReadyToStartContainers', p.sandboxReady && p.stage !== 'terminal'),
    uninitialized ? settled(w, 'Initialized', false, 'ContainersNotInitialized', `containers with incomplete status: [${waitingFor.join(' ')}]`) : settled(w, 'Initialized', true, succeeded ? 'PodCompleted' : undefined),
    settled(w, 'Ready', why === undefined, why, which), settled(w, 'ContainersReady', why === undefined, why, which), settled(w, 'PodScheduled', true),
  ];
  if (p.containers.some((c) => rulesOf(c)?.some((r) => r.action === restartAll))) own.push(restartingOf({ ...w, generation: undefined }, over));
  return own;
}

/** Models GenerateAllContainersRestartingCondition: it alone does not say which generation it saw. */
function restartingOf(w: Wanted, over: string | undefined): PodCondition {
  const yes = !over && w.p.containers.some(restartsAll);
  return settled(w, 'AllContainersRestarting', yes, yes ? 'RestartAllContainersStarted' : over, yes ? 'container exited with restart policy rule' : undefined);
}

const ownConditions = new Set<string>(types);

/** The full status to report. Conditions that others added (DisruptionTarget) are kept; a condition's time moves only when its status does. */
export function podStatus(p: PodRecord, node: string, epoch: number, now: SimTime): PodStatus {
  const phase = phaseOf(p), generation = p.pod.metadata.generation;
  const mains: ContainerStatus[] = [], inits: ContainerStatus[] = [];
  for (const c of p.containers) (c.role === 'main' ? mains : inits).push(containerStatus(p, c, epoch));
  // What all have, at once.
  const status: PodStatus = {
    phase, conditions: conditionsOf(p, phase, rfc3339(epoch + now)), startTime: rfc3339(epoch + p.acceptedAt), hostIP: hostIp(node), qosClass: qosClass(p), containerStatuses: mains,
  };
  if (generation !== undefined) status.observedGeneration = generation;
  // Why it fails is told with the end, not before: while containers run, the Pod's phase and reason stay (mergePodStatus of pkg/kubelet/status).
  if (p.failure && p.stage === 'terminal') { status.reason = p.failure.reason; status.message = p.failure.message; }
  if (p.ip && (phase !== 'Pending' || p.sandboxReady)) status.podIP = p.ip;
  if (inits.length > 0) status.initContainerStatuses = inits;
  return status;
}

function conditionsOf(p: PodRecord, phase: PodPhase, now: string): PodCondition[] {
  const { generation } = p.pod.metadata;
  const own = ownConditionsOf({ p, generation, now }, phase);
  const others = (p.pod.status.conditions ?? none).filter((c) => !ownConditions.has(c.type));
  if (p.stage === 'terminal' && p.stopping?.why === 'evicted' && !others.some((c) => c.type === 'DisruptionTarget')) {
    const since = ofType(p.told?.conditions ?? none, 'DisruptionTarget')?.lastTransitionTime ?? now;
    others.push(conditionOf('DisruptionTarget', 'True', generation, since, 'TerminationByKubelet', p.failure?.message));
  }
  return others.length > 0 ? [...others, ...own] : own;
}
function ofType(list: readonly PodCondition[], type: string): PodCondition | undefined {
  for (const c of list) if (c.type === type) return c;
  return undefined;
}
function conditionOf(type: string, status: 'True' | 'False', observedGeneration: number | undefined, lastTransitionTime: string, reason: string | undefined, message: string | undefined): PodCondition {
  const c: PodCondition = observedGeneration === undefined ? { type, status, lastProbeTime: null, lastTransitionTime } : { type, observedGeneration, status, lastProbeTime: null, lastTransitionTime };
  if (reason) c.reason = reason;
  if (message) c.message = message;
  return c;
}
const hostIps = kept((_, node) => `192.168.0.${10 + (Number(/(\d+)$/.exec(node)?.[1] ?? 0) % 200)}`);
export const hostIp = (node: string): string => hostIps('', node);

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
