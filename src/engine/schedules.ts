// What people are shown of a schedule: how it reads, its next runs, and the runs of a span, single or by day. Needs no run.
import { activationsBetween, daysOf, upcoming } from '../api/schedule/calendar.ts';
import { dstJumps, parseSchedule, timeZoneError, zoneOf, type Schedule } from '../api/schedule/index.ts';
import type { CalendarTold, ScheduleQuestion, ScheduleTold } from './protocol.ts';

const day = 86_400_000;
/** A strip shows no more single runs. */
const most = 1500;

function next(schedule: Schedule, q: Extract<ScheduleQuestion, { about: 'next' }>): ScheduleTold {
  const runs = upcoming(schedule, q.after, q.zone, q.count);
  return { ok: true, schedule, runs, jumps: runs.length > 0 ? dstJumps(q.zone, q.after, runs.at(-1)! + 1) : [] };
}
/** Local days, by how many times it is meant to run on each. */
function byDay(schedule: Schedule, first: number, count: number): CalendarTold['days'] {
  const counted = schedule.type === 'spec' ? new Map(daysOf(schedule, first, first + count * day).map((d) => [d.day, d.runs])) : null;
  const runs = (d: number) => (counted ? counted.get(d) ?? 0 : Math.round(day / (schedule.type === 'every' ? schedule.every : day)));
  return Array.from({ length: count }, (_, i) => first + i * day).map((d) => ({ day: d, runs: runs(d) }));
}
function calendar(schedule: Schedule, q: Extract<ScheduleQuestion, { about: 'calendar' }>): CalendarTold {
  const to = q.from + q.days * day;
  const offset = zoneOf(q.zone).offsetAt(q.from);
  const marks = q.single ? activationsBetween(schedule, q.from, to, q.zone, most) : [];
  return { offset, marks, full: marks.length >= most, days: q.single ? [] : byDay(schedule, Math.floor((q.from + offset) / day) * day, q.days), jumps: dstJumps(q.zone, q.from, to) };
}

/** What the API server would refuse has no calendar. */
export function aboutSchedule(text: string, q: ScheduleQuestion): ScheduleTold | CalendarTold | null {
  const parsed = parseSchedule(text);
  const bad = parsed.ok ? q.zone && timeZoneError(q.zone) : null;
  if (!parsed.ok || bad) return q.about === 'calendar' ? null : { ok: false, which: parsed.ok ? 'zone' : 'schedule', error: parsed.ok ? bad! : parsed.error };
  return q.about === 'next' ? next(parsed.value, q) : calendar(parsed.value, q);
}
