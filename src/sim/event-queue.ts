// The queue of everything pending: two binary heaps ordered by (at, lane, id), with lazy cancellation. Messages, which are few at a time and by far the most in all, need not be sorted among the many timers.
import type { EventId, EventQueueState, SimEvent } from './types.ts';

export const newQueue = <P>(): EventQueueState<P> => ({ messages: [], timers: [], cancelled: new Set() });
export const copyQueue = <P>(q: EventQueueState<P>): EventQueueState<P> => ({ messages: q.messages.slice(), timers: q.timers.slice(), cancelled: new Set(q.cancelled) });

/** Total and stable: no two events have the same id. */
const before = <P>(x: SimEvent<P>, y: SimEvent<P>): boolean =>
  x.at !== y.at ? x.at < y.at : x.lane !== y.lane ? x.lane < y.lane : x.id < y.id;

export function push<P>(q: EventQueueState<P>, event: SimEvent<P>): void {
  const heap = event.lane === 2 ? q.timers : q.messages;
  let i = heap.length;
  heap.push(event);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent]!;
    if (!before(event, above)) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = event;
}

function popRaw<P>(heap: SimEvent<P>[]): SimEvent<P> {
  const top = heap[0]!;
  const last = heap.pop()!;
  const size = heap.length;
  if (size > 0) sink(heap, 0, last, size);
  return top;
}
function sink<P>(heap: SimEvent<P>[], from: number, event: SimEvent<P>, size: number): void {
  let i = from;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= size) break;
    if (child + 1 < size && before(heap[child + 1]!, heap[child]!)) child++;
    const below = heap[child]!;
    if (!before(below, event)) break;
    heap[i] = below;
    i = child;
  }
  heap[i] = event;
}

/** The heap that the next event stands first in; null: nothing is pending. Cancelled timers that would be next are let go. */
function nextHeap<P>(q: EventQueueState<P>): SimEvent<P>[] | null {
  const { messages, timers, cancelled } = q;
  for (;;) {
    const message = messages[0], timer = timers[0];
    // Of the same time the message comes first: its lane does.
    if (message && !(timer && timer.at < message.at)) return messages;
    if (!timer) return null;
    if (cancelled.size === 0 || !cancelled.delete(timer.id)) return timers;
    popRaw(timers);
  }
}
/** The next event, or undefined. */
export function pop<P>(q: EventQueueState<P>): SimEvent<P> | undefined {
  const heap = nextHeap(q);
  return heap ? popRaw(heap) : undefined;
}
export function peek<P>(q: EventQueueState<P>): SimEvent<P> | undefined {
  return nextHeap(q)?.[0];
}
/** Forgets a timer (an event of lane 2) that has not been handled. Cancelling one that is gone must not happen: its id would stay. */
export function cancel<P>(q: EventQueueState<P>, id: EventId): void {
  q.cancelled.add(id);
  if (q.cancelled.size > 64 && q.cancelled.size * 2 > q.timers.length) compact(q);
}
/** Rebuilds the heap without what was cancelled, so that neither grows with what never happens. */
function compact<P>(q: EventQueueState<P>): void {
  const heap = q.timers = q.timers.filter((e) => !q.cancelled.has(e.id));
  q.cancelled.clear();
  for (let i = (heap.length >> 1) - 1; i >= 0; i--) sink(heap, i, heap[i]!, heap.length);
}
/** Everything pending, in no order. */
export const pending = <P>(q: EventQueueState<P>): SimEvent<P>[] => [...q.messages, ...(q.cancelled.size === 0 ? q.timers : q.timers.filter((e) => !q.cancelled.has(e.id)))];
