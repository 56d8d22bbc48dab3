// One sync of a Job from its cache to its writes, as a table. Counts Pods created and deleted, finalizers taken off, and the last status written.
import { describe, expect, it } from 'vitest';
import { refuseJobStatus } from '../../../../src/api/job-status.ts';
import type { ApiObject, Job, JobSpec, JobStatus, Pod } from '../../../../src/api/types.ts';
import { jobController } from '../../../../src/cluster/controllers/job/index.ts';
import { jobCompletionIndexKey } from '../../../../src/cluster/controllers/job/constants.ts';
import type { ApiCall, ApiResult } from '../../../../src/cluster/messages.ts';
import { accepted, fakeContext, refused, runSync, type Fake } from '../fake-context.ts';
import { at, indexPods, indexedJob, job, now, pod } from './build.ts';

const key = 'default/j';
type Memory = ReturnType<typeof jobController.initMemory>;

/** An API server that agrees to everything, as far as one sync can see. */
function agree(call: ApiCall): ApiResult {
  switch (call.verb) {
    case 'create': return accepted({ ...(call.object as Pod), metadata: { ...(call.object as Pod).metadata, name: 'new', uid: 'new' } });
    case 'updateStatus': return accepted(call.object);
    case 'patch': return accepted(pod({ name: call.name }));
    default: return accepted(null);
  }
}
type Result = { fake: Fake<Memory>; outcome: ReturnType<typeof runSync>; status: JobStatus; created: Pod[]; deleted: string[]; patched: string[]; writes: Job[] };
function sync(j: Job, pods: Pod[], options: { answer?: (call: ApiCall) => ApiResult; prepare?: (fake: Fake<Memory>) => void } = {}): Result {
  const fake = fakeContext(jobController, [j, ...pods] as ApiObject[], now);
  options.prepare?.(fake);
  const outcome = runSync(jobController, fake, key, options.answer ?? agree);
  const writes = fake.calls.flatMap((c) => (c.verb === 'updateStatus' ? [c.object as Job] : []));
  return {
    fake, outcome, writes, status: writes.at(-1)?.status ?? j.status,
    created: fake.calls.flatMap((c) => (c.verb === 'create' ? [c.object as Pod] : [])),
    deleted: fake.calls.flatMap((c) => (c.verb === 'delete' ? [c.name] : [])), patched: fake.calls.flatMap((c) => (c.verb === 'patch' ? [c.name] : [])),
  };
}
const times = (n: number, o: Parameters<typeof pod>[0]): Pod[] => Array.from({ length: n }, () => pod(o));
const active = (n: number) => times(n, { phase: 'Running' });
const ready = (n: number) => times(n, { phase: 'Running', ready: true });
const hourAgo = { finishedAt: at(-3_600_000) };
const succeeded = (n: number) => times(n, { phase: 'Succeeded', ...hourAgo });
const failed = (n: number) => times(n, { phase: 'Failed', exitCode: 1, ...hourAgo });
const terminating = (n: number) => times(n, { phase: 'Running', deleted: true });
const conditions = (s: JobStatus) => (s.conditions ?? []).map((c) => `${c.type}=${c.status}${c.reason ? `/${c.reason}` : ''}`).join(' ');

type Want = { create?: number; delete?: number; patch?: number; active?: number; ready?: number; terminating?: number; succeeded?: number; failed?: number; conditions?: string; indexes?: string; createdIndexes?: number[] };
type Row = [name: string, spec: Partial<JobSpec>, pods: Pod[], want: Want, more?: { status?: JobStatus; deleting?: boolean; unsatisfied?: boolean }];
const wq = { parallelism: 2 };
const five = { parallelism: 2, completions: 5 };
const backoff = (n: number) => ({ backoffLimit: n });

