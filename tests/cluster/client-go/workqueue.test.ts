// The work queue's three sets, its merged delays and its failures, step by step.
import { beforeEach, describe, expect, it } from 'vitest';
import type { SimTime } from '../../../src/base/time.ts';
import { add, addAfter, addRateLimited, defaultLimiter, delayOver, done, forget, get, newWorkQueue, type QueueDoor } from '../../../src/cluster/client-go/workqueue.ts';

let now = 0;
let timers: { key: string; at: number; id: number }[] = [];
let notes: string[] = [];
const door: QueueDoor = {
  now: () => now as SimTime,
  timer: (delay, key) => { timers.push({ key, at: now + delay, id: timers.length + 1 }); return timers.length; },
  cancel: (id) => { timers = timers.filter((t) => t.id !== id); },
  note: (op, key) => { notes.push(`${op} ${key}`); },
};
beforeEach(() => { now = 0; timers = []; notes = []; });

describe('the work queue', () => {
  it('a key added twice before it is taken stands in it once', () => {
    const q = newWorkQueue();
    add(q, 'a', door); add(q, 'b', door); add(q, 'a', door);
    expect(q.ready).toEqual(['a', 'b']);
    expect(notes).toEqual(['add a', 'add b', 'merged a']);
  });
  it('a key added while in hand comes back when it is done, and only then', () => {
    const q = newWorkQueue();
    add(q, 'a', door);
    expect(get(q, door)).toBe('a');
    add(q, 'a', door);
    expect(q.ready).toEqual([]);
    expect(get(q, door)).toBeUndefined();
    done(q, 'a', door);
    expect(q.ready).toEqual(['a']);
    expect(notes).toEqual(['add a', 'get a', 'dirty a', 'requeued a']);
  });
  it('of two delays the earlier counts', () => {
    const q = newWorkQueue();
    addAfter(q, 'a', 1000 as never, door); addAfter(q, 'a', 300 as never, door); addAfter(q, 'a', 700 as never, door);
    expect(q.waiting.get('a')?.readyAt).toBe(300);
    expect(timers.map((t) => t.at)).toEqual([300]);
    now = 300;
    delayOver(q, 'a', door);
    expect(q.ready).toEqual(['a']);
    expect(q.waiting.size).toBe(0);
  });
  it('no delay is an add at once', () => { const q = newWorkQueue(); addAfter(q, 'a', 0 as never, door); expect(q.ready).toEqual(['a']); });
  it('each failure doubles the wait, and forgetting begins anew', () => {
    const q = newWorkQueue();
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) { addRateLimited(q, 'a', defaultLimiter, door); waits.push(q.waiting.get('a')!.readyAt - now); delayOver(q, 'a', door); get(q, door); done(q, 'a', door); }
    expect(waits).toEqual([5, 10, 20, 40]);
    forget(q, 'a', door);
    addRateLimited(q, 'a', defaultLimiter, door);
    expect(q.waiting.get('a')!.readyAt - now).toBe(5);
    expect(defaultLimiter(60)).toBe(1_000_000);
  });
  it('what nobody has in hand cannot be done', () => { expect(() => done(newWorkQueue(), 'a', door)).toThrow('in hand'); });
});
