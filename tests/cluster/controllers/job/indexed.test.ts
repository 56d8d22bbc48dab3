// Indexes that succeeded, failed, and come next.
import { describe, expect, it } from 'vitest';
import type { JobSpec, Pod } from '../../../../src/api/types.ts';
import { getIndexFailureCount, getNewIndexFailureCounts } from '../../../../src/cluster/controllers/job/failure-count.ts';
import { calculateFailedIndexes, calculateSucceededIndexes, firstPendingIndexes, getPodsWithDelayedDeletionPerIndex, isIndexFailed } from '../../../../src/cluster/controllers/job/indexed.ts';
import { intervalsToString, parseIndexesFromString } from '../../../../src/cluster/controllers/job/intervals.ts';
import { podGenerateNameWithIndex } from '../../../../src/cluster/controllers/job/pod-template.ts';
import { isPodActive } from '../../../../src/cluster/controllers/job/pods.ts';
import { at, indexedJob, indexPods, job, pod } from './build.ts';

const set = (text: string) => parseIndexesFromString(text, 1_000);

describe('succeeded indexes', () => {
  it.each([
    ['one index', '', '1s', 2, '', '1'],
    ['two apart', '', '2f 5s 5s 10f 10s', 11, '', '5,10'],
    ['two intervals', '', '0r 1p 2s 3s 5s 6s 7s', 8, '', '2,3,5-7'],
    ['Pods without a valid index do not count', '', '0s 1f 2s 3s 4s 5s -s -2s', 6, '', '0,2-5'],
    ['out of range', '', '0s 1s 2s 3f 4s 5s -s -2s', 5, '', '0-2,4'],
    ['the status reaches beyond completions', '0-5,8-10', '', 8, '0-5', '0-5'],
    ['the status reaches partly beyond', '0-5,8-10', '', 10, '0-5,8,9', '0-5,8,9'],
    ['old and new apart', '0,4,5,10-12', '2s 7s 8s', 13, '0,4,5,10-12', '0,2,4,5,7,8,10-12'],
    ['old between new', '3,4,6', '2s 7s 8s', 9, '3,4,6', '2-4,6-8'],
    ['new between old', '2,7,8', '3s 4s 6s', 9, '2,7,8', '2-4,6-8'],
    ['new within old', '2-7', '0s 3s 5s 9s', 10, '2-7', '0,2-7,9'],
    ['a corrupted status', '0,1-foo,bar', '3s', 4, '0', '0,3'],
  ])('%s', (_name, status, pods, completions, wantOld, wantNew) => {
    const got = calculateSucceededIndexes(indexedJob(completions, {}, { completedIndexes: status }), indexPods(pods));
    expect([intervalsToString(got.previous), intervalsToString(got.now)]).toEqual([wantOld, wantNew]);
  });
  it('a Pod whose finalizer is off was counted before', () => {
    expect(calculateSucceededIndexes(indexedJob(2), indexPods('1s', { tracked: false })).now).toEqual([]);
  });
});

const failIndexOn3: JobSpec['podFailurePolicy'] = { rules: [{ action: 'FailIndex', onExitCodes: { operator: 'In', values: [3] } }] };
const ignoreDisruption: JobSpec['podFailurePolicy'] = { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] };