const rows: Row[] = [
  ['starts', five, [], { create: 2, active: 2 }],
  ['starts as a work queue', wq, [], { create: 2, active: 2 }],
  ['has pending Pods', five, times(2, { phase: 'Pending' }), { active: 2 }],
  ['has what it wants', { parallelism: 3, completions: 5 }, [...ready(2), ...active(1)], { active: 3, ready: 2 }],
  ['a work queue has what it wants', wq, active(2), { active: 2 }],
  ['has too few', five, [...active(1), ...succeeded(1)], { create: 1, patch: 1, active: 2, succeeded: 1 }],
  ['a work queue replaces none while one terminates', { parallelism: 1, podReplacementPolicy: 'Failed' }, [...active(1), ...failed(1), ...terminating(1)], { patch: 1, active: 1, failed: 1, terminating: 1 }],
  ['terminating Pods count as failed', { parallelism: 1, completions: 1 }, [...active(1), ...failed(1), ...terminating(1)], { patch: 2, active: 1, failed: 2, terminating: 1 }],
  ['more terminating than wanted', { parallelism: 1, completions: 1, podReplacementPolicy: 'Failed' }, [...active(2), ...terminating(4)], { delete: 1, patch: 1, active: 1, terminating: 5 }],
  ['more terminating than wanted, under a Pod failure policy', { parallelism: 1, completions: 1, podFailurePolicy: { rules: [] } }, [...active(2), ...terminating(4)], { delete: 1, patch: 1, active: 1, terminating: 5 }],
  ['a work queue has too few', wq, active(1), { create: 1, active: 2 }],
  ['has too many', five, active(3), { delete: 1, patch: 1, active: 2, terminating: 1 }],
  ['has too many ready', five, ready(3), { delete: 1, patch: 1, active: 2, ready: 2, terminating: 1 }],
  ['failures long ago do not delay', five, [...active(1), ...failed(1)], { create: 1, patch: 1, active: 2, failed: 1 }],
  ['a success resets the back-off', five, [...active(1), ...succeeded(1), pod({ phase: 'Failed', finishedAt: at(-3_600_000) })], { create: 1, patch: 2, active: 2, succeeded: 1, failed: 1 }],
  ['finishes', five, succeeded(5), { patch: 5, succeeded: 5, conditions: 'SuccessCriteriaMet=True/CompletionsReached Complete=True/CompletionsReached' }],
  ['a work queue is finishing', wq, [...active(1), ...succeeded(1)], { patch: 1, active: 1, succeeded: 1 }],
  ['a work queue finishes', wq, succeeded(2), { patch: 2, succeeded: 2, conditions: 'SuccessCriteriaMet=True/CompletionsReached Complete=True/CompletionsReached' }],
  ['a work queue finishes despite a failure', wq, [...succeeded(1), ...failed(1)], { patch: 2, succeeded: 1, failed: 1, conditions: 'SuccessCriteriaMet=True/CompletionsReached Complete=True/CompletionsReached' }],
  ['has far too many', five, active(10), { delete: 8, patch: 8, active: 2, terminating: 8 }],
  ['has more than remain to be done', { parallelism: 3, completions: 4 }, [...active(3), ...succeeded(2)], { delete: 1, patch: 3, active: 2, succeeded: 2, terminating: 1 }],
  ['counts', five, [...active(2), ...succeeded(2)], { patch: 2, active: 2, succeeded: 2 }],
  ['is being deleted: finalizers come off, running Pods do not count', five, [...times(1, { phase: 'Pending' }), ...active(1), ...succeeded(1)], { patch: 3, active: 2, succeeded: 1 }, { deleting: true }],
  ['too many failures', { ...five, ...backoff(0) }, failed(1), { patch: 1, failed: 1, conditions: 'FailureTarget=True/BackoffLimitExceeded Failed=True/BackoffLimitExceeded' }, { deleting: true }],
  ['too many failures, Pods unobserved: cannot end yet', { ...five, ...backoff(0) }, failed(1), { patch: 1, failed: 1 }, { deleting: true, unsatisfied: true }],
  ['ready Pods go when it fails', { parallelism: 2, completions: 3, ...backoff(0) }, [...ready(2), ...failed(1)], { delete: 2, patch: 3, failed: 3, terminating: 2, conditions: 'FailureTarget=True/BackoffLimitExceeded' }],
  ['suspended', { ...five, suspend: true }, active(2), { delete: 2, patch: 2, terminating: 2, conditions: 'Suspended=True/JobSuspended' }],
  ['suspended, Pods ready', { ...five, suspend: true }, ready(2), { delete: 2, patch: 2, terminating: 2, conditions: 'Suspended=True/JobSuspended' }],
  ['suspended, Pods unobserved: waits', { ...five, suspend: true }, ready(3), { active: 3, ready: 3 }, { unsatisfied: true }],
  ['resumed', five, [], { create: 2, active: 2, conditions: 'Suspended=False/JobResumed' }, { status: { conditions: [{ type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }] } }],
  ['suspended while being deleted: stays as it is', { ...five, suspend: true }, active(2), { patch: 2, active: 2 }, { deleting: true }],
  ['FailureTarget=False set by hand is ignored', { completions: 1 }, ready(1), { active: 1, ready: 1, conditions: 'FailureTarget=False/ByHand' }, { status: { active: 1, conditions: [{ type: 'FailureTarget', status: 'False', reason: 'ByHand' }] } }],
  ['SuccessCriteriaMet=False set by hand is ignored', { completions: 1 }, ready(1), { active: 1, ready: 1, conditions: 'SuccessCriteriaMet=False/ByHand' }, { status: { active: 1, conditions: [{ type: 'SuccessCriteriaMet', status: 'False', reason: 'ByHand' }] } }],
  ['the deadline has passed', { completions: 1, activeDeadlineSeconds: 10 }, active(1), { delete: 1, patch: 1, failed: 1, terminating: 1, conditions: 'FailureTarget=True/DeadlineExceeded' }, { status: { startTime: at(-10_000) } }],
  ['the deadline does not count while suspended', { completions: 1, activeDeadlineSeconds: 10, suspend: true }, active(1), { delete: 1, patch: 1, terminating: 1, conditions: 'Suspended=True/JobSuspended' }, { status: { startTime: at(-10_000) } }],
  ['FailureTarget of an earlier sync becomes Failed', { completions: 1 }, [], { conditions: 'FailureTarget=True/X Failed=True/X' }, { status: { startTime: at(), ready: 0, terminating: 0, conditions: [{ type: 'FailureTarget', status: 'True', reason: 'X', message: 'm' }] } }],
  ['FailureTarget waits for terminating Pods', { completions: 1, podReplacementPolicy: 'Failed' }, terminating(1), { patch: 1, failed: 1, terminating: 1, conditions: 'FailureTarget=True/X' }, { status: { startTime: at(), conditions: [{ type: 'FailureTarget', status: 'True', reason: 'X', message: 'm' }] } }],
  ['OnFailure: restarts reach the limit', { completions: 1, backoffLimit: 2, template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'main' }] } } }, [pod({ restarts: 2 })], { delete: 1, patch: 1, failed: 1, terminating: 1, conditions: 'FailureTarget=True/BackoffLimitExceeded' }],
  ['OnFailure: one restart is too many under limit 0', { completions: 1, backoffLimit: 0, template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'main' }] } } }, [pod({ restarts: 1 })], { delete: 1, patch: 1, failed: 1, terminating: 1, conditions: 'FailureTarget=True/BackoffLimitExceeded' }],
];
const I = (parallelism: number, completions: number, more: Partial<JobSpec> = {}): Partial<JobSpec> => ({ completionMode: 'Indexed', parallelism, completions, ...more });
const indexed: Row[] = [
  ['indexed starts', I(2, 5), [], { create: 2, active: 2, createdIndexes: [0, 1] }],
  ['indexed, one terminates, only failed are replaced', I(2, 5, { podReplacementPolicy: 'Failed' }), terminating(1), { create: 1, active: 1, terminating: 1, createdIndexes: [0] }],
  ['indexed, one terminates', I(2, 5), terminating(1), { create: 2, patch: 1, active: 2, terminating: 1, createdIndexes: [0, 1] }],
  ['indexed finishes', I(2, 3), indexPods('0s 1f 1s 2s'), { patch: 4, succeeded: 3, failed: 1, indexes: '0-2', conditions: 'SuccessCriteriaMet=True/CompletionsReached Complete=True/CompletionsReached' }],
  ['indexed fails', I(2, 3, backoff(0)), indexPods('0s 1f 2'), { delete: 1, patch: 3, succeeded: 1, failed: 2, terminating: 1, indexes: '0', conditions: 'FailureTarget=True/BackoffLimitExceeded' }],
  ['an index succeeds twice', I(2, 3), indexPods('0s 1s 1s'), { create: 1, patch: 3, active: 1, succeeded: 2, indexes: '0,1', createdIndexes: [2] }],
  ['indexes run and are done', I(8, 20), indexPods('0 2s 3p 4s 5s 7s 8s 9s'), { create: 6, patch: 6, active: 8, succeeded: 6, indexes: '2,4,5,7-9', createdIndexes: [1, 6, 10, 11, 12, 13] }],
  ['failed indexes come again', I(3, 4), indexPods('0f 1p 2f'), { create: 2, patch: 2, active: 3, failed: 2, createdIndexes: [0, 2] }],
  ['Pods without index go', I(2, 5), [...active(1), ...succeeded(1), ...failed(1), ...indexPods('x xs xf xp 0s 1 2')], { delete: 3, patch: 8, active: 2, succeeded: 1, terminating: 3, indexes: '0' }],
  ['repeated indexes go', I(5, 5), [...succeeded(1), ...failed(1), ...indexPods('x 0s 1 2 2p')], { delete: 2, patch: 5, active: 2, succeeded: 1, terminating: 2, indexes: '0' }],
  ['indexes beyond completions go', I(2, 5), indexPods('0s 5 6s 7p 8f'), { delete: 2, patch: 5, succeeded: 1, terminating: 2, indexes: '0' }],
  ['a success policy is met', I(3, 3, { successPolicy: { rules: [{ succeededIndexes: '0' }] } }), indexPods('0s 1 2'), { delete: 2, patch: 3, succeeded: 1, terminating: 2, indexes: '0', conditions: 'SuccessCriteriaMet=True/SuccessPolicy' }],
  ['an index is out of retries, the others go on', I(2, 2, { backoffLimitPerIndex: 0 }), indexPods('0f 1', { failureCount: 0 }), { patch: 1, active: 1, failed: 1 }],
  ['too many indexes failed', I(3, 3, { backoffLimitPerIndex: 0, maxFailedIndexes: 0 }), indexPods('0f 1', { failureCount: 0 }), { delete: 1, patch: 2, failed: 2, terminating: 1, conditions: 'FailureTarget=True/MaxFailedIndexesExceeded' }],
  ['all indexes ended, one failed', I(2, 2, { backoffLimitPerIndex: 0 }), indexPods('0f 1s', { failureCount: 0 }), { patch: 2, succeeded: 1, failed: 1, indexes: '1', conditions: 'FailureTarget=True/FailedIndexes Failed=True/FailedIndexes' }],
  ['completions were lowered', I(2, 2), indexPods('0 1'), { active: 2 }, { status: { active: 2, ready: 0, terminating: 0, succeeded: 1, completedIndexes: '3', startTime: at() } }],
];

