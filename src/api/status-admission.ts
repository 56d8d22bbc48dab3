// A write to the status subresource: only the status counts, and a Job's must not lose count. Models pkg/registry/batch/job statusStrategy.
import { withStatus } from './copies.ts';
import { refuseJobStatus } from './job-status.ts';
import type { ApiStatus, CronJob, Job } from './types.ts';

export function admitStatusUpdate(before: Job | CronJob, after: Job | CronJob, _ctx: { uid: string; now: string }): { ok: true; object: Job | CronJob; warnings: string[] } | { ok: false; status: ApiStatus } {
  const object = withStatus<Job | CronJob>(before, after.status);
  const status = object.kind === 'Job' ? refuseJobStatus(object, before as Job) : null;
  return status ? { ok: false, status } : { ok: true, object, warnings: [] };
}
