// Syncs of the CronJob controller against a made-up API server: whose Jobs they are, what is written, which Events tell of it.
import { describe, expect, it } from 'vitest';
import type { ApiObject, CronJob, Job, ObjectReference } from '../../../../src/api/types.ts';
import { cronJobController } from '../../../../src/cluster/controllers/cronjob/index.ts';
import type { ApiCall, ApiResult } from '../../../../src/cluster/messages.ts';
import { accepted, fakeContext, refused, runSync } from '../fake-context.ts';

const now = Date.parse('2026-01-01T10:00:05Z');
const slot = '2026-01-01T10:00:00Z';
const jobName = `c-${Date.parse(slot) / 60_000}`;
const cron = (spec: Partial<CronJob['spec']> = {}, status: CronJob['status'] = {}, version = '5'): CronJob => ({
  apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'c', namespace: 'n', uid: 'cron-uid', resourceVersion: version, creationTimestamp: '2026-01-01T09:59:30Z' }, status,
  spec: { schedule: '* * * * *', concurrencyPolicy: 'Allow', jobTemplate: { spec: { template: { spec: { containers: [] } } } }, ...spec },
});
const job = (name: string, condition: 'Complete' | 'Failed' | null = null, owner = { name: 'c', uid: 'cron-uid' }): Job => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'n', uid: `${name}-uid`, ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', controller: true, ...owner }] },
  spec: { template: { spec: { containers: [] } } },
  status: condition ? { startTime: '2026-01-01T09:00:00Z', ...(condition === 'Complete' ? { completionTime: '2026-01-01T09:30:00Z' } : {}), conditions: [{ type: condition, status: 'True' }] } : {},
});
const ref = (name: string): ObjectReference => ({ name, namespace: 'n', uid: `${name}-uid` });
const done = { lastScheduleTime: slot };

function sync(cj: CronJob, jobs: Job[], answers: Partial<Record<ApiCall['verb'], (call: ApiCall) => ApiResult>> = {}) {
  const fake = fakeContext(cronJobController, [cj, ...jobs], now);
  const outcome = runSync(cronJobController, fake, 'n/c', (call) => answers[call.verb]?.(call) ?? accepted(call.verb === 'create' ? { ...(call.object as Job), metadata: { ...(call.object as Job).metadata, uid: 'new-uid' } } : null));
  const write = fake.calls.find((c) => c.verb === 'updateStatus');
  return { outcome, events: fake.events, verbs: fake.calls.map((c) => c.verb), written: write?.verb === 'updateStatus' ? write.object as CronJob : null };
}
const found = (object: ApiObject) => () => accepted(object);

