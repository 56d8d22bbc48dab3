// The informer's cache: what a change is to it, its indexes, and what a fresh list finds.
import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/api/types.ts';
import { correlate, newCorrelator } from '../../../src/cluster/client-go/correlator.ts';
import type { Informer } from '../../../src/cluster/client-go/types.ts';
import { queueKeyOf } from '../../../src/cluster/keys.ts';
import { byIndex, copyInformer, drop, newInformer, replace, upsert } from '../../../src/cluster/client-go/informer.ts';

const pod = (name: string, version: number, owner: string | null = null): Pod => ({
  apiVersion: 'v1', kind: 'Pod', spec: { containers: [] }, status: {},
  metadata: { name, namespace: 'n', uid: name, resourceVersion: String(version), ...(owner ? { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: owner, uid: owner, controller: true }] } : {}) },
});
const take = (i: Informer, o: Pod) => upsert(i, queueKeyOf(o.metadata), o);
const lose = (i: Informer, o: Pod) => drop(i, queueKeyOf(o.metadata), o);

describe('an informer', () => {
  it('tells additions from updates, and takes no older version for news', () => {
    const i = newInformer('Pod');
    expect(take(i, pod('a', 3))?.type).toBe('Added');
    expect(take(i, pod('a', 5))?.type).toBe('Updated');
    expect(take(i, pod('a', 4))).toBeNull();
    expect(lose(i, pod('a', 6))?.type).toBe('Deleted');
    expect(lose(i, pod('a', 7))).toBeNull();
  });
  it('finds Pods by their controller, and orphans by namespace, as owners change', () => {
    const i = newInformer('Pod');
    take(i, pod('a', 1, 'j')); take(i, pod('b', 2));
    expect(byIndex(i, 'controllerUid', 'j').map((p) => p.metadata.name)).toEqual(['a']);
    take(i, pod('a', 3)); take(i, pod('b', 4, 'j'));
    expect(byIndex(i, 'controllerUid', 'j').map((p) => p.metadata.name)).toEqual(['b']);
    expect(byIndex(i, 'orphans', 'n').map((p) => p.metadata.name)).toEqual(['a']);
  });
  it('a fresh list brings what changed and takes away what is gone', () => {
    const i = newInformer('Pod');
    take(i, pod('gone', 1)); take(i, pod('stays', 2));
    expect(replace(i, [pod('stays', 3), pod('new', 4)]).map((d) => `${d.type} ${d.object.metadata.name}`)).toEqual(['Deleted gone', 'Updated stays', 'Added new']);
  });
  it('a copy does not move with the original', () => {
    const i = newInformer('Pod');
    take(i, pod('a', 1, 'j'));
    const copy = copyInformer(i);
    lose(i, pod('a', 2));
    expect(byIndex(copy, 'controllerUid', 'j')).toHaveLength(1);
  });
});
describe('the event correlator', () => {
  const event = (message: string) => ({ object: 'o', type: 'Normal', reason: 'R', message });
  it('counts equal events up', () => {
    const c = newCorrelator();
    expect(correlate(c, event('m'), 0 as never, () => 'e1')).toEqual({ write: 'create', event: { name: 'e1', count: 1, message: 'm', first: 0 } });
    expect(correlate(c, event('m'), 1 as never, () => 'e2')).toEqual({ write: 'patch', event: { name: 'e1', count: 2, message: 'm', first: 0 } });
  });
  it('combines from the tenth similar one, and falls silent after 25', () => {
    const c = newCorrelator();
    const writes = Array.from({ length: 30 }, (_, i) => correlate(c, event(`m${i}`), i as never, () => `e${i}`));
    expect(writes[8]!.event.message).toBe('m8');
    expect(writes[9]!.event.message).toBe('(combined from similar events): m9');
    expect(writes.filter((w) => w.write !== 'nothing')).toHaveLength(25);
    expect(writes[24]!.event.count).toBe(16);
  });
  it('counts one that comes again by itself, among many similar ones', () => {
    const c = newCorrelator();
    for (let i = 0; i < 10; i++) correlate(c, event(`m${i}`), i as never, () => `e${i}`);
    expect(correlate(c, event('m8'), 20 as never, () => 'new')).toEqual({ write: 'patch', event: { name: 'e8', count: 2, message: 'm8', first: 8 } });
    expect(correlate(c, event('m10'), 21 as never, () => 'new').event).toEqual({ name: 'e9', count: 2, message: '(combined from similar events): m10', first: 9 });
  });
  it.each([['within ten minutes of the last they are combined', 600_000, true], ['later they are not', 600_001, false]])('%s', (_, after, combined) => {
    const c = newCorrelator();
    for (let i = 0; i < 9; i++) correlate(c, event(`m${i}`), 0 as never, () => `e${i}`);
    expect(correlate(c, event('m9'), after as never, () => 'e9').event.message.startsWith('(combined')).toBe(combined);
  });
  it('lets one more through each five minutes once the burst is spent', () => {
    const c = newCorrelator();
    for (let i = 0; i < 25; i++) correlate(c, event('m'), 0 as never, () => 'e');
    expect([299_999, 300_000, 300_001].map((t) => correlate(c, event('m'), t as never, () => 'e').write)).toEqual(['nothing', 'patch', 'nothing']);
  });
  it('another object has its own burst', () => {
    const c = newCorrelator();
    for (let i = 0; i < 26; i++) correlate(c, event('m'), 0 as never, () => 'e');
    expect(correlate(c, { ...event('m'), object: 'o2' }, 0 as never, () => 'e').write).toBe('create');
  });
});
