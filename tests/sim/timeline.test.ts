// Time travel as laws of the kernel, on a toy: snapshots stand still, seek equals play, a rerun writes nothing twice, a branch leaves the old one alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/base/hash.ts';
import { pending } from '../../src/sim/event-queue.ts';
import { takeSnapshot } from '../../src/sim/snapshot.ts';
import { advance, atHead, cursorOf, enter, fork, newTimeline, nextAt, seekCount, seekTime, stepOne, worldOf, type Timeline } from '../../src/sim/timeline.ts';
import { causeOf, countOf, forgetBefore, hashOfTrace, recordAt, recordsOf } from '../../src/sim/trace.ts';
import { rule, rules, stateOf, toyWorld, type Ball, type ToyBody, type ToyInput } from './toy.ts';

type Toy = Timeline<Ball, ToyBody, ToyInput>;
const begin = (seed = 1): Toy => {
  const t = newTimeline<Ball, ToyBody, ToyInput>(toyWorld(seed), rules);
  enter(t, { type: 'throw', to: 'ping', n: 0 }, 0 as never);
  return t;
};
const played = (events: number, seed = 1): Toy => { const t = begin(seed); advance(t, Infinity, events); return t; };
/** What the world is; the heap's inner order is no part of it, the order of what comes out is. */
const worldHash = (w: ReturnType<typeof worldOf<Ball, ToyBody, ToyInput>>) => hashOf({ ...w, queue: pending(w.queue).sort((a, b) => a.id - b.id) });
const here = (t: Toy) => worldHash(worldOf(t));

describe('a snapshot', () => {
  it('is not moved by 1,000 more events', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer(), (events, seed) => {
      const t = played(events, seed);
      const kept = takeSnapshot(worldOf(t), rules, null);
      const hash = hashOf(kept);
      advance(t, Infinity, 1_000);
      expect(hashOf(kept)).toBe(hash);
    }), { numRuns: 20 });
  });
});

describe('seeking', () => {
  it('to n shows what playing to n showed, in any order, across snapshots', () => {
    const t = begin();
    const hashes = [...Array(5_000).keys()].map(() => { stepOne(t); return here(t); });
    const records = t.trace!.length;
    const hash = hashOfTrace(t.trace!);
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_999 }), (n) => { seekCount(t, n + 2); expect(here(t)).toBe(hashes[n]); }), { numRuns: 60 });
    seekCount(t, Infinity);
    expect(atHead(t)).toBe(true);
    expect(t.trace!.length).toBe(records);
    expect(hashOfTrace(t.trace!)).toBe(hash);
  });
  it('to a time shows the last event at or before it', () => {
    const t = played(3_000);
    const last = t.head.at;
    fc.assert(fc.property(fc.integer({ min: 0, max: last }), (at) => {
      seekTime(t, at);
      expect(cursorOf(t).at).toBeLessThanOrEqual(at);
      if (!atHead(t)) expect(nextAt(t)).toBeGreaterThan(at);
    }), { numRuns: 60 });
  });
  it('back one and forward one is nothing', () => {
    const t = played(2_600);
    for (const n of [2, 1_023, 1_024, 1_025, 2_048, 2_500]) {
      seekCount(t, n);
      const before = here(t);
      seekCount(t, n - 1);
      stepOne(t);
      expect(here(t)).toBe(before);
    }
  });
  it('feeds the inputs again where they were', () => {
    const t = played(200);
    enter(t, { type: 'throw', to: 'pong', n: 1_000 }, worldOf(t).now);
    enter(t, { type: 'crash', process: 'ping', downFor: 40 }, worldOf(t).now);
    advance(t, Infinity, 500);
    const end = here(t);
    seekCount(t, 0);
    expect(stateOf(worldOf(t), 'ping').sum).toBe(0);
    seekCount(t, Infinity);
    expect(here(t)).toBe(end);
  });
  it('knows for every record the moment that shows it', () => {
    const t = played(1_500);
    expect([...recordsOf(t.trace!)].map((r) => r.seq)).toEqual(Array.from({ length: t.trace!.length }, (_, i) => i));
    for (const seq of [0, 17, 900, 2_000]) {
      seekCount(t, countOf(t.trace!, seq));
      expect(worldOf(t).traceLength).toBeGreaterThan(seq);
      seekCount(t, countOf(t.trace!, seq) - 1);
      expect(worldOf(t).traceLength).toBeLessThanOrEqual(seq);
    }
  });
  it('keeps few snapshots however long the run', () => {
    const gaps = (t: ReturnType<typeof played>) => t.snapshots.slice(1).map((s, i) => s.moment.eventCount - t.snapshots[i]!.moment.eventCount);
    expect(Math.max(...gaps(played(16_000)))).toBeLessThanOrEqual(2_048);
    expect(Math.max(...gaps(played(400_000)))).toBeLessThanOrEqual(8_192);
    const long = played(1_700_000);
    expect(long.snapshots.length).toBeLessThanOrEqual(193);
    expect(Math.max(...gaps(long))).toBeLessThanOrEqual(16_384);
  });
});

