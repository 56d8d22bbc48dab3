// The history that the timeline, the event list and the narrator read: the sum of all history patches of one branch.
import type { CaptionHistory, EventHistory, HistoryPatch, JobHistory, Moment, PodHistory, TickHistory } from '../engine/protocol.ts';

export type History = {
  head: Moment; pods: readonly PodHistory[]; jobs: readonly JobHistory[]; ticks: readonly TickHistory[]; events: readonly EventHistory[];
  captions: readonly CaptionHistory[]; kubectl: HistoryPatch['kubectl']; depth: HistoryPatch['depth'];
  /** SimTime before which nothing is kept, or null. */
  forgotten: number | null;
};

export const emptyHistory: History = { head: { eventCount: 0, at: 0 as Moment['at'] }, pods: [], jobs: [], ticks: [], events: [], captions: [], kubectl: [], depth: [], forgotten: null };

/** Where each id stands in a list that grew by `upsert`: handed on from list to list, so that no patch looks through all that happened. */
const indexes = new WeakMap<readonly unknown[], Map<string | number, number>>();

/** New entries go to the end; an entry whose id is held already takes its place. */
function upsert<T>(held: readonly T[], added: readonly T[], id: (item: T) => string | number): readonly T[] {
  if (added.length === 0) return held;
  const next = held.slice();
  let index = indexes.get(held);
  if (!index) { index = new Map(); for (let i = 0; i < next.length; i++) index.set(id(next[i]!), i); }
  indexes.delete(held);
  for (const item of added) {
    const at = index.get(id(item));
    if (at === undefined) { index.set(id(item), next.length); next.push(item); } else next[at] = item;
  }
  indexes.set(next, index);
  return next;
}
const append = <T>(held: readonly T[], added: readonly T[]): T[] => (added.length === 0 ? held as T[] : held.concat(added));

/** So many ticks the calendar keeps, however old. */
const ticksKept = 20_000;
/** The history without what was over before `at`. */
function without(h: History, at: number): History {
  const there = (line: { goneAt: number | null }) => line.goneAt === null || line.goneAt >= at;
  const since = (item: { at: number }) => item.at >= at;
  return { ...h, pods: h.pods.filter(there), jobs: h.jobs.filter(there), ticks: h.ticks.length > ticksKept ? h.ticks.slice(-ticksKept) : h.ticks, events: h.events.filter(since), captions: h.captions.filter(since), depth: h.depth.filter(since) };
}

/** The history after `patch`; lists that did not change keep their identity. */
export function patchHistory(history: History, patch: HistoryPatch): History {
  const base = patch.reset ? emptyHistory : patch.forgotten !== history.forgotten && patch.forgotten !== null ? without(history, patch.forgotten) : history;
  return {
    head: patch.head, forgotten: patch.forgotten,
    pods: upsert(base.pods, patch.pods, (p) => p.uid),
    jobs: upsert(base.jobs, patch.jobs, (j) => j.uid),
    ticks: upsert(base.ticks, patch.ticks, (t) => `${t.cronJob} ${t.slot}`),
    events: upsert(base.events, patch.events, (e) => e.seq),
    captions: append(base.captions, patch.captions),
    kubectl: append(base.kubectl, patch.kubectl),
    depth: append(base.depth, patch.depth),
  };
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
