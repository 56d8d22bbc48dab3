// Folds stored Jobs into their life lines: counters over time, suspended spans, deadline, result.
import type { Job } from '../../api/types.ts';
import type { JobHistory } from '../protocol.ts';
import { simTimeOf } from '../view/time.ts';
import { jobPhase } from '../view/job-view.ts';

export type JobLines = { byUid: Map<string, JobHistory>; uidByKey: Map<string, string> };
export const newJobLines = (): JobLines => ({ byUid: new Map(), uidByKey: new Map() });

const begin = (key: string, job: Job, at: number): JobHistory => ({
  key, uid: job.metadata.uid ?? '', name: job.metadata.name, cronJob: job.metadata.ownerReferences?.find((o) => o.kind === 'CronJob')?.name ?? null,
  createdAt: at, goneAt: null, startedAt: null, finishedAt: null, result: null, deadlineAt: null, suspended: [], backoffs: [], points: [],
});

function pointsOf(line: JobHistory, job: Job, at: number): JobHistory['points'] {
  const { active = 0, ready = 0, succeeded = 0, failed = 0, terminating = 0 } = job.status;
  const last = line.points.at(-1);
  if (last && last.active === active && last.ready === ready && last.succeeded === succeeded && last.failed === failed && last.terminating === terminating) return line.points;
  return [...line.points, { at, active, ready, succeeded, failed, terminating }];
}

function suspendedOf(line: JobHistory, job: Job, at: number): JobHistory['suspended'] {
  const last = line.suspended.at(-1);
  const is = job.spec.suspend === true && jobPhase(job) !== 'complete' && jobPhase(job) !== 'failed';
  if (is && (!last || last.to !== null)) return [...line.suspended, { from: at, to: null }];
  return !is && last && last.to === null ? [...line.suspended.slice(0, -1), { ...last, to: at }] : line.suspended;
}

/** Takes one stored Job in; returns its line as it is now. `epoch`: milliseconds since 1970 of SimTime 0. */
export function foldJob(lines: JobLines, key: string, job: Job, deleted: boolean, at: number, epoch: number): JobHistory {
  const uid = job.metadata.uid ?? '';
  const line = lines.byUid.get(uid) ?? begin(key, job, at);
  const phase = jobPhase(job);
  const result = phase === 'complete' || phase === 'failed' ? phase : null;
  const startedAt = simTimeOf(job.status.startTime, epoch);
  const deadline = job.spec.activeDeadlineSeconds;
  const next: JobHistory = {
    ...line, startedAt, result, finishedAt: result ? line.finishedAt ?? at : null, goneAt: deleted ? at : null,
    deadlineAt: deadline !== undefined && startedAt !== null ? startedAt + deadline * 1000 : null,
    suspended: suspendedOf(line, job, at), points: pointsOf(line, job, at),
  };
  lines.byUid.set(uid, next);
  lines.uidByKey.set(key, uid);
  return next;
}

/** Marks that the Job waits out a back-off of `left` ms; null if it was known. */
export function foldBackoff(lines: JobLines, jobKey: string, at: number, left: number): JobHistory | null {
  const uid = lines.uidByKey.get(jobKey);
  const line = uid === undefined ? undefined : lines.byUid.get(uid);
  if (!uid || !line || left <= 0) return null;
  const to = at + left;
  const last = line.backoffs.at(-1);
  if (last && Math.abs(last.to - to) < 1500) return null;
  const next = { ...line, backoffs: [...line.backoffs, { from: at, to }] };
  lines.byUid.set(uid, next);
  return next;
}

/** Drops the lines of Jobs that were gone before `at`. */
export function forgetJobs(lines: JobLines, at: number): void {
  for (const [uid, line] of lines.byUid) {
    if (line.goneAt === null || line.goneAt >= at) continue;
    lines.byUid.delete(uid);
    if (lines.uidByKey.get(line.key) === uid) lines.uidByKey.delete(line.key);
  }
}
