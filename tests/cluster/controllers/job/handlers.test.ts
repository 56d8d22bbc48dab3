// What the Job controller does with news, and with orphans.
import { describe, expect, it } from 'vitest';
import type { ApiObject, Job, Pod } from '../../../../src/api/types.ts';
import { jobController } from '../../../../src/cluster/controllers/job/index.ts';
import type { Delta } from '../../../../src/cluster/client-go/types.ts';
import { accepted, fakeContext, refused, runSync } from '../fake-context.ts';
import { at, job, now, pod } from './build.ts';

const key = 'default/j';
const selector = 'orphan-pods:default/job=j';
const finished = { conditions: [{ type: 'Complete' as const, status: 'True' as const }] };
function heard(jobs: Job[], delta: Delta, prepare?: (fake: ReturnType<typeof fakeContext<never, ReturnType<typeof jobController.initMemory>>>) => void) {
  const fake = fakeContext(jobController as never, jobs as ApiObject[], now) as never as ReturnType<typeof fakeContext<never, ReturnType<typeof jobController.initMemory>>>;
  prepare?.(fake);
  const handled = jobController.handle(delta.object.kind, delta, fake.ctx);
  return { fake, queue: fake.queue, names: handled.map((h) => h!.handler) };
}
const updated = (previous: ApiObject, object: ApiObject): Delta => ({ type: 'Updated', previous, object });

describe('news of a Job', () => {
  it.each<[string, Delta, string[]]>([
    ['a new one is synced at once', { type: 'Added', object: job() }, [key]],
    ['a changed spec is synced at once', updated(job(), job({}, {}, { generation: 2 })), [key]],
    ['a changed status waits a second for more', updated(job(), job({}, { active: 1 })), [`${key} +1000`]],
    ['a finished one only needs its finalizers off', updated(job(), job({}, finished)), [selector]],
    ['a deadline that is set is waited for', updated(job({}, { startTime: at(-10_000) }), job({ activeDeadlineSeconds: 30 }, { startTime: at(-10_000) }, { generation: 2 })), [key, `${key} +20000`]],
    ['a deadline that has passed is synced at once', updated(job({}, { startTime: at(-10_000) }), job({ activeDeadlineSeconds: 5 }, { startTime: at(-10_000) }, { generation: 2 })), [key, key]],
    ['a deadline of a Job that has not started', updated(job(), job({ activeDeadlineSeconds: 5 }, {}, { generation: 2 })), [key]],
    ['one that is gone: forgotten, its Pods set free', { type: 'Deleted', object: job() }, [key, selector]],
  ])('%s', (_name, delta, want) => { expect(heard([], delta).queue).toEqual(want); });
});

