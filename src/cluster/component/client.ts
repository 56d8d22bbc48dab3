// How a component that is no controller (scheduler, kubelet, node lifecycle) talks to the API server: calls that are answered, and one list-and-watch a kind.
import { millis, type SimTime } from '../../base/time.ts';
import type { ApiObject, ApiStatus, Kind } from '../../api/types.ts';
import type { Context, ProcessId } from '../../sim/types.ts';
import type { ApiCall, ApiReply, ApiResult, Body, Payload, QueueKey, RequestId, Settings, WatchEventType } from '../messages.ts';

export const apiServer: ProcessId = 'kube-apiserver';
export type ComponentContext = Context<Payload, Body>;

/** What the component wanted: handed back with the answer. */
export type Purpose = { readonly name: string; readonly key: string; readonly data?: unknown };
/** Of an Event nobody waits for the answer. */
export const eventPurpose: Purpose = { name: 'event', key: '' };
type Pending = { readonly purpose: Purpose; readonly sentAt: SimTime; readonly call: ApiCall };

/** `listing` → `opening` (the watch) → `watching`. A gap in the messages or an error starts it again. */
export type ListWatch = {
  readonly kind: Kind; readonly fieldNode: string | null;
  phase: 'idle' | 'listing' | 'opening' | 'watching'; revision: number; sequence: number;
};
export type ApiClient = { nextId: RequestId; pending: Map<RequestId, Pending>; watches: Map<Kind, ListWatch>; sweep: { readonly id: number; readonly at: SimTime } | null; apiCall: number };

/** No answer for so long counts as a lost call. */
const callTimeoutMillis = 10_000;
const relistMillis = 1_000;

export const newClient = (settings: Settings): ApiClient => ({ nextId: 1, pending: new Map(), watches: new Map(), sweep: null, apiCall: settings.apiCall });
export const copyClient = (c: ApiClient): ApiClient => ({ ...c, pending: new Map(c.pending), watches: new Map([...c.watches].map(([kind, w]) => [kind, { ...w }])) });
/** After a crash nobody waits for the answers any more. */
export const freshClient = (c: ApiClient): ApiClient => ({ nextId: c.nextId, pending: new Map(), watches: new Map(), sweep: null, apiCall: c.apiCall });

/** `wait`: ms that the client's rate limiter holds the call back before it is sent. */
export function call(client: ApiClient, ctx: ComponentContext, what: ApiCall, purpose: Purpose, wait = 0): RequestId {
  const id = client.nextId++;
  client.pending.set(id, { purpose, sentAt: ctx.now, call: what });
  ctx.send(apiServer, { type: 'request', request: { id, client: ctx.self, call: what } }, millis(client.apiCall + wait));
  if (client.sweep === null) setSweep(client, ctx, (ctx.now + callTimeoutMillis) as SimTime);
  return id;
}

function setSweep(client: ApiClient, ctx: ComponentContext, at: SimTime): void {
  client.sweep = { at, id: ctx.timer(millis(Math.max(0, at - ctx.now)), { type: 'timer', name: 'clientSweep', key: '' }) };
}

/** Starts (again) to list and watch a kind; `fieldNode` limits the watch to the Pods of one node. */
export function listAndWatch(client: ApiClient, ctx: ComponentContext, kind: Kind, fieldNode: string | null): void {
  client.watches.set(kind, { kind, fieldNode, phase: 'listing', revision: 0, sequence: 0 });
  call(client, ctx, { verb: 'list', kind }, { name: 'reflectorList', key: kind });
}

/** What a component with state S does with news. `replace` is a full list: what is not in it is gone. */
export type News<S> = {
  replace(s: S, ctx: ComponentContext, kind: Kind, objects: readonly ApiObject[]): void;
  change(s: S, ctx: ComponentContext, kind: Kind, type: Exclude<WatchEventType, 'BOOKMARK' | 'ERROR'>, object: ApiObject, key: QueueKey): void;
  answer(s: S, ctx: ComponentContext, purpose: Purpose, result: ApiResult): void;
};
type Component = { readonly client: ApiClient };

