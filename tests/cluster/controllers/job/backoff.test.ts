// How long new Pods wait after failures.
import { describe, expect, it } from 'vitest';
import { millis } from '../../../../src/base/time.ts';
import type { ContainerStatus, Pod } from '../../../../src/api/types.ts';
import { getFinishedTime, getRemainingTime, getRemainingTimePerIndex, newBackoffRecord, type BackoffRecord } from '../../../../src/cluster/controllers/job/backoff.ts';
import { at, now, pod } from './build.ts';

const record = (failuresAfterLastSuccess: number, lastFailureTime: number | null): BackoffRecord => ({ key: 'key', failuresAfterLastSuccess, lastFailureTime });
const ends = (phase: 'Succeeded' | 'Failed', times: number[]): Pod[] => times.map((t) => pod({ phase, finishedAt: at(t) }));

describe('the back-off record', () => {
  it.each<[string, BackoffRecord | undefined, number[], number[], BackoffRecord]>([
    ['one new failure', undefined, [], [0], record(1, now)],
    ['two new failures', undefined, [], [0, -1], record(2, now)],
    ['two failures, then a success', undefined, [0], [-2, -1], record(0, null)],
    ['two failures, a success, two failures', undefined, [-2], [0, -4, -3, -1], record(2, now)],
    ['one more than before', record(2, null), [], [0], record(3, now)],
    ['success and failure at the same moment', undefined, [0], [0], record(0, null)],
    ['nothing new', undefined, [], [], record(0, null)],
    ['nothing new after failures', record(2, now), [], [], record(2, now)],
    ['one success', record(2, now), [0], [], record(0, null)],
  ])('%s', (_name, stored, succeeded, failed, want) => {
    expect(newBackoffRecord(stored, 'key', ends('Succeeded', succeeded), ends('Failed', failed))).toEqual(want);
  });
});

describe('when a Pod ended', () => {
  const done = (ms: number | null): ContainerStatus => ({ name: 'c', ready: false, restartCount: 0, image: '', imageID: '', state: ms === null ? { running: {} } : { terminated: { exitCode: 0, finishedAt: at(ms) } } });
  const noTime: ContainerStatus = { name: 'c', ready: false, restartCount: 0, image: '', imageID: '', state: { terminated: { exitCode: 0 } } };
  const ready = (status: 'True' | 'False', ms: number) => [{ type: 'Ready', status, lastTransitionTime: at(ms) }];
  const withInit = (p: Pod, init: ContainerStatus[]): Pod => ({ ...p, status: { ...p.status, initContainerStatuses: init } });
  it.each<[string, Pod, number]>([
    ['the last container to end', pod({ containers: [done(-1000), done(0), done(-2000)] }), 0],
    ['one still runs: the deletion', pod({ containers: [done(-1000), done(null), done(-2000)], deleted: at() }), 0],
    ['the deletion', pod({ containers: [done(null)], deleted: at() }), 0],
    ['the deletion, less the grace period', pod({ containers: [done(null)], deleted: at(), grace: 30 }), -30_000],
    ['Ready became False', pod({ containers: [noTime], conditions: ready('False', 0) }), 0],
    ['Ready is True: the deletion', pod({ containers: [noTime], conditions: ready('True', -30_000), deleted: at() }), 0],
    ['nothing else: the creation', pod({ containers: [noTime], created: at() }), 0],
    ['a sidecar ends after the rest', withInit(pod({ containers: [done(-1000)] }), [done(0)]), 0],
  ])('%s', (_name, p, want) => { expect(getFinishedTime(p)).toBe(now + want); });
});

describe('time that remains', () => {
  const s = (n: number) => millis(n * 1000);
  it.each([
    ['no failure', 0, null, 0, 0], ['one, just now', 1, 0, 0, 5], ['one, a second ago', 1, 0, 1, 4], ['one, just over', 1, 0, 5, 0], ['one, long over', 1, 0, 6, 0],
    ['three', 3, 0, 0, 20], ['eight', 8, 0, 0, 640], ['nine: the most', 9, 0, 0, 700],
  ])('%s', (_name, failures, last, later, want) => {
    expect(getRemainingTime(record(failures, last === null ? null : now + last), now + later * 1000, s(5), s(700))).toBe(want * 1000);
  });
  it.each<[string, Pod | undefined, number]>([
    ['no failure', undefined, 0],
    ['two counted before', pod({ phase: 'Failed', failureCount: 2, deleted: at() }), 20],
    ['one counted, one ignored before', pod({ phase: 'Failed', failureCount: 1, ignoredFailureCount: 1, deleted: at() }), 20],
    ['so many that it is the most', pod({ phase: 'Failed', failureCount: 8, deleted: at() }), 700],
  ])('of an index: %s', (_name, last, want) => { expect(getRemainingTimePerIndex(now, s(5), s(700), last)).toBe(want * 1000); });
});
