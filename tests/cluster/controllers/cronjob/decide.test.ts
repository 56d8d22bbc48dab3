// What a CronJob does at a moment, as a table: slots, missed starts, deadlines, policies.
import { describe, expect, it } from 'vitest';
import type { CronJob } from '../../../../src/api/types.ts';
import { decideSchedule } from '../../../../src/cluster/controllers/cronjob/decide.ts';
import { jobFromTemplate } from '../../../../src/cluster/controllers/cronjob/from-template.ts';
import { byJobStartTime, jobsToTrim } from '../../../../src/cluster/controllers/cronjob/jobs.ts';
import { mostRecentScheduleTime, nextScheduleTimeDuration } from '../../../../src/cluster/controllers/cronjob/schedule-time.ts';
import { parseSchedule } from '../../../../src/api/schedule/index.ts';
import type { Job } from '../../../../src/api/types.ts';

const created = '2026-01-01T10:00:00Z';
const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);
const cron = (spec: Partial<CronJob['spec']> = {}, status: CronJob['status'] = {}): CronJob => ({
  apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'c', namespace: 'n', uid: 'u', creationTimestamp: created }, status,
  spec: { schedule: '0 * * * *', concurrencyPolicy: 'Allow', jobTemplate: { spec: { template: { spec: { containers: [] } } } }, ...spec },
});
const active = (name: string) => ({ active: [{ name, namespace: 'n', uid: name }] });

