// From Pods that ended to uncounted uids, finalizers and counters: what one sync sees, takes off and writes.
import { describe, expect, it } from 'vitest';
import type { Job, JobCondition, JobSpec, JobStatus, Pod } from '../../../../src/api/types.ts';
import { newCondition } from '../../../../src/cluster/controllers/job/conditions.ts';
import { evaluateFinishedCondition } from '../../../../src/cluster/controllers/job/finished-condition.ts';
import { countPods, getNewFinishedPods, type SyncJobCtx } from '../../../../src/cluster/controllers/job/sync-context.ts';
import { canRemoveFinalizer, cleanUncountedPodsWithoutFinalizers, enactJobFinished, trackPods } from '../../../../src/cluster/controllers/job/tracking.ts';
import { isPodFailed } from '../../../../src/cluster/controllers/job/pods.ts';
import { at, job, now, pod, type PodOptions } from './build.ts';

const phases = { s: 'Succeeded', f: 'Failed', r: 'Running', p: 'Pending' } as const;
/** "a:s" has ended well and has its finalizer; "a:s-" has lost it; "a:r!" is being deleted; "a:s#3" has index 3. */
const pods = (text: string): Pod[] => text.split(' ').filter((w) => w !== '').map((word) => {
  const [, uid, phase, marks, index] = /^(\w+):([sfrp])([-!]*)(?:#(\w+))?$/.exec(word)!;
  const more: PodOptions = { tracked: !marks!.includes('-'), deleted: marks!.includes('!') };
  return pod({ uid: uid!, phase: phases[phase as keyof typeof phases], ...more, ...(index === undefined ? {} : { index }) });
});
const uncounted = (succeeded: string, failed: string): JobStatus['uncountedTerminatedPods'] => ({ succeeded: succeeded.split(' ').filter((u) => u !== ''), failed: failed.split(' ').filter((u) => u !== '') });
const context = (j: Job, text: string, expectedRm = ''): SyncJobCtx =>
  evaluateFinishedCondition(countPods(j, 'default/j', pods(text), expectedRm.split(' ').filter((u) => u !== ''), undefined, now), now).ctx;

describe('Pods that the status does not account for', () => {
  it.each<[string, JobStatus, string, string, number, number]>([
    ['those without finalizer were counted before', { succeeded: 2, failed: 1 }, 'a:s- b:s c:s d:f- e:f f:r', '', 4, 2],
    ['those in the uncounted lists count once', { succeeded: 1, failed: 1, uncountedTerminatedPods: uncounted('a c', 'e f') }, 'a:s- b:s- c:s d:s e:f- f:f g:f', '', 4, 4],
    ['those whose finalizer was taken off, the cache not yet showing it', { succeeded: 2, failed: 2, uncountedTerminatedPods: uncounted('a', 'd') }, 'a:s- b:s c:s d:f- e:f f:f g:f', 'b f', 4, 5],
    ['deleted ones count as failed unless they succeeded', { succeeded: 1, failed: 1 }, 'a:s! b:f! c:r! d:p! e:r-! f:p-!', '', 2, 4],
  ])('%s', (_name, status, text, expectedRm, succeeded, failed) => {
    const ctx = countPods(job({}, status), 'default/j', pods(text), expectedRm.split(' ').filter((u) => u !== ''), undefined, now);
    expect([ctx.succeeded, ctx.failed]).toEqual([succeeded, failed]);
  });
  it('have a valid index in an Indexed Job', () => {
    const j = job({ completionMode: 'Indexed', completions: 3 });
    const { newSucceededPods, newFailedPods } = getNewFinishedPods(countPods(j, 'default/j', pods('a:s#2 b:s#3 c:s#x d:f#0 e:f'), [], undefined, now));
    expect([newSucceededPods, newFailedPods].map((list) => list.map((p) => p.metadata.uid))).toEqual([['a'], ['d']]);
  });
  it('being deleted have not failed while only failed Pods are replaced', () => {
    expect(countPods(job({ podReplacementPolicy: 'Failed' }), 'default/j', pods('a:r! b:p! c:f!'), [], undefined, now)).toMatchObject({ failed: 1, terminating: 2 });
  });
  it('and that the policy ignores do not count, but delay new Pods', () => {
    const podFailurePolicy: JobSpec['podFailurePolicy'] = { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] };
    const evicted = pod({ phase: 'Failed', finishedAt: at(-1000), conditions: [{ type: 'DisruptionTarget', status: 'True' }] });
    const ctx = countPods(job({ podFailurePolicy }), 'default/j', [evicted], [], undefined, now);
    expect([ctx.failed, ctx.newBackoffRecord.failuresAfterLastSuccess]).toEqual([0, 1]);
  });
});

