// The spam filter of client-go's Event recorder: one object may be told of 25 times at once, and once more each five minutes. Models EventSourceObjectSpamFilter of tools/record/events_cache.go.
import { millis, type Millis, type SimTime } from '../../base/time.ts';

/** What a source may still tell of one object: `saved` are the ms that make tokens, whole numbers, so that nothing is lost in adding up. `passed`: it was allowed to, the last time. */
export type Bucket = { readonly saved: Millis; readonly at: SimTime; readonly passed: boolean };

/** So many entries each cache of the recorder holds. Models maxLruCacheEntries. */
export const cacheEntriesMax = 4096;
const burst = 25;
const refillMillis = 300_000;

/** Asks for a token. Without one the Event is not written. */
export function asked(held: Bucket | undefined, now: SimTime): Bucket {
  const saved = held ? Math.min(burst * refillMillis, held.saved + now - held.at) : burst * refillMillis;
  const passed = saved >= refillMillis;
  return { saved: millis(passed ? saved - refillMillis : saved), at: now, passed };
}
