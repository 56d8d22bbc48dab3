// The Job that a CronJob makes for a slot, and references to it. Models getJobFromTemplate2 and ref.GetReference.
import { zoneOf } from '../../../api/schedule/index.ts';
import type { CronJob, Job, ObjectReference } from '../../../api/types.ts';
import { jobNameOf, zoneOfCronJob } from './schedule-time.ts';

export const scheduledTimestampAnnotation = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** RFC 3339 in the CronJob's zone: with its offset, or Z. */
export function zonedTimestamp(at: number, zone: string | null): string {
  const offset = zoneOf(zone).offsetAt(at);
  const local = new Date(at + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const minutes = Math.abs(offset) / 60_000;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

export function jobFromTemplate(cj: CronJob, scheduled: number): Job {
  const template = cj.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: {
      name: jobNameOf(cj, scheduled), namespace: cj.metadata.namespace ?? '',
      ...(template.metadata?.labels ? { labels: { ...template.metadata.labels } } : {}),
      annotations: { ...template.metadata?.annotations, [scheduledTimestampAnnotation]: zonedTimestamp(scheduled, zoneOfCronJob(cj)) },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: cj.metadata.name, uid: cj.metadata.uid ?? '', controller: true, blockOwnerDeletion: true }],
    },
    spec: template.spec, status: {},
  };
}

export const jobReference = (job: Job): ObjectReference => ({
  kind: 'Job', namespace: job.metadata.namespace ?? '', name: job.metadata.name, uid: job.metadata.uid ?? '', apiVersion: 'batch/v1', resourceVersion: job.metadata.resourceVersion ?? '',
});
export const cronJobReference = (cj: CronJob): ObjectReference => ({
  kind: 'CronJob', namespace: cj.metadata.namespace ?? '', name: cj.metadata.name, uid: cj.metadata.uid ?? '', apiVersion: 'batch/v1', resourceVersion: cj.metadata.resourceVersion ?? '',
});
