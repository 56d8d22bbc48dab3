// Events are kept for an hour (kube-apiserver --event-ttl): which are due to go, in the order in which they were last written.
import { SharedMap } from '../base/shared-map.ts';
import type { ObjectKey } from './messages.ts';

export const eventTtlMillis = 3_600_000;
/** `due`: when each key goes (SimTime), in the order of their last writes, which is the order of going. `next`: none goes before. */
export type Expiry = { readonly due: SharedMap<ObjectKey, number>; next: number };

/** Nothing expired. */
export const none: readonly ObjectKey[] = [];

export const newExpiry = (): Expiry => ({ due: new SharedMap(), next: 0 });
export const copyExpiry = (e: Expiry): Expiry => ({ due: e.due.copy(), next: e.next });

/** Notes a write of an Event at `now` (SimTime), of one that was there before if `again`, and returns the keys whose hour is over. */
export function written(e: Expiry, key: ObjectKey, again: boolean, now: number): readonly ObjectKey[] {
  if (again) e.due.delete(key);
  e.due.set(key, now + eventTtlMillis);
  if (e.next > now) return none;
  const gone: ObjectKey[] = [];
  for (const [old, at] of e.due) {
    e.next = at;
    if (at > now) break;
    gone.push(old);
  }
  for (const old of gone) e.due.delete(old);
  return gone;
}
