// What the engine says of a schedule: next runs with the changes of the clocks between them, refusals, single runs and runs by day.
import { expect, test } from 'vitest';
import type { CalendarTold } from '../../src/engine/protocol.ts';
import { aboutSchedule } from '../../src/engine/schedules.ts';

const day = 86_400_000;
const berlin = 'Europe/Berlin';
const beforeSummer = Date.UTC(2026, 2, 27);

test('the next runs, and where the clocks change between them', () => {
  const told = aboutSchedule('30 1 * * *', { about: 'next', zone: berlin, after: beforeSummer, count: 4 });
  expect(told).toMatchObject({ ok: true, runs: [27, 28, 29, 30].map((d) => Date.UTC(2026, 2, d, d < 30 ? 0 : -1, 30)), jumps: [{ at: Date.UTC(2026, 2, 29, 1), before: 3_600_000, after: 7_200_000 }] });
});
test('what the API server would refuse is refused in its words, and has no calendar', () => {
  expect(aboutSchedule('60 * * * *', { about: 'next', zone: null, after: 0, count: 1 })).toMatchObject({ ok: false, which: 'schedule', error: expect.stringContaining('above maximum') });
  expect(aboutSchedule('* * * * *', { about: 'next', zone: 'Europe/Atlantis', after: 0, count: 1 })).toMatchObject({ ok: false, which: 'zone' });
  expect(aboutSchedule('60 * * * *', { about: 'calendar', zone: null, from: 0, days: 1, single: true })).toBeNull();
});
test('single runs of a day, as many as a strip shows', () => {
  expect(aboutSchedule('0 */6 * * *', { about: 'calendar', zone: null, from: 0, days: 1, single: true })).toEqual({ offset: 0, marks: [0, 6, 12, 18].map((h) => h * 3_600_000), full: false, days: [], jumps: [] });
  expect(aboutSchedule('* * * * *', { about: 'calendar', zone: null, from: 0, days: 7, single: true })).toMatchObject({ full: true, marks: { length: 1500 } });
});
test('the days of a span by the zone\'s calendar', () => {
  const told = aboutSchedule('0 12 * * 1', { about: 'calendar', zone: berlin, from: beforeSummer, days: 31, single: false });
  expect(told).toMatchObject({ offset: 3_600_000, marks: [], jumps: [{ at: Date.UTC(2026, 2, 29, 1) }] });
  expect((told as CalendarTold).days.filter((d) => d.runs > 0).map((d) => (d.day - Date.UTC(2026, 2, 30)) / day)).toEqual([0, 7, 14, 21]);
  expect(aboutSchedule('@every 6h', { about: 'calendar', zone: null, from: 0, days: 2, single: false })).toMatchObject({ days: [{ day: 0, runs: 4 }, { day, runs: 4 }] });
});