export const lost: ApiStatus = { code: 504, reason: 'Timeout', message: 'the server did not answer in time' };

/** Handles an incoming message if it is the client's business. Returns false for all others. */
export function receive<S extends Component>(s: S, ctx: ComponentContext, payload: Payload, news: News<S>): boolean {
  if (payload.type === 'reply') onReply(s, ctx, payload.reply, news);
  else if (payload.type === 'watchEvent') onWatchEvent(s, ctx, payload, news);
  else if (payload.type === 'timer' && payload.name === 'clientSweep') sweep(s, ctx, news);
  else if (payload.type === 'timer' && payload.name === 'relist') {
    const w = s.client.watches.get(payload.key as Kind);
    if (w?.phase === 'idle') listAndWatch(s.client, ctx, w.kind, w.fieldNode);
  } else return false;
  return true;
}

function onReply<S extends Component>(s: S, ctx: ComponentContext, reply: ApiReply, news: News<S>): void {
  const { client } = s;
  const pending = client.pending.get(reply.id);
  if (!pending) return;
  client.pending.delete(reply.id);
  // Nobody is waited for any more: no timer is left behind.
  if (client.pending.size === 0 && client.sweep) { ctx.cancel(client.sweep.id); client.sweep = null; }
  settle(s, ctx, pending, reply.result, news);
}

function settle<S extends Component>(s: S, ctx: ComponentContext, pending: Pending, result: ApiResult, news: News<S>): void {
  const { client } = s, { purpose } = pending;
  if (purpose.name !== 'reflectorList' && purpose.name !== 'reflectorWatch') { news.answer(s, ctx, purpose, result); return; }
  const watch = client.watches.get(purpose.key as Kind);
  if (!watch) return;
  if (!result.ok) { retryLater(ctx, watch); return; }
  if (purpose.name === 'reflectorWatch') { if (watch.phase === 'opening') watch.phase = 'watching'; return; }
  watch.phase = 'opening';
  watch.revision = result.revision;
  watch.sequence = 0;
  const sinceRevision = result.revision;
  call(client, ctx, { verb: 'watch', kind: watch.kind, sinceRevision, ...(watch.fieldNode === null ? {} : { fieldNode: watch.fieldNode }) }, { name: 'reflectorWatch', key: watch.kind });
  news.replace(s, ctx, watch.kind, result.objects ?? []);
}

function retryLater(ctx: ComponentContext, watch: ListWatch): void {
  watch.phase = 'idle';
  ctx.timer(millis(relistMillis), { type: 'timer', name: 'relist', key: watch.kind });
}

function onWatchEvent<S extends Component>(s: S, ctx: ComponentContext, e: Extract<Payload, { type: 'watchEvent' }>, news: News<S>): void {
  const watch = s.client.watches.get(e.kind);
  if (!watch || (watch.phase !== 'watching' && watch.phase !== 'opening')) return;
  // Until the new watch is open, messages of the one before it may still arrive.
  if (watch.phase === 'opening' && watch.sequence === 0 && e.sequence !== 1) return;
  const gap = e.sequence !== watch.sequence + 1;
  if (e.event === 'ERROR' || gap) { listAndWatch(s.client, ctx, watch.kind, watch.fieldNode); return; }
  watch.sequence = e.sequence;
  if (e.revision > watch.revision) watch.revision = e.revision;
  if (e.event !== 'BOOKMARK') news.change(s, ctx, e.kind, e.event, e.object, e.key);
}

function sweep<S extends Component>(s: S, ctx: ComponentContext, news: News<S>): void {
  const { client } = s;
  client.sweep = null;
  let oldest: SimTime | null = null;
  for (const [id, pending] of [...client.pending]) {
    if (pending.sentAt + callTimeoutMillis > ctx.now) { oldest ??= pending.sentAt; continue; }
    client.pending.delete(id);
    settle(s, ctx, pending, { ok: false, status: lost }, news);
  }
  if (oldest !== null && client.sweep === null) setSweep(client, ctx, (oldest + callTimeoutMillis) as SimTime);
}
