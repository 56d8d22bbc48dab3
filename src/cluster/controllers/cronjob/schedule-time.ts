// Which slot of its schedule a CronJob should start now, and when it must be looked at again. Models pkg/controller/cronjob/utils.go. Times are ms since 1970.
import { nextActivation, type Schedule } from '../../../api/schedule/index.ts';
import type { CronJob } from '../../../api/types.ts';

export type Missed = 'none' | 'few' | 'many';
export type MostRecent = { ok: true; earliest: number; mostRecent: number | null; missed: Missed } | { ok: false; error: string };

/** A sync comes so long after its slot, so that the slot has surely begun. */
export const nextScheduleDelta = 100;
const manyFrom = 100;

const timeOf = (stamp: string | undefined): number | null => (stamp ? Date.parse(stamp) : null);
export const zoneOfCronJob = (cj: CronJob): string | null => cj.spec.timeZone ?? null;

/** The newest slot at or before `now` since the last one that was started. Models mostRecentScheduleTime. */
export function mostRecentScheduleTime(cj: CronJob, now: number, schedule: Schedule, includeStartingDeadlineSeconds: boolean): MostRecent {
  const zone = zoneOfCronJob(cj);
  let earliest = timeOf(cj.status.lastScheduleTime) ?? timeOf(cj.metadata.creationTimestamp) ?? 0;
  if (includeStartingDeadlineSeconds && cj.spec.startingDeadlineSeconds !== undefined) earliest = Math.max(earliest, now - cj.spec.startingDeadlineSeconds * 1000);
  const t1 = nextActivation(schedule, earliest, zone);
  const t2 = t1 === null ? null : nextActivation(schedule, t1, zone);
  if (t1 !== null && now < t1) return { ok: true, earliest, mostRecent: null, missed: 'none' };
  if (t2 !== null && now < t2) return { ok: true, earliest, mostRecent: t1, missed: 'none' };
  // A schedule that never fires: the cron library answers with the zero time twice, which are no second apart.
  const between = Math.round(((t2 ?? 0) - (t1 ?? 0)) / 1000);
  if (t1 === null || between < 1) return { ok: false, error: 'time difference between two schedules is less than 1 second' };
  const elapsed = Math.trunc((now - t1) / 1000);
  const count = Math.trunc(elapsed / between) + 1;
  let mostRecent: number | null = null;
  // One interval further back than reckoned, for schedules whose intervals differ.
  for (let t = nextActivation(schedule, t1 + (count - 2) * between * 1000, zone); t !== null && t <= now; t = nextActivation(schedule, t, zone)) mostRecent = t;
  return { ok: true, earliest, mostRecent, missed: count > manyFrom ? 'many' : count > 0 ? 'few' : 'none' };
}

/** How long (ms) until the next slot, with the delta. One that never comes is the zero time, long past: at once. Models nextScheduleTimeDuration. */
export function nextScheduleTimeDuration(cj: CronJob, now: number, schedule: Schedule): number {
  const recent = mostRecentScheduleTime(cj, now, schedule, false);
  // Missed slots without a newest one: the schedule is uneven and the reckoning went past them; the next look is from now on.
  const from = !recent.ok ? now : recent.mostRecent ?? (recent.missed === 'none' ? recent.earliest : now);
  const next = nextActivation(schedule, from, zoneOfCronJob(cj));
  return next === null ? 0 : next + nextScheduleDelta - now;
}

/** Minutes since 1970: what makes a Job's name. Models getTimeHashInMinutes. */
export const jobNameOf = (cj: CronJob, scheduled: number): string => `${cj.metadata.name}-${Math.floor(scheduled / 60_000)}`;
