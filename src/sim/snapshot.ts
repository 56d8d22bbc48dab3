// A copy of the world: containers are copied, the frozen objects in them are shared.
import type { Hash } from '../base/hash.ts';
import { copyQueue } from './event-queue.ts';
import type { Moment, ProcessDef, Rules, SimProcess, World } from './types.ts';

/** `hash`: of the trace up to then. */
export type Snapshot<P> = { moment: Moment; world: World<P>; hash: Hash | null };

export function copyWorld<P, B, I>(world: World<P>, rules: Rules<P, B, I>): World<P> {
  const processes = new Map<string, SimProcess<unknown>>();
  for (const [id, p] of world.processes) {
    const def = rules.defs.get(p.kind) as ProcessDef<unknown, P, B> | undefined;
    processes.set(id, { ...p, state: def ? def.copy(p.state) : p.state });
  }
  return {
    ...world, rng: { ...world.rng }, queue: copyQueue(world.queue), processes,
    faultHits: new Map(world.faultHits), held: new Map([...world.held].map(([id, list]) => [id, list.slice()])),
  };
}
export const takeSnapshot = <P, B, I>(world: World<P>, rules: Rules<P, B, I>, hash: Hash | null): Snapshot<P> =>
  ({ moment: { eventCount: world.eventCount, at: world.now }, world: copyWorld(world, rules), hash: hash && { ...hash } });
