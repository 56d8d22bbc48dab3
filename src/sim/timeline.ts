// A run through time: inputs, snapshots, advance, seek, fork. The run is a pure function of the origin and the inputs.
import { assert } from '../base/assert.ts';
import type { SimTime } from '../base/time.ts';
import { peek } from './event-queue.ts';
import { worldAhead, type Leap } from './leap.ts';
import { copyWorld, takeSnapshot, type Snapshot } from './snapshot.ts';
import { beginningOf, newTrace, sinkOf, traceFrom, type Trace } from './trace.ts';
import type { InputRecord, Moment, Rules, World } from './types.ts';
import { createStepper, type Stepper } from './world.ts';

export type Timeline<P, B, I> = {
  rules: Rules<P, B, I>;
  /** In order of eventCount; the first is the origin. Spaced so that there are never many and none is far. */
  snapshots: Snapshot<P>[]; spacing: number;
  inputs: InputRecord<I>[];
  /** Stretches that were leapt over, in order. */
  leaps: readonly Leap<P>[];
  trace: Trace<B> | null;
  /** The furthest moment that was run on this branch. */
  head: Moment;
  stepper: Stepper<P, B, I>;
};
/** Events from snapshot to snapshot; a quarter of it at the beginning, where people look most and worlds are small. */
const firstSpacing = 8192;
const strideAt = (eventCount: number, spacing: number): number => (eventCount <= 2 * spacing ? spacing >> 2 : spacing);
const snapshotsMax = 192;

const momentOf = <P>(world: World<P>): Moment => ({ eventCount: world.eventCount, at: world.now });

/** `keepTrace` false: no trace is written, which is faster and forgets everything but the world. */
export function newTimeline<P, B, I>(world: World<P>, rules: Rules<P, B, I>, keepTrace = true, trace: Trace<B> | null = keepTrace ? newTrace<B>() : null): Timeline<P, B, I> {
  const stepper = createStepper(world, rules, trace ? sinkOf(trace, world) : null);
  return { rules, snapshots: [takeSnapshot(world, rules, trace?.hash ?? null)], spacing: firstSpacing, inputs: [], leaps: [], trace, head: momentOf(world), stepper };
}

export const worldOf = <P, B, I>(t: Timeline<P, B, I>): World<P> => t.stepper.world;
export const cursorOf = <P, B, I>(t: Timeline<P, B, I>): Moment => momentOf(t.stepper.world);
export const atHead = <P, B, I>(t: Timeline<P, B, I>): boolean => t.stepper.world.eventCount >= t.head.eventCount;
/** When the next event or recorded input is due, or null when nothing is pending. */
export function nextAt<P, B, I>(t: Timeline<P, B, I>): SimTime | null {
  const input = nextInput(t);
  const event = peek(worldOf(t).queue);
  return input ? input.at : event ? (Math.max(event.at, worldOf(t).now) as SimTime) : null;
}

function nextInput<P, B, I>(t: Timeline<P, B, I>): InputRecord<I> | null {
  const count = worldOf(t).eventCount;
  if (t.inputs.length === 0 || t.inputs.at(-1)!.after < count) return null;
  let low = 0;
  let high = t.inputs.length;
  while (low < high) { const mid = (low + high) >> 1; if (t.inputs[mid]!.after < count) low = mid + 1; else high = mid; }
  const found = t.inputs[low];
  return found && found.after === count ? found : null;
}

/** Handles one event, or the recorded input that is due. False: nothing is pending. */
export function stepOne<P, B, I>(t: Timeline<P, B, I>): boolean {
  const stepped = stepBeside(t);
  moveHead(t);
  return stepped;
}
function moveHead<P, B, I>(t: Timeline<P, B, I>): void {
  const world = worldOf(t);
  if (world.eventCount > t.head.eventCount) t.head = momentOf(world);
}
/** The same, with the head left where it is: whoever steps many times moves it once. */
function stepBeside<P, B, I>(t: Timeline<P, B, I>): boolean {
  const world = worldOf(t);
  const input = t.inputs.length > 0 ? nextInput(t) : null;
  if (input) t.stepper.input(input.input, input.at);
  else if (!t.stepper.step()) return false;
  // Without a trace nobody looks back.
  if (t.trace && world.eventCount % strideAt(world.eventCount, t.spacing) === 0 && world.eventCount > t.snapshots.at(-1)!.moment.eventCount) keepSnapshot(t);
  return true;
}
function keepSnapshot<P, B, I>(t: Timeline<P, B, I>): void {
  t.snapshots.push(takeSnapshot(worldOf(t), t.rules, t.trace?.hash ?? null));
  if (t.snapshots.length <= snapshotsMax) return;
  t.spacing *= 2;
  t.snapshots = t.snapshots.filter((s, i) => i === 0 || s.moment.eventCount % t.spacing === 0);
}

/** Runs while the next event is due by `until`, at most `eventsMax` events, until `stop` says so after an event. Returns how many were handled. */
export function advance<P, B, I>(t: Timeline<P, B, I>, until: number, eventsMax: number, stop?: () => boolean): number {
  let done = 0;
  while (done < eventsMax) {
    const at = nextAt(t);
    if (at === null || at > until || !stepBeside(t)) break;
    done++;
    if (stop) { moveHead(t); if (stop()) break; }
  }
  moveHead(t);
  return done;
}

