// What becomes of Pods whose node falls silent or is deleted: taints, eviction after the toleration, Pod garbage collection.
// Models pkg/controller/nodelifecycle, pkg/controller/tainteviction and pkg/controller/podgc, simplified: a kubelet says when its heartbeats stop, instead of renewing a Lease every ten seconds.
import { SharedMap } from '../../base/shared-map.ts';
import { millis, type Millis, type SimTime } from '../../base/time.ts';
import type { ApiObject, Kind, Node, Pod, PodCondition, Taint } from '../../api/types.ts';
import type { ProcessDef, ProcessId, SimEvent } from '../../sim/types.ts';
import type { Body, Payload, QueueKey, Settings } from '../messages.ts';
import { call, copyClient, freshClient, listAndWatch, newClient, receive, type ApiClient, type ComponentContext, type News } from '../component/client.ts';
import { copyRecorder, newRecorder, recordEvent, type Recorder } from '../component/recorder.ts';
import { queueKeyOf, rfc3339 } from '../component/time.ts';

export const nodeLifecycleId: ProcessId = 'node-lifecycle-controller';

/** --node-monitor-grace-period of v1.36. */
const graceMillis = 50_000 as Millis;
/** How long Pod garbage collection waits before it believes that a node is gone. */
const quarantineMillis = 40_000 as Millis;
/** Pod garbage collection looks at all Pods so often (gcCheckPeriod). */
const sweepMillis = 20_000;
const unreachable = 'node.kubernetes.io/unreachable';

export type NodeLifecycleState = {
  readonly settings: Settings; client: ApiClient; recorder: Recorder;
  nodes: Map<string, Node>; pods: SharedMap<QueueKey, Pod>; byNode: Map<string, SharedMap<QueueKey, true>>;
  /** Nodes that sent no heartbeat since; nodes that were deleted at. */
  silentSince: Map<string, SimTime>; goneSince: Map<string, SimTime>;
  /** A look at Pods that were deleted before they had a node is due. */
  sweeping: boolean;
};

export const initNodeLifecycle = (settings: Settings): NodeLifecycleState =>
  ({ settings, client: newClient(settings), recorder: newRecorder(), nodes: new Map(), pods: new SharedMap(), byNode: new Map(), silentSince: new Map(), goneSince: new Map(), sweeping: false });

export const nodeLifecycleDef: ProcessDef<NodeLifecycleState, Payload, Body> = {
  kind: 'node-lifecycle-controller',
  // The heartbeats themselves live in the API server (Leases): a restart finds again which nodes are silent.
  recover: (s) => ({ ...initNodeLifecycle(s.settings), client: freshClient(s.client), silentSince: s.silentSince }),
  restarted: (s, ctx) => {
    startNodeLifecycle(s, ctx);
    for (const node of s.silentSince.keys()) ctx.timer(graceMillis, { type: 'timer', name: 'graceOver', key: node, data: s.silentSince.get(node) });
  },
  copy: (s) => ({ ...s, client: copyClient(s.client), recorder: copyRecorder(s.recorder), nodes: new Map(s.nodes), pods: s.pods.copy(), byNode: new Map([...s.byNode].map(([k, v]) => [k, v.copy()])), silentSince: new Map(s.silentSince), goneSince: new Map(s.goneSince) }),
  handle,
};

export function startNodeLifecycle(s: NodeLifecycleState, ctx: ComponentContext): void {
  listAndWatch(s.client, ctx, 'Node', null);
  listAndWatch(s.client, ctx, 'Pod', null);
}

function handle(s: NodeLifecycleState, event: SimEvent<Payload>, ctx: ComponentContext): void {
  s.client.apiCall = s.settings.apiCall;
  const { payload } = event;
  if (payload.type === 'meddle') { onHeartbeats(s, payload.name, payload.key, ctx); return; }
  if (payload.type === 'timer') {
    if (payload.name === 'start') { startNodeLifecycle(s, ctx); return; }
    if (payload.name === 'graceOver') { if (s.silentSince.get(payload.key) === payload.data) markUnreachable(s, payload.key, ctx); return; }
    if (payload.name === 'evict') { evict(s, payload.key, payload.data as { uid: string; since: SimTime }, ctx); return; }
    if (payload.name === 'sweep') { sweep(s, ctx); return; }
    if (payload.name === 'collect') { if (s.goneSince.get(payload.key) === payload.data) collect(s, payload.key, ctx); return; }
  }
  receive(s, ctx, payload, news);
}
const news: News<NodeLifecycleState> = {
  replace: (s, ctx, kind, objects) => onReplace(s, kind, objects, ctx),
  change: (s, ctx, kind, type, object, key) => { if (kind === 'Node') onNode(s, object as Node, type === 'DELETED', ctx); else onPod(s, key, object as Pod, type === 'DELETED', ctx); },
  answer: () => undefined,
};

