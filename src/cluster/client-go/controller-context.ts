// The context that handlers and stages are given: one object a controller, pointed at the state and the moment being handled.
import { millis, type Millis } from '../../base/time.ts';
import type { Kind, KubeEvent, ObjectReference, Pod } from '../../api/types.ts';
import type { Context } from '../../sim/types.ts';
import type { ApiCall, ApiReply, ApiResult, Body, Payload, QueueKey, RequestId } from '../messages.ts';
import { eventName, objectKey, timestamp } from '../keys.ts';
import { call as callServer, eventPurpose, type Purpose } from '../component/client.ts';
import type { ControllerState } from './controller-state.ts';
import { correlate } from './correlator.ts';
import { lower, raise, satisfied } from './expectations.ts';
import { byIndex } from './informer.ts';
import { takeToken } from './rate-limit.ts';
import type { Lister, StageContext } from './types.ts';
import { add, addAfter, addRateLimited, defaultLimiter, forget, type QueueDoor } from './workqueue.ts';

type Ctx = Context<Payload, Body>;
export type Door = {
  open(s: ControllerState, ctx: Ctx): void;
  readonly context: StageContext<never>; readonly queue: QueueDoor;
  setReplies(replies: readonly ApiReply[]): void;
  /** Sends a call through the rate limiter; the answer comes back with `purpose`. */
  call(call: ApiCall, purpose: Purpose): RequestId;
};

function listerOf(state: () => ControllerState): Lister {
  const informer = (kind: Kind) => { const i = state().informers.get(kind); if (!i) throw new Error(`no informer for ${kind}`); return i; };
  return {
    get: (kind, key) => informer(kind).cache.get(key) as never,
    list: (kind) => informer(kind).cache.list() as never,
    ownedBy: (kind, uid) => byIndex(informer(kind), 'controllerUid', uid) as never,
    orphans: (kind, namespace) => byIndex(informer(kind), 'orphans', namespace) as Pod[],
  };
}

export function createContext<M>(): Door {
  let s: ControllerState;
  let ctx: Ctx;
  let replies: readonly ApiReply[] = [];

  const queue: QueueDoor = {
    now: () => ctx.now,
    timer: (delay, key) => ctx.timer(delay, { type: 'timer', name: 'delayed', key }),
    cancel: (timer) => ctx.cancel(timer),
    note: (op, key, length, readyAt, failures) => { if (ctx.traced) ctx.trace(key, { type: 'queue', op, key, length, readyAt, failures }); else ctx.untraced(); },
  };
  function send(call: ApiCall, purpose: Purpose): RequestId {
    const wait = takeToken(s.bucket, ctx.now, s.settings.clientQps, s.settings.clientBurst);
    if (wait > 0) ctx.trace(null, { type: 'throttled', client: ctx.self, wait });
    return callServer(s.client, ctx, call, purpose, wait);
  }
  const expected = (key: QueueKey, op: 'expect' | 'observed' | 'deleted', adds: number, dels: number) => ctx.trace(key, { type: 'expectation', key, op, adds, dels });
  function observed(key: QueueKey, adds: number, dels: number): void {
    const now = lower(s.expectations, key, adds, dels);
    if (now) expected(key, 'observed', now.adds, now.dels);
  }

  const context = {
    get now() { return ctx.now; }, get epochNow() { return ctx.epoch + ctx.now; }, get self() { return ctx.self; }, get settings() { return s.settings; },
    get memory() { return s.memory as M; }, get replies() { return replies; },
    lister: listerOf(() => s), lastRevision: (kind: Kind) => s.informers.get(kind)?.lastRevision ?? 0,
    queue: {
      add: (key: QueueKey) => add(s.queue, key, queue), addAfter: (key: QueueKey, delay: Millis) => addAfter(s.queue, key, delay, queue),
      addRateLimited: (key: QueueKey) => addRateLimited(s.queue, key, defaultLimiter, queue), forget: (key: QueueKey) => forget(s.queue, key, queue),
      numRequeues: (key: QueueKey) => s.queue.failures.get(key) ?? 0,
    },
    expectations: {
      expectCreations(key: QueueKey, n: number) { raise(s.expectations, key, n, 0, ctx.now); expected(key, 'expect', n, 0); },
      expectDeletions(key: QueueKey, n: number) { raise(s.expectations, key, 0, n, ctx.now); expected(key, 'expect', 0, n); },
      creationObserved: (key: QueueKey) => observed(key, 1, 0), deletionObserved: (key: QueueKey) => observed(key, 0, 1),
      satisfied: (key: QueueKey) => satisfied(s.expectations, key, ctx.now), get: (key: QueueKey) => s.expectations.get(key),
      delete(key: QueueKey) { if (s.expectations.delete(key)) expected(key, 'deleted', 0, 0); },
    },
    event: (object: ObjectReference, type: 'Normal' | 'Warning', reason: string, message: string) => recordEvent(s, ctx, send, object, type, reason, message),
    draw: () => ctx.draw('workload'),
    trace: (subject: string | null, body: Body) => ctx.trace(subject, body),
  };
  return {
    open(state, now) { s = state; ctx = now; replies = []; },
    context: context as unknown as StageContext<never>, queue,
    setReplies(list) { replies = list; },
    call: send,
  };
}

