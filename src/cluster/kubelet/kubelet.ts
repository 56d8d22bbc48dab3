// The kubelet of one node as a process: watches its Pods, lets their workers act when something is due, and reports their status to the API server.
import { equal } from '../../base/equal.ts';
import { kept } from '../../base/kept.ts';
import { millis, type SimTime } from '../../base/time.ts';
import type { ApiObject, Kind, Pod, PodStatus } from '../../api/types.ts';
import type { ProcessDef, SimEvent } from '../../sim/types.ts';
import type { ApiResult, Body, Payload, QueueKey } from '../messages.ts';
import { call, listAndWatch, receive, type ComponentContext, type News, type Purpose } from '../component/client.ts';
import { recordEvent, type EventSource } from '../component/recorder.ts';
import { revisionOf, subjectOf } from '../keys.ts';
import { queueKeyOf } from '../component/time.ts';
import { needsAttempts } from './annotations.ts';
import { sigtermOf } from './containers.ts';
import { attemptGroup, completionIndex, jobNameOf, ownerUid } from './plan.ts';
import { planPod, plannedStatus, stepPlanned, stopPlanned } from './planned.ts';
import { meddle, newPodRecord, nextWake, stepPod, stopPod, type Outcome } from './pod-worker.ts';
import { podWith, type ContainerMore, type ContainerOp, type ContainerRecord, type Effects, type PodRecord, type StatusFacts } from './record.ts';
import { copyKubelet, recoverKubelet, type KubeletState } from './state.ts';
import { podStatus } from './status.ts';

export { initKubelet, kubeletId, type KubeletState } from './state.ts';

type Event = SimEvent<Payload>;
const retryMillis = 1000;
const sameWaveMillis = 500;

export const kubeletDef: ProcessDef<KubeletState, Payload, Body> = {
  kind: 'kubelet',
  copy: copyKubelet,
  recover: recoverKubelet,
  restarted: startKubelet,
  handle: handleKubelet,
};

/** Begins (again) to watch; whatever came due meanwhile is done now. */
export function startKubelet(s: KubeletState, ctx: ComponentContext): void {
  for (const key of [...s.pods.keys()]) wakePod(s, key, ctx);
  if (s.connected) listAndWatch(s.client, ctx, 'Pod', s.plan ? null : s.node);
}

function handleKubelet(s: KubeletState, event: Event, ctx: ComponentContext): void {
  s.client.apiCall = s.settings.apiCall;
  const { payload } = event;
  if (payload.type === 'meddle') { onMeddle(s, payload, ctx); return; }
  if (payload.type === 'timer' && payload.name === 'podWake') {
    const p = s.pods.get(payload.key);
    if (p && p.uid === payload.data) wakePod(s, payload.key, ctx);
    return;
  }
  if (payload.type === 'timer' && payload.name === 'start') { startKubelet(s, ctx); return; }
  if (!s.connected && payload.type !== 'timer') return;
  receive(s, ctx, payload, news);
}
const news: News<KubeletState> = {
  replace: (s, ctx, kind, objects) => onReplace(s, kind, objects, ctx),
  change: (s, ctx, _, type, object, key) => { if (type === 'DELETED') onPodGone(s, key, object as Pod, ctx); else onPod(s, key, object as Pod, ctx); },
  answer: (s, ctx, purpose, result) => onAnswer(s, purpose, result, ctx),
};

// ---------------------------------------------------------------- Pods come, change and go

function onReplace(s: KubeletState, kind: Kind, objects: readonly ApiObject[], ctx: ComponentContext): void {
  if (kind !== 'Pod') return;
  const pods = objects as readonly Pod[];
  const there = new Set(pods.filter((p) => p.spec.nodeName === s.node).map((p) => p.metadata.uid ?? ''));
  for (const p of [...s.pods.values()]) if (!there.has(p.uid)) onPodGone(s, p.key, p.pod, ctx);
  for (const pod of pods) onPod(s, queueKeyOf(pod), pod, ctx);
  for (const p of [...s.pods.values()]) if (p.told && !p.telling && !reached(p.pod.status, p.told)) put(s, podWith(p, { told: { ...p.told, phase: 'Unknown' }, toldOf: null }), ctx);
}

/** Whether what was told last is what the API server holds (after an outage it may have been lost). */
const reached = (held: PodStatus, told: PodStatus): boolean => held.phase === told.phase && JSON.stringify(held.containerStatuses) === JSON.stringify(told.containerStatuses);

