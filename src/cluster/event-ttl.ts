// Events are kept for an hour (kube-apiserver --event-ttl): which are due to go, in the order in which they were last written.
import type { ObjectKey } from './messages.ts';

export const eventTtlMillis = 3_600_000;
/** When each key goes (SimTime). A Map keeps the order of its last writes, which is the order of going. */
export type Expiry = Map<ObjectKey, number>;

export const newExpiry = (): Expiry => new Map();
export const copyExpiry = (e: Expiry): Expiry => new Map(e);

/** Notes a write of an Event at `now` (SimTime) and returns the keys whose hour is over. */
export function written(e: Expiry, key: ObjectKey, now: number): ObjectKey[] {
  e.delete(key);
  e.set(key, now + eventTtlMillis);
  const gone: ObjectKey[] = [];
  for (const [first, at] of e) {
    if (at > now) break;
    gone.push(first);
  }
  for (const old of gone) e.delete(old);
  return gone;
}
