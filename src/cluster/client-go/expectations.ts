// ControllerExpectations: what a controller has asked for and its cache has not yet shown. Models pkg/controller/controller_utils.go.
import type { SimTime } from '../../base/time.ts';
import type { QueueKey } from '../messages.ts';
import type { Expectation } from './types.ts';

export type Expectations = Map<QueueKey, Expectation>;
/** After so long a missing observation is no reason to wait any more. */
export const expectationsTimeoutMillis = 5 * 60_000;

/** Adds to what is expected; a fresh key starts at nothing. */
export const raise = (e: Expectations, key: QueueKey, adds: number, dels: number, now: SimTime): Expectation => put(e, key, { adds, dels, at: now });
function put(e: Expectations, key: QueueKey, value: Expectation): Expectation { e.set(key, value); return value; }

/** One fewer expected, or null when nothing was expected. */
export function lower(e: Expectations, key: QueueKey, adds: number, dels: number): Expectation | null {
  const held = e.get(key);
  return held ? put(e, key, { adds: held.adds - adds, dels: held.dels - dels, at: held.at }) : null;
}
export function satisfied(e: Expectations, key: QueueKey, now: SimTime): boolean {
  const held = e.get(key);
  return !held || (held.adds <= 0 && held.dels <= 0) || now - held.at > expectationsTimeoutMillis;
}
