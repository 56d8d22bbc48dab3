// What nobody owns any more goes; owners wait for their dependents.
import { describe, expect, it } from 'vitest';
import type { ApiObject, Job, OwnerReference, Pod } from '../../../../src/api/types.ts';
import { decide, type OwnerState } from '../../../../src/cluster/controllers/garbage-collector/decide.ts';
import { garbageCollector } from '../../../../src/cluster/controllers/garbage-collector/index.ts';
import type { ApiCall, ApiResult } from '../../../../src/cluster/messages.ts';
import { accepted, fakeContext, refused, runSync } from '../fake-context.ts';
import { at, job, now, pod } from '../job/build.ts';

/** Feeds changes to the controller, works its queue off against a small store, and says what became of it. */
function cluster(...objects: ApiObject[]) {
  const fake = fakeContext(garbageCollector, [], now);
  const store = new Map(objects.map((o) => [`${o.kind}/${o.metadata.name}`, o]));
  const log: string[] = [];
  const set = (o: ApiObject) => { const id = `${o.kind}/${o.metadata.name}`; const previous = store.get(id)!; store.set(id, o); garbageCollector.handle(o.kind, { type: 'Updated', object: o, previous }, fake.ctx); };
  const gone = (o: ApiObject) => { store.delete(`${o.kind}/${o.metadata.name}`); garbageCollector.handle(o.kind, { type: 'Deleted', object: o }, fake.ctx); };
  const answer = (call: ApiCall): ApiResult => {
    const object = store.get(`${call.kind}/${(call as { name: string }).name}`);
    if (!object) return refused(404);
    if (call.verb === 'delete') { log.push(`delete ${call.name} ${call.options?.propagationPolicy}`); gone(object); }
    if (call.verb === 'patch' && JSON.stringify(call.patch).includes('foregroundDeletion')) gone(object);
    if (call.verb === 'patch') log.push(`patch ${call.name} ${JSON.stringify((call.patch as { metadata: { uid?: string } }).metadata).replace(/"uid":"[^"]*",?/, '')}`);
    return accepted(object);
  };
  for (const o of objects) garbageCollector.handle(o.kind, { type: 'Added', object: o }, fake.ctx);
  const work = (): string[] => {
    for (let i = 0; i < 100 && fake.queue.length > 0; i++) { const next = fake.queue.shift()!; runSync(garbageCollector, fake, next, answer); }
    return log.splice(0);
  };
  return { fake, set, gone, work };
}
const withFinalizers = <T extends Job | Pod>(o: T, ...finalizers: string[]): T => ({ ...o, metadata: { ...o.metadata, deletionTimestamp: at(), finalizers } });
const cronOwner: OwnerReference = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'c', uid: 'c', controller: true, blockOwnerDeletion: true };

describe('the garbage collector', () => {
  it('leaves alone what has an owner', () => { expect(cluster(job(), pod({ name: 'p' })).work()).toEqual([]); });
  it('deletes the Pods of a Job that is gone', () => {
    const c = cluster(job(), pod({ name: 'p' }), pod({ name: 'q' }));
    c.work();
    c.gone(job());
    expect(c.work()).toEqual(['delete p Background', 'delete q Background']);
  });
  it('deletes a Pod whose owner never was', () => { expect(cluster(pod({ name: 'p', owner: 'ghost' })).work()).toEqual(['delete p Background']); });
  it('deletes a Pod of an earlier Job of the same name', () => { expect(cluster(job({}, {}, { uid: 'new' }), pod({ name: 'p' })).work()).toEqual(['delete p Background']); });
  it('in the foreground: dependents first, then the finalizer comes off', () => {
    const p = pod({ name: 'p' });
    const c = cluster(job(), p);
    c.work();
    c.set(withFinalizers(job(), 'foregroundDeletion'));
    expect(c.work()).toEqual(['delete p Background', 'patch j {"$deleteFromPrimitiveList/finalizers":["foregroundDeletion"]}']);
  });
  it('in the foreground without dependents: the finalizer comes off at once', () => {
    const c = cluster(job());
    c.set(withFinalizers(job(), 'foregroundDeletion'));
    expect(c.work()).toEqual(['patch j {"$deleteFromPrimitiveList/finalizers":["foregroundDeletion"]}']);
  });
  it('in the foreground, a dependent with dependents goes in the foreground too', () => {
    const owned = job({}, {}, { ownerReferences: [cronOwner] });
    const cron = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'c', namespace: 'default', uid: 'c' }, spec: {} as never, status: {} } as ApiObject;
    const c = cluster(cron, owned, pod({ name: 'p' }));
    c.work();
    c.set({ ...cron, metadata: { ...cron.metadata, deletionTimestamp: at(), finalizers: ['foregroundDeletion'] } } as ApiObject);
    expect(c.work()[0]).toBe('delete j Foreground');
  });
  it('orphaning: dependents lose their reference, then the finalizer comes off', () => {
    const c = cluster(job(), pod({ name: 'p' }));
    c.work();
    c.set(withFinalizers(job(), 'orphan'));
    expect(c.work()).toEqual(['patch p {"ownerReferences":[{"$patch":"delete","uid":"job-uid"}]}', 'patch j {"$deleteFromPrimitiveList/finalizers":["orphan"]}']);
  });
  it('does not touch what is already on its way out', () => {
    const c = cluster(job(), withFinalizers(pod({ name: 'p' }), 'batch.kubernetes.io/job-tracking'));
    c.gone(job());
    expect(c.work()).toEqual([]);
  });
});

describe('the verdict on an object', () => {
  const refs = (n: number): OwnerReference[] => Array.from({ length: n }, (_, i) => ({ apiVersion: 'batch/v1', kind: 'Job', name: `o${i}`, uid: `o${i}` }));
  it.each<[string, OwnerState[], string[], boolean[], ReturnType<typeof decide>]>([
    ['one solid owner', ['solid'], [], [], { type: 'keep' }],
    ['one solid, one gone', ['solid', 'dangling'], [], [], { type: 'dropReferences', uids: ['o1'] }],
    ['one solid, one waiting', ['waitingForDependentsDeletion', 'solid'], [], [], { type: 'dropReferences', uids: ['o0'] }],
    ['all gone', ['dangling', 'dangling'], [], [], { type: 'delete', policy: 'Background', unblock: false }],
    ['all gone, to be orphaned', ['dangling'], ['orphan'], [], { type: 'delete', policy: 'Orphan', unblock: false }],
    ['all gone, in the foreground', ['dangling'], ['foregroundDeletion'], [], { type: 'delete', policy: 'Foreground', unblock: false }],
    ['an owner waits, no dependents', ['waitingForDependentsDeletion'], [], [], { type: 'delete', policy: 'Background', unblock: false }],
    ['an owner waits, with dependents', ['waitingForDependentsDeletion'], [], [false], { type: 'delete', policy: 'Foreground', unblock: false }],
    ['an owner waits, and so does a dependent: a circle', ['waitingForDependentsDeletion'], [], [true], { type: 'delete', policy: 'Foreground', unblock: true }],
  ])('%s', (_name, states, finalizers, dependents, want) => {
    const object = pod();
    object.metadata.ownerReferences = refs(states.length);
    object.metadata.finalizers = finalizers;
    expect(decide(object, states, dependents.map((deletingDependents) => ({ deletingDependents })))).toEqual(want);
  });
});
