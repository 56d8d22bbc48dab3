// What to do about a CronJob's schedule now: nothing, skip, or start a slot. Pure; the events are named, not sent. Models the second half of syncCronJob.
import { parseSchedule, timeZoneError, type Schedule } from '../../../api/schedule/index.ts';
import { quote } from '../../../api/schedule/go.ts';
import type { CronJob } from '../../../api/types.ts';
import { inActiveListByName } from './jobs.ts';
import { jobNameOf, mostRecentScheduleTime, nextScheduleTimeDuration } from './schedule-time.ts';

export type CronEvent = { type: 'Normal' | 'Warning'; reason: string; message: string };
/** `requeueAfter` ms; null: not before something changes. `fate`: what becomes of `slot`. */
export type Decision =
  | { do: 'nothing'; why: 'deleting' | 'unknownTimeZone' | 'suspended' | 'unparseable' | 'invalid' | 'noUnmetTime' | 'alreadyStarted'; requeueAfter: number | null; events: CronEvent[]; slot: number | null }
  | { do: 'skip'; why: 'tooLate' | 'forbid'; requeueAfter: number | null; events: CronEvent[]; slot: number }
  | { do: 'start'; slot: number; events: CronEvent[]; schedule: Schedule };

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Go's time.RFC1123Z in UTC. */
export function rfc1123z(at: number): string {
  const d = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${days[d.getUTCDay()]}, ${two(d.getUTCDate())} ${months[d.getUTCMonth()]} ${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} +0000`;
}
const warning = (reason: string, message: string): CronEvent => ({ type: 'Warning', reason, message });

export function decideSchedule(cj: CronJob, now: number): Decision {
  const nothing = (why: Extract<Decision, { do: 'nothing' }>['why'], events: CronEvent[] = [], requeueAfter: number | null = null, slot: number | null = null): Decision => ({ do: 'nothing', why, requeueAfter, events, slot });
  if (cj.metadata.deletionTimestamp) return nothing('deleting');
  const badZone = cj.spec.timeZone === undefined ? null : timeZoneError(cj.spec.timeZone);
  if (badZone !== null) return nothing('unknownTimeZone', [warning('UnknownTimeZone', `invalid timeZone: ${quote(cj.spec.timeZone!)}: ${badZone}`)]);
  if (cj.spec.suspend) return nothing('suspended');
  const events: CronEvent[] = cj.spec.schedule.includes('TZ') ? [warning('UnsupportedSchedule', `CRON_TZ or TZ used in schedule ${quote(cj.spec.schedule)} is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details`)] : [];
  const parsed = parseSchedule(cj.spec.schedule);
  if (!parsed.ok) return nothing('unparseable', [...events, warning('UnparseableSchedule', `unparseable schedule: ${quote(cj.spec.schedule)} : ${parsed.error}`)]);
  const schedule = parsed.value;
  const recent = mostRecentScheduleTime(cj, now, schedule, true);
  if (!recent.ok) return nothing('invalid', [...events, warning('InvalidSchedule', `invalid schedule: ${cj.spec.schedule} : ${recent.error}`)]);
  const again = () => nextScheduleTimeDuration(cj, now, schedule);
  const slot = recent.mostRecent;
  if (slot === null) return nothing('noUnmetTime', events, again());
  if (recent.missed === 'many') events.push(warning('TooManyMissedTimes', 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew'));
  return decideSlot(cj, now, schedule, slot, events, again);
}

function decideSlot(cj: CronJob, now: number, schedule: Schedule, slot: number, events: CronEvent[], again: () => number): Decision {
  const { startingDeadlineSeconds: deadline } = cj.spec;
  if (deadline !== undefined && slot + deadline * 1000 < now) {
    return { do: 'skip', why: 'tooLate', slot, requeueAfter: again(), events: [...events, warning('MissSchedule', `Missed scheduled time to start a job: ${rfc1123z(slot)}`)] };
  }
  const started = inActiveListByName(cj, cj.metadata.namespace ?? '', jobNameOf(cj, slot)) || (cj.status.lastScheduleTime !== undefined && Date.parse(cj.status.lastScheduleTime) === slot);
  if (started) return { do: 'nothing', why: 'alreadyStarted', slot, requeueAfter: again(), events };
  if (cj.spec.concurrencyPolicy === 'Forbid' && (cj.status.active?.length ?? 0) > 0) {
    return { do: 'skip', why: 'forbid', slot, requeueAfter: again(), events: [...events, { type: 'Normal', reason: 'JobAlreadyActive', message: 'Not starting job because prior execution is running and concurrency policy is Forbid' }] };
  }
  return { do: 'start', slot, events, schedule };
}