function onPod(s: KubeletState, key: QueueKey, pod: Pod, ctx: ComponentContext): void {
  if (s.plan) countForPlan(s, pod, ctx.now);
  if (pod.spec.nodeName !== s.node) return;
  let p = s.pods.get(key);
  if (p && p.uid !== pod.metadata.uid) { forget(s, p, ctx); p = undefined; }
  const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  if (!p) {
    if (over && !pod.metadata.deletionTimestamp) return;
    if (over) { remove(s, pod, ctx); return; }
    accept(s, pod, key, ctx);
    return;
  }
  if (revisionOf(pod.metadata) < revisionOf(p.pod.metadata)) return;
  put(s, noticeDeletion(s, podWith(p, { pod }), ctx), ctx);
}

function accept(s: KubeletState, pod: Pod, key: QueueKey, ctx: ComponentContext): void {
  const ip = s.plan ? '10.0.0.1' : `10.244.${nodeNumber(s.node)}.${2 + (s.nextIp++ - 1) % 250}`;
  const asking = !s.plan && needsAttempts(pod);
  let p = newPodRecord(pod, key, ctx.now, ip, asking);
  if (s.plan) p = podWith(p, { containers: [], planned: planPod(s.plan, s.facts.get(p.uid)!, ctx.now) });
  if (asking) call(s.client, ctx, { verb: 'list', kind: 'Pod' }, { name: 'attempts', key, data: p.uid });
  put(s, noticeDeletion(s, s.plan || asking ? p : stepPod(p, ctx.now, effects(s, p, ctx)), ctx), ctx);
}
const nodeNumber = (node: string): number => Number(/(\d+)$/.exec(node)?.[1] ?? 0) % 250;

function noticeDeletion(s: KubeletState, p: PodRecord, ctx: ComponentContext): PodRecord {
  if (!p.pod.metadata.deletionTimestamp) return p;
  if (p.planned) return podWith(p, { planned: stopPlanned(p.planned, ctx.now) });
  return stopPod(p, ctx.now, 'deleted', p.pod.metadata.deletionGracePeriodSeconds ?? p.pod.spec.terminationGracePeriodSeconds ?? 30, effects(s, p, ctx));
}

function onPodGone(s: KubeletState, key: QueueKey, pod: Pod, ctx: ComponentContext): void {
  const p = s.pods.get(key);
  if (p && p.uid === pod.metadata.uid) forget(s, p, ctx);
}

function forget(s: KubeletState, p: PodRecord, ctx: ComponentContext): void {
  if (p.wake) ctx.cancel(p.wake.id);
  s.pods.delete(p.key);
}

/** Numbers the Pods in the order of their creation, which is the order in which the watch brings them. */
function countForPlan(s: KubeletState, pod: Pod, now: SimTime): void {
  const uid = pod.metadata.uid ?? '';
  if (s.facts.has(uid)) return;
  const group = attemptGroup(pod), attempt = s.attempts.get(group) ?? 0;
  s.attempts.set(group, attempt + 1);
  const owner = ownerUid(pod), last = s.waves.get(owner);
  const together = last !== undefined && now - last.at <= sameWaveMillis;
  const wave = { number: last ? last.number + (together ? 0 : 1) : 0, at: now, size: together ? last.size + 1 : 1 };
  s.waves.set(owner, wave);
  s.facts.set(uid, { ordinal: s.facts.size, index: completionIndex(pod), attempt, job: jobNameOf(pod), wave: wave.number, place: wave.size - 1 });
}

// ---------------------------------------------------------------- acting when something is due

function wakePod(s: KubeletState, key: QueueKey, ctx: ComponentContext): void {
  const p = s.pods.get(key);
  if (!p) return;
  const awake: PodRecord = podWith(p, { wake: null });
  if (!awake.planned) { put(s, stepPod(awake, ctx.now, effects(s, awake, ctx)), ctx); return; }
  let planned = awake.planned;
  while (planned.dueAt !== null && planned.dueAt <= ctx.now) planned = stepPlanned(planned, awake.pod.spec.restartPolicy ?? 'Always');
  put(s, podWith(awake, { planned }), ctx);
}

/** Keeps the record, sets its timer and reports what changed. */
function put(s: KubeletState, record: PodRecord, ctx: ComponentContext): void {
  const at = nextWake(record);
  let p = record;
  if ((p.wake?.at ?? null) !== at) {
    if (p.wake) ctx.cancel(p.wake.id);
    p = podWith(p, { wake: at === null ? null : { at, id: ctx.timer(millis(Math.max(0, at - ctx.now)), { type: 'timer', name: 'podWake', key: p.key, data: p.uid }) } });
  }
  s.pods.set(p.key, report(s, p, ctx));
}

