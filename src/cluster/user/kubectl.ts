// What a user does at the keyboard, as a process: kubectl reads manifests, asks the API server and prints what it answers.
import { millis } from '../../base/time.ts';
import { readManifest, type ManifestDoc, type ManifestRead } from '../../api/admission.ts';
import type { ApiObject, ApiStatus, Kind, Pod } from '../../api/types.ts';
import type { ProcessDef, SimEvent } from '../../sim/types.ts';
import type { ApiResult, Body, Payload, Settings, UserCommand } from '../messages.ts';
import { qualified, resourceOf } from '../keys.ts';
import { call, copyClient, freshClient, newClient, receive, type ApiClient, type ComponentContext, type News, type Purpose } from '../component/client.ts';
import { applyPatch, lastApplied } from './apply.ts';

/** `waiting`: what is still to be done, one after the other, as kubectl does it. */
export type KubectlState = { client: ApiClient; settings: Settings; queue: Job_[]; busy: Job_ | null };
/** One object of a command on its way. */
type Job_ = { readonly type: 'apply' | 'create'; readonly doc: ManifestDoc | { kind: string; name: string; raw: unknown }; readonly step: 'get' | 'write' };

export const initKubectl = (settings: Settings): KubectlState => ({ client: newClient(settings), settings, queue: [], busy: null });

const say = (ctx: ComponentContext, ok: boolean, text: string, warnings?: readonly string[]) =>
  ctx.trace(null, { type: 'kubectl', ok, text, ...(warnings && warnings.length > 0 ? { warnings: [...warnings] } : {}) });
const namespaceOf = (raw: unknown): string => (raw as { metadata?: { namespace?: string } }).metadata?.namespace ?? 'default';
/** "job.batch/pi" as kubectl prints it. */
const printed = (kind: string, name: string): string => {
  const r = resourceOf[kind as Kind];
  return r?.group ? `${kind.toLowerCase()}.${r.group}/${name}` : `${kind.toLowerCase()}/${name}`;
};
const quoted = (kind: Kind, name: string) => (resourceOf[kind].group ? `${kind.toLowerCase()}.${resourceOf[kind].group} "${name}"` : `${kind.toLowerCase()} "${name}"`);

function next(s: KubectlState, ctx: ComponentContext): void {
  const job = s.queue.shift() ?? null;
  s.busy = job;
  if (!job) return;
  const kind = job.doc.kind as Kind;
  const namespace = namespaceOf(job.doc.raw);
  if (job.type === 'apply') call(s.client, ctx, { verb: 'get', kind, namespace, name: job.doc.name }, { name: 'get', key: job.doc.name });
  else create(s, job, ctx);
}
function create(s: KubectlState, job: Job_, ctx: ComponentContext): void {
  const object = job.type === 'apply' ? lastApplied(job.doc.raw) : job.doc.raw;
  call(s.client, ctx, { verb: 'create', kind: job.doc.kind as Kind, namespace: namespaceOf(job.doc.raw), object, raw: true }, { name: 'created', key: job.doc.name });
}

function got(s: KubectlState, result: ApiResult, ctx: ComponentContext): void {
  const job = s.busy!;
  if (!result.ok) { if (result.status.code === 404) create(s, job, ctx); else refused(s, job, result.status, ctx); return; }
  const current = result.object as ApiObject;
  const patch = applyPatch(current, job.doc.raw);
  if (patch === null) { say(ctx, true, `${printed(job.doc.kind, job.doc.name)} unchanged`); next(s, ctx); return; }
  call(s.client, ctx, { verb: 'patch', kind: current.kind, namespace: current.metadata.namespace ?? '', name: current.metadata.name, patch, raw: true }, { name: 'patched', key: job.doc.name });
}
const inWords = ({ reason, message }: ApiStatus, told = ` (${reason})`): string =>
  (reason === 'ConnectionRefused' ? 'The connection to the server was refused - did you specify the right host or port?' : `Error from server${told}: ${message}`);
function refused(s: KubectlState, job: Job_, status: ApiStatus, ctx: ComponentContext): void {
  const { message } = status;
  say(ctx, false, message.includes(' is invalid: ') ? `The ${job.doc.kind} ${message.slice(message.indexOf('"'))}` : inWords(status, ''));
  next(s, ctx);
}

function answered(s: KubectlState, purpose: Purpose, result: ApiResult, ctx: ComponentContext): void {
  if (purpose.name === 'get') { got(s, result, ctx); return; }
  if (purpose.name === 'created' || purpose.name === 'patched') {
    const job = s.busy!;
    if (!result.ok) { s.busy = job; refused(s, job, result.status, ctx); return; }
    say(ctx, true, `${printed(job.doc.kind, result.object?.metadata.name ?? job.doc.name)} ${purpose.name === 'created' ? 'created' : 'configured'}`, result.warnings);
    next(s, ctx);
    return;
  }
  if (purpose.name === 'listed') { deleteListed(s, result, purpose.data as { kind: Kind; namespace: string }, ctx); return; }
  if (purpose.name === 'found') { forward(purpose.data as Extract<UserCommand, { type: 'podOutcome' }>, result, ctx); return; }
  const kind = purpose.data as Kind;
  if (result.ok) say(ctx, true, purpose.name === 'deleted' ? `${quoted(kind, purpose.key)} deleted` : purpose.name === 'evicted' ? `pod/${purpose.key} evicted` : `${printed(kind, purpose.key)} patched`, result.warnings);
  else say(ctx, false, inWords(result.status));
}