describe('a sync', () => {
  it.each([...rows, ...indexed])('%s', (_name, spec, pods, want, more = {}) => {
    const j = job(spec, more.status ?? {}, more.deleting ? { deletionTimestamp: at() } : {});
    const got = sync(j, pods, { prepare: (fake) => { fake.unsatisfied = more.unsatisfied ?? false; } });
    expect({
      outcome: got.outcome, create: got.created.length, delete: got.deleted.length, patch: got.patched.length,
      active: got.status.active ?? 0, ready: got.status.ready, terminating: got.status.terminating, succeeded: got.status.succeeded ?? 0, failed: got.status.failed ?? 0,
      conditions: conditions(got.status), indexes: got.status.completedIndexes ?? '', createdIndexes: want.createdIndexes ? got.created.map((p) => Number(p.metadata.annotations![jobCompletionIndexKey])) : undefined,
    }).toEqual({
      outcome: { type: 'ok' }, create: want.create ?? 0, delete: want.delete ?? 0, patch: want.patch ?? 0, active: want.active ?? 0, ready: want.ready ?? 0,
      terminating: want.terminating ?? 0, succeeded: want.succeeded ?? 0, failed: want.failed ?? 0, conditions: want.conditions ?? '', indexes: want.indexes ?? '', createdIndexes: want.createdIndexes,
    });
  });
});