describe('decideSchedule', () => {
  it.each([
    ['before the first slot nothing is due', cron(), '10:30:00', 'nothing', 'noUnmetTime'],
    ['a slot that has come is started', cron(), '11:00:01', 'start', null],
    ['the slot that was started last is not started again', cron({}, { lastScheduleTime: '2026-01-01T11:00:00Z' }), '11:20:00', 'nothing', 'noUnmetTime'],
    ['a slot whose Job is active is not started again', cron({}, active(`c-${at('11:00:00') / 60_000}`)), '11:00:05', 'nothing', 'alreadyStarted'],
    ['a suspended one rests', cron({ suspend: true }), '11:00:01', 'nothing', 'suspended'],
    ['too late for the starting deadline', cron({ startingDeadlineSeconds: 10 }, { lastScheduleTime: created }), '11:00:11', 'nothing', 'noUnmetTime'],
    ['within the starting deadline', cron({ startingDeadlineSeconds: 30 }), '11:00:20', 'start', null],
    ['Forbid waits for what is active', cron({ concurrencyPolicy: 'Forbid' }, active('c-1')), '11:00:01', 'skip', 'forbid'],
    ['Allow does not', cron({ concurrencyPolicy: 'Allow' }, active('c-1')), '11:00:01', 'start', null],
    ['Replace starts too', cron({ concurrencyPolicy: 'Replace' }, active('c-1')), '11:00:01', 'start', null],
    ['a zone that does not exist', cron({ timeZone: 'No/Where' }), '11:00:01', 'nothing', 'unknownTimeZone'],
    ['a schedule that cannot be read', cron({ schedule: 'nope' }), '11:00:01', 'nothing', 'unparseable'],
    ['a schedule that never fires', cron({ schedule: '0 0 31 2 *' }), '11:00:01', 'nothing', 'invalid'],
  ] as const)('%s', (_, cj, now, does, why) => {
    const d = decideSchedule(cj, at(now));
    expect(d.do).toBe(does);
    expect('why' in d ? d.why : null).toBe(why);
  });
  it('of many missed slots only the newest is started, with a warning', () => {
    const d = decideSchedule(cron({ schedule: '* * * * *' }), at('12:30:10'));
    expect(d.do === 'start' && new Date(d.slot).toISOString()).toBe('2026-01-01T12:30:00.000Z');
    expect(d.events).toEqual([{ type: 'Warning', reason: 'TooManyMissedTimes', message: 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew' }]);
  });
});

const schedule = (text: string) => { const p = parseSchedule(text); if (!p.ok) throw new Error(p.error); return p.value; };
describe('slots', () => {
  it.each([
    ['none yet', '0 * * * *', '10:30:00', null, 'none'], ['one', '0 * * * *', '11:30:00', '11:00:00', 'none'], ['two: the newer', '0 * * * *', '12:30:00', '12:00:00', 'few'],
    ['an uneven schedule', '30 6-16/4 * * *', '15:00:00', '14:30:00', 'few'],
  ] as const)('%s', (_, text, now, want, missed) => {
    const r = mostRecentScheduleTime(cron({ schedule: text }), at(now), schedule(text), false);
    expect(r.ok && r.mostRecent).toBe(want === null ? null : at(want));
    expect(r.ok && r.missed).toBe(missed);
  });
  it('an uneven schedule whose reckoning goes past its slots is looked at next from now on', () => {
    // Ten slots a minute apart each New Year; months later the reckoned number of missed ones leads past the last of them.
    const text = '0-9 10 1 1 *', much = Date.parse('2026-06-01T00:00:00Z');
    expect(mostRecentScheduleTime(cron({ schedule: text }), much, schedule(text), false)).toMatchObject({ ok: true, mostRecent: null, missed: 'many' });
    expect(nextScheduleTimeDuration(cron({ schedule: text }), much, schedule(text))).toBe(Date.parse('2027-01-01T10:00:00Z') + 100 - much);
  });
  it('a slot after which the next is out of the cron library\'s sight is waited for all the same', () => {
    const text = '0 0 29 2 *', before = Date.parse('2096-02-01T00:00:00Z'), leapDay = Date.parse('2096-02-29T00:00:00Z');
    const cj = cron({ schedule: text }, { lastScheduleTime: '2096-01-01T00:00:00Z' });
    expect(mostRecentScheduleTime(cj, before, schedule(text), false)).toMatchObject({ ok: true, mostRecent: null, missed: 'none' });
    expect(nextScheduleTimeDuration(cj, before, schedule(text))).toBe(leapDay + 100 - before);
    expect(mostRecentScheduleTime(cj, leapDay, schedule(text), false).ok).toBe(false);
  });
  it('the next look is a tenth of a second after the next slot', () => { expect(nextScheduleTimeDuration(cron(), at('10:59:00'), schedule('0 * * * *'))).toBe(60_100); });
});

const job = (name: string, startTime: string | null, type: 'Complete' | 'Failed' | null): Job => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name, uid: name }, spec: { template: { spec: { containers: [] } } },
  status: { ...(startTime ? { startTime } : {}), ...(type ? { conditions: [{ type, status: 'True' }] } : {}) },
});
describe('history', () => {
  const jobs = [job('c', '2026-01-01T12:00:00Z', 'Complete'), job('a', '2026-01-01T10:00:00Z', 'Complete'), job('b', '2026-01-01T11:00:00Z', 'Failed'), job('d', '2026-01-01T13:00:00Z', null), job('e', '2026-01-01T09:00:00Z', 'Failed')];
  it('the oldest finished ones over each limit go', () => { expect(jobsToTrim(cron({ successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 1 }), jobs).map((j) => j.metadata.name)).toEqual(['a', 'e']); });
  it('no limit keeps all', () => { expect(jobsToTrim(cron(), jobs)).toEqual([]); });
  it('without a start time a Job is youngest', () => { expect([job('x', null, 'Complete'), job('y', created, 'Complete')].sort(byJobStartTime).map((j) => j.metadata.name)).toEqual(['y', 'x']); });
  it('of two without one the first by name is older', () => { expect([job('y', null, 'Complete'), job('x', null, 'Complete')].sort(byJobStartTime).map((j) => j.metadata.name)).toEqual(['x', 'y']); });
});
it('the Job of a slot is named by minutes since 1970 and says its slot in the zone', () => {
  const made = jobFromTemplate(cron({ timeZone: 'Asia/Kolkata' }), at('11:00:00'));
  expect(made.metadata.name).toBe(`c-${at('11:00:00') / 60_000}`);
  expect(made.metadata.annotations).toEqual({ 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-01T16:30:00+05:30' });
});
