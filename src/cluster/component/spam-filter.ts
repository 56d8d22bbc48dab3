// The spam filter of client-go's Event recorder: one object may be told of 25 times at once, and once more each five minutes. Models EventSourceObjectSpamFilter of tools/record/events_cache.go.
import { SharedMap } from '../../base/shared-map.ts';
import type { SimTime } from '../../base/time.ts';

type Bucket = { readonly tokens: number; readonly at: SimTime };
/** By source and object. */
export type SpamFilter = SharedMap<string, Bucket>;

const burst = 25;
const refillMillis = 300_000;
const entriesMax = 4096;

export const newSpamFilter = (): SpamFilter => new SharedMap();

/** Least recently written goes first when there are too many. `known`: the map may hold the key already. */
export function remember<T>(map: SharedMap<string, T>, key: string, value: T, known: boolean): void {
  if (known) map.delete(key);
  map.set(key, value);
  if (map.size > entriesMax) map.delete(map.first()![0]);
}

/** Takes a token; false: there was none, and the Event is not written. */
export function allowed(filter: SpamFilter, key: string, now: SimTime): boolean {
  const held = filter.get(key);
  const tokens = held ? Math.min(burst, held.tokens + (now - held.at) / refillMillis) : burst;
  const pass = tokens >= 1;
  remember(filter, key, { tokens: pass ? tokens - 1 : tokens, at: now }, held !== undefined);
  return pass;
}