describe('the order of a sync', () => {
  it('writes uncounted Pods, then takes finalizers off, then counts', () => {
    const { fake, writes } = sync(job({ completions: 1 }), [pod({ uid: 'a', phase: 'Succeeded', ...hourAgo })]);
    expect(fake.stages).toEqual(['load', 'expectations', 'count', 'decide', 'flushStatus', 'removeFinalizers', 'updateStatus', 'done']);
    expect(fake.calls.map((c) => c.verb)).toEqual(['updateStatus', 'patch', 'updateStatus']);
    expect(writes.map((w) => [w.status.uncountedTerminatedPods, w.status.succeeded ?? 0])).toEqual([[{ succeeded: ['a'] }, 0], [{}, 1]]);
    expect(writes[0]!.status.startTime).toBe('2009-11-10T23:00:00Z');
  });
  it('starts slowly: 1, 2, 4, then the rest', () => {
    const { fake } = sync(job({ parallelism: 10, completions: 10 }), []);
    expect(fake.stages.filter((s) => s === 'createBatch')).toHaveLength(4);
    expect(fake.expected.get(key)).toMatchObject({ adds: 10, dels: 0 });
  });
  it('makes at most 500 Pods', () => { expect(sync(job({ parallelism: 700, completions: 700 }), []).created).toHaveLength(500); });
  it('counts at most 500 Pods, and does not end before all are counted', () => {
    const { status, patched } = sync(job({ parallelism: 1, completions: 501 }), succeeded(501));
    expect([patched.length, status.succeeded, conditions(status)]).toEqual([500, 500, 'SuccessCriteriaMet=True/CompletionsReached']);
  });
  it('takes finalizers off surplus Pods before it deletes them', () => {
    const { fake } = sync(job({ parallelism: 0, completions: 2 }), active(2));
    expect(fake.stages).toContain('untrackPods');
    expect(fake.calls.map((c) => c.verb)).toEqual(['patch', 'patch', 'delete', 'delete', 'updateStatus']);
    expect(fake.expected.get(key)).toMatchObject({ dels: 2 });
  });
  it('a resumed Job starts its time anew; a suspended one has none', () => {
    const suspended = sync(job({ completions: 1, suspend: true }, { startTime: at(-5000) }), []);
    expect([suspended.status.startTime, suspended.fake.events]).toEqual([undefined, ['Normal Suspended: Job suspended']]);
    const resumed = sync(job({ completions: 1 }, suspended.status), []);
    expect([resumed.status.startTime, resumed.fake.events.at(-1)]).toEqual(['2009-11-10T23:00:00Z', 'Normal Resumed: Job resumed']);
  });
});

