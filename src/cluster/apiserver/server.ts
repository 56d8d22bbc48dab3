// kube-apiserver: takes a request through its stages, asks etcd to commit, answers the client and tells the watchers.
import { changed, copied, type Writable } from '../../base/changed.ts';
import { millis } from '../../base/time.ts';
import type { ApiObject } from '../../api/types.ts';
import type { Context, ProcessDef, SimEvent } from '../../sim/types.ts';
import type { ApiCall, ApiRequest, ApiResult, Body, Payload } from '../messages.ts';
import { keyOf, queueKeyOf, revisionOf } from '../keys.ts';
import { copyApiServer, isCached, noneRecent, recoverApiServer, type ApiServerState, type Pending } from './state.ts';
import { closeWatches, fanOut, openWatch } from './watches.ts';
import { decideWrite, keyOfCall } from './write.ts';

export { initApiServer } from './state.ts';
type Ctx = Context<Payload, Body>;
const stages = ['decode', 'default', 'validate', 'admit'] as const;
const triesMax = 5;

/** What a write is decided on. Something new is not looked for: etcd finds out whether it is there already. */
const current = (s: ApiServerState, p: Pending): ApiObject | null => (p.call.verb === 'create' ? null : s.cache.get(p.call.kind)!.get(p.key) ?? null);
function note(ctx: Ctx, p: Pending, stage: 'decode' | 'default' | 'validate' | 'admit' | 'store' | 'respond', result?: ApiResult): void {
  if (!ctx.traced) ctx.untraced();
  else ctx.trace(p.key, { type: 'apiStage', request: p.request.id, verb: p.call.verb, key: p.key, stage, status: result && !result.ok ? result.status : undefined });
}

function respond(s: ApiServerState, serial: number, p: Pending, result: ApiResult, ctx: Ctx): void {
  s.requests.delete(serial);
  if (p.call.verb !== 'list') note(ctx, p, 'respond', result);
  ctx.send(p.request.client, { type: 'reply', reply: { id: p.request.id, call: p.call, result } }, s.settings.apiCall);
}

/** Decides on what is known now, and asks etcd to commit it. `p`: a copy that nobody else has seen yet; it is written to, and kept. */
function store(s: ApiServerState, serial: number, p: Writable<Pending>, call: ApiCall, now: ApiObject | null, ctx: Ctx): void {
  const decision = decideWrite(call, now, { epochNow: ctx.epoch + ctx.now, revision: s.revision, chance: ctx });
  if (decision.type === 'answer') { respond(s, serial, p, decision.result, ctx); return; }
  const put = decision.type === 'put' ? decision.object : null;
  p.stage = 'store';
  p.put = put;
  p.current = now;
  p.then = decision.type === 'put' ? decision.then ?? null : null;
  if (decision.type === 'put' && decision.warnings) p.warnings = decision.warnings;
  s.requests.set(serial, p);
  note(ctx, p, 'store');
  ctx.send('etcd', { type: 'txn', txn: { id: serial, key: p.key, expectRevision: now ? revisionOf(now.metadata) : 0, put } }, millis(s.settings.etcdCommit >> 1));
}

function begin(s: ApiServerState, request: ApiRequest, ctx: Ctx): void {
  const serial = s.serial++;
  const { key, call } = keyOfCall(request.call, ctx);
  const pending: Writable<Pending> = { request, call, key, stage: 'decode', put: null, current: null, tries: 0, warnings: [], then: null };
  if (call.verb === 'list') {
    respond(s, serial, pending, { ok: true, object: null, objects: [...s.cache.get(call.kind)!.values()], revision: s.revision }, ctx);
    return;
  }
  if (call.verb === 'watch') { respond(s, serial, pending, { ok: true, object: null, revision: s.revision }, ctx); openWatch(s, request.client, call, ctx); return; }
  if ('raw' in call && call.raw) { s.requests.set(serial, pending); walk(s, serial, 0, ctx); return; }
  if (call.verb === 'create' || isCached(call.kind)) { store(s, serial, pending, call, current(s, pending), ctx); return; }
  pending.stage = 'read';
  s.requests.set(serial, pending);
  ctx.send('etcd', { type: 'read', id: serial, key }, millis(s.settings.etcdCommit >> 1));
}
function found(s: ApiServerState, serial: number, object: ApiObject | null, ctx: Ctx): void {
  const p = s.requests.get(serial);
  if (p) store(s, serial, copied(p), p.call, object, ctx);
}

/** A user's write walks through the stages one by one, so that each can be seen. */
function walk(s: ApiServerState, serial: number, stage: number, ctx: Ctx): void {
  const p = s.requests.get(serial);
  if (!p) return;
  const name = stages[stage];
  if (!name) { store(s, serial, copied(p), p.call, current(s, p), ctx); return; }
  s.requests.set(serial, changed(p, { stage: name }));
  note(ctx, p, name);
  ctx.timer(s.settings.apiStage, { type: 'timer', name: 'stage', key: String(serial), data: stage + 1 });
}

function committed(s: ApiServerState, serial: number, revision: number, object: ApiObject, ctx: Ctx): void {
  const p = s.requests.get(serial);
  if (!p) return;
  s.revision = Math.max(s.revision, revision);
  if (isCached(object.kind)) {
    const cache = s.cache.get(object.kind)!;
    if (p.put) cache.set(p.key, object);
    else cache.delete(p.key);
    // etcd found nothing newer than what was decided on.
    fanOut(s, { key: queueKeyOf(object.metadata), revision, type: p.put ? (p.current ? 'MODIFIED' : 'ADDED') : 'DELETED', object, previous: p.current }, ctx);
  }
  if (p.then) { store(s, serial, changed(p, { then: null }), p.then, object, ctx); return; }
  respond(s, serial, p, { ok: true, object, revision, warnings: p.warnings }, ctx);
}

function beaten(s: ApiServerState, serial: number, now: ApiObject | null, ctx: Ctx): void {
  const p = s.requests.get(serial);
  if (!p) return;
  if (p.tries >= triesMax) { respond(s, serial, p, { ok: false, status: { code: 409, reason: 'Conflict', message: 'too many tries' } }, ctx); return; }
  const call: ApiCall = p.call.verb === 'evict' && p.current && p.put === null ? { verb: 'delete', kind: 'Pod', namespace: p.call.namespace, name: p.call.name } : p.call;
  store(s, serial, changed(p, { tries: p.tries + 1 }), call, now, ctx);
}

function reload(s: ApiServerState, objects: readonly ApiObject[], revision: number, ctx: Ctx): void {
  for (const object of objects) s.cache.get(object.kind)!.set(keyOf(object), object);
  s.revision = revision;
  s.recent = noneRecent(revision);
  closeWatches(s, ctx);
}

export const apiServerDef: ProcessDef<ApiServerState, Payload, Body> = {
  kind: 'kube-apiserver',
  recover: recoverApiServer,
  restarted: (s, ctx) => { ctx.send('etcd', { type: 'range' }, millis(s.settings.etcdCommit >> 1)); },
  copy: copyApiServer,
  handle(s, event: SimEvent<Payload>, ctx) {
    const { payload } = event;
    switch (payload.type) {
      case 'request': begin(s, payload.request, ctx); break;
      case 'txnDone': if (payload.ok) committed(s, payload.id, payload.revision, payload.object, ctx); else beaten(s, payload.id, payload.current, ctx); break;
      case 'readDone': found(s, payload.id, payload.object, ctx); break;
      case 'rangeDone': reload(s, payload.objects, payload.revision, ctx); break;
      case 'timer': walk(s, Number(payload.key), payload.data as number, ctx); break;
    }
  },
};