describe('an index fails for good', () => {
  it.each<[string, Partial<JobSpec>, Parameters<typeof pod>[0], boolean]>([
    ['no retries, first failure', { backoffLimitPerIndex: 0 }, { failureCount: 0, phase: 'Failed' }, true],
    ['one retry, second failure', { backoffLimitPerIndex: 1 }, { failureCount: 1, phase: 'Failed' }, true],
    ['one retry, first failure', { backoffLimitPerIndex: 1 }, { failureCount: 0, phase: 'Failed' }, false],
    ['a FailIndex rule', { backoffLimitPerIndex: 1, podFailurePolicy: failIndexOn3 }, { failureCount: 0, phase: 'Failed', exitCode: 3 }, true],
    ['a FailIndex rule for another code', { backoffLimitPerIndex: 1, podFailurePolicy: failIndexOn3 }, { failureCount: 0, phase: 'Failed', exitCode: 4 }, false],
    ['an ignored failure', { backoffLimitPerIndex: 0, podFailurePolicy: ignoreDisruption }, { failureCount: 0, phase: 'Failed', conditions: [{ type: 'DisruptionTarget', status: 'True' }] }, false],
    ['a deleted Pod', { backoffLimitPerIndex: 0 }, { failureCount: 0, phase: 'Running', deleted: true }, true],
    ['a deleted Pod, when only failed ones are replaced', { backoffLimitPerIndex: 0, podReplacementPolicy: 'Failed' }, { failureCount: 0, phase: 'Running', deleted: true }, false],
    ['a running Pod', { backoffLimitPerIndex: 0 }, { failureCount: 0, phase: 'Running' }, false],
  ])('%s', (_name, spec, options, want) => { expect(isIndexFailed(indexedJob(2, spec), pod({ index: 0, ...options }))).toBe(want); });
});

describe('failed indexes', () => {
  it.each<[string, number, number, string | undefined, Pod[], string]>([
    ['one new', 2, 1, undefined, [...indexPods('0f', { failureCount: 0 }), ...indexPods('1f', { failureCount: 1 })], '1'],
    ['without finalizer: counted before', 2, 0, undefined, indexPods('0f', { failureCount: 0, tracked: false }), ''],
    ['beyond completions', 2, 0, undefined, indexPods('3f', { failureCount: 0 }), ''],
    ['added to the status', 2, 0, '0', indexPods('1f', { failureCount: 0 }), '0,1'],
    ['an empty status', 2, 0, '', indexPods('1f', { failureCount: 0 }), '1'],
    ['a status beyond completions', 2, 0, '9', indexPods('1f', { failureCount: 0 }), '1'],
  ])('%s', (_name, completions, backoffLimitPerIndex, status, pods, want) => {
    const j = indexedJob(completions, { backoffLimitPerIndex }, status === undefined ? {} : { failedIndexes: status });
    expect(intervalsToString(calculateFailedIndexes(j, pods))).toBe(want);
  });
});

describe('the next indexes', () => {
  it.each([
    ['more wanted than there are', '', '', null, 5, 3, [0, 1, 2]],
    ['fewer wanted', '', '', null, 2, 5, [0, 1]],
    ['the first are active', '0r 1p', '', null, 3, 10, [2, 3, 4]],
    ['the last are active or succeeded', '6p', '4,5', null, 6, 6, [0, 1, 2, 3]],
    ['mixed', '3p 5r 8p -r -3r', '2-4,9', null, 5, 20, [0, 1, 6, 7, 10]],
    ['with failed ones', '3p 9p', '1,5,9', '2,6,7', 5, 20, [0, 4, 8, 10, 11]],
    ['none wanted', '', '', null, 0, 5, []],
    ['all taken', '0r 1r', '', null, 2, 2, []],
  ])('%s', (_name, active, succeeded, failed, count, completions, want) => {
    const activePods = indexPods(active);
    const facts = { job: indexedJob(completions), pods: activePods, activePods, succeededIndexes: set(succeeded), failedIndexes: failed === null ? null : set(failed) };
    expect(firstPendingIndexes(facts, count, completions)).toEqual(want);
  });
  it('a terminating Pod holds its index when only failed Pods are replaced', () => {
    const pods = indexPods('0', { deleted: true });
    const facts = { pods, activePods: [], succeededIndexes: [], failedIndexes: null };
    expect(firstPendingIndexes({ ...facts, job: indexedJob(3, { podReplacementPolicy: 'Failed' }) }, 2, 3)).toEqual([1, 2]);
    expect(firstPendingIndexes({ ...facts, job: indexedJob(3) }, 2, 3)).toEqual([0, 1]);
  });
});