describe('tracking', () => {
  const indexedSix: Partial<JobSpec> = { completionMode: 'Indexed', completions: 6 };
  const indexedTwo: Partial<JobSpec> = { completionMode: 'Indexed', completions: 2, parallelism: 2 };
  it.each<[string, Partial<JobSpec>, JobStatus, string, string, string, Partial<JobStatus>]>([
    ['each end has its list', {}, {}, 'a:s b:f c:s! d:f! e:p! g:p h:r', '', 'a b c d e', { uncountedTerminatedPods: uncounted('a c', 'b d e') }],
    ['lists lose what has lost its finalizer', {}, { succeeded: 2, failed: 3, uncountedTerminatedPods: uncounted('a e', 'b f') }, 'e:s- x:f- y:p- a:s b:f c:s d:f', '', 'a b c d', { succeeded: 3, failed: 4, uncountedTerminatedPods: uncounted('a c', 'b d') }],
    ['also where the cache does not show it', {}, { succeeded: 2, failed: 3, uncountedTerminatedPods: uncounted('a g', 'b h') }, 'a:s b:f c:s d:f e:s f:f g:s h:f', 'c d g h', 'a b e f', { succeeded: 3, failed: 4, uncountedTerminatedPods: uncounted('a e', 'b f') }],
    ['indexes need no uids', indexedSix, {}, 'a:s#1 b:s#3 c:s#3 d:r#5 e:s', '', 'e a b c', { succeeded: 2, completedIndexes: '1,3', uncountedTerminatedPods: uncounted('', '') }],
    ['indexes beyond lowered completions are forgotten', indexedTwo, { succeeded: 1, completedIndexes: '3' }, 'a:r#0 b:r#1', '', '', { succeeded: 0, completedIndexes: '' }],
    ['and those in range are kept', indexedTwo, { succeeded: 1, completedIndexes: '3' }, 'a:r#0 b:s#1', '', 'b', { succeeded: 1, completedIndexes: '1' }],
    ['a failure without a valid index does not count', indexedSix, {}, 'a:f#1 b:f#3 c:f#3 d:r#5 e:f f:f#6', '', 'e a b c f', { succeeded: 0, uncountedTerminatedPods: uncounted('', 'a b c') }],
    ['a Pod noted as failed stays so, however it ended', {}, { uncountedTerminatedPods: uncounted('', 'a') }, 'a:s!', '', 'a', { uncountedTerminatedPods: uncounted('', 'a') }],
  ])('%s', (_name, spec, status, text, expectedRm, taken, want) => {
    const tracking = trackPods(context(job(spec, status), text, expectedRm), false, now);
    expect(tracking.podsToRemoveFinalizer.map((p) => p.metadata.uid).join(' ')).toBe(taken);
    expect(tracking.job.status).toMatchObject(want);
  });
  it('writes nothing if nothing is new', () => { expect(trackPods(context(job(), 'a:r b:p'), false, now).needsFlush).toBe(false); });
  it('counts Pods that still run as failed if the Job fails, not if it succeeds', () => {
    const ctx = context(job(), 'a:s b:r');
    const lists = (type: JobCondition['type']) => trackPods({ ...ctx, finishedCondition: newCondition(type, 'True', '', '', now) }, false, now).job.status.uncountedTerminatedPods;
    expect([lists('FailureTarget'), lists('SuccessCriteriaMet')]).toEqual([uncounted('a', 'b'), uncounted('a', '')]);
  });
  it('stops at 500, those from before included', () => {
    const tracking = trackPods(context(job({}, { uncountedTerminatedPods: uncounted('a', 'b') }), `a:s b:f ${Array.from({ length: 600 }, (_, i) => `n${i}:s`).join(' ')}`), false, now);
    expect([tracking.reachedMaxUncountedPods, tracking.podsToRemoveFinalizer.length]).toEqual([true, 500]);
  });
  it.each<[string, JobCondition['type'], JobStatus['conditions'], string, string]>([
    ['FailureTarget comes before Failed', 'FailureTarget', [], 'FailureTarget', 'Failed'],
    ['SuccessCriteriaMet comes before Complete', 'SuccessCriteriaMet', [], 'SuccessCriteriaMet', 'Complete'],
    ['and is not written twice', 'SuccessCriteriaMet', [{ type: 'SuccessCriteriaMet', status: 'True' }], 'SuccessCriteriaMet', 'Complete'],
    ['Failed of an earlier FailureTarget comes alone', 'Failed', [{ type: 'FailureTarget', status: 'True' }], 'FailureTarget', 'Failed'],
  ])('%s', (_name, type, before, interim, final) => {
    const ctx = { ...context(job({}, { conditions: before }), 'a:r'), finishedCondition: newCondition(type, 'True', 'Why', 'Because', now) };
    const tracking = trackPods(ctx, false, now);
    expect([tracking.job.status.conditions?.map((c) => c.type).join(), tracking.finishedCondition]).toMatchObject([interim, { type: final, status: 'True', reason: 'Why', message: 'Because' }]);
  });
});

