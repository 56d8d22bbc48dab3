// The narrator: which trace records are worth a sentence, as a code with the deciding numbers. The words are in i18n under `caption.<code>`.
import type { Body } from '../../cluster/messages.ts';
import { jobPhase } from '../view/job-view.ts';
import { podState } from '../view/pod-view.ts';
import type { CaptionHistory, Input, ObjectKey, Record_ } from '../protocol.ts';

type Said = { code: string; params?: Readonly<Record<string, string | number>>; parts: readonly string[]; subject?: ObjectKey | null };
const named = (key: string) => { const [kind = '', namespace = '', ...rest] = key.split('/'); return { kind, namespace, name: rest.join('/') }; };
const short = (queueKey: string) => queueKey.slice(queueKey.indexOf('/') + 1);
const seconds = (ms: number) => Math.round(ms / 100) / 10;

function apiStage(b: Extract<Body, { type: 'apiStage' }>): Said | null {
  if (b.stage === 'store' || b.key.startsWith('Event/')) return null;
  const { kind, name } = named(b.key);
  if (b.stage !== 'respond') return { code: `api.${b.stage}`, params: { kind, name, verb: b.verb }, parts: ['kube-apiserver'], subject: b.key };
  if (!b.status || b.status.code === 404) return null;
  return { code: b.status.code === 409 ? 'api.conflict' : 'api.refused', params: { kind, name, verb: b.verb, message: b.status.message, status: b.status.code }, parts: ['kube-apiserver'], subject: b.key };
}
function recorded(b: Extract<Body, { type: 'stored' }>, kind: string, name: string): Said | null {
  const said = { parts: [b.key], subject: b.key };
  if (kind === 'Node') return null;
  if (b.event === 'DELETED') return { code: 'recorded.gone', params: { kind, name }, ...said };
  if (b.object.kind === 'Pod') return { code: `recorded.pod.${podState(b.object)}`, params: { name, node: b.object.spec.nodeName ?? '' }, ...said };
  if (b.object.kind !== 'Job') return { code: 'recorded.other', params: { kind, name }, ...said };
  const { active = 0, succeeded = 0, failed = 0 } = b.object.status;
  return { code: b.event === 'ADDED' ? 'recorded.jobCreated' : `recorded.job.${jobPhase(b.object)}`, params: { name, active, succeeded, failed }, ...said };
}
function stored(b: Extract<Body, { type: 'stored' }>): Said | null {
  const { kind, name } = named(b.key);
  if (kind === 'Event') return null;
  if (b.recorded) return recorded(b, kind, name);
  return { code: `stored.${b.event}`, params: { kind, name, revision: b.revision }, parts: ['etcd'], subject: b.key };
}
function queue(process: string, b: Extract<Body, { type: 'queue' }>, at: number): Said | null {
  if (b.op === 'done' || b.op === 'forget') return null;
  return { code: `queue.${b.op}`, params: { key: short(b.key), controller: process, length: b.length, seconds: b.readyAt === undefined ? 0 : seconds(b.readyAt - at) }, parts: [`${process}/queue`] };
}
function stage(process: string, b: Extract<Body, { type: 'stage' }>): Said {
  const params = { key: short(b.key), stage: b.stage, controller: process, ...b.because?.params };
  return { code: b.because ? `stage.${b.because.code}` : 'stage', params, parts: [`${process}/reconcile`, `${process}/workers`] };
}
function container(b: Extract<Body, { type: 'container' }>): Said | null {
  return { code: `container.${b.op}`, params: { pod: short(b.pod), container: b.container, code: b.code ?? 0, reason: b.reason ?? '' }, parts: [`Pod/${b.pod}`], subject: `Pod/${b.pod}` };
}

function saidOf(r: Record_): Said | null {
  const b = r.body;
  switch (b.type) {
    case 'kubectl': return { code: b.ok ? 'kubectl.done' : 'kubectl.refused', params: { text: b.text }, parts: ['kubectl'] };
    case 'apiStage': return apiStage(b);
    case 'stored': return stored(b);
    case 'handler': return b.enqueued === null ? null : { code: 'handler', params: { handler: b.handler, kind: b.kind, name: short(b.object), key: short(b.enqueued), controller: r.process }, parts: [`${r.process}/handlers`, `${r.process}/queue`] };
    case 'queue': return queue(r.process, b, r.at);
    case 'stage': return stage(r.process, b);
    case 'syncDone': return b.outcome === 'error' ? { code: 'sync.error', params: { key: short(b.key), message: b.message ?? '', controller: r.process }, parts: [`${r.process}/workers`] } : null;
    case 'throttled': return { code: 'throttled', params: { client: b.client, seconds: Math.max(0.01, Math.round(b.wait / 10) / 100) }, parts: [b.client] };
    case 'scheduled': return { code: 'scheduled', params: { pod: short(b.pod), node: b.node }, parts: ['scheduler', b.node, `Pod/${b.pod}`], subject: `Pod/${b.pod}` };
    case 'unschedulable': return { code: 'unschedulable', params: { pod: short(b.pod), ...b.because.params }, parts: ['scheduler', `Pod/${b.pod}`], subject: `Pod/${b.pod}` };
    case 'container': return container(b);
    case 'event': return { code: 'event', params: { reason: b.reason, message: b.message, object: b.object }, parts: [b.object], subject: b.object };
    case 'tick': return { code: `tick.${b.fate}`, params: { cronJob: short(b.cronJob), job: b.job ?? '', ...b.because?.params }, parts: ['cronjob-controller'], subject: `CronJob/${b.cronJob}` };
    case 'crashed': return { code: 'crashed', params: { process: b.process }, parts: [b.process] };
    case 'restarted': return { code: 'restarted', params: { process: b.process }, parts: [b.process] };
    case 'dropped': return { code: 'dropped', params: { to: b.to, rule: b.rule }, parts: [b.to] };
    default: return null;
  }
}

/** The sentence of a record, or null. `eventCount`: the moment that shows it. */
export function captionOf(r: Record_, eventCount: number): CaptionHistory | null {
  const said = saidOf(r);
  return said && { seq: r.seq, at: r.at, eventCount, code: said.code, params: said.params ?? {}, parts: said.parts, subject: said.subject ?? null };
}

/** The sentence for what the user did, where it matters that it was the user. */
export function captionOfInput(r: Record_, eventCount: number): CaptionHistory | null {
  if (r.body.type !== 'input') return null;
  return { seq: r.seq, at: r.at, eventCount, code: 'input', params: { input: inputName(r.body.input as Input) }, parts: ['kubectl'], subject: null };
}
/** Names an input; the words are under `inputName`. */
export const inputName = (i: Input): string => (i.type === 'command' ? i.command.type : i.type);
