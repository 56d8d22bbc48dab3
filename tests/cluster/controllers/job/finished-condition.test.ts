// Why a Job ends: limits, deadlines, and which reason wins.
import { describe, expect, it } from 'vitest';
import type { JobSpec, JobStatus, Pod } from '../../../../src/api/types.ts';
import { deadlineLeft, evaluateFinishedCondition, pastActiveDeadline, pastBackoffLimitOnFailure } from '../../../../src/cluster/controllers/job/finished-condition.ts';
import { manageJob, wantedActive } from '../../../../src/cluster/controllers/job/manage-job.ts';
import { countPods } from '../../../../src/cluster/controllers/job/sync-context.ts';
import { at, indexPods, job, now, pod } from './build.ts';

const onFailure = { spec: { restartPolicy: 'OnFailure' as const, containers: [] } };

describe('restarts under OnFailure', () => {
  it.each<[string, number, number[], Pod['status']['phase'], boolean]>([
    ['none allowed, none so far', 0, [0], 'Running', false],
    ['none allowed, one', 0, [1], 'Running', true],
    ['one allowed, one', 1, [1], 'Running', true],
    ['one allowed, none', 1, [0], 'Running', false],
    ['a pending Pod counts', 1, [1], 'Pending', true],
    ['several Pods add up', 6, [2, 4], 'Running', true],
    ['several Pods stay below', 6, [2, 3], 'Running', false],
    ['ended Pods do not count', 1, [5], 'Failed', false],
  ])('%s', (_name, backoffLimit, restarts, phase, want) => {
    expect(pastBackoffLimitOnFailure(job({ backoffLimit, template: onFailure }), restarts.map((n) => pod({ restarts: n, phase })))).toBe(want);
  });
  it('mean nothing under Never', () => { expect(pastBackoffLimitOnFailure(job({ backoffLimit: 0 }), [pod({ restarts: 3 })])).toBe(false); });
});

describe('the active deadline', () => {
  it.each<[string, Partial<JobSpec>, JobStatus, number | null, boolean]>([
    ['none', {}, { startTime: at() }, null, false],
    ['not started', { activeDeadlineSeconds: 10 }, {}, null, false],
    ['suspended', { activeDeadlineSeconds: 10, suspend: true }, { startTime: at(-20_000) }, null, false],
    ['still left', { activeDeadlineSeconds: 10 }, { startTime: at(-4_000) }, 6_000, false],
    ['just over', { activeDeadlineSeconds: 10 }, { startTime: at(-10_000) }, 0, true],
    ['long over', { activeDeadlineSeconds: 10 }, { startTime: at(-90_000) }, -80_000, true],
  ])('%s', (_name, spec, status, left, past) => {
    expect([deadlineLeft(job(spec, status), now), pastActiveDeadline(job(spec, status), now)]).toEqual([left, past]);
  });
});

const counted = (spec: Partial<JobSpec>, pods: Pod[], status: JobStatus = {}) => countPods(job(spec, status), 'default/j', pods, [], undefined, now);
const failed = (n: number, exitCode = 1) => Array.from({ length: n }, () => pod({ phase: 'Failed', exitCode, finishedAt: at(-1000) }));
const failJob42: JobSpec['podFailurePolicy'] = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }, { action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } }] };

describe('which reason wins', () => {
  const late = { activeDeadlineSeconds: 1 };
  const started = { startTime: at(-60_000) };
  it.each<[string, Partial<JobSpec>, Pod[], JobStatus, string | null]>([
    ['nothing yet', { completions: 3 }, failed(1), {}, null],
    ['the back-off limit before the deadline', { ...late, backoffLimit: 0 }, failed(1), started, 'FailureTarget/BackoffLimitExceeded'],
    ['the Pod failure policy before the back-off limit', { backoffLimit: 0, podFailurePolicy: failJob42 }, failed(1, 42), {}, 'FailureTarget/PodFailurePolicy'],
    ['ignored failures do not count', { backoffLimit: 0, podFailurePolicy: failJob42 }, failed(3, 7), {}, null],
    ['what was decided before stands: success', { ...late, backoffLimit: 0 }, failed(1), { ...started, conditions: [{ type: 'SuccessCriteriaMet', status: 'True', reason: 'SuccessPolicy' }] }, 'SuccessCriteriaMet/SuccessPolicy'],
    ['what was decided before stands: failure', late, [], { ...started, conditions: [{ type: 'FailureTarget', status: 'True', reason: 'PodFailurePolicy' }] }, 'Failed/PodFailurePolicy'],
    ['failed indexes before the success policy', { completionMode: 'Indexed', completions: 2, backoffLimitPerIndex: 0, successPolicy: { rules: [{ succeededCount: 1 }] } }, indexPods('0f 1s', { failureCount: 0 }), {}, 'FailureTarget/FailedIndexes'],
    ['the success policy while indexes remain', { completionMode: 'Indexed', completions: 3, backoffLimitPerIndex: 0, successPolicy: { rules: [{ succeededCount: 1 }] } }, indexPods('0f 1s 2', { failureCount: 0 }), {}, 'SuccessCriteriaMet/SuccessPolicy'],
  ])('%s', (_name, spec, pods, status, want) => {
    const { finishedCondition: c } = evaluateFinishedCondition(counted(spec, pods, status), now).ctx;
    expect(c === null ? null : `${c.type}/${c.reason}`).toBe(want);
  });
});

describe('how many Pods are wanted', () => {
  it.each<[string, Partial<JobSpec>, Pod[], JobStatus, number]>([
    ['parallelism', { parallelism: 3, completions: 9 }, [], {}, 3],
    ['no more than remain', { parallelism: 3, completions: 9 }, [], { succeeded: 8 }, 1],
    ['none when all have succeeded', { parallelism: 3, completions: 2 }, [], { succeeded: 4 }, 0],
    ['a work queue: parallelism', { parallelism: 3 }, [], {}, 3],
    ['a work queue after a success: what runs', { parallelism: 3 }, [pod()], { succeeded: 1 }, 1],
    ['parallelism 0', { parallelism: 0, completions: 2 }, [], {}, 0],
  ])('%s', (_name, spec, pods, status, want) => { expect(wantedActive(counted(spec, pods, status))).toBe(want); });
});

describe('the plan', () => {
  it('waits while terminating Pods hold their place', () => {
    expect(manageJob(counted({ completions: 1, podReplacementPolicy: 'Failed' }, [pod({ deleted: true })]), now)).toEqual({ type: 'none', wantActive: 1 });
  });
  it('waits for the back-off', () => {
    expect(manageJob(counted({ completions: 1 }, failed(1)), now)).toEqual({ type: 'wait', wantActive: 1, missing: 1, remaining: 9_000 });
  });
  it('makes the indexes whose own back-off is over', () => {
    const spec = { completionMode: 'Indexed' as const, completions: 2, parallelism: 2, backoffLimitPerIndex: 3 };
    const { ctx } = evaluateFinishedCondition(counted(spec, [pod({ index: 0, failureCount: 0, phase: 'Failed', finishedAt: at(-1000) })]), now);
    expect(manageJob(ctx, now)).toEqual({ type: 'create', wantActive: 2, indexes: [1] });
  });
});