function onReplace(s: NodeLifecycleState, kind: Kind, objects: readonly ApiObject[], ctx: ComponentContext): void {
  const there = new Set(objects.map((o) => queueKeyOf(o)));
  if (kind === 'Node') { for (const n of [...s.nodes.values()]) if (!there.has(queueKeyOf(n))) onNode(s, n, true, ctx); for (const o of objects) onNode(s, o as Node, false, ctx); return; }
  for (const p of [...s.pods.values()]) if (!there.has(queueKeyOf(p))) onPod(s, queueKeyOf(p), p, true, ctx);
  for (const o of objects) onPod(s, queueKeyOf(o), o as Pod, false, ctx);
}

function onPod(s: NodeLifecycleState, key: QueueKey, pod: Pod, gone: boolean, ctx: ComponentContext): void {
  const node = pod.spec.nodeName;
  const before = s.pods.get(key);
  const known = before !== undefined;
  if (gone) s.pods.delete(key); else s.pods.set(key, pod);
  if (!node) { if (!gone && strays(pod)) planSweep(s, ctx); return; }
  if (!gone && before?.spec.nodeName === node) return;
  let keys = s.byNode.get(node);
  if (!keys) s.byNode.set(node, keys = new SharedMap());
  if (gone) { keys.delete(key); return; }
  keys.set(key, true);
  if (!s.nodes.has(node) && !s.goneSince.has(node)) quarantine(s, node, ctx);
  const taint = known ? undefined : taintOf(s.nodes.get(node));
  if (taint) planEviction(s, pod, node, ctx);
}
const taintOf = (n: Node | undefined): Taint | undefined => n?.spec.taints?.find((t) => t.key === unreachable && t.effect === 'NoExecute');

function onNode(s: NodeLifecycleState, node: Node, gone: boolean, ctx: ComponentContext): void {
  const name = node.metadata.name;
  if (!gone) { s.nodes.set(name, node); s.goneSince.delete(name); return; }
  s.nodes.delete(name);
  s.silentSince.delete(name);
  quarantine(s, name, ctx);
}
/** The node is not there: it was deleted, maybe while nobody looked, or a Pod was bound to one that never was. If it does not show up, its Pods go. */
function quarantine(s: NodeLifecycleState, node: string, ctx: ComponentContext): void {
  s.goneSince.set(node, ctx.now);
  ctx.timer(quarantineMillis, { type: 'timer', name: 'collect', key: node, data: ctx.now });
}

// ---------------------------------------------------------------- silence