describe('an input', () => {
  it('in the past is refused without a fork', () => {
    const t = played(50);
    seekCount(t, 10);
    expect(() => enter(t, { type: 'throw', to: 'ping', n: 5 }, worldOf(t).now)).toThrow(/fork/);
  });
});

describe('a fork', () => {
  const forked = (at = 300) => {
    const t = played(1_000);
    seekCount(t, at);
    const other = fork(t);
    enter(other, { type: 'throw', to: 'pong', n: 5_000 }, worldOf(other).now);
    advance(other, Infinity, 1_000);
    return { t, other };
  };
  it('leaves the old branch as it was', () => {
    const alone = played(1_000);
    const { t } = forked();
    seekCount(t, Infinity);
    expect(here(t)).toBe(here(alone));
    expect(hashOfTrace(t.trace!)).toBe(hashOfTrace(alone.trace!));
  });
  it('without an input goes the same way', () => {
    const t = played(1_000);
    seekCount(t, 300);
    const other = fork(t);
    while (cursorOf(other).eventCount < t.head.eventCount) stepOne(other);
    seekCount(t, Infinity);
    expect(here(other)).toBe(here(t));
    expect(hashOfTrace(other.trace!)).toBe(hashOfTrace(t.trace!));
  });
  it('is the run that its own inputs make from the start', () => {
    const { other } = forked();
    const again = newTimeline<Ball, ToyBody, ToyInput>(toyWorld(), rules);
    again.inputs = other.inputs.slice();
    while (cursorOf(again).eventCount < other.head.eventCount) stepOne(again);
    expect(here(again)).toBe(here(other));
    expect(hashOfTrace(again.trace!)).toBe(hashOfTrace(other.trace!));
  });
  it('takes no causes over from the future it left', () => {
    const t = played(1_000);
    seekCount(t, 300);
    const other = fork(t);
    for (let id = worldOf(other).nextEventId; id < worldOf(other).nextEventId + 50; id++) expect(causeOf(other.trace!, id)).toBeNull();
  });
});

describe('a long run that lets go of its beginning', () => {
  const cut = (events: number, kept: number) => {
    const t = played(events);
    forgetBefore(t.trace!, t.trace!.length - kept);
    return t;
  };
  it('keeps the hash of the whole, and the records that are left as they were', () => {
    const whole = played(3_000);
    const t = cut(3_000, 700);
    expect(hashOfTrace(t.trace!)).toBe(hashOfTrace(whole.trace!));
    expect([...recordsOf(t.trace!)]).toEqual([...recordsOf(whole.trace!)].slice(-700).map((r) => ({ ...r, cause: causeOf(t.trace!, r.event) })));
    expect(recordAt(t.trace!, t.trace!.from - 1)).toBeNull();
    advance(t, Infinity, 500);
    advance(whole, Infinity, 500);
    expect(hashOfTrace(t.trace!)).toBe(hashOfTrace(whole.trace!));
  });
  it('shows any moment as before', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_000 }), (count) => {
      const t = cut(3_000, 100);
      const whole = played(3_000);
      seekCount(t, count);
      seekCount(whole, count);
      expect(here(t)).toBe(here(whole));
    }), { numRuns: 20 });
  });
  it('is forked where nothing is kept as where all is', () => {
    const branchOf = (t: Toy) => {
      seekCount(t, 2_500);
      const other = fork(t);
      enter(other, { type: 'throw', to: 'pong', n: 5_000 }, worldOf(other).now);
      advance(other, Infinity, 300);
      return other;
    };
    const one = branchOf(cut(3_000, 50));
    const two = branchOf(played(3_000));
    expect([here(one), hashOfTrace(one.trace!)]).toEqual([here(two), hashOfTrace(two.trace!)]);
  });
});

describe('without a trace', () => {
  it('the run is the same run', () => {
    const bare = newTimeline<Ball, ToyBody, ToyInput>(toyWorld(), rules, false);
    enter(bare, { type: 'throw', to: 'ping', n: 0 }, 0 as never);
    advance(bare, Infinity, 2_000);
    expect(here(bare)).toBe(here(played(2_000)));
  });
});

describe('faults and streams', () => {
  it('a rule that never strikes changes no other random number', () => {
    const armed = begin();
    enter(armed, { type: 'faults', rules: [rule({ type: 'drop' }, { chance: { num: 0, den: 1 } })] }, 0 as never);
    advance(armed, 500, Infinity);
    const plain = begin();
    advance(plain, 500, Infinity);
    expect(stateOf(worldOf(armed), 'ping')).toEqual(stateOf(worldOf(plain), 'ping'));
    expect(worldOf(armed).rng.network).toBe(worldOf(plain).rng.network);
    expect(worldOf(armed).rng.faults).not.toBe(worldOf(plain).rng.faults);
  });
});
