// Skipping ahead: a run goes on silently, and where it repeats itself it leaps. What comes out is a branch whose records begin where it arrives.
import { assert } from '../base/assert.ts';
import { millis, simTime, type SimTime } from '../base/time.ts';
import { pending } from './event-queue.ts';
import { firstStanding, irregularity, settled, worldAhead, type Leap, type Stretch } from './leap.ts';
import { copyWorld, takeSnapshot } from './snapshot.ts';
import { advance, atHead, worldOf, type Timeline } from './timeline.ts';
import { sinkOf, traceFrom } from './trace.ts';
import type { Moment, World } from './types.ts';
import { createStepper } from './world.ts';

/** The run is looked at once a minute, since that is the grain of a calendar. */
const look = 60_000;
/** Where something is on its way at each look, they come so much later from then on. */
const shift = 7_000;
/** Periods that are tried, in looks: long enough that what is kept for an hour is seen to come and go within two, up to a day; and two days, three, a week. */
const week = 10_080;
const periods = [...Array.from({ length: 1440 - 36 + 1 }, (_, i) => 36 + i), 2880, 4320, week];
/** What was before a leap has so long to go, or four periods if they are longer. */
const settlingMost = 6 * 3_600_000;
/** Once nothing of it is left, what came of it (Events that it was told in) has still so long to go. */
const afterglow = 70 * look;
/** Fewer events are sooner run than leapt over. */
const eventsLeast = 50_000;

/** Worlds of one period after another, from look `from` on. */
type Measured<P> = { readonly looks: number; readonly from: number; readonly worlds: World<P>[] };
type Search<P> = {
  /** The run's eventCount at each look; and for each period, how many looks in a row saw as many events as one period before. */
  readonly counts: number[]; readonly alike: Int32Array;
  measured: Measured<P> | null;
  /** Nothing is tried before so many looks, nor a period shorter than this, nor one that the calendar forbids until so many looks; and what was tried and found uneven comes last. */
  notBefore: number; shortest: number; readonly forbidden: Map<number, number>; readonly uneven: Map<number, number>;
};
const newSearch = <P>(): Search<P> => ({ counts: [], alike: new Int32Array(week + 1), measured: null, notBefore: 0, shortest: 0, forbidden: new Map(), uneven: new Map() });
/** `silent`: a branch that is run without records. */
export type Skip<P, B, I> = { readonly silent: Timeline<P, B, I>; readonly until: SimTime; nextLook: SimTime; search: Search<P> };

/** Begins to skip from the head of `t` to `until`; inputs that are still to come are met on the way. `t` stays as it is. */
export function beginSkip<P, B, I>(t: Timeline<P, B, I>, until: SimTime): Skip<P, B, I> {
  assert(atHead(t), 'what is known already is not skipped');
  const world = copyWorld(worldOf(t), t.rules), { now } = world;
  const silent: Timeline<P, B, I> = { ...t, snapshots: t.snapshots.slice(), inputs: t.inputs.slice(), trace: t.trace && traceFrom(world.traceLength, world.nextEventId, t.trace.hash), stepper: createStepper(world, t.rules, null) };
  return { silent, until, nextLook: simTime((Math.floor(now / look) + 1) * look), search: newSearch() };
}

/** Goes on for about `eventsMax` events. True: it has arrived. */
export function continueSkip<P, B, I>(s: Skip<P, B, I>, eventsMax: number): boolean {
  let left = eventsMax;
  while (left > 0) {
    const stop = Math.min(s.nextLook, s.until);
    const done = advance(s.silent, stop, left);
    left -= done + 1;
    if (left <= 0) return false;
    if (stop === s.until) return true;
    s.nextLook = simTime(s.nextLook + look);
    lookAt(s);
  }
  return false;
}

function lookAt<P, B, I>(s: Skip<P, B, I>): void {
  const { search } = s, { counts, alike } = search;
  counts.push(worldOf(s.silent).eventCount);
  const last = counts.length - 1;
  const events = (i: number) => counts[i]! - counts[i - 1]!;
  for (const p of periods) { if (p >= last) break; alike[p] = events(last) === events(last - p) ? alike[p]! + 1 : 0; }
  if (search.measured) { measure(s, search.measured); return; }
  if (last < search.notBefore) return;
  const tried = (p: number) => search.uneven.get(p) ?? 0;
  let looks: number | null = null;
  for (const p of periods) if (p >= search.shortest && alike[p]! >= p && last >= (search.forbidden.get(p) ?? 0) && (looks === null || tried(p) < tried(looks)) && allowed(s, p)) looks = p;
  if (looks !== null && !quiet(worldOf(s.silent))) { s.nextLook = simTime(s.nextLook + shift); s.search = newSearch(); return; }
  if (looks !== null) search.measured = { looks, from: last, worlds: [copyOf(s)] };
}
/** Nothing is on its way: a leap begins where only timers are pending. */
const quiet = <P>(world: World<P>): boolean => pending(world.queue).every((e) => e.lane === 2);
/** A leap should go at least so far, in looks: several times what is run to prepare it and to settle after it. */
const worthwhile = (looks: number): number => 8 * (3 * looks + 60);
/** Whether the calendar repeats itself long enough in this period; else the period is forbidden until it may. */
function allowed<P, B, I>(s: Skip<P, B, I>, looks: number): boolean {
  const { search } = s, here = s.nextLook - look, last = search.counts.length - 1;
  const far = Math.floor((outside(s, looks * look) - here) / look);
  const busy = (search.counts[last]! - search.counts[last - looks]!) / looks;
  if (far * busy >= eventsLeast && far >= Math.min(worthwhile(looks), (s.until - here) / look)) return true;
  search.forbidden.set(looks, far > 0 ? last + far + 1 : 2 * last);
  return false;
}
const outside = <P, B, I>(s: Skip<P, B, I>, period: number): number => s.silent.rules.repeatsUntil?.(worldOf(s.silent), millis(period), s.until) ?? 0;
const copyOf = <P, B, I>(s: Skip<P, B, I>): World<P> => copyWorld(worldOf(s.silent), s.silent.rules);

