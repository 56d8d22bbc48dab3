// The spam filter of client-go's Event recorder: one object may be told of 25 times at once, and once more each five minutes. Models EventSourceObjectSpamFilter of tools/record/events_cache.go.
import type { SimTime } from '../../base/time.ts';

/** What a source may still tell of one object. `passed`: it was allowed to, the last time. */
export type Bucket = { readonly tokens: number; readonly at: SimTime; readonly passed: boolean };

const burst = 25;
const refillMillis = 300_000;

/** Asks for a token. Without one the Event is not written. */
export function asked(held: Bucket | undefined, now: SimTime): Bucket {
  const tokens = held ? Math.min(burst, held.tokens + (now - held.at) / refillMillis) : burst;
  const passed = tokens >= 1;
  return { tokens: passed ? tokens - 1 : tokens, at: now, passed };
}
