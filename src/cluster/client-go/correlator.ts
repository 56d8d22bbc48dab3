// The event correlator: similar events are combined, equal ones counted, and a chatty object falls silent.
// Models client-go tools/record/events_cache.go (aggregate from the 10th similar event in 10 min; burst 25 an object, one more each 300 s).
import { forgetful, remember, type SharedMap } from '../../base/shared-map.ts';
import type { SimTime } from '../../base/time.ts';
import { asked, cacheEntriesMax, type Bucket } from '../component/spam-filter.ts';

/** `object`: which one, by uid where it has one. A correlator serves one component, so the source is always the same. */
export type EventFacts = { object: string; type: string; reason: string; message: string };
/** `first`: when it was first observed. */
export type Logged = { readonly name: string; readonly count: number; readonly message: string; readonly first: SimTime };
type Aggregate = { readonly messages: readonly string[]; readonly last: SimTime };
export type Correlator = { aggregates: SharedMap<string, Aggregate>; logged: SharedMap<string, Logged>; buckets: SharedMap<string, Bucket> };

const similarMax = 10;
const intervalMillis = 600_000;

export const newCorrelator = (): Correlator => ({ aggregates: forgetful(cacheEntriesMax), logged: forgetful(cacheEntriesMax), buckets: forgetful(cacheEntriesMax) });
export const copyCorrelator = (c: Correlator): Correlator => ({ aggregates: c.aggregates.copy(), logged: c.logged.copy(), buckets: c.buckets.copy() });

function aggregated(c: Correlator, key: string, e: EventFacts, now: SimTime): boolean {
  const held = c.aggregates.get(key);
  const fresh = held && now - held.last <= intervalMillis ? held.messages : [];
  const messages = fresh.includes(e.message) ? fresh : [...fresh, e.message];
  const over = messages.length >= similarMax;
  // The set never stays full: upstream drops any one message, here the oldest, so that a repeated one may still be counted by itself.
  remember(c.aggregates, key, { messages: over ? messages.slice(1) : messages, last: now });
  return over;
}

/** What is to be written: a new Event, a higher count of a known one, or nothing (spam). */
export function correlate(c: Correlator, e: EventFacts, now: SimTime, newName: () => string): { write: 'create' | 'patch' | 'nothing'; event: Logged } {
  const kind = `${e.object}|${e.type}|${e.reason}`;
  const combined = aggregated(c, kind, e, now);
  const key = combined ? kind : `${kind}|${e.message}`;
  const message = combined ? `(combined from similar events): ${e.message}` : e.message;
  const held = c.logged.get(key);
  const event: Logged = { name: held?.name ?? newName(), count: (held?.count ?? 0) + 1, message, first: held?.first ?? now };
  remember(c.logged, key, event);
  const bucket = asked(c.buckets.get(e.object), now);
  remember(c.buckets, e.object, bucket);
  if (!bucket.passed) return { write: 'nothing', event };
  return { write: held ? 'patch' : 'create', event };
}
