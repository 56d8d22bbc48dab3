// A Pod's worker: puts its containers' lives in order (init containers, sidecars, main containers), restarts, stops and ends it. Models pkg/kubelet/pod_workers.go and kuberuntime_manager.go, with deadlines as data.
import { simTime, type SimTime } from '../../base/time.ts';
import type { Pod } from '../../api/types.ts';
import { beginStart, forceExit, hang, newContainer, relistMillis, stepContainer, stopAtOnce } from './containers.ts';
import { endFiles } from './environment.ts';
import { containerWith, podWith, type ContainerRecord, type Effects, type PodRecord, type Stopping } from './record.ts';
import { initDone, removal, restarts, restartsAll, stateOf } from './status.ts';

export function newPodRecord(pod: Pod, key: string, now: SimTime, ip: string, asking: boolean): PodRecord {
  const inits = (pod.spec.initContainers ?? []).map((c) => newContainer(c, c.restartPolicy === 'Always' ? 'sidecar' : 'init'));
  return {
    key, uid: pod.metadata.uid ?? '', pod, acceptedAt: now, planned: null, containers: [...inits, ...pod.spec.containers.map((c) => newContainer(c, 'main'))],
    stage: asking ? 'asking' : 'active', stopping: null, failure: null, ip, sandboxReady: false, attempt: 0, files: {},
    wake: null, told: null, toldOf: null, telling: false, removing: false,
  };
}

/** Infinity: it has none. A user may set one, or bring it forward, while the Pod runs. */
const deadlineOf = ({ acceptedAt, pod }: PodRecord): number => acceptedAt + (pod.spec.activeDeadlineSeconds ?? Infinity) * 1000;

/** When the Pod next needs its worker; null: nothing happens by itself. */
export function nextWake(p: PodRecord): SimTime | null {
  if (p.planned) return p.planned.dueAt;
  if (p.stage === 'terminal') return null;
  let at = Infinity;
  for (const c of p.containers) if (c.dueAt !== null) at = Math.min(at, c.dueAt);
  if (p.stopping) at = Math.min(at, p.stopping.killAt);
  else at = Math.min(at, deadlineOf(p));
  return at === Infinity ? null : simTime(at);
}

/** Does all that is due by now, in the order of its times. */
export function stepPod(start: PodRecord, now: SimTime, fx: Effects): PodRecord {
  let p = order(start, now, fx);
  for (let guard = 0; guard < 100_000; guard++) {
    const at = nextWake(p);
    if (at === null || at > now) break;
    p = order(stepAt(p, at, fx), at, fx);
  }
  return p;
}

