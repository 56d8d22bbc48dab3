// The history that the timeline, the event list and the narrator read: the sum of all history patches of one branch.
import { newChanges, noteChange, type Changes } from '../base/changes.ts';
import type { CaptionHistory, EventHistory, HistoryPatch, JobHistory, Moment, PodHistory, TickHistory } from '../engine/protocol.ts';

/** Its lists grow in place: of a long run no patch costs more than it brings. */
export type History = {
  head: Moment; /** By uid. */ pods: ReadonlyMap<string, PodHistory>; jobs: readonly JobHistory[]; ticks: readonly TickHistory[]; events: readonly EventHistory[];
  captions: readonly CaptionHistory[]; kubectl: HistoryPatch['kubectl']; depth: HistoryPatch['depth'];
  /** The uids of Pods that changed. */ changes: Changes;
  /** SimTime before which nothing is kept, or null. */
  forgotten: number | null;
};

export const newHistory = (): History => ({ head: { eventCount: 0, at: 0 as Moment['at'] }, pods: new Map(), jobs: [], ticks: [], events: [], captions: [], kubectl: [], depth: [], changes: newChanges(), forgotten: null });

/** Where each id stands in a list that grew by `upsert`. */
const indexes = new WeakMap<readonly unknown[], Map<string | number, number>>();

/** New entries go to the end; an entry whose id is held already takes its place. */
function upsert<T>(list: readonly T[], added: readonly T[], id: (item: T) => string | number): void {
  let index = indexes.get(list);
  if (!index) indexes.set(list, index = new Map(list.map((item, i) => [id(item), i])));
  for (const item of added) {
    const at = index.get(id(item));
    if (at === undefined) index.set(id(item), (list as T[]).push(item) - 1); else (list as T[])[at] = item;
  }
}
function append<T>(list: readonly T[], added: readonly T[]): void { for (const item of added) (list as T[]).push(item); }

/** So many ticks the calendar keeps, however old. */
const ticksKept = 20_000;
/** The history without what was over before `at`. */
function without(h: History, at: number): History {
  const there = (line: { goneAt: number | null }) => line.goneAt === null || line.goneAt >= at;
  const since = (item: { at: number }) => item.at >= at;
  return {
    ...h, pods: new Map([...h.pods].filter(([, pod]) => there(pod))), jobs: h.jobs.filter(there), ticks: h.ticks.slice(-ticksKept), events: h.events.filter(since), captions: h.captions.filter(since), depth: h.depth.filter(since),
    changes: newChanges(),
  };
}

/** The history after `patch`; the lists are those of `history`, unless much is forgotten. */
export function patchHistory(history: History, patch: HistoryPatch): History {
  const next = patch.reset ? newHistory() : patch.forgotten !== history.forgotten && patch.forgotten !== null ? without(history, patch.forgotten) : { ...history };
  next.head = patch.head;
  next.forgotten = patch.forgotten;
  for (const pod of patch.pods) { (next.pods as Map<string, PodHistory>).set(pod.uid, pod); noteChange(next.changes, pod.uid); }
  upsert(next.jobs, patch.jobs, (j) => j.uid);
  upsert(next.ticks, patch.ticks, (t) => `${t.cronJob} ${t.slot}`);
  upsert(next.events, patch.events, (e) => e.seq);
  append(next.captions, patch.captions);
  append(next.kubectl, patch.kubectl);
  append(next.depth, patch.depth);
  return next;
}

/** Index of the last entry for which `isBefore` holds, in a list where it holds for a beginning only; -1 if for none. */
export function lastIndex<T>(list: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(list[middle]!)) low = middle + 1; else high = middle;
  }
  return low - 1;
}
