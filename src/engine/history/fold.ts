// History: everything beside the picture that grows with the run, folded from the trace of one branch, whatever moment is shown.
import { dropBefore, getAt, newGrowing, setAt, type Growing } from '../../base/growing.ts';
import type { Job, Pod } from '../../api/types.ts';
import { bodyAt, countOf, forgetBefore, recordAt, timeOf, type Trace } from '../../sim/trace.ts';
import type { Body, CaptionHistory, EventHistory, HistoryPatch, JobHistory, Moment, PodHistory, Record_, TickHistory } from '../protocol.ts';
import { captionOf } from './captions.ts';
import { foldBackoff, foldJob, forgetJobs, newJobLines, type JobLines } from './fold-jobs.ts';
import { foldPod, forgetPods, newPodLines, type PodLines } from './fold-pods.ts';

export type History = {
  folded: number; epoch: number; pods: PodLines; jobs: JobLines; ticks: TickHistory[]; events: EventHistory[];
  /** Seqs of the records that have a sentence; the sentences are made when they are asked for. */
  captions: Growing;
  kubectl: HistoryPatch['kubectl']; depth: HistoryPatch['depth']; waiting: Set<string>;
  /** Seqs of `stored` records by object key, and of `log` records by Pod. */
  stored: Map<string, number[]>; logs: Map<string, number[]>;
  changed: { pods: Set<string>; jobs: Set<string>; ticks: number; events: number; captions: number; kubectl: number; depth: number; reset: boolean };
  /** SimTime from which on records are kept; null: all are. */
  forgotten: number | null;
};
const unsent = () => ({ pods: new Set<string>(), jobs: new Set<string>(), ticks: 0, events: 0, captions: 0, kubectl: 0, depth: 0, reset: true });
export const newHistory = (epoch: number): History => ({
  folded: 0, epoch, pods: newPodLines(), jobs: newJobLines(), ticks: [], events: [], captions: newGrowing(), kubectl: [], depth: [], waiting: new Set(),
  stored: new Map(), logs: new Map(), changed: unsent(), forgotten: null,
});

const append = (map: Map<string, number[]>, key: string, seq: number) => { const list = map.get(key); if (list) list.push(seq); else map.set(key, [seq]); };

function foldStored(h: History, r: Record_, b: Extract<Body, { type: 'stored' }>): void {
  append(h.stored, b.key, r.seq);
  const gone = b.event === 'DELETED';
  if (b.object.kind === 'Pod') h.changed.pods.add(foldPod(h.pods, b.key, b.object as Pod, gone, r.at).uid);
  else if (b.object.kind === 'Job') h.changed.jobs.add(foldJob(h.jobs, b.key, b.object as Job, gone, r.at, h.epoch).uid);
}
function foldQueue(h: History, r: Record_, b: Extract<Body, { type: 'queue' }>): void {
  if (r.process !== 'job-controller') return;
  if (b.readyAt !== undefined) h.waiting.add(b.key);
  else if (b.op === 'add') h.waiting.delete(b.key);
  const last = h.depth.at(-1);
  if (last && last.ready === b.length && last.waiting === h.waiting.size) return;
  h.depth.push({ at: r.at, ready: b.length, waiting: h.waiting.size });
}
function foldStage(h: History, r: Record_, b: Extract<Body, { type: 'stage' }>): void {
  const left = b.values?.backoffLeftMs ?? b.because?.params?.backoffLeftMs;
  if (typeof left !== 'number' || left <= 0) return;
  const job = foldBackoff(h.jobs, `Job/${b.key}`, r.at, left);
  if (job) h.changed.jobs.add(job.uid);
}
function foldEvent(h: History, r: Record_, b: Extract<Body, { type: 'event' }>, moment: Moment): void {
  h.events.push({ seq: r.seq, at: r.at, object: b.object, type: b.eventType, reason: b.reason, message: b.message, count: b.count, moment });
}

function foldOne(h: History, r: Record_, eventCount: number): void {
  const b = r.body;
  switch (b.type) {
    case 'stored': foldStored(h, r, b); break;
    case 'queue': foldQueue(h, r, b); break;
    case 'stage': foldStage(h, r, b); break;
    case 'event': foldEvent(h, r, b, { eventCount, at: r.at }); break;
    case 'log': append(h.logs, b.pod, r.seq); break;
    case 'tick': h.ticks.push({ cronJob: b.cronJob, slot: b.slot, at: r.at, fate: b.fate, because: b.because ?? null, job: b.job ?? null }); break;
    case 'kubectl': h.kubectl.push({ at: r.at, ok: b.ok, text: b.text, warnings: b.warnings ?? [] }); break;
    default: break;
  }
  if (captionOf(r, eventCount)) setAt(h.captions, h.captions.length, r.seq);
}

