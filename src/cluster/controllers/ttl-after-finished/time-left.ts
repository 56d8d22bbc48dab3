// When a finished Job's time to live is over. Models timeLeft and jobFinishTime of pkg/controller/ttlafterfinished/ttlafterfinished_controller.go.
import { millis, type Millis } from '../../../base/time.ts';
import type { Job } from '../../../api/types.ts';

const terminal = (job: Job) => job.status.conditions?.find((c) => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True');

/** Finished, and with a time to live. */
export const needsCleanup = (job: Job): boolean => job.spec.ttlSecondsAfterFinished !== undefined && terminal(job) !== undefined;

/** When the Job got its terminal condition, ms since 1970; null if that is not known. */
export function jobFinishTime(job: Job): number | null {
  const at = terminal(job)?.lastTransitionTime;
  return at ? Date.parse(at) : null;
}

/** 0 or less: over. `now` in ms since 1970. */
export function timeLeft(job: Job, now: number): Millis | null {
  const finishedAt = jobFinishTime(job);
  return finishedAt === null ? null : millis(finishedAt + (job.spec.ttlSecondsAfterFinished ?? 0) * 1000 - now);
}
