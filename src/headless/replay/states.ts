// How the recordings show one object at one moment.
import type { CronJob, Job, Pod } from '../../api/types.ts';

export type JobState = {
  active: number; ready: number; succeeded: number; failed: number; terminating: number; completedIndexes?: string; failedIndexes?: string; conditions: string[];
};
export type CronJobState = { active: string[]; lastScheduleTime?: string; lastSuccessfulTime?: number };
export type PodState = { pod: number; phase: string; ready: boolean; terminating?: true; tracked: boolean; restarts: number };

export function jobState(job: Job): JobState {
  const s = job.status ?? {};
  return {
    active: s.active ?? 0, ready: s.ready ?? 0, succeeded: s.succeeded ?? 0, failed: s.failed ?? 0, terminating: s.terminating ?? 0,
    ...(s.completedIndexes ? { completedIndexes: s.completedIndexes } : {}), ...(s.failedIndexes === undefined || s.failedIndexes === null ? {} : { failedIndexes: s.failedIndexes }),
    conditions: (s.conditions ?? []).map((c) => `${c.type}=${c.status}${c.reason ? `/${c.reason}` : ''}`),
  };
}

export function cronJobState(c: CronJob, relative: (time: string) => number): CronJobState {
  const s = c.status ?? {};
  return {
    active: (s.active ?? []).map((r) => r.name ?? ''), ...(s.lastScheduleTime ? { lastScheduleTime: s.lastScheduleTime } : {}),
    ...(s.lastSuccessfulTime ? { lastSuccessfulTime: relative(s.lastSuccessfulTime) } : {}),
  };
}

export function podState(pod: Pod, number: number): PodState {
  return {
    pod: number, phase: pod.status.phase ?? 'Pending', ready: (pod.status.conditions ?? []).some((c) => c.type === 'Ready' && c.status === 'True'),
    ...(pod.metadata.deletionTimestamp ? { terminating: true as const } : {}), tracked: (pod.metadata.finalizers ?? []).includes('batch.kubernetes.io/job-tracking'),
    restarts: (pod.status.containerStatuses ?? []).reduce((n, c) => n + c.restartCount, 0),
  };
}
