// What the API server makes of deletions, stale versions and finalizers.
import { describe, expect, it } from 'vitest';
import { podSpecDefaults } from '../../../src/api/admission.ts';
import type { Job, Pod } from '../../../src/api/types.ts';
import { decideDelete } from '../../../src/cluster/apiserver/delete.ts';
import { mergePatch } from '../../../src/base/merge-patch.ts';
import { generateName, newUid } from '../../../src/cluster/apiserver/meta.ts';
import { strategicPatch } from '../../../src/cluster/apiserver/strategic.ts';
import { decideWrite } from '../../../src/cluster/apiserver/write.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const pod = (over: Partial<Pod['metadata']> = {}, node: string | null = 'node-1', phase: Pod['status']['phase'] = 'Running'): Pod => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'n', uid: 'u', resourceVersion: '7', generation: 1, ...over }, spec: { containers: [], ...(node ? { nodeName: node } : {}) }, status: { phase },
});
const job: Job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'n', uid: 'u', resourceVersion: '7', generation: 1 }, spec: { template: { spec: { containers: [] } } }, status: {} };
const env = { epochNow: now, revision: 9, chance: { draw: () => 0.5 } };

describe('a deletion', () => {
  it.each([
    ['of a Pod that runs waits for its grace period', pod(), {}, 'put'], ['of a Pod that was never bound is at once', pod({}, null), {}, 'remove'], ['of a Pod that has ended is at once', pod({}, 'node-1', 'Failed'), {}, 'remove'],
    ['of a Pod with a finalizer waits for it', pod({ finalizers: ['f/f'] }, null), {}, 'put'], ['with no grace is at once', pod(), { gracePeriodSeconds: 0 }, 'remove'],
    ['of a Job in the background is at once', job, { propagationPolicy: 'Background' as const }, 'remove'], ['of a Job in the foreground waits for its Pods', job, { propagationPolicy: 'Foreground' as const }, 'put'],
    ['of another object of the same name is refused', job, { preconditions: { uid: 'other' } }, 'refuse'], ['a second time changes nothing', pod({ deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 }), {}, 'nothing'],
  ])('%s', (_, object, options, want) => { expect(decideDelete(object, options, now).type).toBe(want); });
  it('marks when the Pod is to be gone', () => {
    const d = decideDelete(pod(), {}, now);
    expect(d.type === 'put' && d.object.metadata).toMatchObject({ deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30, generation: 2 });
  });
});
describe('a second deletion', () => {
  const going = (over: Partial<Pod['metadata']> = {}, phase: Pod['status']['phase'] = 'Running') => pod({ deletionTimestamp: '2026-01-01T00:01:00Z', deletionGracePeriodSeconds: 60, ...over }, 'node-1', phase);
  it.each([
    ['that asks for nothing changes nothing, though the Pod\'s own grace is shorter', going(), {}, 'nothing'], ['nor when the Pod has ended meanwhile', going({}, 'Failed'), {}, 'nothing'],
    ['with a longer grace changes nothing', going(), { gracePeriodSeconds: 90 }, 'nothing'], ['with none removes the Pod', going(), { gracePeriodSeconds: 0 }, 'remove'],
    ['with none leaves a Pod to its finalizers', going({ finalizers: ['f/f'] }), { gracePeriodSeconds: 0 }, 'put'], ['cannot add finalizers to a Pod', going(), { propagationPolicy: 'Foreground' as const }, 'nothing'],
    ['of a Job in the background ends its waiting', { ...job, metadata: { ...job.metadata, deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['foregroundDeletion'] } }, { propagationPolicy: 'Background' as const }, 'remove'],
  ])('%s', (_, object, options, want) => { expect(decideDelete(object, options, now).type).toBe(want); });
  it.each([[10, 10, '2026-01-01T00:00:10Z'], [-5, 1, '2026-01-01T00:00:01Z']])('a grace of %i s becomes %i s, reckoned from the first deletion', (asked, grace, at) => {
    const d = decideDelete(going(), { gracePeriodSeconds: asked }, now + 5_000);
    expect(d.type === 'put' && d.object.metadata).toMatchObject({ deletionGracePeriodSeconds: grace, deletionTimestamp: at });
  });
});
it.each([['a Job leaves its Pods to themselves', job, ['orphan']], ['one that waits for its Pods goes on waiting', { ...job, metadata: { ...job.metadata, finalizers: ['foregroundDeletion'] } }, ['foregroundDeletion']]])('deleted without a word about dependents, %s', (_, object, want) => {
  const d = decideDelete(object, {}, now);
  expect(d.type === 'put' && d.object.metadata.finalizers).toEqual(want);
});
describe('an eviction', () => {
  const evict = (p: Pod) => decideWrite({ verb: 'evict', kind: 'Pod', namespace: 'n', name: 'p' }, p, env);
  it.each([['of a Pod that runs', pod()], ['of a Pod that has ended', pod({}, 'node-1', 'Failed')], ['of a Pod that was never bound', pod({}, null, 'Pending')]])('%s marks it first, then deletes it', (_, p) => {
    const d = evict(p);
    expect(d.type === 'put' && [(d.object as Pod).status.conditions, d.then?.verb]).toEqual([[{ type: 'DisruptionTarget', status: 'True', observedGeneration: 1, lastProbeTime: null, lastTransitionTime: '2026-01-01T00:00:00Z', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' }], 'delete']);
  });
  it('a mark takes the place of an older one and keeps its time', () => {
    const p = { ...pod(), status: { conditions: [{ type: 'DisruptionTarget', status: 'True' as const, lastTransitionTime: '2025-12-31T00:00:00Z', reason: 'x' }, { type: 'Ready', status: 'True' as const }] } };
    const d = evict(p);
    expect(d.type === 'put' && (d.object as Pod).status.conditions?.map((c) => [c.type, c.lastTransitionTime, c.reason])).toEqual([['DisruptionTarget', '2025-12-31T00:00:00Z', 'EvictionByEvictionAPI'], ['Ready', undefined, undefined]]);
    expect(d.type === 'put' && evict(d.object as Pod)).toMatchObject({ type: 'put', object: { metadata: { deletionGracePeriodSeconds: 30 } } });
  });
});
describe('an update', () => {
  it('made against an older version is a conflict, word for word', () => {
    const d = decideWrite({ verb: 'updateStatus', kind: 'Job', object: { ...job, metadata: { ...job.metadata, resourceVersion: '6' } } }, job, env);
    expect(d).toEqual({ type: 'answer', result: { ok: false, status: { code: 409, reason: 'Conflict', message: 'Operation cannot be fulfilled on jobs.batch "j": the object has been modified; please apply your changes to the latest version and try again' } } });
  });
  it('meant for another object of the same name is a conflict, whatever its version', () => {
    const d = decideWrite({ verb: 'updateStatus', kind: 'Job', object: { ...job, metadata: { ...job.metadata, uid: 'gone', resourceVersion: '6' } } }, job, env);
    expect(d).toMatchObject({ result: { status: { code: 409, message: 'Operation cannot be fulfilled on jobs.batch "j": StorageError: invalid object, Code: 4, Key: /registry/jobs/n/j, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: gone, UID in object meta: u' } } });
  });
  it('that changes nothing is not stored', () => { expect(decideWrite({ verb: 'patch', kind: 'Pod', namespace: 'n', name: 'p', patch: { status: { phase: 'Running' } }, subresource: 'status' }, pod(), env).type).toBe('answer'); });
  it('that takes the last finalizer off a deleted object removes it', () => {
    const gone = pod({ deletionTimestamp: '2026-01-01T00:00:00Z', deletionGracePeriodSeconds: 0, finalizers: ['f/f'] });
    expect(decideWrite({ verb: 'patch', kind: 'Pod', namespace: 'n', name: 'p', strategic: true, patch: { metadata: { '$deleteFromPrimitiveList/finalizers': ['f/f'] } } }, gone, env).type).toBe('remove');
  });
  it('of something that is not there is not found', () => { expect(decideWrite({ verb: 'delete', kind: 'Job', namespace: 'n', name: 'j' }, null, env)).toMatchObject({ result: { status: { code: 404, message: 'jobs.batch "j" not found' } } }); });
});
describe('a user\'s patch of a Pod', () => {
  const standing = (more: object = {}): Pod => {
    const d = decideWrite({ verb: 'create', kind: 'Pod', namespace: 'n', raw: true, object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: podSpecDefaults({ containers: [{ name: 'main', image: 'a:1' }], ...more } as never) } }, null, env);
    if (d.type !== 'put') throw new Error('not created');
    return d.object as Pod;
  };
  const patched = (patch: unknown, held: object = {}) => decideWrite({ verb: 'patch', kind: 'Pod', namespace: 'n', name: 'p', patch, raw: true }, standing(held), env);
  const own = { key: 'k', operator: 'Exists' }, minute = { activeDeadlineSeconds: 60 }, gated = { schedulingGates: [{ name: 'g' }] };
  it.each<[string, object, object?]>([
    ['its image', { containers: [{ name: 'main', image: 'b:1' }] }], ['a deadline', minute], ['a sooner deadline', { activeDeadlineSeconds: 30 }, minute], ['no gate any more', { schedulingGates: null }, gated],
    ['one toleration more', { tolerations: [...standing().spec.tolerations!, own] }],
  ])('may give it %s', (_, spec, held) => {
    const d = patched({ spec }, held);
    const { schedulingGates, ...rest } = spec as { schedulingGates?: null };
    expect(d.type === 'put' && [d.object.metadata.generation, (d.object as Pod).spec]).toMatchObject([2, rest]);
    if (schedulingGates === null) expect(d.type === 'put' && (d.object as Pod).spec.schedulingGates).toBeUndefined();
  });
  it('of its labels leaves the generation, and its status to others', () => {
    expect(patched({ metadata: { labels: { a: 'b' } }, status: { phase: 'Failed' } })).toMatchObject({ type: 'put', object: { metadata: { generation: 1, labels: { a: 'b' } }, status: { phase: 'Pending' } } });
  });
  it('leaves it the tolerations that every Pod is given', () => { expect(patched({ spec: { tolerations: [own] } }, { tolerations: [own] }).type).toBe('answer'); });
  const others = 'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  it.each<[string, object, string, object?]>([
    ['another container', { containers: [{ name: 'main', image: 'a:1' }, { name: 'b', image: 'a:1' }] }, 'spec.containers: Forbidden: pod updates may not add or remove containers'], ['no container', { containers: null }, 'spec.containers: Forbidden: pod updates may not add or remove containers'],
    ['another command', { containers: [{ name: 'main', image: 'a:1', command: ['x'] }] }, `spec: Forbidden: ${others}`], ['another node', { nodeName: 'node-2' }, `spec: Forbidden: ${others}`],
    ['more time', { activeDeadlineSeconds: 90 }, 'spec.activeDeadlineSeconds: Invalid value: 90: must be less than or equal to previous value', minute], ['any time', { activeDeadlineSeconds: null }, 'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value', minute],
    ['less than no time', { activeDeadlineSeconds: -1 }, 'spec.activeDeadlineSeconds: Invalid value: -1: must be between 0 and 2147483647, inclusive'],
    ['fewer tolerations', { tolerations: [] }, 'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds', { tolerations: [own] }],
    ['a gate', gated, "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'g'"],
  ])('may not give it %s', (_, spec, why, held) => { expect(patched({ spec }, held)).toMatchObject({ result: { ok: false, status: { code: 422, message: `Pod "p" is invalid: ${why}` } } }); });
  it('is read as strictly as any other', () => {
    expect(patched({ spec: { unknown: 1 } })).toMatchObject({ result: { status: { code: 400, message: 'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.unknown"' } } });
    expect(patched({ spec: { containers: 'x' } })).toMatchObject({ result: { status: { code: 400 } } });
  });
});
it('a merge patch removes with null and keeps the rest', () => { expect(mergePatch({ a: 1, b: { c: 2, d: 3 } }, { b: { c: null }, e: [4] })).toEqual({ a: 1, b: { d: 3 }, e: [4] }); });
it('owner references merge by uid', () => {
  const owned = strategicPatch(pod({ ownerReferences: [{ apiVersion: 'a', kind: 'K', name: 'x', uid: 'x' }] }), { metadata: { ownerReferences: [{ apiVersion: 'a', kind: 'K', name: 'y', uid: 'y' }] } });
  expect(owned.metadata.ownerReferences?.map((o) => o.uid)).toEqual(['x', 'y']);
});
it('names and uids come from the stream alone', () => {
  expect(generateName('pi-', { draw: () => 0 })).toBe('pi-bbbbb');
  expect(newUid({ draw: () => 0.5 })).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
