// Activations for people to look at: the next few, all in a span, and how many on each day of a year.
import { CronExpressionParser } from 'cron-parser';
import { nextActivation } from './next.ts';
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

const listOf = (values: ReadonlySet<number>): string => [...values].sort((a, b) => a - b).join(',');
/**
 * The days on which a schedule runs in [from, to), as UTC midnights of local dates, and how many times it is meant to run on each.
 * cron-parser counts the days: given plain lists and UTC it agrees with our dialect, since the day rule and the fields are settled here.
 */
export function daysOf(spec: Spec, from: number, to: number): { day: number; runs: number }[] {
  const runs = spec.hour.values.size * spec.minute.values.size;
  if (runs === 0 || spec.dom.values.size === 0 || spec.month.values.size === 0 || spec.dow.values.size === 0) return [];
  const dom = spec.dom.star ? '*' : listOf(spec.dom.values);
  const dow = spec.dow.star ? '*' : listOf(spec.dow.values);
  const days: { day: number; runs: number }[] = [];
  try {
    const iterator = CronExpressionParser.parse(`0 0 0 ${dom} ${listOf(spec.month.values)} ${dow}`, { currentDate: new Date(from - 1000), endDate: new Date(to - 1000), tz: 'UTC' });
    while (iterator.hasNext()) days.push({ day: iterator.next().getTime(), runs });
  } catch { /* a day that never comes, 31 February for instance */ }
  return days;
}
