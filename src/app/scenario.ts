// The scenario that the page opens when nothing else is asked for.
import type { Scenario } from '../engine/protocol.ts';
import type { Shared } from '../share/link.ts';

/** Monday, 2 March 2026, 09:00:00 UTC: a fixed start, so that a run repeats. */
export const standardEpoch = Date.UTC(2026, 2, 2, 9, 0, 0);
export const standardSeed = 1;

/** `head`: a saved run is played to there at once. */
export function scenarioOf(shared: Partial<Shared> = {}, head?: unknown): Scenario {
  const scenario = {
    name: 'page', epoch: shared.epoch ?? standardEpoch, seed: shared.seed ?? standardSeed,
    settings: (shared.settings ?? {}) as Scenario['settings'], inputs: (shared.inputs ?? []) as Scenario['inputs'],
  };
  return head === undefined ? scenario : { ...scenario, head } as Scenario;
}
