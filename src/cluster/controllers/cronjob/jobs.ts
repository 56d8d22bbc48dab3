// What a CronJob's Jobs tell: finished or not, which are too many, which are active. Models utils.go and cleanupFinishedJobs.
import { changed, without } from '../../../base/changed.ts';
import type { CronJob, Job, JobConditionType, ObjectReference } from '../../../api/types.ts';

/** Complete or Failed if that condition holds, else null. */
export function finishedCondition(job: Job): Extract<JobConditionType, 'Complete' | 'Failed'> | null {
  for (const c of job.status.conditions ?? []) if ((c.type === 'Complete' || c.type === 'Failed') && c.status === 'True') return c.type;
  return null;
}
export const inActiveList = (cj: CronJob, uid: string | undefined): boolean => cj.status.active?.some((r) => r.uid === uid) ?? false;
export const inActiveListByName = (cj: CronJob, namespace: string, name: string): boolean => cj.status.active?.some((r) => r.namespace === namespace && r.name === name) ?? false;

/** The CronJob with a status changed; an empty active list is left out. */
export const withStatus = (cj: CronJob, change: Partial<CronJob['status']>): CronJob => {
  const status = changed(cj.status, change);
  return changed(cj, { status: status.active?.length === 0 ? without(status, 'active') : status });
};
export const withoutActive = (cj: CronJob, uid: string | undefined): CronJob => withStatus(cj, { active: (cj.status.active ?? []).filter((r: ObjectReference) => r.uid !== uid) });

/** The Jobs of its namespace whose controller has the CronJob's name: uid and kind are not asked. Models getJobsToBeReconciled. */
export const jobsOf = (cj: CronJob, jobs: readonly Job[]): Job[] =>
  jobs.filter((j) => j.metadata.namespace === cj.metadata.namespace && j.metadata.ownerReferences?.find((o) => o.controller)?.name === cj.metadata.name);

/** Oldest start first; without a start time last; equal ones by name. Models byJobStartTime. */
export function byJobStartTime(a: Job, b: Job): number {
  const x = a.status.startTime;
  const y = b.status.startTime;
  if (x !== y) return !x || !y ? (x ? -1 : 1) : Date.parse(x) - Date.parse(y);
  return a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0;
}

/** Finished Jobs beyond the history limits, in the order in which they go. */
export function jobsToTrim(cj: CronJob, jobs: readonly Job[]): Job[] {
  const over = (type: 'Complete' | 'Failed', limit: number | undefined): Job[] => {
    if (limit === undefined) return [];
    const finished = jobs.filter((j) => finishedCondition(j) === type);
    return finished.length > limit ? finished.sort(byJobStartTime).slice(0, finished.length - limit) : [];
  };
  return [...over('Complete', cj.spec.successfulJobsHistoryLimit), ...over('Failed', cj.spec.failedJobsHistoryLimit)];
}
