// A schedule in plain words, in the language that is spoken.
import type { Schedule, Spec } from '../../api/schedule/index.ts';
import { language, t } from '../words.svelte.ts';

const pad = (n: number): string => String(n).padStart(2, '0');
const sorted = (values: ReadonlySet<number>): number[] => [...values].sort((a, b) => a - b);
const list = (items: readonly string[]): string => new Intl.ListFormat(language(), { type: 'conjunction' }).format(items);
const weekday = (n: number): string => new Intl.DateTimeFormat(language(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 2, 1 + n));
const month = (n: number): string => new Intl.DateTimeFormat(language(), { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, n - 1, 15));

/** n if the values are 0, n, 2n … up to `below` and n divides it; else null. */
function stepOf(values: readonly number[], below: number): number | null {
  const n = values[1];
  if (n === undefined || values[0] !== 0 || below % n !== 0 || values.length !== below / n) return null;
  return values.every((v, i) => v === i * n) ? n : null;
}
/** Consecutive values of three or more as "first to last", else a list. */
function span(values: readonly number[], name: (n: number) => string): string {
  const consecutive = values.every((v, i) => i === 0 || v === values[i - 1]! + 1);
  return consecutive && values.length > 2 ? t('cronWords.range', { from: name(values[0]!), to: name(values.at(-1)!) }) : list(values.map(name));
}

function timeOf({ minute, hour }: Spec): string {
  const minutes = sorted(minute.values);
  const hours = sorted(hour.values);
  const allHours = hours.length === 24;
  const step = stepOf(minutes, 60);
  const hourStep = stepOf(hours, 24);
  const during = allHours ? '' : t('cronWords.during', { hours: span(hours, (h) => `${pad(h)}:00`) });
  if (minutes.length === 60) return allHours ? t('cronWords.everyMinute') : t('cronWords.everyMinute') + during;
  if (step !== null && step > 1) return t('cronWords.everyMinutes', { n: step }) + during;
  if (!allHours && minutes.length * hours.length <= 6) return t('cronWords.at', { times: list(hours.flatMap((h) => minutes.map((m) => `${pad(h)}:${pad(m)}`))) });
  const past = span(minutes, String);
  if (allHours) return minutes.length === 1 && minutes[0] === 0 ? t('cronWords.everyHour') : t('cronWords.pastEveryHour', { minutes: past });
  if (hourStep !== null && hourStep > 1) return t('cronWords.everyHours', { n: hourStep, minutes: past });
  return t('cronWords.pastHours', { minutes: past, hours: span(hours, (h) => `${pad(h)}:00`) });
}
function daysOf({ dom, dow, month: months, hour }: Spec): string {
  const inMonths = months.values.size === 12 ? '' : t('cronWords.inMonths', { months: span(sorted(months.values), month) });
  const onDays = t('cronWords.onDays', { days: span(sorted(dom.values), String) });
  const onWeekdays = t('cronWords.onWeekdays', { days: span(sorted(dow.values), weekday) });
  if (dom.star && dow.star) return hour.values.size === 24 ? inMonths : t('cronWords.everyDay') + inMonths;
  if (dom.star || dow.star) return (dom.star ? (dow.values.size === 7 ? t('cronWords.everyDay') : onWeekdays) : dom.values.size === 31 ? t('cronWords.everyDay') : onDays) + inMonths;
  return t('cronWords.either', { a: onDays, b: onWeekdays.replace(/^, /, '') }) + inMonths;
}

/** For instance "every day at 01:30" or "every 5 minutes". */
export function inWords(schedule: Schedule): string {
  if (schedule.type === 'every') return t('cronWords.every', { ms: schedule.every });
  return t('cronWords.sentence', { time: timeOf(schedule), days: daysOf(schedule) }).trim();
}
