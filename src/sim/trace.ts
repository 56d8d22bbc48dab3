// The trace as it is kept: records in order, the moment of each, the cause of every event, and a running hash.
import { copyGrowing, getAt, newGrowing, setAt, type Growing } from '../base/growing.ts';
import { digest, feedNumber, feedString, newHash, type Hash } from '../base/hash.ts';
import type { EventId, TraceRecord, World } from './types.ts';
import type { Sink } from './world.ts';

export type Trace<B> = {
  records: TraceRecord<B>[];
  /** By seq: the eventCount of the world while the record was written, and so the moment that shows it. */
  counts: Growing;
  /** By event id: the event that led to it (0: none), and the seq + 1 of the first record written while it was handled (0: none). */
  causes: Growing; firsts: Growing;
  hash: Hash;
};
export const newTrace = <B>(): Trace<B> => ({ records: [], counts: newGrowing(), causes: newGrowing(), firsts: newGrowing(), hash: newHash() });

const typeOf = (body: unknown): string => (body as { type: string }).type;
function feed<B>(h: Hash, r: TraceRecord<B>): void {
  feedNumber(h, r.at);
  feedNumber(h, r.event);
  feedString(h, r.process);
  feedString(h, typeOf(r.body));
  if (r.subject !== null) feedString(h, r.subject);
}

/** A sink that writes into the trace; records that it holds already (a stretch run again after a seek) are let pass. */
export function sinkOf<P, B>(trace: Trace<B>, world: World<P>): Sink<B> {
  return {
    push(record) {
      if (record.seq < trace.records.length) return;
      trace.records.push(record);
      setAt(trace.counts, record.seq, world.eventCount);
      if (record.cause !== null) setAt(trace.causes, record.event, record.cause);
      const body = record.body as unknown as { type: string; event?: EventId };
      if (body.type === 'sent' && body.event !== undefined) setAt(trace.causes, body.event, record.event);
      if (getAt(trace.firsts, record.event) === 0) setAt(trace.firsts, record.event, record.seq + 1);
      feed(trace.hash, record);
    },
  };
}

export const hashOfTrace = <B>(trace: Trace<B>): string => digest(trace.hash);
/** The eventCount at which the record is to be seen. */
export const countOf = <B>(trace: Trace<B>, seq: number): number => getAt(trace.counts, seq);
/** The event that led to an event, or null when the trace does not know (an input, a timer of the set-up). */
export const causeOf = <B>(trace: Trace<B>, event: EventId): EventId | null => getAt(trace.causes, event) || null;
/** The first record written while the event was handled. */
export function firstRecordOf<B>(trace: Trace<B>, event: EventId): TraceRecord<B> | null {
  const seq = getAt(trace.firsts, event);
  return seq === 0 ? null : trace.records[seq - 1] ?? null;
}

/** The first `length` records as a trace of its own, for a branch; records are shared. Events from `nextEvent` on belong to the future that is left. */
export function beginningOf<B>(trace: Trace<B>, length: number, nextEvent: EventId): Trace<B> {
  const next = newTrace<B>();
  next.records = trace.records.slice(0, length);
  next.counts = copyGrowing(trace.counts, length);
  next.causes = copyGrowing(trace.causes, nextEvent);
  next.firsts = copyGrowing(trace.firsts, nextEvent);
  for (let i = 0; i < next.firsts.length; i++) if (next.firsts.data[i]! > length) next.firsts.data[i] = 0;
  for (const r of next.records) feed(next.hash, r);
  return next;
}