describe('a finalizer may come off', () => {
  const perIndex: Partial<JobSpec> = { completionMode: 'Indexed', completions: 2, parallelism: 2, backoffLimitPerIndex: 1 };
  it.each<[string, Partial<JobSpec>, string, Partial<Job['metadata']>, boolean]>([
    ['a Pod that succeeded', {}, 'a:s', {}, true],
    ['a Pod that failed', {}, 'a:f', {}, true],
    ['a Pod that runs', {}, 'a:r', {}, false],
    ['a Pod that runs, of a Job being deleted', {}, 'a:r', { deletionTimestamp: at() }, true],
    ['a terminating Pod', {}, 'a:r!', {}, true],
    ['a terminating Pod whose end is waited for', { podReplacementPolicy: 'Failed' }, 'a:r!', {}, false],
    ['the last failed Pod of an index that is to be tried again', perIndex, 'a:f#0', {}, false],
    ['one whose index runs again', perIndex, 'a:f#0 b:r#0', {}, true],
    ['one whose index has succeeded', perIndex, 'a:f#0 b:s#0', {}, true],
    ['one without a valid index', perIndex, 'a:f#x', {}, true],
  ])('%s', (_name, spec, text, meta, want) => {
    const ctx = context(job(spec, {}, meta), text);
    expect(canRemoveFinalizer(ctx, ctx.pods[0]!, isPodFailed(ctx.pods[0]!, ctx.job))).toBe(want);
  });
});

describe('counters', () => {
  it.each<[string, JobStatus, string, JobStatus, boolean]>([
    ['nothing uncounted', { succeeded: 1 }, 'a', { succeeded: 1 }, false],
    ['all still have their finalizer', { uncountedTerminatedPods: uncounted('a', 'b') }, 'a b', { uncountedTerminatedPods: uncounted('a', 'b') }, false],
    ['some have lost it', { succeeded: 1, failed: 1, uncountedTerminatedPods: uncounted('a b', 'c d') }, 'b c', { succeeded: 2, failed: 2, uncountedTerminatedPods: uncounted('b', 'c') }, true],
    ['all have', { uncountedTerminatedPods: uncounted('a b', 'c') }, '', { succeeded: 2, failed: 1, uncountedTerminatedPods: uncounted('', '') }, true],
  ])('%s', (_name, status, held, want, updated) => {
    const cleaned = cleanUncountedPodsWithoutFinalizers(status, new Set(held.split(' ')));
    expect([cleaned.status, cleaned.updated]).toMatchObject([want, updated]);
  });
});

describe('the end', () => {
  const complete = newCondition('Complete', 'True', 'CompletionsReached', 'Reached expected number of succeeded pods', now - 5);
  it.each<[string, JobStatus, JobCondition | null, number, boolean]>([
    ['is not written before it is decided', {}, null, 0, false],
    ['waits for uncounted Pods', { uncountedTerminatedPods: uncounted('a', '') }, complete, 0, false],
    ['waits for terminating Pods', {}, complete, 1, false],
    ['is written once all are counted and gone', {}, complete, 0, true],
  ])('%s', (_name, status, finished, terminating, written) => { expect(enactJobFinished(job({}, status), finished, terminating, now) !== null).toBe(written); });
  it('has a time if it is a success', () => {
    expect(enactJobFinished(job(), complete, 0, now)!.status.completionTime).toBe(complete.lastTransitionTime);
    expect(enactJobFinished(job(), newCondition('Failed', 'True', 'X', '', now), 0, now)!.status.completionTime).toBeUndefined();
  });
});
