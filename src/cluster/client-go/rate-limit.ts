// The client's token bucket: a controller may not ask the API server as often as it likes. Models client-go util/flowcontrol (QPS and burst).
import { millis, type Millis, type SimTime } from '../../base/time.ts';

export type TokenBucket = { tokens: number; at: SimTime };
export const newBucket = (burst: number): TokenBucket => ({ tokens: burst, at: 0 as SimTime });

/** Takes a token, going into debt if there is none, and returns how long the call must wait (ms). Mutates the bucket. */
export function takeToken(b: TokenBucket, now: SimTime, qps: number, burst: number): Millis {
  b.tokens = Math.min(burst, b.tokens + ((now - b.at) * qps) / 1000) - 1;
  b.at = now;
  return millis(b.tokens >= 0 ? 0 : Math.ceil((-b.tokens * 1000) / qps));
}
