// Which rows the timeline has: Pods one a row; Indexed Jobs one row an index with its attempts side by side; CronJobs' ticks on a rail of their own.
import { changedSince, type Changes } from '../../base/changes.ts';
import type { JobHistory, PodHistory } from '../../engine/protocol.ts';

export type TimelineRow = { id: string; label: string; index: number; pods: readonly PodHistory[]; first: boolean };
type JobRows = { byId: Map<string, TimelineRow>; list: TimelineRow[]; sorted: boolean };
/** `pods` by uid; `changes`: of those that changed, the uids. */
export type RowData = { pods: ReadonlyMap<string, PodHistory>; jobs: readonly JobHistory[]; changes: Changes };
export type Rows = { readonly length: number; /** Takes in what changed. */ take(data: RowData): void; slice(from: number, to: number): TimelineRow[] };

/** Rows in order of appearance, Job by Job. */
export function createRows(): Rows {
  const byJob = new Map<string, JobRows>();
  let read: { changes: Changes; seen: number; jobs: number } | null = null;
  let length = 0;
  function rowsOf(job: string): JobRows {
    let rows = byJob.get(job);
    if (!rows) byJob.set(job, rows = { byId: new Map(), list: [], sorted: true });
    return rows;
  }
  function put(pod: PodHistory): void {
    const rows = rowsOf(pod.jobUid ?? '');
    const id = pod.index === null ? pod.uid : `${pod.jobUid ?? ''}#${pod.index}`;
    const row = rows.byId.get(id);
    if (row) {
      const at = row.pods.findIndex((p) => p.uid === pod.uid);
      row.pods = at < 0 ? [...row.pods, pod] : row.pods.with(at, pod);
      return;
    }
    const made = { id, label: pod.index === null ? pod.name : `${pod.job ?? ''} [${pod.index}]`, index: pod.index ?? 0, pods: [pod], first: false };
    if (made.index < (rows.list.at(-1)?.index ?? 0)) rows.sorted = false;
    rows.byId.set(id, made);
    rows.list.push(made);
    length++;
  }
  return {
    get length() { return length; },
    take({ pods, jobs, changes }) {
      const news = read?.changes === changes ? changedSince(changes, read.seen) : null;
      if (!news) { byJob.clear(); length = 0; }
      for (let i = news ? read!.jobs : 0; i < jobs.length; i++) rowsOf(jobs[i]!.uid);
      for (const uid of news ?? pods.keys()) put(pods.get(uid)!);
      read = { changes, seen: changes.from + changes.keys.length, jobs: jobs.length };
    },
    slice(from, to) {
      const shown: TimelineRow[] = [];
      let before = 0;
      for (const rows of byJob.values()) {
        if (!rows.sorted) { rows.list.sort((a, b) => a.index - b.index); rows.sorted = true; }
        for (let i = Math.max(0, from - before); i < rows.list.length && before + i < to; i++) shown.push({ ...rows.list[i]!, first: i === 0 });
        before += rows.list.length;
      }
      return shown;
    },
  };
}
/** Height of a row in px: as much as the space allows, condensed when there are many. With few rows names stay readable, and the rest is scrolled. */
export const rowHeight = (rows: number, space: number): number => (rows > 400 ? 3 : rows > 120 ? 5 : rows > 40 ? 9 : Math.max(11, Math.min(18, Math.floor(space / Math.max(1, rows)))));
