// The next activation after an instant. Follows robfig/cron's SpecSchedule.Next, which steps in local fields but adds hours in absolute time:
// a time that the clocks skip is skipped, one that they repeat is met twice. cron-parser differs there (it moves skipped times), so it is not asked.
import { instantOf, zoneOf, type Zone } from './zone.ts';
import type { Schedule, Spec } from './parse.ts';

const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;
const yearsMax = 5;

/** Local fields of an instant, by reading its local time as if it were UTC. */
const localOf = (zone: Zone, t: number): Date => new Date(t + zone.offsetAt(t));
const at = (zone: Zone, y: number, month: number, d: number, h = 0): number => instantOf(zone, Date.UTC(y, month, d, h));

/** The day rule: both must hold when one is a star, either when both restrict. */
export function dayMatches(s: Spec, dom: number, dow: number): boolean {
  const a = s.dom.values.has(dom);
  const b = s.dow.values.has(dow);
  return s.dom.star || s.dow.star ? a && b : a || b;
}
/** AddDate(0, 0, 1): the same local time on the next day. */
function nextDay(zone: Zone, t: number): number {
  const l = localOf(zone, t);
  return instantOf(zone, Date.UTC(l.getUTCFullYear(), l.getUTCMonth(), l.getUTCDate() + 1, l.getUTCHours(), l.getUTCMinutes(), l.getUTCSeconds()));
}

function nextMonth(s: Spec, zone: Zone, from: number, limit: number): number | null {
  let t = from;
  let l = localOf(zone, t);
  while (!s.month.values.has(l.getUTCMonth() + 1)) {
    t = at(zone, l.getUTCFullYear(), l.getUTCMonth() + 1, 1);
    l = localOf(zone, t);
    if (l.getUTCFullYear() > limit) return null;
  }
  return t;
}
/** To a day that matches, in the same month; null when the month has run out (then `t` is on its next month). */
function nextMatchingDay(s: Spec, zone: Zone, from: number): { t: number; wrapped: boolean } {
  let t = from;
  let l = localOf(zone, t);
  let added = false;
  while (!dayMatches(s, l.getUTCDate(), l.getUTCDay())) {
    if (!added) { added = true; t = at(zone, l.getUTCFullYear(), l.getUTCMonth(), l.getUTCDate()); }
    t = nextDay(zone, t);
    l = localOf(zone, t);
    // Midnight does not exist where the clocks change at midnight: go to the day's first hour.
    if (l.getUTCHours() !== 0) { t += l.getUTCHours() > 12 ? (24 - l.getUTCHours()) * hour : -l.getUTCHours() * hour; l = localOf(zone, t); }
    if (l.getUTCDate() === 1) return { t, wrapped: true };
  }
  return { t, wrapped: false };
}
function nextHour(s: Spec, zone: Zone, from: number): { t: number; wrapped: boolean } {
  let t = from;
  let l = localOf(zone, t);
  let added = false;
  while (!s.hour.values.has(l.getUTCHours())) {
    if (!added) { added = true; t = at(zone, l.getUTCFullYear(), l.getUTCMonth(), l.getUTCDate(), l.getUTCHours()); }
    t += hour;
    l = localOf(zone, t);
    if (l.getUTCHours() === 0) return { t, wrapped: true };
  }
  return { t, wrapped: false };
}
function nextMinute(s: Spec, zone: Zone, from: number): { t: number; wrapped: boolean } {
  let t = from;
  let m = localOf(zone, t).getUTCMinutes();
  while (!s.minute.values.has(m)) {
    t = Math.floor(t / minute) * minute + minute;
    m = localOf(zone, t).getUTCMinutes();
    if (m === 0) return { t, wrapped: true };
  }
  return { t, wrapped: false };
}

function nextOfSpec(s: Spec, zone: Zone, after: number): number | null {
  let t: number | null = Math.floor(after / 1000) * 1000 + 1000;
  const limit = localOf(zone, t).getUTCFullYear() + yearsMax;
  for (;;) {
    if (localOf(zone, t).getUTCFullYear() > limit) return null;
    t = nextMonth(s, zone, t, limit);
    if (t === null) return null;
    const d = nextMatchingDay(s, zone, t);
    t = d.t;
    if (d.wrapped) continue;
    const h = nextHour(s, zone, t);
    t = h.t;
    if (h.wrapped) continue;
    const m = nextMinute(s, zone, t);
    t = m.t;
    if (m.wrapped) continue;
    const seconds = localOf(zone, t).getUTCSeconds();
    if (seconds === 0) return t;
    t = t - seconds * 1000 + minute; // the second field is always 0
    if (localOf(zone, t).getUTCMinutes() !== 0 && s.minute.values.has(localOf(zone, t).getUTCMinutes())) return t;
  }
}

/** The first activation strictly after `after` (ms since 1970), or null if there is none within five years. */
export function nextActivation(schedule: Schedule, after: number, zoneName: string | null = null): number | null {
  if (schedule.type === 'every') return Math.floor(after / 1000) * 1000 + schedule.every;
  return nextOfSpec(schedule, zoneOf(zoneName), after);
}
export { day };
