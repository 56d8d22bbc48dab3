// A controller as a process: watch events fill the cache, handlers fill the queue, workers take keys and run syncs stage by stage.
import type { ApiObject, Kind } from '../../api/types.ts';
import type { Context, ProcessDef, SimEvent } from '../../sim/types.ts';
import type { ApiReply, ApiResult, Body, Payload, QueueKey } from '../messages.ts';
import { queueKeyOf, revisionOf, subjectOf } from '../keys.ts';
import { listAndWatch, receive, type News, type Purpose } from '../component/client.ts';
import { createContext, eventRetryMillis, eventWritten, unanswered, writeFirst, type Door } from './controller-context.ts';
import { copyController, initController, recoverController, type ControllerState, type Sync } from './controller-state.ts';
import { drop, replace, upsert } from './informer.ts';
import type { Advance, ControllerDef, Delta, Outcome, SyncState } from './types.ts';
import { addRateLimited, delayOver, defaultLimiter, done, forget, get, addAfter } from './workqueue.ts';

type Ctx = Context<Payload, Body>;

/** A definition of a process for a controller; its process id is its kind. */
export function controllerProcess<F, M>(def: ControllerDef<F, M>): ProcessDef<ControllerState, Payload, Body> {
  const door: Door = createContext<M>();
  const limiter = def.limiter ?? defaultLimiter;

  function start(s: ControllerState, ctx: Ctx): void {
    for (const kind of def.watches) listAndWatch(s.client, ctx, kind, null);
  }

  function take(s: ControllerState, kind: Kind, key: QueueKey, delta: Delta | null, ctx: Ctx): void {
    if (!delta) return;
    const object: ApiObject = delta.object;
    const informer = s.informers.get(kind)!;
    informer.lastRevision = Math.max(informer.lastRevision, revisionOf(object.metadata));
    if (ctx.traced) ctx.trace(subjectOf(kind, key), { type: 'delta', kind, delta: delta.type, key, revision: informer.lastRevision }); else ctx.untraced();
    for (const handled of def.handle(kind, delta, door.context)) {
      if (!handled) continue;
      s.lastHandler = { name: handled.handler, at: ctx.now, kind };
      if (!ctx.traced) ctx.untraced();
      else ctx.trace(subjectOf(kind, key), { type: 'handler', handler: handled.handler, kind, object: key, enqueued: handled.enqueued, because: handled.because });
    }
  }

  /** Workers start when every cache has had its first list, as after cache.WaitForNamedCacheSync: on half of them they would decide wrongly. */
  function pump(s: ControllerState, ctx: Ctx): void {
    if (s.queue.ready.length === 0 || !isSynced(s)) return;
    for (let worker = 0; worker < s.workers.length && s.queue.ready.length > 0; worker++) {
      if (s.workers[worker] !== null) continue;
      const key = get(s.queue, door.queue)!;
      s.workers[worker] = key;
      const { stage, facts } = def.begin(key, door.context);
      const state: SyncState<unknown> = { key, worker, stage, startedAt: ctx.now, facts };
      s.syncs.set(key, { state, since: ctx.now, calls: [], waiting: [], replies: [], because: null, values: null });
      poke(s, key, ctx);
    }
  }
  function isSynced(s: ControllerState): boolean {
    for (const i of s.informers.values()) if (!i.synced) return false;
    return true;
  }
  const poke = (s: ControllerState, key: QueueKey, ctx: Ctx) => ctx.timer(s.settings.syncStage, { type: 'work', key });

  function work(s: ControllerState, key: QueueKey, ctx: Ctx): void {
    const sync = s.syncs.get(key);
    if (!sync) return;
    door.setReplies(sync.replies as readonly ApiReply[]);
    const { worker, stage } = sync.state;
    const result: Advance<F> = def.advance(sync.state as SyncState<F>, door.context as never);
    if (ctx.traced) ctx.trace(key, { type: 'stage', worker, key, stage, because: result.because, values: result.values }); else ctx.untraced();
    if (result.type === 'done') { finish(s, sync, result.outcome, result.because, ctx); return; }
    const calls = result.calls ?? [];
    const waiting = calls.map((call, i) => door.call(call, { name: 'sync', key, data: i }));
    s.syncs.set(key, {
      state: { key, worker, stage: result.stage, startedAt: sync.state.startedAt, facts: result.facts }, since: ctx.now, calls, waiting, replies: calls.map(() => null),
      because: result.because ?? sync.because, values: result.values ?? sync.values,
    });
    if (calls.length === 0) poke(s, key, ctx);
  }

  function finish(s: ControllerState, sync: Sync, outcome: Outcome, because: Advance<F>['because'], ctx: Ctx): void {
    const { key, worker } = sync.state;
    ctx.trace(key, { type: 'syncDone', worker, key, outcome: outcome.type, after: outcome.type === 'requeueAfter' ? outcome.delay : undefined, message: outcome.type === 'error' ? outcome.message : undefined, because });
    if (outcome.type === 'error') addRateLimited(s.queue, key, limiter, door.queue);
    else if (outcome.type === 'ok' ? !outcome.keepFailures : outcome.forget) forget(s.queue, key, door.queue);
    if (outcome.type === 'requeueAfter') addAfter(s.queue, key, outcome.delay, door.queue);
    done(s.queue, key, door.queue);
    s.syncs.delete(key);
    s.workers[worker] = null;
  }

  function answered(s: ControllerState, purpose: Purpose, result: ApiResult, ctx: Ctx): void {
    if (purpose.name === 'event') { if (unanswered(result)) ctx.timer(eventRetryMillis, { type: 'timer', name: 'eventRetry', key: '' }); else eventWritten(s, door.call, result); }
    if (purpose.name !== 'sync') return;
    const sync = s.syncs.get(purpose.key);
    if (!sync) return;
    const at = purpose.data as number;
    const replies = sync.replies.slice();
    replies[at] = { id: sync.waiting[at]!, call: sync.calls[at]!, result };
    s.syncs.set(purpose.key, { state: sync.state, since: sync.since, calls: sync.calls, waiting: sync.waiting, replies, because: sync.because, values: sync.values });
    if (replies.every((r) => r !== null)) poke(s, purpose.key, ctx);
  }

  const news: News<ControllerState> = {
    replace: (s, ctx, kind, objects) => { const i = s.informers.get(kind)!; i.phase = 'watching'; for (const d of replace(i, objects)) take(s, kind, queueKeyOf(d.object.metadata), d, ctx); },
    change: (s, ctx, kind, type, object, key) => { const i = s.informers.get(kind)!; take(s, kind, key, type === 'DELETED' ? drop(i, key, object) : upsert(i, key, object), ctx); },
    answer: (s, ctx, purpose, result) => answered(s, purpose, result, ctx),
  };

  function handle(s: ControllerState, event: SimEvent<Payload>, ctx: Ctx): void {
    const { payload } = event;
    if (payload.type === 'work') work(s, payload.key!, ctx);
    else if (payload.type === 'timer' && payload.name === 'delayed') delayOver(s.queue, payload.key, door.queue);
    else if (payload.type === 'timer' && payload.name === 'start') start(s, ctx);
    else if (payload.type === 'timer' && payload.name === 'eventRetry') writeFirst(s, door.call);
    else receive(s, ctx, payload, news);
    pump(s, ctx);
  }

  return {
    kind: def.id,
    recover: (before) => recoverController(def, before),
    restarted(s, ctx) { door.open(s, ctx); start(s, ctx); },
    copy: (s) => copyController(def, s),
    handle(s, event, ctx) { door.open(s, ctx); handle(s, event, ctx); },
  };
}
export { initController };
/** What a process is sent to begin its lists and watches. */
export const startPayload: Payload = { type: 'timer', name: 'start', key: '' };