/** Takes the world after one period and after two, and leaps if the three are in step. What failed is tried again when twice the time has passed. */
function measure<P, B, I>(s: Skip<P, B, I>, { looks, from, worlds }: Measured<P>): void {
  const { search } = s, { counts, alike } = search;
  if (alike[looks] === 0) { search.measured = null; return; }
  if (counts.length - 1 - from < looks * worlds.length) return;
  worlds.push(copyOf(s));
  if (worlds.length < 3) return;
  search.measured = null;
  const [a, b, c] = worlds as [World<P>, World<P>, World<P>];
  const stretch: Stretch<P> = { a, b, c, period: millis(looks * look) };
  if (irregularity(stretch) !== null) { search.notBefore = counts.length * 2; search.uneven.set(looks, (search.uneven.get(looks) ?? 0) + 1); return; }
  const far = horizon(s, stretch) - (s.nextLook - look);
  // What is due soon and does not repeat itself in this period does so in a longer one, if at all.
  if (far < Math.min(worthwhile(looks) * look, s.until - s.nextLook)) { search.shortest = Math.max(looks + 1, Math.ceil(far / look)); return; }
  if (!leap(s, stretch, far)) search.notBefore = counts.length * 2;
}

/** Until when the world outside, and what stands in the queue, let it repeat itself. */
function horizon<P, B, I>(s: Skip<P, B, I>, stretch: Stretch<P>): number {
  const input = s.silent.inputs.find((i) => i.after >= stretch.c.eventCount);
  return Math.min(s.until, outside(s, stretch.period), (firstStanding(stretch) ?? Infinity) - 1, (input?.at ?? Infinity) - 1);
}
function leap<P, B, I>(s: Skip<P, B, I>, stretch: Stretch<P>, far: number): boolean {
  const { c, period } = stretch, { silent } = s;
  const settlingMax = Math.max(settlingMost, 4 * period), after = settlingMax + afterglow;
  const here = s.nextLook - look;
  const times = Math.floor((far - after) / period);
  if (times < 1) return false;
  const settling = settle(s, stretch, times, simTime(here + times * period), settlingMax);
  if (!settling) return false;
  const { world: landed, took } = settling;
  const start: Moment = { eventCount: c.eventCount, at: simTime(here) }, end: Moment = { eventCount: landed.eventCount, at: simTime(here + times * period + took) };
  const made: Leap<P> = { ...stretch, times, settling: millis(took), start, end };
  silent.leaps = [...silent.leaps, made];
  silent.stepper = createStepper(landed, silent.rules, null);
  silent.head = { eventCount: end.eventCount, at: landed.now };
  s.search = newSearch();
  s.nextLook = simTime(end.at + look);
  return true;
}
/** Runs the world on until nothing of what was before the leap is left in it; null if that takes too long. */
function settle<P, B, I>(s: Skip<P, B, I>, stretch: Stretch<P>, times: number, from: SimTime, most: number): { world: World<P>; took: number } | null {
  const { world, chance } = worldAhead(stretch, times);
  const run: Timeline<P, B, I> = { ...s.silent, inputs: [], trace: null, head: { eventCount: world.eventCount, at: world.now }, stepper: createStepper(world, s.silent.rules, null) };
  for (let at = from + 10 * look; at <= from + most; at += 10 * look) {
    advance(run, at, Infinity);
    if (!settled(world, chance)) continue;
    advance(run, at + afterglow, Infinity);
    return { world, took: at + afterglow - from };
  }
  return null;
}

/** The branch that was arrived at: its records begin here. */
export function arrived<P, B, I>(s: Skip<P, B, I>): Timeline<P, B, I> {
  const { silent } = s;
  const world = worldOf(silent);
  if (!silent.trace) return silent;
  const trace = traceFrom<B>(world.traceLength, world.nextEventId, silent.trace.hash);
  return { ...silent, trace, snapshots: [...silent.snapshots, takeSnapshot(world, silent.rules, trace.hash)], stepper: createStepper(world, silent.rules, sinkOf(trace, world)) };
}
