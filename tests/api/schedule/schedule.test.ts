// The schedule dialect in tables: what is refused and how, and when a schedule fires, also where the clocks change.
import { CronExpressionParser } from 'cron-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf } from '../../../src/api/schedule/calendar.ts';
import { dstJumps, nextActivation, parseSchedule, scheduleError, timeZoneError } from '../../../src/api/schedule/index.ts';

describe('refusals, word for word', () => {
  it.each([
    ['', 'empty spec string'],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['0 0 * * * 2026', 'expected exactly 5 fields, found 6: [0 0 * * * 2026]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['*/5/2 * * * *', 'too many slashes: */5/2'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['0 0 L * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
    ['0 0 * * MON#1', 'failed to parse int from MON#1: strconv.Atoi: parsing "MON#1": invalid syntax'],
    ['*/-5 * * * *', 'negative number (-5) not allowed: -5'],
    ['99999999999999999999 * * * *', 'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range'],
    ['@reboot', 'unrecognized descriptor: @reboot'],
    ['@every soon', 'failed to parse duration @every soon: time: invalid duration "soon"'],
    ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
    ['@every 5d', 'failed to parse duration @every 5d: time: unknown unit "d" in duration "5d"'],
    ['TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
    ['TZ=Mars/Olympus * * * * *', 'provided bad location Mars/Olympus: unknown time zone Mars/Olympus'],
  ])('%s', (schedule, error) => { expect(scheduleError(schedule)).toBe(error); });
  it.each(['*/1 * * * *', '0 12 ? * MON-fri', '@hourly', '@every 1h30m', '1-5/2,7 0-23/2 1,15 JAN,jul *', '\t*\t* * *  * ', '+5 * * * *'])('%s is taken', (schedule) => { expect(scheduleError(schedule)).toBeNull(); });
  it.each([['UTC', null], ['Etc/GMT-8', null], ['US/Eastern', null], ['asia/shanghai', 'unknown time zone asia/shanghai'], ['GMT+8', 'unknown time zone GMT+8'], ['../etc', 'time: invalid location name']])('time zone %s', (zone, error) => { expect(timeZoneError(zone)).toBe(error); });
});

const next = (schedule: string, zone: string, from: string, count: number): string[] => {
  const parsed = parseSchedule(schedule);
  if (!parsed.ok) throw new Error(parsed.error);
  const found: string[] = [];
  for (let t = nextActivation(parsed.value, Date.parse(from), zone); t !== null && found.length < count; t = nextActivation(parsed.value, t, zone)) found.push(new Date(t).toISOString().slice(0, 16));
  return found;
};
describe('activations', () => {
  it.each([
    ['a time that the clocks skip in spring is skipped', '30 2 * * *', 'America/New_York', '2026-03-07T00:00:00Z', ['2026-03-07T07:30', '2026-03-09T06:30']],
    ['a time that they repeat in autumn is met twice', '30 1 * * *', 'America/New_York', '2026-10-31T00:00:00Z', ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-01T06:30', '2026-11-02T06:30']],
    ['every hour goes on through both jumps', '0 * * * *', 'Europe/Berlin', '2026-03-29T00:00:00Z', ['2026-03-29T01:00', '2026-03-29T02:00']],
    ['a half-hour jump moves the hours by half an hour', '0 * * * *', 'Australia/Lord_Howe', '2026-04-04T13:30:00Z', ['2026-04-04T14:00', '2026-04-04T15:30']],
    ['midnight that does not exist is left out', '0 0 * * *', 'America/Sao_Paulo', '2018-11-02T12:00:00Z', ['2018-11-03T03:00', '2018-11-05T02:00']],
    ['leap days only', '0 0 29 2 *', 'UTC', '2026-01-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['a date that never comes', '0 0 31 2 *', 'UTC', '2026-01-01T00:00:00Z', []],
    ['day of month or day of week when both restrict', '0 12 13 * FRI', 'UTC', '2026-02-11T00:00:00Z', ['2026-02-13T12:00', '2026-02-20T12:00', '2026-02-27T12:00']],
    ['a stepped star restricts too', '0 0 */10 * SUN', 'UTC', '2026-02-01T12:00:00Z', ['2026-02-08T00:00', '2026-02-11T00:00', '2026-02-15T00:00']],
    ['quarter-hour zones', '*/30 * * * *', 'Asia/Kathmandu', '2026-01-01T00:00:00Z', ['2026-01-01T00:15', '2026-01-01T00:45']],
    ['@every counts from where it is asked', '@every 90s', 'UTC', '2026-01-01T00:00:07Z', ['2026-01-01T00:01', '2026-01-01T00:03']],
  ] as const)('%s', (_, schedule, zone, from, want) => { expect(next(schedule, zone, from, Math.max(1, want.length))).toEqual(want); });

  it('agrees with cron-parser in UTC, where the dialects are one', () => {
    const list = (min: number, max: number) => fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((v) => v.sort((a, b) => a - b).join(','));
    const field = (min: number, max: number) => fc.oneof(fc.constant('*'), list(min, max));
    fc.assert(fc.property(field(0, 59), field(0, 23), fc.oneof(fc.constant('*'), list(1, 28)), field(1, 12), field(0, 6), fc.integer({ min: 0, max: 4e11 }), (minute, hour, dom, month, dow, at) => {
      const text = `${minute} ${hour} ${dom} ${month} ${dow}`;
      const from = 1_600_000_000_000 + at;
      const theirs = CronExpressionParser.parse(`0 ${text}`, { currentDate: new Date(from), tz: 'UTC' }).next().getTime();
      const parsed = parseSchedule(text);
      expect(parsed.ok && nextActivation(parsed.value, from, 'UTC')).toBe(theirs);
    }), { numRuns: 200, seed: 7 });
  });
});

it('the calendar counts the days of a year', () => {
  const parsed = parseSchedule('0 6,18 * * MON');
  if (!parsed.ok || parsed.value.type !== 'spec') throw new Error('not a spec');
  const days = daysOf(parsed.value, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1));
  expect(days).toHaveLength(52);
  expect(days.every((d) => d.runs === 2 && new Date(d.day).getUTCDay() === 1)).toBe(true);
});
it('clock changes of a year in New York', () => {
  expect(dstJumps('America/New_York', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)).map((j) => [new Date(j.at).toISOString(), (j.after - j.before) / 3_600_000])).toEqual([['2026-03-08T07:00:00.000Z', 1], ['2026-11-01T06:00:00.000Z', -1]]);
});
