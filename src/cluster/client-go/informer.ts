// A shared informer's cache of one kind with its indexes. Models client-go tools/cache store and thread_safe_store.
import { SharedMap } from '../../base/shared-map.ts';
import type { ApiObject, Kind, OwnerReference, Pod } from '../../api/types.ts';
import type { QueueKey } from '../messages.ts';
import { queueKeyOf, revisionOf } from '../keys.ts';
import type { Delta, Informer } from './types.ts';

export const newInformer = (kind: Kind): Informer => ({
  kind, phase: 'idle', synced: false, lastRevision: 0, sequence: 0, cache: new SharedMap(), indexes: new Map([['controllerUid', new Map()], ['orphans', new Map()]]),
});
export const copyInformer = (i: Informer): Informer => ({
  ...i, cache: i.cache.copy(), indexes: new Map([...i.indexes].map(([name, index]) => [name, new Map([...index].map(([v, held]) => [v, held.copy()]))])),
});

export function controllerOf(o: ApiObject): OwnerReference | undefined {
  const refs = o.metadata.ownerReferences;
  if (refs) for (const r of refs) if (r.controller) return r;
  return undefined;
}

/** Under which value of which index an object stands: its controller's uid, or, a Pod without one, its namespace. */
function placeOf(o: ApiObject): { index: string; value: string } | null {
  const owner = controllerOf(o);
  if (owner) return { index: 'controllerUid', value: owner.uid };
  return o.kind === 'Pod' ? { index: 'orphans', value: (o as Pod).metadata.namespace ?? '' } : null;
}
function enter(i: Informer, o: ApiObject, key: QueueKey): void {
  const place = placeOf(o);
  if (!place) return;
  const index = i.indexes.get(place.index)!;
  let held = index.get(place.value);
  if (!held) index.set(place.value, held = new SharedMap());
  held.set(key, o);
}
function leave(i: Informer, o: ApiObject, key: QueueKey): void {
  const place = placeOf(o);
  if (!place) return;
  const index = i.indexes.get(place.index)!;
  const held = index.get(place.value);
  held?.delete(key);
  if (held?.size === 0) index.delete(place.value);
}

/** Takes one object in and says what it was to the cache; null for an older version than the one held. */
export function upsert(i: Informer, key: QueueKey, object: ApiObject): Delta | null {
  const previous = i.cache.get(key);
  if (previous) {
    if (revisionOf(object.metadata) < revisionOf(previous.metadata)) return null;
    i.cache.set(key, object);
    if (object.metadata.ownerReferences !== previous.metadata.ownerReferences) leave(i, previous, key);
    enter(i, object, key);
    return { type: 'Updated', object, previous };
  }
  i.cache.set(key, object);
  enter(i, object, key);
  return { type: 'Added', object };
}
export function drop(i: Informer, key: QueueKey, object: ApiObject): Delta | null {
  const previous = i.cache.get(key);
  if (!previous) return null;
  leave(i, previous, key);
  i.cache.delete(key);
  return { type: 'Deleted', object };
}
/** A fresh list: what changed, what came, and what is no longer there. */
export function replace(i: Informer, objects: readonly ApiObject[]): Delta[] {
  const there = new Set(objects.map((o) => queueKeyOf(o.metadata)));
  const gone = [...i.cache.values()].filter((o) => !there.has(queueKeyOf(o.metadata)));
  const deltas = [...gone.map((o) => drop(i, queueKeyOf(o.metadata), o)), ...objects.map((o) => upsert(i, queueKeyOf(o.metadata), o))];
  i.synced = true;
  return deltas.filter((d) => d !== null);
}
/** What an index holds under a value, as objects. */
export const byIndex = (i: Informer, index: string, value: string): ApiObject[] => i.indexes.get(index)?.get(value)?.list() ?? [];