function stepAt(p: PodRecord, at: SimTime, fx: Effects): PodRecord {
  if (p.stopping && p.stopping.killAt <= at) return killAll(p, at, fx);
  if (!p.stopping && deadlineOf(p) <= at) {
    return failPod(p, 'Normal', { reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' }, fx.now, 'deadline', p.pod.spec.terminationGracePeriodSeconds ?? 30, fx);
  }
  let next = p;
  const containers = p.containers.map((c) => {
    if (c.dueAt === null || c.dueAt > at || restartsAll(c)) return c;
    const after = stepContainer(next, c, at, fx);
    if (after.phase === 'exited' && c.phase === 'running') next = podWith(next, { files: endFiles(next, after) });
    return after;
  });
  return podWith(next, { containers });
}

const replaceAt = (p: PodRecord, i: number, c: ContainerRecord): PodRecord => (p.containers[i] === c ? p : podWith(p, { containers: p.containers.map((x, k) => (k === i ? c : x)) }));

/** After any change: who starts, who restarts, who must end now, and whether the Pod is over. */
function order(p: PodRecord, at: SimTime, fx: Effects): PodRecord {
  if (p.stage === 'terminal' || p.stage === 'asking') return p;
  if (p.stage === 'stopping') return orderStop(p, at, fx);
  if (p.containers.some(restartsAll)) return orderReset(p, at, fx);
  let next = p.sandboxReady ? p : podWith(p, { sandboxReady: true });
  const policy = next.pod.spec.restartPolicy ?? 'Always';
  for (let i = 0; i < next.containers.length; i++) next = replaceAt(next, i, planRestart(next.containers[i]!, policy, at));
  const blocked = next.containers.findIndex((c) => c.role !== 'main' && !initDone(c));
  if (blocked >= 0) {
    const c = next.containers[blocked]!;
    if (c.role === 'init' && c.phase === 'exited' && c.dueAt === null) return finishing(next, at, fx);
    return c.phase === 'idle' ? replaceAt(next, blocked, beginStart(next, c, at, fx)) : next;
  }
  for (let i = 0; i < next.containers.length; i++) {
    const c = next.containers[i]!;
    if (c.role === 'main' && c.phase === 'idle') next = replaceAt(next, i, beginStart(next, c, at, fx));
  }
  return next.containers.every((c) => c.role !== 'main' || (c.phase === 'exited' && c.dueAt === null)) ? finishing(next, at, fx) : next;
}

/** A container that exited and that restarts gets its turn at the kubelet's next look. */
function planRestart(c: ContainerRecord, policy: string, at: SimTime): ContainerRecord {
  if (c.phase !== 'exited' || c.dueAt !== null || !restarts(c, policy)) return c;
  return containerWith(c, { dueAt: simTime(Math.max(at, c.exit!.at + relistMillis)) });
}

/**
 * All containers restart in place. Models SyncPod of pkg/kubelet/kuberuntime with ContainersToReset: once the exit is noticed, those that run are stopped one after
 * the other, init containers last and in reverse; then all are removed, and the Pod begins anew. Nothing that exited is left to wait for in CrashLoopBackOff.
 */
function orderReset(p: PodRecord, at: SimTime, fx: Effects): PodRecord {
  const noticed = simTime(Math.min(...p.containers.map((c) => (restartsAll(c) ? c.exit!.at : Infinity))) + relistMillis);
  if (at < noticed) return podWith(p, { containers: p.containers.map((c) => (restartsAll(c) ? containerWith(c, { dueAt: noticed }) : c)) });
  const running = p.containers.find((c) => c.role === 'main' && c.phase === 'running') ?? p.containers.findLast((c) => c.phase === 'running');
  if (!running) return order(podWith(p, { containers: p.containers.map((c) => removed(p, c, at)) }), at, fx);
  const tells = running.signalAt === null;
  if (tells) fx.event('Normal', 'Killing', 'killing', running);
  const containers = p.containers.map((c) => {
    if (c.phase !== 'running') return containerWith(c, { dueAt: null });
    return tells && c === running ? stopAtOnce(c, at, simTime(at + minimumGraceSeconds * 1000), fx) : c;
  });
  return tells ? orderReset(podWith(p, { containers }), at, fx) : podWith(p, { containers });
}

/** What ran or had run counts as restarted at once; what only waited does not. Models convertToAPIContainerStatuses of pkg/kubelet. */
function removed(p: PodRecord, c: ContainerRecord, at: SimTime): ContainerRecord {
  const again = stateOf(p, c, 0).waiting ? {} : { exit: null, last: { code: 137, ...removal, at, startedAt: null, containerID: '' }, restarts: c.restarts + 1, waiting: removal };
  return containerWith(c, { phase: 'idle', dueAt: null, startedAt: null, program: null, waiting: null, ...again });
}

/** A container that will do nothing more; what it ran is of no use any more. */
const atRest = (c: ContainerRecord): ContainerRecord => containerWith(c, { dueAt: null, program: null });

/** The main containers are over: sidecars are told to stop, in reverse order; then the Pod is terminal. */
function finishing(p: PodRecord, at: SimTime, fx: Effects): PodRecord {
  if (!p.containers.some((c) => c.role === 'sidecar' && c.phase === 'running')) return podWith(p, { stage: 'terminal', containers: p.containers.map(atRest) });
  const grace = p.pod.spec.terminationGracePeriodSeconds ?? 30;
  return orderStop(podWith(p, { stage: 'stopping', stopping: p.stopping ?? { since: at, killAt: simTime(at + grace * 1000), why: 'deleted' } }), at, fx);
}

/** The kubelet itself ends the Pod and says so in an Event. Models ShouldEvict of pkg/kubelet/active_deadline.go and evictPod of pkg/kubelet/eviction. */
function failPod(p: PodRecord, type: 'Normal' | 'Warning', failure: NonNullable<PodRecord['failure']>, at: SimTime, why: Stopping['why'], graceSeconds: number, fx: Effects): PodRecord {
  fx.event(type, failure.reason, failure.message);
  return stopPod(podWith(p, { failure }), at, why, graceSeconds, fx);
}

/** So long at least between SIGTERM and SIGKILL, however short the grace. Models minimumGracePeriodInSeconds of pkg/kubelet/kuberuntime. */
const minimumGraceSeconds = 2;
/** Begins to stop the Pod: deleted, past its deadline, or evicted. A shorter grace period may come later. */
export function stopPod(p: PodRecord, at: SimTime, why: Stopping['why'], graceSeconds: number, fx: Effects): PodRecord {
  if (p.stage === 'terminal') return p;
  const killAt = simTime(at + Math.max(graceSeconds, minimumGraceSeconds) * 1000);
  if (p.stopping) return p.stopping.killAt <= killAt ? p : stepPod(podWith(p, { stopping: { ...p.stopping, killAt } }), at, fx);
  const containers = p.containers.map((c): ContainerRecord => {
    if (c.phase === 'running') return c;
    if (c.phase === 'exited') return containerWith(c, { dueAt: null });
    return containerWith(c, { phase: 'cancelled', dueAt: null });
  });
  return orderStop(podWith(p, { stage: 'stopping', stopping: { since: at, killAt, why }, containers }), at, fx);
}

/** While stopping: main and init containers get SIGTERM first; a sidecar when nothing after it runs any more. */
function orderStop(p: PodRecord, at: SimTime, fx: Effects): PodRecord {
  let next = p;
  for (let i = next.containers.length - 1; i >= 0; i--) {
    const c = next.containers[i]!;
    if (c.phase === 'exited' && c.dueAt !== null) { next = replaceAt(next, i, containerWith(c, { dueAt: null })); continue; }
    if (c.phase !== 'running' || c.signalAt !== null) continue;
    const later = next.containers.slice(i + 1), mains = next.containers.filter((x) => x.role === 'main');
    if (c.role === 'sidecar' && [...later, ...mains].some((x) => x.phase === 'running')) continue;
    fx.event('Normal', 'Killing', `Stopping container ${c.spec.name}`, c);
    const signalAt = simTime(Math.min(at + preStopMillis(c), next.stopping!.killAt));
    const told: ContainerRecord = containerWith(c, { signalAt, dueAt: c.dueAt === null ? signalAt : simTime(Math.min(c.dueAt, signalAt)) });
    next = replaceAt(next, i, signalAt <= at ? stepContainer(next, told, at, fx) : told);
  }
  if (next.containers.some((c) => c.phase === 'running')) return next;
  return podWith(next, { stage: 'terminal', containers: next.containers.map(atRest) });
}

/** preStop of the kind `sleep` takes its seconds; other hooks are taken to be quick. */
function preStopMillis(c: ContainerRecord): number {
  const hook = c.spec.lifecycle?.['preStop'] as { sleep?: { seconds?: number }; exec?: { command?: string[] } } | undefined;
  const slept = /(?:^|\s)sleep\s+(\d+(?:\.\d+)?)/.exec(hook?.exec?.command?.join(' ') ?? '');
  return Math.round((hook?.sleep?.seconds ?? (slept ? Number(slept[1]) : 0)) * 1000);
}

/** SIGKILL: the grace period is over. */
function killAll(p: PodRecord, at: SimTime, fx: Effects): PodRecord {
  return podWith(p, { containers: p.containers.map((c) => {
    if (c.phase !== 'running') return c;
    fx.container(c.spec.name, 'killed', { code: 137 });
    return forceExit(c, at, 137, null, fx);
  }) });
}

/** What a user makes a Pod's containers do, now. */
export type Outcome = { type: 'exit'; code: number } | { type: 'oomKilled' } | { type: 'hang' } | { type: 'evict' };

/** Ends (or hangs) the running main containers as told; a container that has not started yet starts at once first. */
export function meddle(p: PodRecord, outcome: Outcome, at: SimTime, fx: Effects): PodRecord {
  if (p.stage === 'terminal') return p;
  if (outcome.type === 'evict') return failPod(p, 'Warning', { reason: 'Evicted', message: 'The node was low on resource: memory.' }, at, 'evicted', 0, fx);
  const containers = p.containers.map((c) => {
    if (c.role === 'sidecar' || c.phase !== 'running') return c;
    return outcome.type === 'hang' ? hang(c) : outcome.type === 'oomKilled' ? forceExit(c, at, 137, 'OOMKilled', fx) : forceExit(c, at, outcome.code, null, fx);
  });
  return stepPod(podWith(p, { containers }), at, fx);
}