describe('waiting', () => {
  it('for the back-off after a failure, with nothing counted as active meanwhile', () => {
    const { fake, status, created } = sync(job({ parallelism: 2, completions: 3 }), [pod({ phase: 'Running' }), pod({ phase: 'Failed', finishedAt: at(-4000) })]);
    expect(fake.queue).toEqual([`${key} +6000`]);
    expect([created.length, status.active ?? 0, status.failed]).toEqual([0, 0, 1]);
    expect(fake.because).toContain('job.backoff');
    expect(fake.ctx.memory.backoff.get(key)).toMatchObject({ failuresAfterLastSuccess: 1 });
  });
  it('for an index, whose failed Pod keeps its finalizer', () => {
    const { fake, patched } = sync(indexedJob(1, { backoffLimitPerIndex: 2 }), [pod({ index: 0, failureCount: 1, phase: 'Failed', finishedAt: at(-1000) })]);
    expect([fake.queue, patched, fake.because.includes('job.indexBackoff')]).toEqual([[`${key} +19000`], [], true]);
  });
  it('for the deadline', () => { expect(sync(job({ completions: 1, activeDeadlineSeconds: 30 }, { startTime: at(-10_000) }), active(1)).fake.queue).toEqual([`${key} +20000`]); });
  it('while others are ready: the status that calls nothing active is refused, and nothing is remembered of the failure', () => {
    const j = job({ parallelism: 2, completions: 3 }, { active: 2, ready: 2, terminating: 0, startTime: at(-20_000) });
    const pods = [pod({ phase: 'Running', ready: true }), pod({ phase: 'Failed', finishedAt: at(-4000) })];
    const { fake, outcome, writes, patched } = sync(j, pods, { answer: (call) => (call.verb === 'updateStatus' && refuseJobStatus(call.object as Job, j) ? refused(422, 'no') : agree(call)) });
    expect([outcome.type, writes.map((w) => [w.status.active ?? 0, w.status.ready])]).toEqual(['error', [[0, 1]]]);
    expect([patched, fake.ctx.memory.backoff.size, fake.queue]).toEqual([[], 0, [`${key} +6000`]]);
  });
  it('at least one second', () => { expect(sync(job({ completions: 2 }), [pod({ phase: 'Failed', finishedAt: at(-9900) })]).fake.queue).toEqual([`${key} +1000`]); });
});

