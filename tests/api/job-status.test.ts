// What a Job's status may become.
import { describe, expect, it } from 'vitest';
import { refuseJobStatus } from '../../src/api/job-status.ts';
import type { Job, JobCondition, JobConditionType, JobSpec, JobStatus } from '../../src/api/types.ts';

const make = (status: JobStatus, spec: Partial<JobSpec> = {}): Job => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template: { spec: { containers: [] } }, ...spec }, status });
const c = (...types: JobConditionType[]): JobCondition[] => types.map((type) => ({ type, status: 'True' }));
const at = '2026-11-23T17:00:00Z';
const later = '2026-11-23T17:00:05Z';
const ended: JobStatus = { startTime: at, completionTime: later, conditions: c('SuccessCriteriaMet', 'Complete') };
const indexed: Partial<JobSpec> = { completionMode: 'Indexed', completions: 3, parallelism: 2 };
const running: JobStatus = { startTime: at, active: 2, ready: 2 };

describe('a status', () => {
  it.each<[string, JobStatus, JobStatus, Partial<JobSpec>, string | null]>([
    ['of a Job that starts', {}, running, {}, null],
    ['more ready than active', running, { ...running, active: 0 }, {}, 'status.ready: Invalid value: 2: cannot set more ready pods than active'],
    ['more ready than active already, and neither changes', { ...running, active: 1 }, { ...running, active: 1, failed: 1 }, {}, null],
    ['Complete in order', { startTime: at, conditions: c('SuccessCriteriaMet') }, ended, {}, null],
    ['Complete without SuccessCriteriaMet', { startTime: at }, { ...ended, conditions: c('Complete') }, {}, 'status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition'],
    ['Complete without completionTime', { startTime: at, conditions: c('SuccessCriteriaMet') }, { startTime: at, conditions: c('SuccessCriteriaMet', 'Complete') }, {}, 'status.completionTime: Required value: completionTime is required for Complete jobs'],
    ['completionTime without Complete', { startTime: at }, { startTime: at, completionTime: later }, {}, `status.completionTime: Invalid value: "${later}": cannot set completionTime when there is no Complete=True condition`],
    ['completed before it started', { startTime: later, conditions: c('SuccessCriteriaMet') }, { ...ended, startTime: later, completionTime: at }, {}, `status.completionTime: Invalid value: "${at}": completionTime cannot be set before startTime`],
    ['Failed in order', { startTime: at, conditions: c('FailureTarget') }, { startTime: at, conditions: c('FailureTarget', 'Failed') }, {}, null],
    ['Failed without FailureTarget', { startTime: at }, { startTime: at, conditions: c('Failed') }, {}, 'status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition'],
    ['Failed without a start', { conditions: c('FailureTarget') }, { conditions: c('FailureTarget', 'Failed') }, {}, 'status.startTime: Required value: startTime is required for finished job'],
    ['finished with active Pods', { startTime: at, active: 1, conditions: c('FailureTarget') }, { startTime: at, active: 1, conditions: c('FailureTarget', 'Failed') }, {}, 'status.active: Invalid value: 1: active>0 is invalid for finished job'],
    ['finished with terminating Pods', { startTime: at, conditions: c('FailureTarget') }, { startTime: at, terminating: 1, conditions: c('FailureTarget', 'Failed') }, {}, 'status.terminating: Invalid value: 1: terminating>0 is invalid for finished job'],
    ['finished with uncounted Pods', { startTime: at, conditions: c('FailureTarget') }, { startTime: at, uncountedTerminatedPods: { failed: ['a'] }, conditions: c('FailureTarget', 'Failed') }, {}, 'status.uncountedTerminatedPods: Invalid value: {"failed":["a"]}: uncountedTerminatedPods needs to be empty for finished job'],
    ['both ends', { startTime: at, conditions: c('SuccessCriteriaMet') }, { startTime: at, conditions: c('SuccessCriteriaMet', 'FailureTarget') }, {}, 'status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and FailureTarget=true conditions'],
    ['an end that is taken back', { startTime: at, conditions: c('FailureTarget') }, { startTime: at }, {}, 'status.conditions: Invalid value: cannot disable the terminal FailureTarget=True condition'],
    ['fewer failed', { failed: 2 }, { failed: 1 }, {}, 'status.failed: Invalid value: 1: cannot decrease the failed counter'],
    ['fewer succeeded', { succeeded: 2 }, { succeeded: 1 }, {}, 'status.succeeded: Invalid value: 1: cannot decrease the succeeded counter'],
    ['fewer succeeded, for completions were lowered', { succeeded: 2, completedIndexes: '0,1' }, { succeeded: 1, completedIndexes: '0' }, { completionMode: 'Indexed', completions: 1, parallelism: 1 }, null],
    ['another start', { startTime: at }, { startTime: later }, {}, `status.startTime: Invalid value: "${later}": field is immutable for unsuspended job once set`],
    ['no start any more', { startTime: at }, {}, {}, 'status.startTime: Invalid value: null: field is immutable for unsuspended job once set'],
    ['no start any more, for it is suspended', { startTime: at }, {}, { suspend: true }, null],
    ['completedIndexes of a Job without indexes', {}, { completedIndexes: '0' }, {}, 'status.completedIndexes: Invalid value: "0": cannot set non-empty completedIndexes when non-indexed completion mode'],
    ['completedIndexes out of range', {}, { completedIndexes: '0,3' }, indexed, 'status.completedIndexes: Invalid value: "0,3": error parsing completedIndexes: too large index: "3"'],
    ['completedIndexes out of order', {}, { completedIndexes: '2,0' }, indexed, 'status.completedIndexes: Invalid value: "2,0": error parsing completedIndexes: non-increasing order, previous: 2, current: 0'],
    ['completedIndexes out of range already, for completions were lowered', { completedIndexes: '0,3' }, { completedIndexes: '0,3', ready: 0 }, indexed, null],
    ['failedIndexes that are no numbers', { failedIndexes: '' }, { failedIndexes: 'x' }, { ...indexed, backoffLimitPerIndex: 1 }, 'status.failedIndexes: Invalid value: "x": error parsing failedIndexes: cannot convert string to integer for index: "x"'],
    ['an index both failed and completed', { failedIndexes: '1' }, { failedIndexes: '1', completedIndexes: '0-2' }, { ...indexed, backoffLimitPerIndex: 1 }, 'status.failedIndexes: Invalid value: "1": failedIndexes and completedIndexes overlap at index: 1'],
    ['failed and completed indexes side by side', { failedIndexes: '' }, { failedIndexes: '1', completedIndexes: '0,2' }, { ...indexed, backoffLimitPerIndex: 1 }, null],
    ['a negative counter', {}, { active: -1 }, {}, 'status.active: Invalid value: -1: must be greater than or equal to 0'],
    ['a Pod uncounted twice', {}, { uncountedTerminatedPods: { succeeded: ['a'], failed: ['a'] } }, {}, 'status.uncountedTerminatedPods.failed[0]: Duplicate value: "a"'],
    ['an end without a start, for it was suspended and wanted nothing', { conditions: c('SuccessCriteriaMet') }, { completionTime: later, conditions: c('SuccessCriteriaMet', 'Complete') }, { suspend: true, completions: 0 }, null],
    ['another start, for it is resumed', { startTime: at, conditions: c('Suspended') }, { startTime: later, conditions: [{ type: 'Suspended', status: 'False' }] }, {}, null],
    ['failedIndexes without backoffLimitPerIndex', {}, { failedIndexes: '' }, {}, 'status.failedIndexes: Invalid value: "": cannot set non-null failedIndexes when backoffLimitPerIndex is null'],
  ])('%s', (_name, before, after, spec, want) => {
    const refused = refuseJobStatus(make(after, spec), make(before, spec));
    expect(refused?.message ?? null).toBe(want === null ? null : `Job.batch "j" is invalid: ${want}`);
  });
  it('is told all that is wrong at once', () => {
    const refused = refuseJobStatus(make({ failed: 0, ready: 1 }), make({ failed: 1 }));
    expect(refused).toMatchObject({ code: 422, reason: 'Invalid', causes: [{ field: 'status.ready' }, { field: 'status.failed' }] });
  });
});