/** `heartbeatsStop`, `heartbeatsResume`: what the node's Lease would show. */
function onHeartbeats(s: NodeLifecycleState, name: string, node: string, ctx: ComponentContext): void {
  if (name === 'heartbeatsStop') {
    s.silentSince.set(node, ctx.now);
    ctx.timer(graceMillis, { type: 'timer', name: 'graceOver', key: node, data: ctx.now });
    return;
  }
  if (!s.silentSince.delete(node)) return;
  const known = s.nodes.get(node);
  if (!known || !taintOf(known)) return;
  writeNode(s, known, 'True', 'KubeletReady', 'kubelet is posting ready status', (known.spec.taints ?? []).filter((t) => t.key !== unreachable), ctx);
  for (const key of s.byNode.get(node)?.keys() ?? []) {
    const pod = s.pods.get(key);
    if (pod && !pod.metadata.deletionTimestamp && !isOver(pod)) recordEvent(s.recorder, s.client, ctx, source, pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`);
  }
}

const source = { component: 'taint-eviction-controller' };
const isOver = (p: Pod): boolean => p.status.phase === 'Succeeded' || p.status.phase === 'Failed';

function writeNode(s: NodeLifecycleState, node: Node, status: 'True' | 'Unknown', reason: string, message: string, taints: Taint[], ctx: ComponentContext): void {
  const at = rfc3339(ctx.epoch + ctx.now), name = node.metadata.name;
  const conditions: PodCondition[] = [...(node.status.conditions ?? []).filter((c) => c.type !== 'Ready'), { type: 'Ready', status, reason, message, lastTransitionTime: at }];
  call(s.client, ctx, { verb: 'patch', kind: 'Node', namespace: '', name, patch: { status: { conditions } }, subresource: 'status' }, { name: 'node', key: name });
  call(s.client, ctx, { verb: 'patch', kind: 'Node', namespace: '', name, patch: { spec: { taints } } }, { name: 'node', key: name });
}

function markUnreachable(s: NodeLifecycleState, name: string, ctx: ComponentContext): void {
  const node = s.nodes.get(name);
  if (!node) return;
  const at = rfc3339(ctx.epoch + ctx.now);
  const taints: Taint[] = [...(node.spec.taints ?? []).filter((t) => t.key !== unreachable), { key: unreachable, effect: 'NoSchedule', timeAdded: at }, { key: unreachable, effect: 'NoExecute', timeAdded: at }];
  writeNode(s, node, 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.', taints, ctx);
  for (const key of s.byNode.get(name)?.keys() ?? []) {
    const pod = s.pods.get(key);
    if (!pod || isOver(pod)) continue;
    markNotReady(s, pod, key, at, ctx);
    planEviction(s, pod, name, ctx);
  }
}

/** Models controller/util/node MarkPodsNotReady. */
function markNotReady(s: NodeLifecycleState, pod: Pod, key: QueueKey, at: string, ctx: ComponentContext): void {
  const ready = pod.status.conditions?.find((c) => c.type === 'Ready');
  if (ready?.status !== 'True') return;
  const conditions = pod.status.conditions!.map((c): PodCondition => (c.type === 'Ready' ? { ...c, status: 'False', lastTransitionTime: at } : c));
  patchStatus(s, pod, key, { conditions }, ctx);
  recordEvent(s.recorder, s.client, ctx, { component: 'node-controller' }, pod, 'Warning', 'NodeNotReady', 'Node is not ready');
}

const patchStatus = (s: NodeLifecycleState, pod: Pod, key: QueueKey, status: unknown, ctx: ComponentContext): number =>
  call(s.client, ctx, { verb: 'patch', kind: 'Pod', namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name, patch: { status }, subresource: 'status' }, { name: 'pod', key });
const deletePod = (s: NodeLifecycleState, pod: Pod, key: QueueKey, grace: number | null, ctx: ComponentContext): number =>
  call(s.client, ctx, { verb: 'delete', kind: 'Pod', namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name, options: grace === null ? {} : { gracePeriodSeconds: grace } }, { name: 'pod', key });

/** A Pod stays for the shortest of its matching tolerations; without one it goes at once; one without a limit stays. */
function planEviction(s: NodeLifecycleState, pod: Pod, node: string, ctx: ComponentContext): void {
  const since = s.silentSince.get(node);
  if (since === undefined || pod.metadata.deletionTimestamp) return;
  const fitting = (pod.spec.tolerations ?? []).filter((t) => (t['key'] === unreachable || (!t['key'] && t['operator'] === 'Exists')) && (!t['effect'] || t['effect'] === 'NoExecute'));
  const limits = fitting.map((t) => t['tolerationSeconds']).filter((n): n is number => typeof n === 'number');
  if (fitting.length > 0 && limits.length === 0) return;
  ctx.timer(millis(fitting.length === 0 ? 0 : Math.max(0, Math.min(...limits)) * 1000), { type: 'timer', name: 'evict', key: queueKeyOf(pod), data: { uid: pod.metadata.uid, since } });
}

const disruption = (at: string, reason: string, message: string, pod: Pod): PodCondition[] => [
  ...(pod.status.conditions ?? []).filter((c) => c.type !== 'DisruptionTarget'),
  { type: 'DisruptionTarget', ...(pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }), status: 'True', lastTransitionTime: at, reason, message },
];

function evict(s: NodeLifecycleState, key: QueueKey, of: { uid: string; since: SimTime }, ctx: ComponentContext): void {
  const pod = s.pods.get(key);
  if (!pod || pod.metadata.uid !== of.uid || pod.metadata.deletionTimestamp || isOver(pod) || s.silentSince.get(pod.spec.nodeName ?? '') !== of.since) return;
  recordEvent(s.recorder, s.client, ctx, source, pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`);
  patchStatus(s, pod, key, { conditions: disruption(rfc3339(ctx.epoch + ctx.now), 'DeletionByTaintManager', 'Taint manager: deleting due to NoExecute taint', pod) }, ctx);
  deletePod(s, pod, key, null, ctx);
}

// ---------------------------------------------------------------- Pods that never had a node

/** Deleted, and no kubelet will ever end it: only a finalizer still holds it. */
const strays = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined && !pod.spec.nodeName && !isOver(pod);

/** The rounds are only played where there is something to find. */
function planSweep(s: NodeLifecycleState, ctx: ComponentContext): void {
  if (s.sweeping) return;
  s.sweeping = true;
  ctx.timer(millis(sweepMillis - ctx.now % sweepMillis), { type: 'timer', name: 'sweep', key: '' });
}

/** Models gcUnscheduledTerminating of pkg/controller/podgc: Failed first, so that its Job counts it, then deleted without grace. */
function sweep(s: NodeLifecycleState, ctx: ComponentContext): void {
  s.sweeping = false;
  for (const [key, pod] of s.pods) {
    if (!strays(pod)) continue;
    patchStatus(s, pod, key, { phase: 'Failed' }, ctx);
    deletePod(s, pod, key, 0, ctx);
    planSweep(s, ctx);
  }
}

// ---------------------------------------------------------------- Pods of a node that is gone

/** Models gcOrphaned of pkg/controller/podgc, at the end of the quarantine instead of at its next round. */
function collect(s: NodeLifecycleState, node: string, ctx: ComponentContext): void {
  s.goneSince.delete(node);
  for (const key of s.byNode.get(node)?.keys() ?? []) {
    const pod = s.pods.get(key);
    if (!pod) continue;
    const conditions = disruption(rfc3339(ctx.epoch + ctx.now), 'DeletionByPodGC', 'PodGC: node no longer exists', pod);
    if (!isOver(pod)) patchStatus(s, pod, key, { phase: 'Failed', conditions }, ctx);
    deletePod(s, pod, key, 0, ctx);
  }
}
