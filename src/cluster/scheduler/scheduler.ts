// kube-scheduler as a process: takes waiting Pods one a cycle, filters and scores the nodes, binds; what fits nowhere waits for the cluster to change. Models pkg/scheduler, simplified.
import { changed } from '../../base/changed.ts';
import { millis, simTime, type SimTime } from '../../base/time.ts';
import type { ApiObject, Kind, Node, Pod, PodCondition } from '../../api/types.ts';
import type { ProcessDef, ProcessId, SimEvent } from '../../sim/types.ts';
import type { ApiResult, Body, Payload, QueueKey, Settings } from '../messages.ts';
import { call, copyClient, freshClient, listAndWatch, newClient, receive, type ApiClient, type ComponentContext, type News, type Purpose } from '../component/client.ts';
import { copyRecorder, newSeriesRecorder, recordEvent, type Recorder } from '../component/recorder.ts';
import { queueKeyOf, rfc3339 } from '../component/time.ts';
import { subjectOf } from '../keys.ts';
import { allocatable, fitErrorMessage, misfits, requestsOf, score, type NodeInfo, type Usage } from './filters.ts';

export const schedulerId: ProcessId = 'kube-scheduler';

/** A Pod that counts on a node: bound, or assumed to be while the binding is under way. */
type Placed = { readonly node: string; readonly want: Usage };
/** A Pod that fits nowhere: how often it was tried, and when it may be tried again at the earliest. */
type Unschedulable = { readonly attempts: number; readonly notBefore: SimTime };

export type SchedulerState = {
  readonly settings: Settings; client: ApiClient; recorder: Recorder;
  nodes: Map<string, NodeInfo>;
  /** Pods without a node, as last seen; a Pod is in `queue`, in `unschedulable`, or gated. */
  pending: Map<QueueKey, Pod>; queue: QueueKey[]; queued: Set<QueueKey>; unschedulable: Map<QueueKey, Unschedulable>;
  placed: Map<QueueKey, Placed>; attempts: Map<QueueKey, number>;
  /** The timer of the next scheduling cycle is set. */
  busy: boolean;
  /** The first list of the nodes is here: before it nothing is scheduled. */
  nodesKnown: boolean;
};

const source = { component: 'default-scheduler' };
// Models pkg/scheduler: podInitialBackoff and podMaxBackoff.
const backOffFirstMillis = 1000, backOffMaxMillis = 10_000;

export function initScheduler(settings: Settings): SchedulerState {
  return { settings, client: newClient(settings), recorder: newSeriesRecorder(), nodes: new Map(), pending: new Map(), queue: [], queued: new Set(), unschedulable: new Map(), placed: new Map(), attempts: new Map(), busy: false, nodesKnown: false };
}

export const schedulerDef: ProcessDef<SchedulerState, Payload, Body> = {
  kind: 'scheduler',
  recover: (s) => ({ ...initScheduler(s.settings), client: freshClient(s.client) }),
  restarted: startScheduler,
  copy: (s) => ({ ...s, client: copyClient(s.client), recorder: copyRecorder(s.recorder), nodes: new Map(s.nodes), pending: new Map(s.pending), queue: [...s.queue], queued: new Set(s.queued), unschedulable: new Map(s.unschedulable), placed: new Map(s.placed), attempts: new Map(s.attempts) }),
  handle,
};

export function startScheduler(s: SchedulerState, ctx: ComponentContext): void {
  listAndWatch(s.client, ctx, 'Node', null);
  listAndWatch(s.client, ctx, 'Pod', null);
}

function handle(s: SchedulerState, event: SimEvent<Payload>, ctx: ComponentContext): void {
  s.client.apiCall = s.settings.apiCall;
  const { payload } = event;
  if (payload.type === 'timer' && payload.name === 'cycle') { s.busy = false; runCycle(s, ctx); return; }
  if (payload.type === 'timer' && payload.name === 'backOffOver') { retry(s, payload.key, ctx); return; }
  if (payload.type === 'timer' && payload.name === 'start') { startScheduler(s, ctx); return; }
  receive(s, ctx, payload, news);
}
const news: News<SchedulerState> = {
  replace: (s, ctx, kind, objects) => onReplace(s, kind, objects, ctx),
  change: (s, ctx, kind, type, object, key) => {
    if (kind === 'Node') onNode(s, object as Node, type === 'DELETED', ctx);
    else if (type === 'DELETED') onPodGone(s, key, ctx);
    else onPod(s, key, object as Pod, ctx);
  },
  answer: (s, ctx, purpose, result) => onAnswer(s, purpose, result, ctx),
};

// ---------------------------------------------------------------- what the caches learn

function onReplace(s: SchedulerState, kind: Kind, objects: readonly ApiObject[], ctx: ComponentContext): void {
  if (kind === 'Node') {
    const names = new Set(objects.map((o) => o.metadata.name));
    for (const name of [...s.nodes.keys()]) if (!names.has(name)) s.nodes.delete(name);
    for (const o of objects) onNode(s, o as Node, false, ctx);
    s.nodesKnown = true;
    wake(s, ctx);
    return;
  }
  const keys = new Set(objects.map((o) => queueKeyOf(o)));
  for (const key of [...s.pending.keys(), ...s.placed.keys()]) if (!keys.has(key)) onPodGone(s, key, ctx);
  for (const o of objects) onPod(s, queueKeyOf(o), o as Pod, ctx);
}

