// The trace as it is kept: one column a field, so that a million records are small; the moment of each, the cause of every event, and a running hash.
import { copyGrowing, dropBefore, getAt, newGrowing, newGrowingWide, setAt, type Growing } from '../base/growing.ts';
import { digest, feedNumber, hashText, newHash, type Hash } from '../base/hash.ts';
import type { SimTime } from '../base/time.ts';
import type { EventId, ProcessId, TraceRecord, World } from './types.ts';
import type { Sink } from './world.ts';

export type Trace<B> = {
  /** How many records were written, and the seq of the first that is kept: of a very long run the oldest are let go. */
  length: number; from: number;
  /** Columns by seq. `processes`: who wrote it, and in the upper half to whom it was sent; `subjects`: what it is about (0: nothing); all as places in the two tables of texts. */
  at: Growing<Float64Array<ArrayBuffer>>; events: Growing; processes: Growing; names: Texts; subjects: Growing; about: Texts;
  /** Half of all records say that something was sent; of these only the delay is here, and what was sent stands in `sends`. What travelled is not kept. */
  bodies: (B | number)[]; sends: Growing;
  /** By seq: the eventCount of the world while the record was written, and so the moment that shows it. */
  counts: Growing;
  /** By event id: the event that led to it (0: none), and the seq + 1 of the first record written while it was handled (0: none). */
  causes: Growing; firsts: Growing;
  /** Of all records, and of those before `from`. */
  hash: Hash; hashBefore: Hash;
};
export const newTrace = <B>(): Trace<B> => traceFrom<B>(0, 0, newHash());
/** A trace that begins with record `from` and event `event`; `hash`: of what came before. */
export const traceFrom = <B>(from: number, event: EventId, hash: Hash): Trace<B> => ({
  length: from, from, at: newGrowingWide(from), events: newGrowing(from), processes: newGrowing(from), names: newTexts(), subjects: newGrowing(from), about: newTexts(), bodies: [], sends: newGrowing(from),
  counts: newGrowing(from), causes: newGrowing(event), firsts: newGrowing(event), hash: { ...hash }, hashBefore: { ...hash },
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
function feedRecord<B>(trace: Trace<B>, h: Hash, seq: number): void {
  const body = trace.bodies[seq - trace.from]!;
  feed(trace, h, getAt(trace.at, seq), getAt(trace.events, seq), getAt(trace.processes, seq) & 0xffff, typeof body === 'number' ? 'sent' : (body as unknown as { type: string }).type, getAt(trace.subjects, seq));
}

/** A sink that writes into the trace; records that it holds already (a stretch run again after a seek) are not made again. */
export function sinkOf<P, B>(trace: Trace<B>, world: World<P>): Sink<B> {
  function row(seq: number, at: SimTime, event: EventId, cause: EventId | null, writer: number, to: number, subject: number, kind: string): void {
    setAt(trace.at, seq, at);
    setAt(trace.events, seq, event);
    setAt(trace.processes, seq, writer | to << half);
    setAt(trace.subjects, seq, subject);
    setAt(trace.counts, seq, world.eventCount);
    if (cause !== null && event >= trace.causes.from) setAt(trace.causes, event, cause);
    if (event >= trace.firsts.from && getAt(trace.firsts, event) === 0) setAt(trace.firsts, event, seq + 1);
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

/** What a record says; null for one that only says that something was sent, and for one that is no longer kept. Costs nothing. */
export function bodyAt<B>(trace: Trace<B>, seq: number): B | null {
  const body = trace.bodies[seq - trace.from];
  return typeof body === 'number' || body === undefined ? null : body;
}
export const eventAt = <B>(trace: Trace<B>, seq: number): EventId => getAt(trace.events, seq);
/** The record in full, made for the asking; null if there is none, or none any more. */
export function recordAt<B>(trace: Trace<B>, seq: number): TraceRecord<B> | null {
  if (seq < trace.from || seq >= trace.length) return null;
  const at = getAt(trace.at, seq) as SimTime;
  const event = getAt(trace.events, seq);
  const held = trace.bodies[seq - trace.from]!;
  const body = typeof held === 'number'
    ? { type: 'sent', event: getAt(trace.sends, seq), to: nameAt(trace, getAt(trace.processes, seq) >>> half), arrivesAt: (at + held) as SimTime, payload: null } satisfies Sent as B
    : held;
  return { seq, at, event, cause: causeOf(trace, event), process: writerOf(trace, seq), subject: subjectAt(trace, seq), body };
}
/** All records that are kept, one by one. */
export function* recordsOf<B>(trace: Trace<B>): Generator<TraceRecord<B>> {
  for (let { from: seq } = trace; seq < trace.length; seq++) yield recordAt(trace, seq)!;
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

/** The records up to `length`, which must not be before `from`, as a trace of its own, for a branch; what they say is shared. Events from `nextEvent` on belong to the future that is left. */
export function beginningOf<B>(trace: Trace<B>, length: number, nextEvent: EventId): Trace<B> {
  const next: Trace<B> = {
    length, from: trace.from, at: copyGrowing(trace.at, length), events: copyGrowing(trace.events, length), processes: copyGrowing(trace.processes, length), names: copyTexts(trace.names),
    subjects: copyGrowing(trace.subjects, length), about: copyTexts(trace.about), bodies: trace.bodies.slice(0, length - trace.from), sends: copyGrowing(trace.sends, length),
    counts: copyGrowing(trace.counts, length), causes: copyGrowing(trace.causes, nextEvent), firsts: copyGrowing(trace.firsts, nextEvent), hash: { ...trace.hashBefore }, hashBefore: { ...trace.hashBefore },
  };
  const { firsts } = next;
  for (let i = 0; i < firsts.length - firsts.from; i++) if (firsts.data[i]! > length) firsts.data[i] = 0;
  for (let seq = next.from; seq < length; seq++) feedRecord(next, next.hash, seq);
  return next;
}

/** Lets go of the records before `seq`. The hash of the whole stays. */
export function forgetBefore<B>(trace: Trace<B>, seq: number): void {
  for (let i = trace.from; i < seq; i++) feedRecord(trace, trace.hashBefore, i);
  const event = getAt(trace.events, seq);
  trace.bodies = trace.bodies.slice(seq - trace.from);
  for (const column of [trace.events, trace.processes, trace.subjects, trace.sends, trace.counts]) dropBefore(column, seq);
  dropBefore(trace.at, seq);
  dropBefore(trace.causes, event);
  dropBefore(trace.firsts, event);
  trace.from = seq;
  // Texts that no kept record has go too: most names of a long run belong to Pods that are long gone.
  const before = trace.about;
  trace.about = newTexts();
  for (let i = seq; i < trace.length; i++) setAt(trace.subjects, i, placeOf(trace.about, before.list[getAt(trace.subjects, i)]!));
}
/** When a record that is kept was written. */
export const timeOf = <B>(trace: Trace<B>, seq: number): SimTime => getAt(trace.at, seq) as SimTime;