const fieldPath = kept((list, name) => `spec.${list}{${name}}`);
const sources = new Map<string, EventSource>();
function sourceOf(node: string): EventSource {
  let source = sources.get(node);
  if (!source) sources.set(node, source = { component: 'kubelet', host: node });
  return source;
}

/** What a Pod's worker does to the rest of the kubelet. A class, because one is made whenever a Pod wakes, and closures of its own would cost more than what they do. */
class PodEffects implements Effects {
  constructor(private readonly s: KubeletState, private readonly p: PodRecord, private readonly ctx: ComponentContext) {}
  get now() { return this.ctx.now; }
  get epoch() { return this.ctx.epoch; }
  get node() { return this.s.node; }
  get imagePull() { return this.s.settings.imagePull; }
  get containerStart() { return this.s.settings.containerStart; }
  log(container: string, line: string) {
    const { ctx, p: { key } } = this;
    if (ctx.traced) ctx.trace(subjectOf('Pod', key), { type: 'log', pod: key, container, line }); else ctx.untraced();
  }
  event(type: 'Normal' | 'Warning', reason: string, message: string, c?: ContainerRecord) {
    const { s } = this;
    if (s.connected) recordEvent(s.recorder, s.client, this.ctx, sourceOf(s.node), this.p.pod, type, reason, message, c ? fieldPath(c.role === 'main' ? 'containers' : 'initContainers', c.spec.name) : undefined);
  }
  container(container: string, op: ContainerOp, more?: ContainerMore) {
    const { ctx, p: { key } } = this;
    if (ctx.traced) ctx.trace(subjectOf('Pod', key), { type: 'container', pod: key, container, op, ...more }); else ctx.untraced();
  }
  sigterm(c: ContainerRecord) { return sigtermOf(this.p.pod, c); }
  draw() { return this.ctx.draw('workload'); }
  hasImage(image: string) { return this.s.images.has(image); }
  gotImage(image: string) { this.s.images.add(image); }
}
const effects = (s: KubeletState, p: PodRecord, ctx: ComponentContext): Effects => new PodEffects(s, p, ctx);

// ---------------------------------------------------------------- reporting

function statusOf(s: KubeletState, p: PodRecord, ctx: ComponentContext): PodStatus | null {
  if (!p.planned) return p.stage === 'asking' ? null : podStatus(p, s.node, ctx.epoch, ctx.now);
  if (p.planned.phase === 'terminating' || p.planned.phase === 'restarting') return p.told;
  return plannedStatus(p.planned, p.pod, p.told, p.acceptedAt, ctx.epoch, ctx.now);
}

const factsOf = (p: PodRecord): StatusFacts => ({
  containers: p.containers, stage: p.stage, stopping: p.stopping, failure: p.failure, sandboxReady: p.sandboxReady, planned: p.planned,
  conditions: p.pod.status.conditions, generation: p.pod.metadata.generation,
});
function isTold(p: PodRecord): boolean {
  const was = p.toldOf;
  return was !== null && was.containers === p.containers && was.stage === p.stage && was.stopping === p.stopping && was.failure === p.failure && was.sandboxReady === p.sandboxReady
    && was.planned === p.planned && (was.conditions === p.pod.status.conditions || p.told?.conditions === p.pod.status.conditions) && was.generation === p.pod.metadata.generation;
}

const isOver = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';

/** Tells the API server what is new, and returns the record that remembers it. */
function report(s: KubeletState, p: PodRecord, ctx: ComponentContext): PodRecord {
  if (!s.connected || p.telling || p.removing) return p;
  const news = isTold(p) ? null : statusOf(s, p, ctx);
  const status = news && !equal(news, p.told) ? news : null;
  const toldOf = news ? factsOf(p) : p.toldOf;
  if (status) {
    if (status.phase !== p.told?.phase && status.phase) { if (ctx.traced) ctx.trace(subjectOf('Pod', p.key), { type: 'podPhase', pod: p.key, phase: status.phase }); else ctx.untraced(); }
    const { namespace = 'default', name } = p.pod.metadata;
    call(s.client, ctx, { verb: 'patch', kind: 'Pod', namespace, name, patch: { status }, subresource: 'status' }, { name: 'status', key: p.key, data: p.uid }, p.planned ? 0 : s.settings.kubeletSync);
    return podWith(p, { told: status, toldOf, telling: true });
  }
  if (p.pod.metadata.deletionTimestamp && isOver(p.told?.phase) && (p.planned ? p.planned.phase === 'done' : p.stage === 'terminal')) {
    remove(s, p.pod, ctx);
    return podWith(p, { toldOf, removing: true });
  }
  return toldOf === p.toldOf ? p : podWith(p, { toldOf });
}

