// The scenario that the page opens when nothing else is asked for.
import type { Scenario } from '../engine/protocol.ts';
import type { Shared } from '../share/link.ts';

/** Monday, 2 March 2026, 09:00:00 UTC: a fixed start, so that a run repeats. */
export const standardEpoch = Date.UTC(2026, 2, 2, 9, 0, 0);
export const standardSeed = 1;

export function scenarioOf(shared: Partial<Shared> = {}): Scenario {
  return {
    name: 'page', epoch: shared.epoch ?? standardEpoch, seed: shared.seed ?? standardSeed,
    settings: (shared.settings ?? {}) as Scenario['settings'], inputs: (shared.inputs ?? []) as Scenario['inputs'],
  };
}
