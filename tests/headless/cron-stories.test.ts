// Whole runs of CronJobs, each told as its Events and its Jobs. What is expected follows from the CronJob controller of Kubernetes v1.36, not from a recording.
import { describe, expect, it } from 'vitest';
import { play } from '../../src/headless/replay/play.ts';
import { readScenario } from '../../src/headless/replay/scenario.ts';

/** 20 s before a minute: slots fall at 20, 80, 140 … s. */
const startedAt = '2026-11-23T19:47:40Z';
const first = Date.parse('2026-11-23T19:48:00Z') / 60_000;
const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] } };
type Story = { spec?: Record<string, unknown>; job?: Record<string, unknown>; metadata?: Record<string, unknown>; others?: unknown[]; run?: number; actions?: unknown[]; seconds: number };

function replayed({ spec = {}, job = {}, metadata, others = [], run = 3, actions = [], seconds }: Story) {
  const cronJob = { kind: 'CronJob', metadata: { name: 'c' }, spec: { schedule: '* * * * *', ...spec, jobTemplate: { ...(metadata ? { metadata } : {}), spec: { template, ...job } } } };
  const r = play(readScenario({ startedAt, seconds, actions, plan: { default: { run } }, manifests: [cronJob, ...others] }, 'story'));
  const events = r.events.filter((e) => e.object === 'CronJob/c').map((e) => `${e.reason}${e.count > 1 ? ` x${e.count}` : ''}: ${e.message}`.replace(/c-(\d{8})/g, (_, minute) => `c+${Number(minute) - first}`));
  return { events, made: Object.entries(r.jobTransitions).filter(([name]) => name.startsWith('c-')).map(([name, list]) => `c+${Number(name.slice(2)) - first} at ${Math.floor(list[0]!.t)}`), results: r.results.map((x) => x.code) };
}
const change = (at: number, spec: Record<string, unknown>) => ({ at, kind: 'CronJob', name: 'c', patch: { spec } });
const seen = (n: number, count = '') => `SawCompletedJob${count}: Saw completed job: c+${n}, condition: Complete`;
const started = (n: number) => `SuccessfulCreate: Created job c+${n}`;

describe('the story of a CronJob', () => {
  it('two slots in one minute share a Job: the second finds it made and takes it in again', () => {
    const r = replayed({ spec: { schedule: '@every 45s' }, seconds: 200 });
    expect(r.made).toEqual(['c+0 at 45', 'c+1 at 90', 'c+2 at 180']);
    expect(r.events).toEqual([started(0), seen(0), started(1), seen(1, ' x2'), started(2), seen(2)]);
  });
  it('somebody else\'s Job of the name that it wants ends its work until something changes', () => {
    const r = replayed({ others: [{ kind: 'Job', metadata: { name: `c-${first}` }, spec: { template } }], seconds: 150 });
    expect([r.made, r.events]).toEqual([['c+0 at 0'], []]);
  });
  it('a Job that the server refuses is tried again after 5, 10, 20 … ms, and each try counts up one Event', () => {
    const r = replayed({ metadata: { labels: { 'bad key': 'x' } }, seconds: 50 });
    expect(r.made).toEqual([]);
    expect(r.events).toEqual([expect.stringMatching(/^FailedCreate x13: Error creating job: Job\.batch "c\+0" is invalid: metadata\.labels: Invalid value: "bad key": /)]);
  });
  it('a slot missed while it was suspended is started if the deadline allows', () => {
    const actions = [change(10, { suspend: true }), change(90, { suspend: false })];
    expect(replayed({ spec: { startingDeadlineSeconds: 15 }, actions, seconds: 130 }).made).toEqual(['c+1 at 90']);
    expect(replayed({ spec: { startingDeadlineSeconds: 5 }, actions, seconds: 150 }).made).toEqual(['c+2 at 140']);
  });
  it('Forbid passes over a slot and makes up for it when the Job has ended; Replace does not wait', () => {
    const forbid = replayed({ spec: { concurrencyPolicy: 'Forbid' }, run: 70, seconds: 130 });
    expect(forbid.made).toEqual(['c+0 at 20', 'c+1 at 92']);
    expect(forbid.events).toEqual([started(0), 'JobAlreadyActive x2: Not starting job because prior execution is running and concurrency policy is Forbid', seen(0), started(1)]);
    const replaced = replayed({ spec: { concurrencyPolicy: 'Forbid' }, run: 200, actions: [change(100, { concurrencyPolicy: 'Replace' })], seconds: 130 });
    expect(replaced.made).toEqual(['c+0 at 20', 'c+1 at 100']);
    expect(replaced.events).toEqual([started(0), 'JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid', 'SuccessfulDelete: Deleted job c+0', started(1)]);
  });
  it('a Job that somebody deletes is missed, and its slot is not started again', () => {
    const r = replayed({ run: 100, actions: [{ at: 30, kind: 'Job', name: `c-${first}`, delete: true }, { at: 31, kind: 'Job', name: `c-${first}`, delete: true }], seconds: 100 });
    expect([r.made, r.results]).toEqual([['c+0 at 20', 'c+1 at 80'], [201, 200, 404]]);
    expect(r.events).toEqual([started(0), 'MissingJob: Active job went missing: c+0', started(1)]);
  });
  it('a history of none deletes a Job as soon as it is seen to have ended, without a word that it has', () => {
    expect(replayed({ spec: { successfulJobsHistoryLimit: 0 }, seconds: 60 }).events).toEqual([started(0), 'SuccessfulDelete: Deleted job c+0']);
  });
  it('a schedule that never comes is said to be invalid, once; when it takes the place of another, at once and when that one would have come', () => {
    const invalid = (count = '') => `InvalidSchedule${count}: invalid schedule: 0 0 30 2 * : time difference between two schedules is less than 1 second`;
    expect(replayed({ spec: { schedule: '0 0 30 2 *' }, seconds: 60 }).events).toEqual([invalid()]);
    const changed = (seconds: number) => replayed({ actions: [change(10, { schedule: '0 0 30 2 *' })], seconds }).events;
    expect([changed(15), changed(25)]).toEqual([[invalid()], [invalid(' x2')]]);
  });
});
