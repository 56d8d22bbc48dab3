// The trace as it is kept: one column a field, so that a million records are small; the moment of each, the cause of every event, and a running hash.
import { copyGrowing, dropBefore, getAt, newGrowing, newGrowingWide, setAt, type Growing } from '../base/growing.ts';
import { digest, feedNumber, hashText, newHash, type Hash } from '../base/hash.ts';
import type { SimTime } from '../base/time.ts';
import type { EventId, ProcessId, TraceRecord, World } from './types.ts';
import type { Sink } from './world.ts';

export type Trace<B> = {
  /** How many records were written, and the seq of the first that is kept: of a very long run the oldest are let go. */
  length: number; from: number;
  /** When each was written; and what there is to say of it in numbers, a row of `width` each (see the columns below), with the texts that they stand for. */
  at: Growing<Float64Array<ArrayBuffer>>; rows: Growing; names: Texts; about: Texts;
  /** Half of all records say that something was sent; of these only the delay is here. What travelled is not kept. */
  bodies: (B | number)[];
  /** By event id: the event that led to it (0: none), and the seq + 1 of the first record written while it was handled (0: none). */
  causes: Growing; firsts: Growing;
  /** Of all records, and of those before `from`. */
  hash: Hash; hashBefore: Hash;
};
export const newTrace = <B>(): Trace<B> => traceFrom<B>(0, 0, newHash());
/** A trace that begins with record `from` and event `event`; `hash`: of what came before. */
export const traceFrom = <B>(from: number, event: EventId, hash: Hash): Trace<B> => ({
  length: from, from, at: newGrowingWide(from), rows: newGrowing(from * width), names: newTexts(), about: newTexts(), bodies: [], causes: newGrowing(event), firsts: newGrowing(event), hash: { ...hash }, hashBefore: { ...hash },
});

/** The columns of a row: the event being handled; who wrote it and, in the upper half, to whom it was sent; what it is about (0: nothing); the world's eventCount, and so the moment that shows it; which event was sent (0: none). */
const width = 5;
const eventColumn = 0, processColumn = 1, subjectColumn = 2, countColumn = 3, sentColumn = 4;
const half = 16;
const cell = <B>(trace: Trace<B>, seq: number, column: number): number => getAt(trace.rows, seq * width + column);
type Sent = { type: 'sent'; event: EventId; to: ProcessId; arrivesAt: SimTime; payload: null };

/** Texts by place, with the hash of each; what recurs is kept once. Place 0 is no text. `last`: the place that was asked for last, most likely also the next. */
type Texts = { list: string[]; hashes: number[]; places: Map<string, number>; last: number };
const newTexts = (): Texts => ({ list: [''], hashes: [0], places: new Map([['', 0]]), last: 0 });
const copyTexts = (t: Texts): Texts => ({ list: t.list.slice(), hashes: t.hashes.slice(), places: new Map(t.places), last: t.last });
function placeOf(texts: Texts, text: string): number {
  if (texts.list[texts.last] === text) return texts.last;
  const place = texts.places.get(text);
  if (place !== undefined) return (texts.last = place);
  texts.list.push(text);
  texts.hashes.push(hashText(text));
  texts.places.set(text, texts.list.length - 1);
  return (texts.last = texts.list.length - 1);
}
const nameAt = <B>(trace: Trace<B>, place: number): ProcessId => trace.names.list[place]!;
const writerOf = <B>(trace: Trace<B>, seq: number): ProcessId => nameAt(trace, cell(trace, seq, processColumn) & 0xffff);
const subjectAt = <B>(trace: Trace<B>, seq: number): string | null => trace.about.list[cell(trace, seq, subjectColumn)] || null;

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
function feedRecord<B>(trace: Trace<B>, h: Hash, seq: number): void {
  const body = trace.bodies[seq - trace.from]!;
  feed(trace, h, getAt(trace.at, seq), cell(trace, seq, eventColumn), cell(trace, seq, processColumn) & 0xffff, typeof body === 'number' ? 'sent' : (body as unknown as { type: string }).type, cell(trace, seq, subjectColumn));
}

function write<B>(trace: Trace<B>, count: number, seq: number, at: SimTime, event: EventId, cause: EventId | null, writer: number, to: number, subject: number, sent: EventId, kind: string): void {
  setAt(trace.at, seq, at);
  const { rows } = trace;
  // The last cell first: then there is room for all of them.
  setAt(rows, seq * width + sentColumn, sent);
  const { data } = rows;
  const place = seq * width - rows.from;
  data[place + eventColumn] = event;
  data[place + processColumn] = writer | to << half;
  data[place + subjectColumn] = subject;
  data[place + countColumn] = count;
  if (cause !== null && event >= trace.causes.from) setAt(trace.causes, event, cause);
  if (event >= trace.firsts.from && getAt(trace.firsts, event) === 0) setAt(trace.firsts, event, seq + 1);
  trace.length = seq + 1;
  feed(trace, trace.hash, at, event, writer, kind, subject);
}