function onNode(s: SchedulerState, node: Node, gone: boolean, ctx: ComponentContext): void {
  const name = node.metadata.name;
  if (gone) { s.nodes.delete(name); return; }
  let used = s.nodes.get(name)?.used;
  if (!used) { used = { cpu: 0, memory: 0, pods: 0 }; for (const p of s.placed.values()) if (p.node === name) used = plus(used, p.want, 1); }
  const before = s.nodes.get(name)?.node;
  s.nodes.set(name, { node, room: allocatable(node), used });
  if (!before || JSON.stringify([before.spec, before.status.allocatable, before.metadata.labels]) !== JSON.stringify([node.spec, node.status.allocatable, node.metadata.labels])) moveAll(s, ctx);
}

const plus = (a: Usage, b: Usage, sign: 1 | -1): Usage => ({ cpu: a.cpu + sign * b.cpu, memory: a.memory + sign * b.memory, pods: a.pods + sign * b.pods });

function place(s: SchedulerState, key: QueueKey, node: string, want: Usage): void {
  const before = s.placed.get(key);
  if (before?.node === node) return;
  if (before) lift(s, key);
  s.placed.set(key, { node, want });
  const info = s.nodes.get(node);
  if (info) s.nodes.set(node, changed(info, { used: plus(info.used, want, 1) }));
}

function lift(s: SchedulerState, key: QueueKey): Placed | undefined {
  const placed = s.placed.get(key);
  if (!placed) return undefined;
  s.placed.delete(key);
  const info = s.nodes.get(placed.node);
  if (info) s.nodes.set(placed.node, changed(info, { used: plus(info.used, placed.want, -1) }));
  return placed;
}

function onPod(s: SchedulerState, key: QueueKey, pod: Pod, ctx: ComponentContext): void {
  const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  if (over) { onPodGone(s, key, ctx); return; }
  if (pod.spec.nodeName) { dropPending(s, key); if (s.placed.get(key)?.node !== pod.spec.nodeName) place(s, key, pod.spec.nodeName, requestsOf(pod)); return; }
  if ((pod.spec.schedulerName ?? 'default-scheduler') !== 'default-scheduler') return;
  const before = s.pending.get(key);
  // A Pod that is assumed on a node waits for its binding.
  if (s.placed.has(key) && before?.metadata.uid === pod.metadata.uid) { s.pending.set(key, pod); return; }
  if (pod.metadata.deletionTimestamp) { dropPending(s, key); return; }
  s.pending.set(key, pod);
  if ((pod.spec.schedulingGates?.length ?? 0) > 0) return;
  const specChanged = before !== undefined && JSON.stringify(before.spec) !== JSON.stringify(pod.spec);
  if (s.unschedulable.has(key) && !specChanged) return;
  s.unschedulable.delete(key);
  enqueue(s, key, ctx);
}

function dropPending(s: SchedulerState, key: QueueKey): void {
  if (!s.pending.delete(key)) return;
  s.unschedulable.delete(key);
  s.attempts.delete(key);
  // Left in `queue`; the cycle passes over keys that are no longer pending.
}

function onPodGone(s: SchedulerState, key: QueueKey, ctx: ComponentContext): void {
  dropPending(s, key);
  const placed = lift(s, key);
  if (placed) moveFitting(s, placed.node, ctx);
}

// ---------------------------------------------------------------- the queue

/** By priority, then in the order of arrival. */
function enqueue(s: SchedulerState, key: QueueKey, ctx: ComponentContext): void {
  const priority = s.pending.get(key)?.spec.priority ?? 0;
  if (s.queued.has(key)) return;
  s.queued.add(key);
  let at = s.queue.length;
  while (at > 0 && (s.pending.get(s.queue[at - 1]!)?.spec.priority ?? 0) < priority) at--;
  s.queue.splice(at, 0, key);
  wake(s, ctx);
}

function wake(s: SchedulerState, ctx: ComponentContext): void {
  if (s.busy || s.queue.length === 0 || !s.nodesKnown) return;
  s.busy = true;
  ctx.timer(s.settings.scheduling, { type: 'timer', name: 'cycle', key: '' });
}

/** The cluster changed: everything that fitted nowhere may be tried again, after its back-off. */
function moveAll(s: SchedulerState, ctx: ComponentContext): void {
  for (const key of [...s.unschedulable.keys()]) move(s, key, ctx);
}

/** Room came free on a node: those that now fit there, as many as it holds, are tried again (QueueingHint of NodeResourcesFit). */
function moveFitting(s: SchedulerState, node: string, ctx: ComponentContext): void {
  let info = s.nodes.get(node);
  for (const key of [...s.unschedulable.keys()]) {
    const pod = s.pending.get(key);
    if (!pod || !info) continue;
    const want = requestsOf(pod);
    if (misfits(pod, want, info).length > 0) continue;
    info = changed(info, { used: plus(info.used, want, 1) });
    move(s, key, ctx);
  }
}

