// Events are kept for an hour (kube-apiserver --event-ttl): which are due to go, in the order in which they were last written.
import { SharedMap } from '../base/shared-map.ts';
import type { ObjectKey } from './messages.ts';

export const eventTtlMillis = 3_600_000;
/** When each key goes (SimTime). The map keeps the order of its last writes, which is the order of going. */
export type Expiry = SharedMap<ObjectKey, number>;

const none: readonly ObjectKey[] = [];

export const newExpiry = (): Expiry => new SharedMap();
export const copyExpiry = (e: Expiry): Expiry => e.copy();

/** Notes a write of an Event at `now` (SimTime) and returns the keys whose hour is over. */
export function written(e: Expiry, key: ObjectKey, now: number): readonly ObjectKey[] {
  e.delete(key);
  e.set(key, now + eventTtlMillis);
  const first = e.first();
  if (first === undefined || first[1] > now) return none;
  const gone: ObjectKey[] = [];
  for (const [old, at] of e) {
    if (at > now) break;
    gone.push(old);
  }
  for (const old of gone) e.delete(old);
  return gone;
}
