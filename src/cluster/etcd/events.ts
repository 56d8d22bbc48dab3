// Events in etcd: by far the most of what it holds, kept apart and for an hour (kube-apiserver --event-ttl), in the order of their last writes, which is the order of going.
import { SharedMap } from '../../base/shared-map.ts';
import type { KubeEvent } from '../../api/types.ts';
import type { ObjectKey } from '../messages.ts';

const eventTtlMillis = 3_600_000;
/** `due`: when it goes (SimTime). */
export type StoredEvent = { readonly object: KubeEvent; readonly revision: number; readonly due: number };
/** `next`: none goes before (SimTime). */
export type StoredEvents = { readonly byKey: SharedMap<ObjectKey, StoredEvent>; next: number };

export const newEvents = (): StoredEvents => ({ byKey: new SharedMap(), next: 0 });
export const copyEvents = (e: StoredEvents): StoredEvents => ({ byKey: e.byKey.copy(), next: e.next });
export const isEventKey = (key: ObjectKey): boolean => key.startsWith('Event/');

/** Keeps what was written at `now` (SimTime), of an Event that was there before if `again`; those whose hour is over go. */
export function keepEvent(e: StoredEvents, key: ObjectKey, object: KubeEvent, revision: number, again: boolean, now: number): void {
  if (again) e.byKey.delete(key);
  e.byKey.set(key, { object, revision, due: now + eventTtlMillis });
  if (e.next > now) return;
  const gone: ObjectKey[] = [];
  for (const [old, { due }] of e.byKey) {
    e.next = due;
    if (due > now) break;
    gone.push(old);
  }
  for (const old of gone) e.byKey.delete(old);
}
