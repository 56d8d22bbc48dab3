// Event handlers: which CronJob a change wakes, and when. Models addJob, updateJob, deleteJob and updateCronJob.
import { parseSchedule } from '../../../api/schedule/index.ts';
import { equal } from '../../../base/equal.ts';
import { millis } from '../../../base/time.ts';
import type { CronJob, Job, OwnerReference } from '../../../api/types.ts';
import type { ControllerContext, Delta, Handled } from '../../client-go/types.ts';
import { cronJobReference } from './from-template.ts';
import { nextScheduleTimeDuration } from './schedule-time.ts';

type Ctx = ControllerContext<unknown>;
const controllerOf = (job: Job): OwnerReference | undefined => job.metadata.ownerReferences?.find((o) => o.controller);
export const keyOfCronJob = (cj: CronJob): string => `${cj.metadata.namespace}/${cj.metadata.name}`;

/** The CronJob that a reference means, if its uid is right. */
function resolveControllerRef(namespace: string, ref: OwnerReference | undefined, ctx: Ctx): CronJob | null {
  if (!ref || ref.kind !== 'CronJob') return null;
  const cj = ctx.lister.get('CronJob', `${namespace}/${ref.name}`);
  return cj && cj.metadata.uid === ref.uid ? cj : null;
}
function wake(handler: string, job: Job, ref: OwnerReference | undefined, ctx: Ctx): Handled {
  const cj = resolveControllerRef(job.metadata.namespace ?? '', ref, ctx);
  if (!cj) return ref ? { handler, enqueued: null } : null;
  ctx.queue.add(keyOfCronJob(cj));
  return { handler, enqueued: keyOfCronJob(cj) };
}

export function handleJob(delta: Delta<Job>, ctx: Ctx): Handled[] {
  const job = delta.object;
  if (delta.type === 'Deleted') return [wake('deleteJob', job, controllerOf(job), ctx)];
  if (delta.type === 'Added') return [wake(job.metadata.deletionTimestamp ? 'deleteJob' : 'addJob', job, controllerOf(job), ctx)];
  const before = controllerOf(delta.previous);
  const after = controllerOf(job);
  const old = before && !equal(before, after) ? wake('updateJob', delta.previous, before, ctx) : null;
  return [old, wake('updateJob', job, after, ctx)];
}

export function handleCronJob(delta: Delta<CronJob>, ctx: Ctx): Handled[] {
  const cj = delta.object;
  const key = keyOfCronJob(cj);
  if (delta.type !== 'Updated') { ctx.queue.add(key); return [{ handler: delta.type === 'Added' ? 'addCronJob' : 'deleteCronJob', enqueued: key }]; }
  if (delta.previous.spec.schedule === cj.spec.schedule && delta.previous.spec.timeZone === cj.spec.timeZone) { ctx.queue.add(key); return [{ handler: 'updateCronJob', enqueued: key }]; }
  const parsed = parseSchedule(cj.spec.schedule);
  if (!parsed.ok) {
    ctx.event(cronJobReference(cj), 'Warning', 'UnParseableCronJobSchedule', `unparseable schedule for cronjob: ${cj.spec.schedule}`);
    return [{ handler: 'updateCronJob', enqueued: null, because: { code: 'cron.unparseable' } }];
  }
  // Only the alarm is set anew: a sooner time counts, a later one is a no-op when the old alarm rings.
  const delayMs = Math.max(0, Math.round(nextScheduleTimeDuration(cj, ctx.epochNow, parsed.value)));
  ctx.queue.addAfter(key, millis(delayMs));
  return [{ handler: 'updateCronJob', enqueued: key, because: { code: 'cron.scheduleChanged', params: { delayMs } } }];
}
