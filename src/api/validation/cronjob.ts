// A CronJob at its creation and update. Models pkg/apis/batch/validation ValidateCronJobCreate and validateCronJobSpec.
import { scheduleError, timeZoneError } from '../schedule/index.ts';
import type { CronJob, CronJobSpec } from '../types.ts';
import { invalid, nonnegative, notSupported, required, type FieldError } from './errors.ts';
import { jobSpec } from './job.ts';
import { objectMeta, objectMetaUpdate, selectorDump } from './meta.ts';

const nameMax = 52;

function schedule(text: string, f: string, old: CronJobSpec | null, zone: string | undefined): FieldError[] {
  if (text === '') return [required(f)];
  const wrong = scheduleError(text);
  return [...(wrong === null ? [] : [invalid(f, text, wrong)]), ...zonePrefix(text, f, old, zone)];
}
/** A schedule that had its zone in it before may keep it, but not beside timeZone. */
function zonePrefix(text: string, f: string, old: CronJobSpec | null, zone: string | undefined): FieldError[] {
  if (!text.includes('TZ')) return [];
  if (!old?.schedule.includes('TZ')) return [invalid(f, text, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')];
  return zone === undefined ? [] : [invalid(f, text, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')];
}
function timeZone(zone: string | undefined, f: string): FieldError[] {
  if (zone === undefined) return [];
  if (zone === '') return [invalid(f, zone, 'timeZone must be nil or non-empty string')];
  const out = zone.toLowerCase() === 'local' ? [invalid(f, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')] : [];
  const wrong = timeZoneError(zone);
  return wrong === null ? out : [...out, invalid(f, zone, wrong)];
}
function cronJobSpec(s: CronJobSpec, f: string, old: CronJobSpec | null): FieldError[] {
  const out = [...schedule(s.schedule, `${f}.schedule`, old, s.timeZone), ...nonnegative(s.startingDeadlineSeconds, `${f}.startingDeadlineSeconds`)];
  if (old === null || old.timeZone !== s.timeZone) out.push(...timeZone(s.timeZone, `${f}.timeZone`));
  const policy = s.concurrencyPolicy as string | undefined;
  if (!policy) out.push(required(`${f}.concurrencyPolicy`));
  else if (!['Allow', 'Forbid', 'Replace'].includes(policy)) out.push(notSupported(`${f}.concurrencyPolicy`, policy, ['Allow', 'Forbid', 'Replace']));
  const job = s.jobTemplate.spec;
  out.push(...jobSpec(job, `${f}.jobTemplate.spec`));
  if (job.selector) out.push(invalid(`${f}.jobTemplate.spec.selector`, selectorDump(job.selector), '`selector` will be auto-generated'));
  if (job.manualSelector) out.push(notSupported(`${f}.jobTemplate.spec.manualSelector`, job.manualSelector, ['nil', 'false']));
  return [...out, ...nonnegative(s.successfulJobsHistoryLimit, `${f}.successfulJobsHistoryLimit`), ...nonnegative(s.failedJobsHistoryLimit, `${f}.failedJobsHistoryLimit`)];
}
export function validateCronJob(cj: CronJob): FieldError[] {
  const out = [...objectMeta(cj.metadata, 'metadata'), ...cronJobSpec(cj.spec, 'spec', null)];
  // The controller appends 11 characters to make a Job's name.
  if (cj.metadata.name.length > nameMax) out.push(invalid('metadata.name', cj.metadata.name, `must be no more than ${nameMax} characters`));
  return out;
}
export const validateCronJobUpdate = (next: CronJob, old: CronJob): FieldError[] =>
  [...objectMetaUpdate(next.metadata, old.metadata, 'metadata'), ...cronJobSpec(next.spec, 'spec', old.spec)];