function restore<P, B, I>(t: Timeline<P, B, I>, from: World<P>): void {
  t.stepper = createStepper(from, t.rules, t.trace ? sinkOf(t.trace, from) : null);
}
type Fits = (m: Moment) => boolean;
function lastSnapshot<P, B, I>(t: Timeline<P, B, I>, fits: Fits): Snapshot<P> {
  let low = 0;
  let high = t.snapshots.length;
  while (low < high) { const mid = (low + high) >> 1; if (fits(t.snapshots[mid]!.moment)) low = mid + 1; else high = mid; }
  return t.snapshots[Math.max(0, low - 1)]!;
}
/** The moment of a world `k` periods into a leap, once nothing is left of what was before. */
const settledAt = <P>(l: Leap<P>, k: number): Moment => ({
  at: (l.start.at + k * l.period + l.settling) as SimTime, eventCount: l.end.eventCount - (l.times - k) * (l.c.eventCount - l.b.eventCount),
});
/** The last moment that fits and from which the run can go on without much ado, and how its world is had. */
function lastPlace<P, B, I>(t: Timeline<P, B, I>, fits: Fits): { moment: Moment; world(): World<P> } {
  const snapshot = lastSnapshot(t, fits);
  const kept = { moment: snapshot.moment, world: () => copyWorld(snapshot.world, t.rules) };
  const leap = t.leaps.findLast((l) => fits(settledAt(l, 1)));
  if (!leap) return kept;
  const k = lastThatFits(leap, fits);
  const moment = settledAt(leap, k);
  return moment.eventCount <= snapshot.moment.eventCount ? kept : { moment, world: () => settledWorld(t.rules, leap, k, moment) };
}
/** How many periods into a leap the last settled world that fits is; 0: none does. */
function lastThatFits<P>(leap: Leap<P>, fits: Fits): number {
  let [low, high] = [0, leap.times];
  while (low < high) { const mid = (low + high + 1) >> 1; if (fits(settledAt(leap, mid))) low = mid; else high = mid - 1; }
  return low;
}
/** Of the leaps that were made what lies in the past that a branch shares; beyond it the branch has a future of its own. */
const leapsShared = <P, B, I>(t: Timeline<P, B, I>, fits: Fits): Leap<P>[] =>
  t.leaps.map((l) => { const times = lastThatFits(l, fits); return { ...l, times, end: settledAt(l, times) }; }).filter((l) => l.times > 0);
function settledWorld<P, B, I>(rules: Rules<P, B, I>, leap: Leap<P>, k: number, moment: Moment): World<P> {
  const { world } = worldAhead(leap, k);
  const stepper = createStepper<P, B, I>(world, rules, null);
  while (world.eventCount < moment.eventCount && stepper.step()) { /* what was before goes */ }
  return world;
}

/** Goes to the moment after `eventCount` events, forwards or back. Beyond the head it stops at the head. */
export function seekCount<P, B, I>(t: Timeline<P, B, I>, eventCount: number): void {
  const target = Math.min(Math.max(eventCount, t.snapshots[0]!.moment.eventCount), t.head.eventCount);
  const from = lastPlace(t, (m) => m.eventCount <= target);
  const here = worldOf(t).eventCount;
  if (here > target || from.moment.eventCount > here) restore(t, from.world());
  while (worldOf(t).eventCount < target && stepOne(t)) { /* run forward again */ }
}
/** Goes to the last moment at or before time `at`; what is not yet run stays so. */
export function seekTime<P, B, I>(t: Timeline<P, B, I>, at: number): void {
  const from = lastPlace(t, (m) => m.at <= at);
  const world = worldOf(t);
  if (world.now > at || from.moment.eventCount > world.eventCount) restore(t, from.world());
  while (worldOf(t).eventCount < t.head.eventCount) {
    const next = nextAt(t);
    if (next === null || next > at || !stepOne(t)) break;
  }
}

/** Does something from outside, now at the head, at time `at`. */
export function enter<P, B, I>(t: Timeline<P, B, I>, input: I, at: SimTime): void {
  assert(atHead(t), 'an input in the past needs a fork first');
  const world = worldOf(t);
  const time = Math.max(at, world.now) as SimTime;
  t.inputs.push({ after: world.eventCount, at: time, input });
  t.stepper.input(input, time);
  t.head = momentOf(world);
}

/** A new branch that shares the past up to the cursor. The old one stays as it is. */
export function fork<P, B, I>(t: Timeline<P, B, I>): Timeline<P, B, I> {
  if (t.trace && worldOf(t).traceLength < t.trace.from) return forkForgotten(t);
  const world = copyWorld(worldOf(t), t.rules);
  const trace = t.trace ? beginningOf(t.trace, world.traceLength, world.nextEventId) : null;
  const fits = (m: Moment) => m.eventCount <= world.eventCount;
  return {
    rules: t.rules, spacing: t.spacing, trace, head: momentOf(world), leaps: leapsShared(t, fits),
    snapshots: t.snapshots.filter((s) => fits(s.moment)),
    inputs: t.inputs.filter((i) => i.after < world.eventCount),
    stepper: createStepper(world, t.rules, trace ? sinkOf(trace, world) : null),
  };
}
/** A fork at a moment whose records are no longer kept: its trace begins at the snapshot before it, and is written again from there. */
function forkForgotten<P, B, I>(t: Timeline<P, B, I>): Timeline<P, B, I> {
  const { eventCount } = worldOf(t);
  const fits = (m: Moment) => m.eventCount <= eventCount;
  const world = lastPlace(t, fits).world();
  const trace = traceFrom<B>(world.traceLength, world.nextEventId, lastSnapshot(t, fits).hash!);
  const branch: Timeline<P, B, I> = {
    rules: t.rules, spacing: t.spacing, trace, head: momentOf(world), leaps: leapsShared(t, fits), snapshots: t.snapshots.filter((s) => fits(s.moment)),
    inputs: t.inputs.filter((i) => i.after < eventCount), stepper: createStepper(world, t.rules, sinkOf(trace, world)),
  };
  while (worldOf(branch).eventCount < eventCount && stepOne(branch)) { /* written again */ }
  return branch;
}