describe('news of a Pod', () => {
  const p = (o: Parameters<typeof pod>[0] = {}): Pod => pod({ name: 'p', version: '1', uid: 'p', ...o });
  const orphan = 'orphan-pod:default/p';
  it.each<[string, Job[], Delta, string[], { adds?: number; dels?: number }]>([
    ['a new one of the Job is one less to wait for', [job()], { type: 'Added', object: p() }, [`${key} +1000`], { adds: -1 }],
    ['a new one that is being deleted counts as a deletion', [job()], { type: 'Added', object: p({ deleted: true }) }, [`${key} +1000`], { dels: -1 }],
    ['one of a Job that is unknown', [], { type: 'Added', object: p() }, [], {}],
    ['one of an earlier Job of that name', [job({}, {}, { uid: 'new' })], { type: 'Added', object: p() }, [], {}],
    ['an orphan wakes Jobs that may want it, and loses a finalizer', [job()], { type: 'Added', object: p({ owner: null }) }, [orphan, `${key} +1000`], {}],
    ['an orphan without labels wakes nobody', [job()], { type: 'Added', object: p({ owner: null, labels: {}, tracked: false }) }, [], {}],
    ['a changed one wakes its Job', [job()], updated(p(), p({ version: '2' })), [`${key} +1000`], {}],
    ['the same again is no news', [job()], updated(p(), p()), [], {}],
    ['one that begins to be deleted', [job()], updated(p(), p({ version: '2', deleted: true })), [`${key} +1000`], { dels: -1 }],
    ['one that was let go wakes the Job it left', [job()], updated(p(), p({ version: '2', owner: null, tracked: false, labels: { job: 'else' } })), [`${key} +1000`], {}],
    ['one that changes hands wakes both', [job(), job({ selector: { matchLabels: { job: 'k' } } }, {}, { name: 'k', uid: 'k' })],
      updated(p(), { ...p({ version: '2' }), metadata: { ...p({ version: '2' }).metadata, ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'k', uid: 'k', controller: true }] } }), [`${key} +1000`, 'default/k +1000'], {}],
    ['an orphan whose labels change may be adopted', [job()], updated(p({ owner: null, tracked: false, labels: {} }), p({ version: '2', owner: null, tracked: false })), [`${key} +1000`], {}],
    ['one that is gone', [job()], { type: 'Deleted', object: p() }, [`${key} +1000`], { dels: -1 }],
    ['one of a finished Job that is gone', [job({}, finished)], { type: 'Deleted', object: p() }, [orphan], {}],
    ['one whose Job is gone', [], { type: 'Deleted', object: p() }, [orphan], {}],
  ])('%s', (_name, jobs, delta, want, expected) => {
    const { fake, queue } = heard(jobs, delta);
    expect(queue).toEqual(want);
    expect(fake.expected.get(key) ?? {}).toMatchObject(expected);
  });
  it.each<[string, Delta, boolean]>([
    ['seen without finalizer', updated(p(), p({ version: '2', tracked: false })), false],
    ['seen gone', { type: 'Deleted', object: p() }, false],
    ['seen changed, the finalizer still on', updated(p(), p({ version: '2' })), true],
    ['seen begin to be deleted, the finalizer still on', updated(p(), p({ version: '2', deleted: true })), true],
  ])('%s: still waited for: %s', (_name, delta, waits) => {
    const { fake } = heard([job()], delta, (f) => { f.ctx.memory.finalizers.set(key, new Set(['p'])); });
    expect(fake.ctx.memory.finalizers.get(key)!.has('p')).toBe(waits);
  });
});

describe('orphans', () => {
  const free = (objects: ApiObject[], queueKey: string, code = 200) => {
    const fake = fakeContext(jobController, objects, now);
    const outcome = runSync(jobController, fake, queueKey, () => (code === 200 ? accepted(null) : refused(code)));
    return [fake.calls.map((c) => (c as { name: string }).name), outcome.type];
  };
  it.each<[string, ApiObject[], string, string[]]>([
    ['the Job is gone', [pod({ name: 'p' })], 'orphan-pod:default/p', ['p']],
    ['the Job is finished', [pod({ name: 'p' }), job({}, finished)], 'orphan-pod:default/p', ['p']],
    ['the Job still works', [pod({ name: 'p' }), job()], 'orphan-pod:default/p', []],
    ['another controller manages the Job', [pod({ name: 'p' }), job({ managedBy: 'x/y' }, finished)], 'orphan-pod:default/p', []],
    ['the Pod has no finalizer', [pod({ name: 'p', tracked: false })], 'orphan-pod:default/p', []],
    ['the Pod is gone', [], 'orphan-pod:default/p', []],
    ['all Pods of a Job', [pod({ name: 'p' }), pod({ name: 'q' }), pod({ name: 'r', labels: { job: 'else' } })], selector, ['p', 'q']],
  ])('%s', (_name, objects, queueKey, want) => { expect(free(objects, queueKey)).toEqual([want, 'ok']); });
  it('is tried again if refused, unless the Pod is gone', () => {
    expect(free([pod({ name: 'p' })], 'orphan-pod:default/p', 500)).toEqual([['p'], 'error']);
    expect(free([pod({ name: 'p' })], 'orphan-pod:default/p', 404)).toEqual([['p'], 'ok']);
    expect(free([pod({ name: 'p' })], selector, 500)).toEqual([['p'], 'ok']);
  });
});

describe('a failing sync', () => {
  it.each([[0, 1_000], [1, 2_000], [5, 32_000], [6, 60_000], [40, 60_000]])('is tried again: %i failures before, after %i ms', (failures, want) => { expect(jobController.limiter!(failures)).toBe(want); });
});
