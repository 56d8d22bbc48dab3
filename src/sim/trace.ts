// The trace as it is kept: one column a field, so that a million records are small; the moment of each, the cause of every event, and a running hash.
import { copyGrowing, getAt, newGrowing, newGrowingWide, setAt, type Growing } from '../base/growing.ts';
import { digest, feedNumber, hashText, newHash, type Hash } from '../base/hash.ts';
import type { SimTime } from '../base/time.ts';
import type { EventId, ProcessId, TraceRecord, World } from './types.ts';
import type { Sink } from './world.ts';

export type Trace<B> = {
  /** How many records there are. */
  length: number;
  /** Columns by seq. `processes`: who wrote it, and in the upper half to whom it was sent; `subjects`: what it is about (0: nothing); all as places in the two tables of texts. */
  at: Growing<Float64Array<ArrayBuffer>>; events: Growing; processes: Growing; names: Texts; subjects: Growing; about: Texts;
  /** Half of all records say that something was sent; of these only the delay is here, and what was sent stands in `sends`. What travelled is not kept. */
  bodies: (B | number)[]; sends: Growing;
  /** By seq: the eventCount of the world while the record was written, and so the moment that shows it. */
  counts: Growing;
  /** By event id: the event that led to it (0: none), and the seq + 1 of the first record written while it was handled (0: none). */
  causes: Growing; firsts: Growing;
  hash: Hash;
};
export const newTrace = <B>(): Trace<B> => ({
  length: 0, at: newGrowingWide(), events: newGrowing(), processes: newGrowing(), names: newTexts(), subjects: newGrowing(), about: newTexts(), bodies: [], sends: newGrowing(),
  counts: newGrowing(), causes: newGrowing(), firsts: newGrowing(), hash: newHash(),
});

const half = 16;
type Sent = { type: 'sent'; event: EventId; to: ProcessId; arrivesAt: SimTime; payload: null };

/** Texts by place, with the hash of each; what recurs is kept once. Place 0 is no text. */
type Texts = { list: string[]; hashes: number[]; places: Map<string, number>};
const newTexts = (): Texts => ({ list: [''], hashes: [0], places: new Map([['', 0]]) });
const copyTexts = (t: Texts): Texts => ({ list: t.list.slice(), hashes: t.hashes.slice(), places: new Map(t.places) });
function placeOf(texts: Texts, text: string): number {
  const place = texts.places.get(text);
  if (place !== undefined) return place;
  texts.list.push(text);
  texts.hashes.push(hashText(text));
  texts.places.set(text, texts.list.length - 1);
  return texts.list.length - 1;
}
const nameAt = <B>(trace: Trace<B>, place: number): ProcessId => trace.names.list[place]!;
const writerOf = <B>(trace: Trace<B>, seq: number): ProcessId => nameAt(trace, getAt(trace.processes, seq) & 0xffff);
const subjectAt = <B>(trace: Trace<B>, seq: number): string | null => trace.about.list[getAt(trace.subjects, seq)] || null;

/** The hash of each kind of record. */
const kindHashes = new Map<string, number>();
function kindHash(kind: string): number {
  let hash = kindHashes.get(kind);
  if (hash === undefined) kindHashes.set(kind, hash = hashText(kind));
  return hash;
}
function feed<B>(trace: Trace<B>, h: Hash, at: number, event: EventId, writer: number, kind: string, subject: number): void {
  feedNumber(h, at);
  feedNumber(h, event);
  feedNumber(h, trace.names.hashes[writer]! ^ kindHash(kind));
  feedNumber(h, trace.about.hashes[subject]!);
}