describe('events', () => {
  it.each<[string, Job, Pod[], string[]]>([
    ['too many succeeded', job({ completions: 1 }), succeeded(2), ['Warning TooManySucceededPods: Too many succeeded pods running after completion count reached', 'Normal Completed: Job completed']],
    ['completed', job({ completions: 1 }), succeeded(1), ['Normal Completed: Job completed']],
    ['failed', job({ completions: 1, backoffLimit: 0 }), failed(1), ['Warning BackoffLimitExceeded: Job has reached the specified backoff limit']],
  ])('%s', (_name, j, pods, want) => { expect(sync(j, pods).fake.events).toEqual(want); });
  it('say which Pod was created and deleted', () => {
    expect(sync(job({ completions: 1 }), []).fake.events).toEqual(['Normal SuccessfulCreate: Created pod: new']);
    expect(sync(job({ parallelism: 0, completions: 1 }), [pod({ name: 'p' })]).fake.events).toEqual(['Normal SuccessfulDelete: Deleted pod: p']);
  });
});

describe('refusals', () => {
  const failing = (verb: ApiCall['verb'], code: number, nth = 1) => { let n = 0; return (call: ApiCall): ApiResult => (call.verb === verb && ++n >= nth ? refused(code, 'no') : agree(call)); };
  it('a status that is refused fails the sync; no finalizer is touched', () => {
    const { outcome, patched, fake } = sync(job({ completions: 1 }), succeeded(1), { answer: failing('updateStatus', 409) });
    expect([outcome, patched, fake.because.at(-1)]).toEqual([{ type: 'error', message: 'tracking status: adding uncounted pods to status: no' }, [], 'job.conflict']);
    expect(fake.ctx.memory.backoff.size).toBe(0);
  });
  it('a status of a back-off, with ready Pods and none active, is refused for just that', () => {
    const justNow = { phase: 'Failed', exitCode: 1, finishedAt: at(-1000) } as const;
    const { writes, fake } = sync(job({ completions: 3, parallelism: 3 }), [...ready(2), ...times(1, justNow)], { answer: failing('updateStatus', 422) });
    expect(writes.map((w) => [w.status.active ?? 0, w.status.ready])).toEqual([[0, 2]]);
    expect(fake.because.at(-1)).toBe('job.readyOverActive');
  });
  it('a finalizer that stays keeps its Pod uncounted, and the sync fails', () => {
    const { outcome, writes } = sync(job({ completions: 1 }), succeeded(1), { answer: failing('patch', 500) });
    expect(outcome).toEqual({ type: 'error', message: 'tracking status: no' });
    expect(writes).toHaveLength(1);
  });
  it('some finalizers that come off are counted before it fails', () => {
    const j = job({ completions: 9 }, { uncountedTerminatedPods: { succeeded: ['gone'] } });
    const { outcome, writes } = sync(j, [pod({ uid: 'a', phase: 'Succeeded', ...hourAgo }), pod({ uid: 'b', phase: 'Succeeded', ...hourAgo })], { answer: failing('patch', 500, 2) });
    expect(outcome.type).toBe('error');
    expect(writes.map((w) => [w.status.succeeded, w.status.uncountedTerminatedPods])).toEqual([[1, { succeeded: ['a', 'b'] }], [2, { succeeded: ['b'] }]]);
  });
  it('a Pod that is gone lost its finalizer too', () => { expect(sync(job({ completions: 1 }), succeeded(1), { answer: failing('patch', 404) }).status.succeeded).toBe(1); });
  it('a creation that fails stops the slow start, and the rest is not expected', () => {
    const { outcome, created, status, fake } = sync(job({ parallelism: 10, completions: 10 }), [], { answer: failing('create', 403, 2) });
    expect([outcome, created.length, status.active]).toEqual([{ type: 'error', message: 'no' }, 3, 1]);
    expect(fake.expected.get(key)).toMatchObject({ adds: 1 });
    expect(fake.events.filter((e) => e.startsWith('Warning'))).toEqual(['Warning FailedCreate: Error creating: no', 'Warning FailedCreate: Error creating: no']);
  });
  it('a deletion that fails keeps the Job from ending', () => {
    const { outcome, status, fake } = sync(job({ completions: 2, parallelism: 2, backoffLimit: 0 }), [...active(1), ...failed(1)], { answer: failing('delete', 500) });
    expect([outcome.type, conditions(status), status.active]).toEqual(['error', '', 1]);
    expect(fake.events).toEqual(['Warning FailedDelete: Error deleting: no']);
  });
  it('a surplus Pod that is gone is one less', () => {
    const { outcome, status, fake } = sync(job({ parallelism: 1, completions: 5 }), active(2), { answer: failing('delete', 404) });
    expect([outcome.type, status.active, fake.expected.get(key)?.dels]).toEqual(['ok', 1, 0]);
  });
});