/** Takes in what the trace has that was not folded yet. */
export function foldHistory(h: History, trace: Trace<Body>): void {
  if (h.folded < trace.from) { h.folded = trace.from; h.forgotten = timeOf(trace, trace.from); }
  for (; h.folded < trace.length; h.folded++) if (bodyAt(trace, h.folded)) foldOne(h, recordAt(trace, h.folded)!, countOf(trace, h.folded));
}

/** So many records are kept at most (about 100 bytes each), and so many when the oldest were let go. */
export const recordsMax = 1_500_000;
export const recordsKept = 1_000_000;
/** So many ticks are kept for the calendar, however old. */
export const ticksKept = 20_000;

/** The items from the first on for which `keep` holds, with the number of those before it. */
function keptFrom<T>(list: T[], keep: (item: T) => boolean): { list: T[]; gone: number } {
  const at = list.findIndex(keep);
  const gone = at < 0 ? list.length : at;
  return { list: gone > 0 ? list.slice(gone) : list, gone };
}
function cutSeqs(map: Map<string, number[]>, from: number): void {
  for (const [key, seqs] of map) {
    if (seqs[0]! >= from) continue;
    const kept = seqs.filter((seq) => seq >= from);
    if (kept.length > 0) map.set(key, kept); else map.delete(key);
  }
}
/** A very long run lets go of its oldest records, and of the lines of Pods and Jobs that were gone by then. Any moment can still be shown: it is played again. */
export function forgetOld(h: History, trace: Trace<Body>, keep = recordsKept): void {
  forgetBefore(trace, Math.max(trace.from, trace.length - keep));
  const at = timeOf(trace, trace.from);
  h.forgotten = at;
  forgetPods(h.pods, at);
  forgetJobs(h.jobs, at);
  cutSeqs(h.stored, trace.from);
  cutSeqs(h.logs, trace.from);
  const events = keptFrom(h.events, (e) => e.seq >= trace.from), depth = keptFrom(h.depth, (d) => d.at >= at), ticks = keptFrom(h.ticks, (t) => t.at >= at || h.ticks.length <= ticksKept);
  h.events = events.list; h.depth = depth.list; h.ticks = ticks.list;
  let sentences = h.captions.from;
  while (sentences < h.captions.length && getAt(h.captions, sentences) < trace.from) sentences++;
  dropBefore(h.captions, sentences);
  const { changed: c } = h;
  h.changed = { ...c, events: Math.max(0, c.events - events.gone), depth: Math.max(0, c.depth - depth.gone), ticks: Math.max(0, c.ticks - ticks.gone), pods: known(c.pods, h.pods.byUid), jobs: known(c.jobs, h.jobs.byUid) };
}
const known = (uids: ReadonlySet<string>, lines: ReadonlyMap<string, unknown>): Set<string> => new Set([...uids].filter((uid) => lines.has(uid)));

/** The sentences `[from, to)` of the history. */
export function captionsOf(h: History, trace: Trace<Body>, from: number, to: number): CaptionHistory[] {
  const list: CaptionHistory[] = [];
  for (let i = Math.max(h.captions.from, from); i < to; i++) { const seq = getAt(h.captions, i); list.push(captionOf(recordAt(trace, seq)!, countOf(trace, seq))!); }
  return list;
}

/** What is new since the last patch. */
export function historyPatch(h: History, trace: Trace<Body>, head: Moment): HistoryPatch | null {
  const c = h.changed;
  const some = c.reset || c.pods.size > 0 || c.jobs.size > 0 || h.ticks.length > c.ticks || h.events.length > c.events || h.captions.length > c.captions || h.kubectl.length > c.kubectl || h.depth.length > c.depth;
  if (!some) return null;
  const pods: PodHistory[] = [...c.pods].map((uid) => h.pods.byUid.get(uid)!);
  const jobs: JobHistory[] = [...c.jobs].map((uid) => h.jobs.byUid.get(uid)!);
  const patch: HistoryPatch = {
    reset: c.reset, head, forgotten: h.forgotten, pods: c.reset ? [...h.pods.byUid.values()] : pods, jobs: c.reset ? [...h.jobs.byUid.values()] : jobs,
    ticks: h.ticks.slice(c.ticks), events: h.events.slice(c.events), captions: captionsOf(h, trace, c.captions, h.captions.length), kubectl: h.kubectl.slice(c.kubectl), depth: h.depth.slice(c.depth),
  };
  h.changed = { pods: new Set(), jobs: new Set(), ticks: h.ticks.length, events: h.events.length, captions: h.captions.length, kubectl: h.kubectl.length, depth: h.depth.length, reset: false };
  return patch;
}
/** After a change of branch all of it is sent again. */
export const sendAllAgain = (h: History): void => { h.changed = unsent(); };