/** A sink that writes into the trace; records that it holds already (a stretch run again after a seek) are not made again. */
export function sinkOf<P, B>(trace: Trace<B>, world: World<P>): Sink<B> {
  function row(seq: number, at: SimTime, event: EventId, cause: EventId | null, writer: number, to: number, subject: number, kind: string): void {
    setAt(trace.at, seq, at);
    setAt(trace.events, seq, event);
    setAt(trace.processes, seq, writer | to << half);
    setAt(trace.subjects, seq, subject);
    setAt(trace.counts, seq, world.eventCount);
    if (cause !== null) setAt(trace.causes, event, cause);
    if (getAt(trace.firsts, event) === 0) setAt(trace.firsts, event, seq + 1);
    trace.length = seq + 1;
    feed(trace, trace.hash, at, event, writer, kind, subject);
  }
  const sink: Sink<B> = {
    get held() { return trace.length; },
    push(seq, at, event, cause, process, subject, body) {
      trace.bodies.push(body);
      row(seq, at, event, cause, placeOf(trace.names, process), 0, subject === null ? 0 : placeOf(trace.about, subject), (body as unknown as { type: string }).type);
    },
    sent(seq, at, event, cause, process, sent, to, arrivesAt) {
      setAt(trace.sends, seq, sent);
      setAt(trace.causes, sent, event);
      trace.bodies.push(arrivesAt - at);
      row(seq, at, event, cause, placeOf(trace.names, process), placeOf(trace.names, to), 0, 'sent');
    },
  };
  return sink;
}

/** What a record says; null for one that only says that something was sent. Costs nothing. */
export function bodyAt<B>(trace: Trace<B>, seq: number): B | null {
  const body = trace.bodies[seq];
  return typeof body === 'number' || body === undefined ? null : body;
}
export const eventAt = <B>(trace: Trace<B>, seq: number): EventId => getAt(trace.events, seq);
/** The record in full, made for the asking; null if there is none. */
export function recordAt<B>(trace: Trace<B>, seq: number): TraceRecord<B> | null {
  if (seq < 0 || seq >= trace.length) return null;
  const at = getAt(trace.at, seq) as SimTime;
  const event = getAt(trace.events, seq);
  const held = trace.bodies[seq]!;
  const body = typeof held === 'number'
    ? { type: 'sent', event: getAt(trace.sends, seq), to: nameAt(trace, getAt(trace.processes, seq) >>> half), arrivesAt: (at + held) as SimTime, payload: null } satisfies Sent as B
    : held;
  return { seq, at, event, cause: causeOf(trace, event), process: writerOf(trace, seq), subject: subjectAt(trace, seq), body };
}
/** All records, one by one. */
export function* recordsOf<B>(trace: Trace<B>): Generator<TraceRecord<B>> {
  for (let seq = 0; seq < trace.length; seq++) yield recordAt(trace, seq)!;
}

export const hashOfTrace = <B>(trace: Trace<B>): string => digest(trace.hash);
/** The eventCount at which the record is to be seen. */
export const countOf = <B>(trace: Trace<B>, seq: number): number => getAt(trace.counts, seq);
/** The event that led to an event, or null when the trace does not know (an input, a timer of the set-up). */
export const causeOf = <B>(trace: Trace<B>, event: EventId): EventId | null => getAt(trace.causes, event) || null;
/** The first record written while the event was handled. */
export function firstRecordOf<B>(trace: Trace<B>, event: EventId): TraceRecord<B> | null {
  const seq = getAt(trace.firsts, event);
  return seq === 0 ? null : recordAt(trace, seq - 1);
}

/** The first `length` records as a trace of its own, for a branch; what they say is shared. Events from `nextEvent` on belong to the future that is left. */
export function beginningOf<B>(trace: Trace<B>, length: number, nextEvent: EventId): Trace<B> {
  const next: Trace<B> = {
    length, at: copyGrowing(trace.at, length), events: copyGrowing(trace.events, length), processes: copyGrowing(trace.processes, length), names: copyTexts(trace.names),
    subjects: copyGrowing(trace.subjects, length), about: copyTexts(trace.about), bodies: trace.bodies.slice(0, length), sends: copyGrowing(trace.sends, length),
    counts: copyGrowing(trace.counts, length), causes: copyGrowing(trace.causes, nextEvent), firsts: copyGrowing(trace.firsts, nextEvent), hash: newHash(),
  };
  for (let i = 0; i < next.firsts.length; i++) if (next.firsts.data[i]! > length) next.firsts.data[i] = 0;
  for (let seq = 0; seq < length; seq++) {
    const body = next.bodies[seq]!;
    feed(next, next.hash, getAt(next.at, seq), getAt(next.events, seq), getAt(next.processes, seq) & 0xffff, typeof body === 'number' ? 'sent' : (body as unknown as { type: string }).type, getAt(next.subjects, seq));
  }
  return next;
}
