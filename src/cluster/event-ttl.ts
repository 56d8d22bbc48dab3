// Events are kept for an hour (kube-apiserver --event-ttl): which are due to go, in the order in which they were last written.
import type { ObjectKey } from './messages.ts';

export const eventTtlMillis = 3_600_000;
/** `entries` in order of time from `head` on; `due` says when each key goes, since a later write puts it off. */
export type Expiry = { entries: { readonly key: ObjectKey; readonly at: number }[]; head: number; due: Map<ObjectKey, number> };

export const newExpiry = (): Expiry => ({ entries: [], head: 0, due: new Map() });
export const copyExpiry = (e: Expiry): Expiry => ({ entries: e.entries.slice(e.head), head: 0, due: new Map(e.due) });

/** Notes a write of an Event at `now` (SimTime) and returns the keys whose hour is over. */
export function written(e: Expiry, key: ObjectKey, now: number): ObjectKey[] {
  const at = now + eventTtlMillis;
  e.entries.push({ key, at });
  e.due.set(key, at);
  const gone: ObjectKey[] = [];
  for (let first = e.entries[e.head]; first && first.at <= now; first = e.entries[++e.head]) {
    if (e.due.get(first.key) !== first.at) continue;
    e.due.delete(first.key);
    gone.push(first.key);
  }
  if (e.head > 1024) { e.entries = e.entries.slice(e.head); e.head = 0; }
  return gone;
}