describe('failed Pods that wait for their replacement', () => {
  const kept = (completions: number, backoffLimitPerIndex: number, pods: Pod[], expected: string[] = []): string[] => {
    const j = indexedJob(completions, { backoffLimitPerIndex });
    const facts = { job: j, pods, activePods: pods.filter(isPodActive), succeededIndexes: calculateSucceededIndexes(j, pods).now, failedIndexes: calculateFailedIndexes(j, pods) };
    return Object.values(getPodsWithDelayedDeletionPerIndex(facts, new Set(expected))).map((p) => p.metadata.uid!);
  };
  const failed = (uid: string, index: number, failureCount: number, more: Parameters<typeof pod>[0] = {}) => pod({ uid, index, failureCount, phase: 'Failed', ...more });
  it.each<[string, number, number, Pod[], string[], string[]]>([
    ['of indexes that have not failed for good', 3, 1, [failed('a', 0, 0), failed('b', 1, 1), failed('c', 2, 0)], [], ['a', 'c']],
    ['not without finalizer', 2, 0, [failed('a', 0, 0, { tracked: false })], [], []],
    ['not while the finalizer is being taken off', 2, 0, [failed('a', 0, 0)], ['a'], []],
    ['not beyond completions', 2, 0, [failed('a', 4, 0)], [], []],
    ['not when the index is active again', 2, 1, [failed('a1', 0, 0), pod({ uid: 'a2', index: 0, failureCount: 1 })], [], []],
    ['not when the index has succeeded', 2, 1, [failed('a1', 0, 0), pod({ uid: 'a2', index: 0, failureCount: 1, phase: 'Succeeded' })], [], []],
    ['only the one with the highest count', 2, 4, [failed('a1', 0, 0), failed('a3', 0, 2), failed('a2', 0, 1)], [], ['a3']],
    ['only the one that failed last', 2, 4, [failed('a1', 0, 1, { deleted: at(-1000) }), failed('a3', 0, 1, { deleted: at() }), failed('a2', 0, 1, { deleted: at(-2000) })], [], ['a3']],
  ])('%s', (_name, completions, limit, pods, expected, want) => { expect(kept(completions, limit, pods, expected)).toEqual(want); });
});

describe('failure counts', () => {
  it.each<[string, Parameters<typeof pod>[0] | undefined, Partial<JobSpec>, number, number]>([
    ['the first Pod', undefined, {}, 0, 0],
    ['after a first failure', { failureCount: 0, phase: 'Failed' }, {}, 1, 0],
    ['after more failures', { failureCount: 3, phase: 'Failed' }, {}, 4, 0],
    ['after an ignored one', { failureCount: 3, phase: 'Failed', conditions: [{ type: 'DisruptionTarget', status: 'True' }] }, { podFailurePolicy: ignoreDisruption }, 3, 1],
  ])('of the next Pod: %s', (_name, options, spec, failureCount, ignoredFailureCount) => {
    expect(getNewIndexFailureCounts(job(spec), options && pod(options))).toEqual({ failureCount, ignoredFailureCount });
  });
  it.each<[string | number | undefined, number]>([[undefined, 0], [2, 2], [2147483647, 2147483647], [2147483648, 0], [-1, 0], ['xyz', 0]])('annotation %s is read as %i', (failureCount, want) => {
    expect(getIndexFailureCount(pod(failureCount === undefined ? {} : { failureCount }))).toBe(want);
  });
});

describe('names of indexed Pods', () => {
  it.each([
    ['indexed-job', 1, 'indexed-job-1-'],
    ['hhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhhooooo', 1, 'hhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhh-1-'],
    ['hhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhhoo', 1, 'hhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhhooooohhhhh-1-'],
  ])('%s', (name, index, want) => { expect(podGenerateNameWithIndex(name, index)).toBe(want); });
});
