// Which rows the timeline has: Pods one a row; Indexed Jobs one row an index with its attempts side by side; CronJobs' ticks on a rail of their own.
import type { JobHistory, PodHistory } from '../../engine/protocol.ts';

export type TimelineRow = { id: string; label: string; job: string | null; pods: PodHistory[]; first: boolean };

/** Rows in order of appearance, Job by Job. */
export function rowsOf(pods: readonly PodHistory[], jobs: readonly JobHistory[]): TimelineRow[] {
  const byJob = new Map<string, Map<string, TimelineRow>>();
  for (const j of jobs) byJob.set(j.uid, new Map());
  for (const p of pods) {
    const job = p.jobUid ?? '';
    const rows = byJob.get(job) ?? new Map<string, TimelineRow>();
    byJob.set(job, rows);
    const id = p.index === null ? p.uid : `${job}#${p.index}`;
    const row = rows.get(id);
    if (row) row.pods.push(p);
    else rows.set(id, { id, label: p.index === null ? p.name : `${p.job ?? ''} [${p.index}]`, job: p.job, pods: [p], first: rows.size === 0 });
  }
  return [...byJob.values()].flatMap((rows) => [...rows.values()].sort((a, b) => (a.pods[0]!.index ?? 0) - (b.pods[0]!.index ?? 0)).map((row, i) => ({ ...row, first: i === 0 })));
}
/** Height of a row in px: as much as the space allows, condensed when there are many. With few rows names stay readable, and the rest is scrolled. */
export const rowHeight = (rows: number, space: number): number => (rows > 400 ? 3 : rows > 120 ? 5 : rows > 40 ? 9 : Math.max(11, Math.min(18, Math.floor(space / Math.max(1, rows)))));