describe('what is not synced', () => {
  it.each<[string, Job[], (fake: Fake<Memory>) => void, string]>([
    ['a Job that is gone', [], (f) => { f.ctx.memory.backoff.set(key, { key, failuresAfterLastSuccess: 1, lastFailureTime: now }); }, 'job.deleted'],
    ['one that another controller manages', [job({ managedBy: 'example.com/other' })], () => undefined, 'job.managedByOther'],
    ['one that is finished', [job({}, { conditions: [{ type: 'Complete', status: 'True' }] })], (f) => { f.ctx.memory.backoff.set(key, { key, failuresAfterLastSuccess: 1, lastFailureTime: now }); }, 'job.finished'],
    ['one that this controller has just finished', [job()], (f) => { f.ctx.memory.finished.add('job-uid'); }, 'job.finishedNotObserved'],
  ])('%s', (_name, jobs, prepare, code) => {
    const fake = fakeContext(jobController, jobs, now);
    prepare(fake);
    expect([runSync(jobController, fake, key, agree), fake.because, fake.calls, fake.ctx.memory.backoff.size]).toEqual([{ type: 'ok' }, [code], [], 0]);
  });
  it('is managed by the Job controller under its own name', () => { expect(sync(job({ completions: 1, managedBy: 'kubernetes.io/job-controller' }), []).created).toHaveLength(1); });
  it('waits until its own writes are in its caches', () => {
    const { outcome, fake } = sync(job({ completions: 1 }), [], { prepare: (f) => { f.lastRevision = 5; f.ctx.memory.written.set(key, { uid: 'job-uid', revisions: { Pod: 7 } }); } });
    expect([outcome.type, fake.because]).toEqual(['error', ['job.cacheStale']]);
  });
  it('does not count a Pod again whose finalizer it took off', () => {
    const { patched, status } = sync(job({ completions: 2 }, { succeeded: 1 }), [pod({ uid: 'a', phase: 'Succeeded', ...hourAgo })], { prepare: (f) => { f.ctx.memory.finalizers.set(key, new Set(['a'])); } });
    expect([patched, status.succeeded]).toEqual([[], 1]);
  });
});