/** A terminal Pod that is being deleted is taken off the API server: deleted with no grace left. Finalizers may still hold it. */
function remove(s: KubeletState, pod: Pod, ctx: ComponentContext): void {
  if (!s.connected || pod.metadata.deletionGracePeriodSeconds === 0) return;
  const uid = pod.metadata.uid;
  call(s.client, ctx, { verb: 'delete', kind: 'Pod', namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name, options: { gracePeriodSeconds: 0, ...(uid ? { preconditions: { uid } } : {}) } }, { name: 'remove', key: queueKeyOf(pod), data: uid });
}

function onAnswer(s: KubeletState, purpose: Purpose, result: ApiResult, ctx: ComponentContext): void {
  if (purpose.name === 'event') return;   // nobody waits for it
  const p = s.pods.get(purpose.key);
  if (!p || p.uid !== purpose.data) return;
  if (purpose.name === 'attempts') { onAttempts(s, p, result, ctx); return; }
  if (purpose.name !== 'status' && purpose.name !== 'remove') return;
  if (result.ok) {
    const newer = result.object && result.object.kind === 'Pod' && revisionOf(result.object.metadata) > revisionOf(p.pod.metadata) ? result.object : p.pod;
    put(s, noticeDeletion(s, podWith(p, { pod: newer, telling: purpose.name === 'status' ? false : p.telling }), ctx), ctx);
    return;
  }
  if (result.status.code === 404) { s.pods.set(p.key, podWith(p, { telling: true })); return; }
  // Refused or lost: say it again in a moment.
  s.pods.set(p.key, podWith(p, { telling: false, removing: false, told: purpose.name === 'status' && p.told ? { ...p.told, phase: 'Unknown' } : p.told, toldOf: null }));
  ctx.timer(millis(retryMillis), { type: 'timer', name: 'podWake', key: p.key, data: p.uid });
}

/** How many Pods of the same work failed before this one. */
function onAttempts(s: KubeletState, p: PodRecord, result: ApiResult, ctx: ComponentContext): void {
  const group = attemptGroup(p.pod);
  const before = result.ok ? ((result.objects ?? []) as Pod[]).filter((o) => o.metadata.uid !== p.uid && attemptGroup(o) === group && (o.status.phase === 'Failed' || o.metadata.deletionTimestamp !== undefined)) : [];
  const ready: PodRecord = podWith(p, { stage: p.stage === 'asking' ? 'active' : p.stage, attempt: before.length });
  put(s, noticeDeletion(s, stepPod(ready, ctx.now, effects(s, ready, ctx)), ctx), ctx);
}

// ---------------------------------------------------------------- meddling

/** Stands for the node's Lease: the node lifecycle controller is told that it is renewed no more, or again. */
const heartbeats = (s: KubeletState, name: string, ctx: ComponentContext): void => { ctx.send('node-lifecycle-controller', { type: 'meddle', name, key: s.node }, s.settings.apiCall); };

/** `outcome` (key: the Pod; data: an Outcome), `cutOff`, `reconnect`. */
function onMeddle(s: KubeletState, m: Extract<Payload, { type: 'meddle' }>, ctx: ComponentContext): void {
  if (m.name === 'cutOff') { if (s.connected) heartbeats(s, 'heartbeatsStop', ctx); s.connected = false; return; }
  if (m.name === 'reconnect') {
    if (s.connected) return;
    s.connected = true;
    heartbeats(s, 'heartbeatsResume', ctx);
    s.client = { ...s.client, pending: new Map() };
    for (const p of [...s.pods.values()]) s.pods.set(p.key, podWith(p, { telling: false, removing: false }));
    listAndWatch(s.client, ctx, 'Pod', s.plan ? null : s.node);
    return;
  }
  const p = s.pods.get(m.key);
  if (p && !p.planned && p.stage !== 'asking') put(s, meddle(p, m.data as Outcome, ctx.now, effects(s, p, ctx)), ctx);
}
