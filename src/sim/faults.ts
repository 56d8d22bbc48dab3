// The one point between send and enqueue at which a fault can strike.
import { advance, valueOf } from '../base/prng.ts';
import type { FaultRule, SimEvent, World } from './types.ts';

/** Describes a payload for matching: its type and the key it is about. */
export type Describe<P> = (payload: P) => { type: string; key: string | null };

function fits<P>(rule: FaultRule, event: SimEvent<P>, describe: Describe<P>): boolean {
  const { match, window: span } = rule;
  if (!rule.enabled || event.sentAt < span.from || (span.to !== null && event.sentAt >= span.to)) return false;
  if (match.from !== undefined && match.from !== event.from) return false;
  if (match.to !== undefined && match.to !== event.to) return false;
  if (match.payload === undefined && match.key === undefined) return true;
  const is = describe(event.payload);
  return (match.payload === undefined || match.payload === is.type) && (match.key === undefined || match.key === is.key);
}

/** The rule that strikes this message, or null. Each candidate costs one number of the 'faults' stream, struck or not. */
export function strike<P>(world: World<P>, event: SimEvent<P>, describe: Describe<P>): FaultRule | null {
  for (const rule of world.faults) {
    if (!fits(rule, event, describe)) continue;
    const hits = (world.faultHits.get(rule.id) ?? 0) + 1;
    world.faultHits.set(rule.id, hits);
    const drawn = valueOf((world.rng.faults = advance(world.rng.faults)));
    if (rule.match.nth !== undefined && rule.match.nth !== hits) continue;
    if (drawn * rule.chance.den < rule.chance.num) return rule;
  }
  return null;
}
