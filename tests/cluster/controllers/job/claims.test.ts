// Which Pods are the Job's; adopting and letting go.
import { describe, expect, it } from 'vitest';
import type { Job, Pod } from '../../../../src/api/types.ts';
import { claimPod } from '../../../../src/cluster/controllers/job/claims.ts';
import { jobController } from '../../../../src/cluster/controllers/job/index.ts';
import { formatSelector, matchesSelector, parseSelector } from '../../../../src/cluster/controllers/job/selector.ts';
import type { ApiCall } from '../../../../src/cluster/messages.ts';
import { accepted, fakeContext, refused, runSync } from '../fake-context.ts';
import { at, job, now, pod } from './build.ts';

const deleted = { deletionTimestamp: at() };
describe('a Pod', () => {
  it.each<[string, Parameters<typeof pod>[0], Partial<Job['metadata']>, string]>([
    ['of the Job is kept', {}, {}, 'keep'],
    ['of another Job is left alone', { owner: 'other' }, {}, 'ignore'],
    ['of the Job whose labels no longer fit is let go', { labels: { job: 'else' } }, {}, 'release'],
    ['is not let go by a Job that is being deleted', { labels: { job: 'else' } }, deleted, 'ignore'],
    ['without owner whose labels fit is adopted', { owner: null }, {}, 'adopt'],
    ['without owner and fitting labels is left alone', { owner: null, labels: {} }, {}, 'ignore'],
    ['is not adopted while it is being deleted', { owner: null, deleted: true }, {}, 'ignore'],
    ['is not adopted by a Job that is being deleted', { owner: null }, deleted, 'ignore'],
  ])('%s', (_name, options, meta, want) => { expect(claimPod(job({}, {}, meta), pod(options))).toBe(want); });
});

describe('claiming in a sync', () => {
  const run = (j: Job, pods: Pod[], fresh: Job | null) => {
    const fake = fakeContext(jobController, [j, ...pods], now);
    const outcome = runSync(jobController, fake, 'default/j', (call: ApiCall) => (call.verb === 'get' ? (fresh ? accepted(fresh) : refused(404, 'not there')) : call.verb === 'updateStatus' ? accepted(call.object) : accepted(pods[0]!)));
    return { fake, outcome, verbs: fake.calls.map((c) => c.verb) };
  };
  const j = job({ completions: 1 });
  it('reads the Job anew, adopts, and counts what it adopted', () => {
    const { fake, verbs, outcome } = run(j, [pod({ owner: null, tracked: false, name: 'orphan' })], j);
    expect([verbs, outcome]).toEqual([['get', 'patch', 'updateStatus'], { type: 'ok' }]);
    expect(fake.calls[1]).toMatchObject({ strategic: true, patch: { metadata: { finalizers: ['batch.kubernetes.io/job-tracking'], ownerReferences: [{ uid: 'job-uid', controller: true, blockOwnerDeletion: true }] } } });
    expect(fake.calls[2]).toMatchObject({ object: { status: { active: 1 } } });
  });
  it.each<[string, Job | null, string]>([
    ['is gone', null, 'not there'],
    ['is another one', job({}, {}, { uid: 'new' }), 'original Job default/j is gone: got uid new, wanted job-uid'],
    ['is being deleted', job({}, {}, deleted), `default/j has just been deleted at ${at()}`],
  ])('adopts nothing if the Job %s', (_name, fresh, why) => {
    expect(run(j, [pod({ owner: null })], fresh).outcome).toEqual({ type: 'error', message: `can't adopt Pod: ${why}` });
  });
  it('lets a Pod go, then makes another', () => {
    const { fake, verbs } = run(j, [pod({ labels: { job: 'else' } })], j);
    expect(verbs).toEqual(['patch', 'create', 'updateStatus']);
    expect(fake.calls[0]).toMatchObject({ patch: { metadata: { ownerReferences: [{ $patch: 'delete', uid: 'job-uid' }], '$deleteFromPrimitiveList/finalizers': ['batch.kubernetes.io/job-tracking'] } } });
  });
});

describe('selectors', () => {
  const all = { matchLabels: { b: '2', a: '1' }, matchExpressions: [{ key: 'c', operator: 'In' as const, values: ['y', 'x'] }, { key: 'd', operator: 'NotIn' as const, values: ['z'] }, { key: 'e', operator: 'Exists' as const }, { key: 'f', operator: 'DoesNotExist' as const }] };
  it('are written as the API writes them', () => { expect(formatSelector(all)).toBe('a=1,b=2,c in (x,y),d notin (z),e,!f'); });
  it.each([
    [{ a: '1', b: '2', c: 'x', e: '' }, true], [{ a: '1', b: '2', c: 'x', d: 'z', e: '' }, false], [{ a: '1', b: '2', c: 'q', e: '' }, false],
    [{ a: '1', b: '2', c: 'y' }, false], [{ a: '1', b: '2', c: 'y', e: '', f: '' }, false], [{ a: '1', c: 'y', e: '' }, false],
  ])('match %j: %s, read back too', (labels, want) => {
    expect(matchesSelector(all, labels as Record<string, string>)).toBe(want);
    expect(matchesSelector(parseSelector(formatSelector(all)), labels as Record<string, string>)).toBe(want);
  });
  it('match nothing if missing, everything if empty', () => { expect([matchesSelector(undefined, {}), matchesSelector({}, { a: '1' })]).toEqual([false, true]); });
});
