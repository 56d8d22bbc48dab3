// Activations for people to look at: the next few, all in a span, and how many on each day of a year.
import { day, dayMatches, nextActivation } from './next.ts';
import type { Schedule, Spec } from './parse.ts';

/** The next `count` activations after `after`; fewer if the schedule runs dry. */
export function upcoming(schedule: Schedule, after: number, zone: string | null, count: number): number[] {
  const found: number[] = [];
  for (let t = nextActivation(schedule, after, zone); t !== null && found.length < count; t = nextActivation(schedule, t, zone)) found.push(t);
  return found;
}
/** All activations in [from, to), at most `most`. */
export function activationsBetween(schedule: Schedule, from: number, to: number, zone: string | null, most: number): number[] {
  const found: number[] = [];
  for (let t = nextActivation(schedule, from - 1, zone); t !== null && t < to && found.length < most; t = nextActivation(schedule, t, zone)) found.push(t);
  return found;
}

/** The days on which a schedule runs in [from, to), as UTC midnights of local dates, and how many times it is meant to run on each. */
export function daysOf(spec: Spec, from: number, to: number): { day: number; runs: number }[] {
  const runs = spec.hour.values.size * spec.minute.values.size;
  const days: { day: number; runs: number }[] = [];
  if (runs === 0) return days;
  for (let t = Math.ceil(from / day) * day; t < to; t += day) {
    const d = new Date(t);
    if (spec.month.values.has(d.getUTCMonth() + 1) && dayMatches(spec, d.getUTCDate(), d.getUTCDay())) days.push({ day: t, runs });
  }
  return days;
}