describe('a sync', () => {
  it('starts the slot, writes the status once and comes back a tenth of a second after the next', () => {
    const s = sync(cron(), []);
    expect(s.events).toEqual([`Normal SuccessfulCreate: Created job ${jobName}`]);
    expect(s.written?.status).toMatchObject({ lastScheduleTime: slot, active: [{ kind: 'Job', name: jobName, uid: 'new-uid' }] });
    expect(s.outcome).toEqual({ type: 'requeueAfter', delay: 55_100, forget: true });
  });
  it.each([
    ['its own', { name: 'c', uid: 'cron-uid' }, 1], ['those of an older CronJob of the same name too', { name: 'c', uid: 'older' }, 1], ['not those of another name', { name: 'd', uid: 'cron-uid' }, 0],
  ])('asks by name whose Jobs are to be looked at: %s', (_, owner, unexpected) => {
    const cj = cron({}, done);
    expect(sync(cj, [job('a', null, owner)], { get: found(cj) }).events).toEqual(Array.from({ length: unexpected }, () => 'Warning UnexpectedJob: Saw a job that the controller did not create or forgot: a'));
  });
  it('says nothing of a Job that only the cache has not seen in the active list', () => {
    const s = sync(cron({}, done), [job('a')], { get: found(cron({}, { ...done, active: [ref('a')] }, '6')) });
    expect([s.events, s.written]).toEqual([[], null]);
  });
  it('then writes the copy it began with, which the API server will refuse as stale', () => {
    const s = sync(cron(), [job('a')], { get: found(cron({}, { active: [ref('a')] }, '6')), updateStatus: () => refused(409, 'conflict') });
    expect(s.written?.metadata.resourceVersion).toBe('5');
    expect(s.outcome).toEqual({ type: 'error', message: 'conflict' });
  });
  it.each([['Complete', { lastSuccessfulTime: '2026-01-01T09:30:00Z' }], ['Failed', {}]] as const)('a Job that is %s leaves the active list', (condition, more) => {
    const s = sync(cron({}, { ...done, active: [ref('a')] }), [job('a', condition)]);
    expect(s.events).toEqual([`Normal SawCompletedJob: Saw completed job: a, condition: ${condition}`]);
    expect(s.written?.status).toEqual({ ...done, ...more });
  });
  it('a success counts though its Job is no longer in the list', () => { expect(sync(cron({}, done), [job('a', 'Complete')]).written?.status).toEqual({ ...done, lastSuccessfulTime: '2026-01-01T09:30:00Z' }); });
  it('an active Job that the API server does not have went missing', () => {
    const s = sync(cron({}, { ...done, active: [ref('a')] }), [], { get: () => refused(404) });
    expect([s.events, s.written?.status]).toEqual([['Normal MissingJob: Active job went missing: a'], done]);
  });
  it('one that only the cache lacks stays', () => { expect(sync(cron({}, { ...done, active: [ref('a')] }), [], { get: found(job('a')) }).written).toBeNull(); });
  it('Replace deletes what is active before it creates', () => {
    const s = sync(cron({ concurrencyPolicy: 'Replace' }, { active: [ref('a')] }), [job('a')], { get: found(job('a')) });
    expect(s.verbs).toEqual(['get', 'delete', 'create', 'updateStatus']);
    expect(s.events).toEqual(['Normal SuccessfulDelete: Deleted job a', `Normal SuccessfulCreate: Created job ${jobName}`]);
  });
  it('Replace that cannot delete creates nothing and tries again', () => {
    const s = sync(cron({ concurrencyPolicy: 'Replace' }, { active: [ref('a')] }), [job('a')], { get: found(job('a')), delete: () => refused(500, 'no') });
    expect([s.verbs.includes('create'), s.events, s.outcome]).toEqual([false, ['Warning FailedDelete: Deleted job: no'], { type: 'error', message: 'could not replace job n/a' }]);
  });
  it('history goes first: the oldest finished, each with its Event', () => {
    const s = sync(cron({ successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 1 }, done), [job('a', 'Complete'), job('b', 'Failed')]);
    expect([s.verbs[0], s.events]).toEqual(['delete', ['Normal SuccessfulDelete: Deleted job a']]);
  });
  it('a Job that could not be created is told, and tried again', () => {
    const s = sync(cron(), [], { create: () => refused(403, 'forbidden') });
    expect([s.events, s.written, s.outcome]).toEqual([['Warning FailedCreate: Error creating job: forbidden'], null, { type: 'error', message: 'forbidden' }]);
  });
  const exists = { create: (): ApiResult => ({ ok: false, status: { code: 409, reason: 'AlreadyExists', message: 'exists' } }) };
  it('a Job that exists already and is its own enters the list without an Event', () => {
    const s = sync(cron(), [], { ...exists, get: found(job(jobName)) });
    expect([s.events, s.written?.status.active?.map((r) => r.name), s.written?.status.lastScheduleTime]).toEqual([[], [jobName], slot]);
  });
  it('a Job that exists already and is another\'s is left alone, and nothing is planned', () => {
    const s = sync(cron(), [], { ...exists, get: found(job(jobName, null, { name: 'c', uid: 'older' })) });
    expect([s.events, s.written, s.outcome]).toEqual([[], null, { type: 'ok', keepFailures: true }]);
  });
  it('what is being deleted only has its status kept', () => {
    const cj = cron({}, { active: [ref('a')] });
    const s = sync({ ...cj, metadata: { ...cj.metadata, deletionTimestamp: slot } }, [job('a', 'Complete')]);
    expect([s.verbs, s.outcome]).toEqual([['updateStatus'], { type: 'ok', keepFailures: true }]);
  });
});