/** A sink that writes into the trace; records that it holds already (a stretch run again after a seek) are not made again. */
export const sinkOf = <P, B>(trace: Trace<B>, world: World<P>): Sink<B> => ({
  get held() { return trace.length; },
  push(seq, at, event, cause, process, subject, body) {
    trace.bodies.push(body);
    write(trace, world.eventCount, seq, at, event, cause, placeOf(trace.names, process), 0, subject === null ? 0 : placeOf(trace.about, subject), 0, (body as unknown as { type: string }).type);
  },
  sent(seq, at, event, cause, process, sent, to, arrivesAt) {
    setAt(trace.causes, sent, event);
    trace.bodies.push(arrivesAt - at);
    write(trace, world.eventCount, seq, at, event, cause, placeOf(trace.names, process), placeOf(trace.names, to), 0, sent, 'sent');
  },
});

/** What a record says; null for one that only says that something was sent, and for one that is no longer kept. Costs nothing. */
export function bodyAt<B>(trace: Trace<B>, seq: number): B | null {
  const body = trace.bodies[seq - trace.from];
  return typeof body === 'number' || body === undefined ? null : body;
}
export const eventAt = <B>(trace: Trace<B>, seq: number): EventId => cell(trace, seq, eventColumn);
/** The record in full, made for the asking; null if there is none, or none any more. */
export function recordAt<B>(trace: Trace<B>, seq: number): TraceRecord<B> | null {
  if (seq < trace.from || seq >= trace.length) return null;
  const at = getAt(trace.at, seq) as SimTime;
  const event = eventAt(trace, seq);
  const held = trace.bodies[seq - trace.from]!;
  const body = typeof held === 'number'
    ? { type: 'sent', event: cell(trace, seq, sentColumn), to: nameAt(trace, cell(trace, seq, processColumn) >>> half), arrivesAt: (at + held) as SimTime, payload: null } satisfies Sent as B
    : held;
  return { seq, at, event, cause: causeOf(trace, event), process: writerOf(trace, seq), subject: subjectAt(trace, seq), body };
}
/** All records that are kept, one by one. */
export function* recordsOf<B>(trace: Trace<B>): Generator<TraceRecord<B>> {
  for (let { from: seq } = trace; seq < trace.length; seq++) yield recordAt(trace, seq)!;
}

export const hashOfTrace = <B>(trace: Trace<B>): string => digest(trace.hash);
/** The eventCount at which the record is to be seen. */
export const countOf = <B>(trace: Trace<B>, seq: number): number => cell(trace, seq, countColumn);
/** The event that led to an event, or null when the trace does not know (an input, a timer of the set-up). */
export const causeOf = <B>(trace: Trace<B>, event: EventId): EventId | null => getAt(trace.causes, event) || null;
/** The first record written while the event was handled. */
export function firstRecordOf<B>(trace: Trace<B>, event: EventId): TraceRecord<B> | null {
  const seq = getAt(trace.firsts, event);
  return seq === 0 ? null : recordAt(trace, seq - 1);
}

/** The records up to `length`, which must not be before `from`, as a trace of its own, for a branch; what they say is shared. Events from `nextEvent` on belong to the future that is left. */
export function beginningOf<B>(trace: Trace<B>, length: number, nextEvent: EventId): Trace<B> {
  const next: Trace<B> = {
    length, from: trace.from, at: copyGrowing(trace.at, length), rows: copyGrowing(trace.rows, length * width), names: copyTexts(trace.names), about: copyTexts(trace.about),
    bodies: trace.bodies.slice(0, length - trace.from), causes: copyGrowing(trace.causes, nextEvent), firsts: copyGrowing(trace.firsts, nextEvent), hash: { ...trace.hashBefore }, hashBefore: { ...trace.hashBefore },
  };
  const { firsts } = next;
  for (let i = 0; i < firsts.length - firsts.from; i++) if (firsts.data[i]! > length) firsts.data[i] = 0;
  for (let seq = next.from; seq < length; seq++) feedRecord(next, next.hash, seq);
  return next;
}

/** Lets go of the records before `seq`. The hash of the whole stays. */
export function forgetBefore<B>(trace: Trace<B>, seq: number): void {
  for (let i = trace.from; i < seq; i++) feedRecord(trace, trace.hashBefore, i);
  const event = eventAt(trace, seq);
  trace.bodies = trace.bodies.slice(seq - trace.from);
  dropBefore(trace.at, seq);
  dropBefore(trace.rows, seq * width);
  dropBefore(trace.causes, event);
  dropBefore(trace.firsts, event);
  trace.from = seq;
  // Texts that no kept record has go too: most names of a long run belong to Pods that are long gone.
  const before = trace.about;
  trace.about = newTexts();
  for (let i = seq; i < trace.length; i++) setAt(trace.rows, i * width + subjectColumn, placeOf(trace.about, before.list[cell(trace, i, subjectColumn)]!));
}
/** When a record that is kept was written. */
export const timeOf = <B>(trace: Trace<B>, seq: number): SimTime => getAt(trace.at, seq) as SimTime;
