// Why is this here: the chain of causes from a record back to what the user did, each link a sentence with its moment.
import { causeOf, countOf, firstRecordOf } from '../../sim/trace.ts';
import { worldOf } from '../../sim/timeline.ts';
import { captionOf } from '../history/captions.ts';
import type { Record_, Subject, WhyLink } from '../protocol.ts';
import type { Run } from '../session/run.ts';

const linksMax = 14;
/** Of the records of one event the one that explains most. */
const weight: Partial<Record<Record_['body']['type'], number>> = { stage: 9, tick: 8, stored: 7, container: 6, scheduled: 6, kubectl: 5, handler: 5, event: 4, queue: 3, apiStage: 2, input: 10 };

function startOf(run: Run, subject: Subject): Record_ | null {
  const { timeline, history } = run.current;
  const records = timeline.trace!.records;
  const shown = worldOf(timeline).traceLength;
  const lastWhere = (fits: (r: Record_) => boolean): Record_ | null => {
    for (let seq = shown - 1; seq >= 0; seq--) if (fits(records[seq]!)) return records[seq]!;
    return null;
  };
  const stored = (key: string) => (history.stored.get(key) ?? []).filter((seq) => seq < shown).map((seq) => records[seq]!);
  switch (subject.type) {
    case 'record': case 'event': return records[subject.seq] ?? null;
    case 'object': return stored(subject.key).find((r) => r.body.type === 'stored' && r.body.event === 'ADDED') ?? null;
    case 'queueItem': return lastWhere((r) => r.process === subject.controller && r.body.type === 'queue' && r.body.key === subject.key && ['add', 'addAfter', 'rateLimited', 'requeued', 'dirty'].includes(r.body.op));
    case 'flight': return lastWhere((r) => r.body.type === 'sent' && r.body.event === subject.id);
    case 'field': return changeOf(stored(subject.key), (o) => at(o, subject.path));
    case 'condition': return changeOf(stored(subject.key), (o) => (at(o, 'status.conditions') as { type: string; status: string }[] | undefined)?.find((c) => c.type === subject.condition)?.status);
  }
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
  let best = first;
  const rate = (r: Record_) => weight[r.body.type] ?? 0;
  for (let seq = first?.seq ?? before; seq < before && trace.records[seq]!.event === event; seq++) if (rate(trace.records[seq]!) > rate(best!)) best = trace.records[seq]!;
  return best;
}
/** The nearest event back in the chain of causes that left a record. */
function causeRecord(run: Run, r: Record_): Record_ | null {
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
  if (r.body.type === 'input') return { because: { code: 'input' }, moment, at: r.at, parts: ['kubectl'], subject: null };
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
