// The queue's order is total and stable whatever is pushed, popped and cancelled, and cancelling leaves nothing behind.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancel, copyQueue, newQueue, peek, pending, pop, push } from '../../src/sim/event-queue.ts';
import type { SimEvent } from '../../src/sim/types.ts';

const event = (id: number, at: number, lane: number): SimEvent<null> =>
  ({ id, at: at as never, lane: lane as 0 | 1 | 2, from: 'a', to: 'b', sentAt: 0 as never, cause: null, incarnation: -1, payload: null });
const inOrder = (x: SimEvent<null>, y: SimEvent<null>) => x.at - y.at || x.lane - y.lane || x.id - y.id;
const some = fc.array(fc.record({ at: fc.integer({ min: 0, max: 9 }), lane: fc.integer({ min: 0, max: 2 }) }), { maxLength: 300 });
const drain = (q: ReturnType<typeof newQueue<null>>) => { const ids: number[] = []; for (let e = pop(q); e; e = pop(q)) ids.push(e.id); return ids; };

describe('the event queue', () => {
  it('gives events by time, then lane, then id', () => {
    fc.assert(fc.property(some, (list) => {
      const q = newQueue<null>();
      const events = list.map((e, i) => event(i + 1, e.at, e.lane));
      for (const e of events) push(q, e);
      expect(drain(q)).toEqual(events.toSorted(inOrder).map((e) => e.id));
    }));
  });
  it('never gives what was cancelled, and gives the rest in order', () => {
    fc.assert(fc.property(some, fc.infiniteStream(fc.boolean()), (list, coin) => {
      const q = newQueue<null>();
      const events = list.map((e, i) => event(i + 1, e.at, e.lane));
      for (const e of events) push(q, e);
      const gone = new Set(events.filter((e) => coin.next().value && e.lane === 2).map((e) => e.id));
      for (const id of gone) cancel(q, id);
      const left = events.filter((e) => !gone.has(e.id)).sort(inOrder);
      expect(peek(q)).toBe(left[0]);
      expect(pending(q).map((e) => e.id).sort((a, b) => a - b)).toEqual(left.map((e) => e.id).sort((a, b) => a - b));
      expect(drain(q)).toEqual(left.map((e) => e.id));
      expect(q.cancelled.size).toBe(0);
    }));
  });
  it('does not grow with timers that are set and cancelled for ever', () => {
    const q = newQueue<null>();
    for (let id = 1; id <= 100_000; id++) { push(q, event(id, 1_000_000 + id, 2)); cancel(q, id); }
    expect(q.timers.length).toBeLessThan(200);
    expect(q.cancelled.size).toBeLessThan(200);
  });
  it('is not moved by what is done to its copy', () => {
    const q = newQueue<null>();
    for (let id = 1; id <= 20; id++) push(q, event(id, 20 - id, 2));
    const copy = copyQueue(q);
    cancel(copy, 5);
    drain(copy);
    expect(drain(q)).toHaveLength(20);
  });
});