/** kubectl delete asks for background deletion unless told otherwise. */
const background = { propagationPolicy: 'Background' as const };
function deleteListed(s: KubectlState, result: ApiResult, of: { kind: Kind; namespace: string }, ctx: ComponentContext): void {
  if (!result.ok) return;
  for (const o of result.objects ?? []) {
    if (o.metadata.namespace !== of.namespace) continue;
    call(s.client, ctx, { verb: 'delete', kind: of.kind, namespace: of.namespace, name: o.metadata.name, options: background }, { name: 'deleted', key: o.metadata.name, data: of.kind });
  }
}
/** Straight to the kubelet of the Pod's node: nothing that Kubernetes has. */
function forward(c: Extract<UserCommand, { type: 'podOutcome' }>, result: ApiResult, ctx: ComponentContext): void {
  const node = result.ok ? (result.object as Pod).spec.nodeName : null;
  if (!node) { say(ctx, false, result.ok ? `pod "${c.name}" is not bound to a node` : inWords(result.status)); return; }
  ctx.send(`kubelet/${node}`, { type: 'meddle', name: 'outcome', key: `${c.namespace}/${c.name}`, data: c.outcome }, millis(1));
}

/** The text that was read last, with what was read: a run with another seed begins with the same. */
let lastRead: { readonly text: string; readonly read: ManifestRead } | null = null;
const readOnce = (text: string): ManifestRead => (lastRead?.text === text ? lastRead : (lastRead = { text, read: readManifest(text) })).read;

function command(s: KubectlState, c: UserCommand, ctx: ComponentContext): void {
  switch (c.type) {
    case 'apply': {
      const read = readOnce(c.text);
      if (!read.ok) { say(ctx, false, read.refusal.kubectl); return; }
      for (const doc of read.docs) s.queue.push({ type: 'apply', doc, step: 'get' });
      break;
    }
    case 'create':
      for (const raw of c.manifests) s.queue.push({ type: 'create', doc: { kind: (raw as ApiObject).kind, name: (raw as ApiObject).metadata?.name ?? '', raw }, step: 'write' });
      break;
    case 'patch': call(s.client, ctx, { verb: 'patch', kind: c.kind, namespace: c.namespace, name: c.name, patch: c.patch, raw: true }, { name: 'patchedOne', key: c.name, data: c.kind }); break;
    case 'delete': call(s.client, ctx, { verb: 'delete', kind: c.kind, namespace: c.namespace, name: c.name, options: c.options ?? (c.kind === 'Pod' ? {} : background) }, { name: 'deleted', key: c.name, data: c.kind }); break;
    case 'deleteAll': call(s.client, ctx, { verb: 'list', kind: c.kind }, { name: 'listed', key: c.kind, data: { kind: c.kind, namespace: c.namespace } }); break;
    case 'evict': call(s.client, ctx, { verb: 'evict', kind: 'Pod', namespace: c.namespace, name: c.name }, { name: 'evicted', key: c.name, data: 'Pod' }); break;
    case 'podOutcome': call(s.client, ctx, { verb: 'get', kind: 'Pod', namespace: c.namespace, name: c.name }, { name: 'found', key: c.name, data: c }); break;
    case 'node': nodeAction(s, c, ctx); break;
  }
  if (!s.busy) next(s, ctx);
}
function nodeAction(s: KubectlState, c: Extract<UserCommand, { type: 'node' }>, ctx: ComponentContext): void {
  if (c.action === 'cutOff' || c.action === 'reconnect') { ctx.send(`kubelet/${c.node}`, { type: 'meddle', name: c.action, key: c.node }, millis(1)); return; }
  if (c.action === 'add') return;
  const unschedulable = c.action !== 'uncordon';
  call(s.client, ctx, { verb: 'patch', kind: 'Node', namespace: '', name: c.node, patch: { spec: { unschedulable: unschedulable || null } } }, { name: 'patchedOne', key: c.node, data: 'Node' });
  if (c.action === 'drain') call(s.client, ctx, { verb: 'list', kind: 'Pod' }, { name: 'drain', key: c.node });
}

export const kubectlDef: ProcessDef<KubectlState, Payload, Body> = {
  kind: 'kubectl',
  recover: (s) => ({ ...initKubectl(s.settings), client: freshClient(s.client) }),
  copy: (s) => ({ ...s, client: copyClient(s.client), queue: s.queue.slice() }),
  handle(s, event: SimEvent<Payload>, ctx) {
    if (event.payload.type === 'command') { command(s, event.payload.command, ctx); return; }
    receive(s, ctx, event.payload, news);
  },
};
const news: News<KubectlState> = {
  replace: () => {}, change: () => {},
  answer: (s, ctx, purpose, result) => {
    if (purpose.name !== 'drain') { answered(s, purpose, result, ctx); return; }
    for (const o of result.ok ? result.objects ?? [] : []) {
      if ((o as Pod).spec.nodeName === purpose.key) call(s.client, ctx, { verb: 'evict', kind: 'Pod', namespace: o.metadata.namespace ?? '', name: o.metadata.name }, { name: 'evicted', key: o.metadata.name, data: 'Pod' });
    }
  },
};
export { qualified };
