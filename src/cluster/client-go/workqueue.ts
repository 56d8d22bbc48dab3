// The work queue: order, dirty and processing sets, delays that merge to the earliest, failures per key.
// Models client-go util/workqueue queue.go, delaying_queue.go and rate_limiting_queue.go.
import { assert } from '../../base/assert.ts';
import type { Millis, SimTime } from '../../base/time.ts';
import type { QueueKey, QueueOp } from '../messages.ts';
import type { WorkQueue } from './types.ts';

/** What the queue needs of the world: the time, timers, and a place to say what it did. */
export type QueueDoor = {
  now(): SimTime; timer(delay: Millis, key: QueueKey): number; cancel(timer: number): void;
  note(op: QueueOp, key: QueueKey, length: number, readyAt?: SimTime, failures?: number): void;
};

export const newWorkQueue = (): WorkQueue => ({ ready: [], dirty: new Set(), processing: new Set(), waiting: new Map(), failures: new Map() });
export const copyWorkQueue = (q: WorkQueue): WorkQueue => ({
  ready: q.ready.slice(), dirty: new Set(q.dirty), processing: new Set(q.processing), waiting: new Map(q.waiting), failures: new Map(q.failures),
});

/** Adds a key: once in line it merges; while in hand it is only marked and comes back when done. */
export function add(q: WorkQueue, key: QueueKey, door: QueueDoor): void {
  if (q.dirty.has(key)) { door.note('merged', key, q.ready.length); return; }
  q.dirty.add(key);
  if (q.processing.has(key)) { door.note('dirty', key, q.ready.length); return; }
  q.ready.push(key);
  door.note('add', key, q.ready.length);
}

/** Adds a key after a delay; of several delays of one key the earliest counts. */
export function addAfter(q: WorkQueue, key: QueueKey, delay: Millis, door: QueueDoor, op: QueueOp = 'addAfter'): void {
  if (delay <= 0) { add(q, key, door); return; }
  const readyAt = (door.now() + Math.ceil(delay)) as SimTime;
  const waiting = q.waiting.get(key);
  if (waiting && waiting.readyAt <= readyAt) { door.note(op, key, q.ready.length, waiting.readyAt, q.failures.get(key) ?? 0); return; }
  if (waiting) door.cancel(waiting.timer);
  q.waiting.set(key, { readyAt, timer: door.timer(Math.ceil(delay) as Millis, key) });
  door.note(op, key, q.ready.length, readyAt, q.failures.get(key) ?? 0);
}
/** The delay of a key is over. */
export function delayOver(q: WorkQueue, key: QueueKey, door: QueueDoor): void {
  if (q.waiting.delete(key)) add(q, key, door);
}

/** 5 ms doubling up to 1000 s. Models DefaultTypedControllerRateLimiter's item limiter. */
export const defaultLimiter = (failures: number): Millis => Math.min(5 * 2 ** Math.min(failures, 40), 1_000_000) as Millis;

export function addRateLimited(q: WorkQueue, key: QueueKey, limiter: (failures: number) => Millis, door: QueueDoor): void {
  const failures = q.failures.get(key) ?? 0;
  q.failures.set(key, failures + 1);
  addAfter(q, key, limiter(failures), door, 'rateLimited');
}
export function forget(q: WorkQueue, key: QueueKey, door: QueueDoor): void {
  if (q.failures.delete(key)) door.note('forget', key, q.ready.length, undefined, 0);
}

/** Takes the first key in hand, or undefined. */
export function get(q: WorkQueue, door: QueueDoor): QueueKey | undefined {
  const key = q.ready.shift();
  if (key === undefined) return undefined;
  assert(q.dirty.has(key) && !q.processing.has(key), 'a key in line is dirty and in nobody\'s hand');
  q.processing.add(key);
  q.dirty.delete(key);
  door.note('get', key, q.ready.length);
  return key;
}
export function done(q: WorkQueue, key: QueueKey, door: QueueDoor): void {
  assert(q.processing.delete(key), 'only a key in hand can be done');
  if (q.dirty.has(key)) { q.ready.push(key); door.note('requeued', key, q.ready.length); } else door.note('done', key, q.ready.length);
}