function move(s: SchedulerState, key: QueueKey, ctx: ComponentContext): void {
  const u = s.unschedulable.get(key);
  if (!u) return;
  if (u.notBefore > ctx.now) { ctx.timer(millis(u.notBefore - ctx.now), { type: 'timer', name: 'backOffOver', key }); return; }
  retry(s, key, ctx);
}

function retry(s: SchedulerState, key: QueueKey, ctx: ComponentContext): void {
  if (s.unschedulable.delete(key) && s.pending.has(key)) enqueue(s, key, ctx);
}

// ---------------------------------------------------------------- one scheduling cycle

function runCycle(s: SchedulerState, ctx: ComponentContext): void {
  let key = s.queue.shift();
  while (key !== undefined && !s.pending.has(key)) { s.queued.delete(key); key = s.queue.shift(); }
  if (key !== undefined) s.queued.delete(key);
  if (key !== undefined) schedule(s, key, s.pending.get(key)!, ctx);
  wake(s, ctx);
}

function schedule(s: SchedulerState, key: QueueKey, pod: Pod, ctx: ComponentContext): void {
  const want = requestsOf(pod);
  const node = bestNode(s, pod, want);
  if (node === null) { unschedulable(s, key, pod, fitErrorMessage([...s.nodes.values()].map((info) => misfits(pod, want, info))), ctx); return; }
  place(s, key, node, want);
  call(s.client, ctx, { verb: 'bind', kind: 'Pod', namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name, node }, { name: 'bind', key, data: { node, pod } });
}
/** The node with the highest score of those that fit; of equals the one with fewer Pods, then the first by name. */
function bestNode(s: SchedulerState, pod: Pod, want: Usage): string | null {
  let best: NodeInfo | null = null;
  let bestScore = 0;
  for (const info of s.nodes.values()) {
    if (misfits(pod, want, info).length > 0) continue;
    const mark = score(pod, want, info);
    if (best && mark < bestScore - 1e-9) continue;
    if (best && mark <= bestScore + 1e-9 && !precedes(info, best)) continue;
    best = info;
    bestScore = mark;
  }
  return best ? best.node.metadata.name : null;
}
const precedes = (a: NodeInfo, b: NodeInfo): boolean => a.used.pods !== b.used.pods ? a.used.pods < b.used.pods : a.node.metadata.name < b.node.metadata.name;

function unschedulable(s: SchedulerState, key: QueueKey, pod: Pod, message: string, ctx: ComponentContext): void {
  const attempts = (s.attempts.get(key) ?? 0) + 1;
  s.attempts.set(key, attempts);
  s.unschedulable.set(key, { attempts, notBefore: simTime(ctx.now + Math.min(backOffMaxMillis, backOffFirstMillis * 2 ** Math.min(10, attempts - 1))) });
  ctx.trace(`Pod/${key}`, { type: 'unschedulable', pod: key, because: { code: 'unschedulable', params: { message } } });
  recordEvent(s.recorder, s.client, ctx, source, pod, 'Warning', 'FailedScheduling', message);
  const before = pod.status.conditions?.find((c) => c.type === 'PodScheduled');
  if (before?.status === 'False' && before.message === message) return;
  const condition: PodCondition = {
    type: 'PodScheduled', ...(pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }), status: 'False', lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' && before.lastTransitionTime ? before.lastTransitionTime : rfc3339(ctx.epoch + ctx.now), reason: 'Unschedulable', message,
  };
  const conditions = [...(pod.status.conditions ?? []).filter((c) => c.type !== 'PodScheduled'), condition];
  call(s.client, ctx, { verb: 'patch', kind: 'Pod', namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name, patch: { status: { conditions } }, subresource: 'status' }, { name: 'condition', key });
}

function onAnswer(s: SchedulerState, purpose: Purpose, result: ApiResult, ctx: ComponentContext): void {
  if (purpose.name !== 'bind') return;
  const { node, pod } = purpose.data as { node: string; pod: Pod };
  if (result.ok) {
    ctx.trace(subjectOf('Pod', purpose.key), { type: 'scheduled', pod: purpose.key, node });
    recordEvent(s.recorder, s.client, ctx, source, pod, 'Normal', 'Scheduled', `Successfully assigned ${purpose.key} to ${node}`);
    return;
  }
  if (s.placed.get(purpose.key)?.node === node) lift(s, purpose.key);
  const now = s.pending.get(purpose.key);
  if (result.status.code === 404 || now?.metadata.uid !== pod.metadata.uid || now?.metadata.deletionTimestamp) { dropPending(s, purpose.key); return; }
  s.unschedulable.set(purpose.key, { attempts: 1, notBefore: simTime(ctx.now + backOffFirstMillis) });
  move(s, purpose.key, ctx);
}
