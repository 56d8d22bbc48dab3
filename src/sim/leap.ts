// Leaping: a world that repeats itself is made as it is many periods later, without the events between. Exact but for what is still about from before the leap; running on for a while lets that go.
import type { Millis, SimTime } from '../base/time.ts';
import { newQueue, pending, push } from './event-queue.ts';
import { holdsAny, newWalk, unevenness, valueAhead, type Walk } from './repeat.ts';
import type { Moment, RngState, SimEvent, World } from './types.ts';

/** Three copies of a world, each one period after the one before. */
export type Stretch<P> = { readonly a: World<P>; readonly b: World<P>; readonly c: World<P>; readonly period: Millis };
/** A leap that was made: from `start` (which is `c`) over `times` periods, and from there `settling` ms until nothing from before it was left, at `end`. */
export type Leap<P> = Stretch<P> & { readonly times: number; readonly settling: Millis; readonly start: Moment; readonly end: Moment };

type Events<P> = readonly SimEvent<P>[];
const ordered = <P>(list: Events<P>): Events<P> => [...list].sort((x, y) => x.at - y.at || x.lane - y.lane || x.id - y.id);
/** What is pending in all three and does not move: the leap must end before it. */
function standing<P>({ a, b, c }: Stretch<P>): SimEvent<P>[] {
  const [from, by] = [new Set(pending(a.queue)), new Set(pending(b.queue))];
  return pending(c.queue).filter((e) => from.has(e) && by.has(e));
}
export const firstStanding = <P>(s: Stretch<P>): SimTime | null => standing(s).reduce<SimTime | null>((first, e) => (first === null || e.at < first ? e.at : first), null);

function queueAhead<P>(w: Walk, s: Stretch<P>): World<P>['queue'] {
  const still = new Set(standing(s));
  const moving = (world: World<P>) => ordered(pending(world.queue).filter((e) => !still.has(e)));
  const queue = newQueue<P>();
  for (const e of [...still, ...valueAhead(w, moving(s.a), moving(s.b), moving(s.c), 'queue') as Events<P>]) push(queue, e);
  return queue;
}
/** Names are drawn on evenly, in 32-bit steps that turn over; from the other streams nothing is drawn (see `irregularity`). */
function rngAhead<P>(w: Walk, { a, b, c }: Stretch<P>): RngState {
  const first = (b.rng.names - a.rng.names) | 0, step = (c.rng.names - b.rng.names) | 0;
  valueAhead(w, 0, first, first + step, 'rng.names');
  return { ...c.rng, names: (c.rng.names + Math.imul(step, w.k)) | 0 };
}
const plain = <P>({ now, epoch, processes, faults, faultHits, held, eventCount, nextEventId, traceLength }: World<P>) => ({ now, epoch, processes, faults, faultHits, held, eventCount, nextEventId, traceLength });

function ahead<P>(w: Walk, s: Stretch<P>): World<P> {
  return { ...valueAhead(w, plain(s.a), plain(s.b), plain(s.c), 'world') as World<P>, queue: queueAhead(w, s), rng: rngAhead(w, s) };
}
/** The world `k` periods after `c`, and the texts of chance in it that belong to the time before. */
export function worldAhead<P>(s: Stretch<P>, k: number): { world: World<P>; chance: ReadonlySet<string> } {
  const w = newWalk(k);
  return { world: ahead(w, s), chance: w.chance };
}
/** A draw decides something: another would be another future. Not so a name, which is never asked for again. */
const deciding = ['network', 'workload', 'faults'] as const;
/** Why the world does not repeat itself, or null if it does. Faults and paused processes are left to run. */
export function irregularity<P>(s: Stretch<P>): string | null {
  const { a, c } = s;
  if (c.faults.length > 0 || c.held.size > 0 || [...c.processes.values()].some((p) => p.status !== 'up')) return 'meddled with';
  if (deciding.some((stream) => a.rng[stream] !== c.rng[stream])) return 'chance decides';
  return unevenness(() => ahead(newWalk(1), s));
}
/** Whether nothing is left that was there before the leap. */
export const settled = <P>(world: World<P>, chance: ReadonlySet<string>): boolean =>
  !holdsAny([world.processes, pending(world.queue)], chance, new Set());