/** record.Event: correlated, then written on the side; nobody waits for the answer. */
function recordEvent(s: ControllerState, ctx: Ctx, send: Door['call'], object: ObjectReference, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const component = ctx.self;
  const namespace = object.namespace || 'default';
  const facts = { object: object.uid ?? `${object.kind}/${namespace}/${object.name}`, type, reason, message };
  const { write, event } = correlate(s.correlator, facts, ctx.now, () => eventName(object.name ?? '', ctx.epoch + ctx.now, s.eventSerial++, 5));
  if (write === 'nothing') return;
  const key = objectKey(object.kind ?? '', namespace, object.name ?? '');
  ctx.trace(key, { type: 'event', object: key, eventType: type, reason, message: event.message, count: event.count });
  const at = timestamp(ctx.epoch + ctx.now);
  const whole: KubeEvent = {
    apiVersion: 'v1', kind: 'Event', metadata: { name: event.name, namespace }, involvedObject: object, type, reason, message: event.message,
    source: { component }, firstTimestamp: timestamp(ctx.epoch + event.first), lastTimestamp: at, count: event.count, reportingComponent: component, reportingInstance: '',
  };
  writeEvent(s, send, write === 'create' ? { verb: 'create', kind: 'Event', namespace, object: whole } : { verb: 'patch', kind: 'Event', namespace, name: event.name, patch: { count: event.count, message: event.message, lastTimestamp: at } }, whole);
}

/** One write at a time, as the recorder's single goroutine does: a count must not overtake the Event it belongs to. */
function writeEvent(s: ControllerState, send: Door['call'], call: ApiCall, event: KubeEvent): void {
  s.eventWrites.push({ call, event });
  if (s.eventWrites.length === 1) send(call, eventPurpose);
}
/** The write under way was answered: the next one goes. An Event to be patched that is not there, expired or never written, is created. Models recordEvent of client-go tools/record. */
export function eventWritten(s: ControllerState, send: Door['call'], result: ApiResult): void {
  const written = s.eventWrites.shift();
  if (written?.call.verb === 'patch' && !result.ok && result.status.code === 404) {
    const { event } = written;
    s.eventWrites.unshift({ event, call: { verb: 'create', kind: 'Event', namespace: event.metadata.namespace ?? '', object: event } });
  }
  writeFirst(s, send);
}
export function writeFirst(s: ControllerState, send: Door['call']): void {
  if (s.eventWrites[0]) send(s.eventWrites[0].call, eventPurpose);
}
/** No server was reached: the Event is kept, and written again after this. Models recordToSink of client-go tools/record. */
export const eventRetryMillis = millis(10_000);
export const unanswered = (result: ApiResult): boolean => !result.ok && ['Timeout', 'ConnectionRefused'].includes(result.status.reason);
