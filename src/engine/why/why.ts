// Why is this here: the chain of causes from a record back to what the user did, each link a sentence with its moment.
import { bodyAt, causeOf, countOf, eventAt, firstRecordOf, recordAt, type Trace } from '../../sim/trace.ts';
import { worldOf } from '../../sim/timeline.ts';
import { captionOf, captionOfInput } from '../history/captions.ts';
import type { Body, Record_, Subject, WhyLink } from '../protocol.ts';
import type { Run } from '../session/run.ts';

const linksMax = 14;
/** Of the records of one event the one that explains most. */
const weight: Partial<Record<Record_['body']['type'], number>> = { stage: 9, tick: 8, stored: 7, container: 6, scheduled: 6, kubectl: 5, handler: 5, event: 4, queue: 3, apiStage: 2, input: 10 };

function startOf(run: Run, subject: Subject): Record_ | null {
  const { timeline, history } = run.current;
  const trace = timeline.trace!;
  const shown = worldOf(timeline).traceLength;
  const stored = (key: string) => (history.stored.get(key) ?? []).filter((seq) => seq < shown).map((seq) => recordAt(trace, seq)!);
  switch (subject.type) {
    case 'record': case 'event': return recordAt(trace, subject.seq);
    case 'object': return stored(subject.key).find((r) => r.body.type === 'stored' && r.body.event === 'ADDED') ?? null;
    case 'queueItem': return lastQueued(trace, shown, subject.controller, subject.key);
    // What was being handled when it was sent.
    case 'flight': { const event = causeOf(trace, subject.id); return event === null ? null : bestOf(run, event, shown) ?? causeRecord(run, { cause: causeOf(trace, event), seq: shown }); }
    case 'field': return changeOf(stored(subject.key), (o) => at(o, subject.path));
    case 'condition': return changeOf(stored(subject.key), (o) => (at(o, 'status.conditions') as { type: string; status: string }[] | undefined)?.find((c) => c.type === subject.condition)?.status);
  }
}
const entering: readonly string[] = ['add', 'addAfter', 'rateLimited', 'requeued', 'dirty'];
/** The newest record by which the key came to the controller's queue. */
function lastQueued(trace: Trace<Body>, shown: number, controller: string, key: string): Record_ | null {
  for (let seq = shown - 1; seq >= trace.from; seq--) {
    const b = bodyAt(trace, seq);
    if (b?.type !== 'queue' || b.key !== key || !entering.includes(b.op)) continue;
    const r = recordAt(trace, seq)!;
    if (r.process === controller) return r;
  }
  return null;
}
const at = (o: unknown, path: string): unknown => path.split('.').reduce<unknown>((v, part) => (v as Record<string, unknown> | undefined)?.[part], o);
/** The newest record in which the value changed. */
function changeOf(list: Record_[], value: (object: unknown) => unknown): Record_ | null {
  for (const r of list.toReversed()) {
    if (r.body.type === 'stored' && JSON.stringify(value(r.body.object)) !== JSON.stringify(value(r.body.previous))) return r;
  }
  return null;
}

/** Of the records of one event, up to `before`, the one that explains most. Records of an event are contiguous. */
function bestOf(run: Run, event: number, before: number): Record_ | null {
  const trace = run.current.timeline.trace!;
  const first = firstRecordOf(trace, event);
  if (!first) return null;
  const rate = (seq: number) => { const b = bodyAt(trace, seq); return b ? weight[b.type] ?? 0 : 0; };
  let best = first.seq;
  for (let seq = first.seq; seq < before && seq < trace.length && eventAt(trace, seq) === event; seq++) if (rate(seq) > rate(best)) best = seq;
  return recordAt(trace, best);
}
/** The nearest event back in the chain of causes that left a record. */
function causeRecord(run: Run, r: Pick<Record_, 'cause' | 'seq'>): Record_ | null {
  const trace = run.current.timeline.trace!;
  for (let event = r.cause; event !== null; event = causeOf(trace, event)) {
    const found = bestOf(run, event, r.seq);
    if (found) return found;
  }
  return null;
}

function linkOf(run: Run, r: Record_): WhyLink | null {
  const trace = run.current.timeline.trace!;
  const moment = { eventCount: countOf(trace, r.seq), at: r.at };
  const done = captionOfInput(r, moment.eventCount);
  if (done) return { because: { code: done.code, params: done.params }, moment, at: r.at, parts: ['kubectl'], subject: null };
  const c = captionOf(r, moment.eventCount);
  return c && { because: { code: c.code, params: c.params }, moment, at: r.at, parts: c.parts, subject: c.subject };
}

/** From the thing asked about, back to the user or to a timer; newest first. Empty when nothing is known of it. */
export function why(run: Run, subject: Subject): WhyLink[] {
  const links: WhyLink[] = [];
  let r: Record_ | null = startOf(run, subject);
  for (let guard = 0; r && guard < 400 && links.length < linksMax; guard++) {
    const link = linkOf(run, r);
    const last = links.at(-1);
    if (link && !(last && last.because.code === link.because.code && last.subject === link.subject)) links.push(link);
    r = causeRecord(run, r);
  }
  return links;
}
