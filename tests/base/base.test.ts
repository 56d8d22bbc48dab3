// The ground: random streams, hashes, equality, freezing and the growing array.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equal } from '../../src/base/equal.ts';
import { deepFreeze } from '../../src/base/freeze.ts';
import { copyGrowing, getAt, newGrowing, setAt } from '../../src/base/growing.ts';
import { digest, feedString, hashOf, newHash } from '../../src/base/hash.ts';
import { advance, seedOf, valueOf } from '../../src/base/prng.ts';

const plain = () => fc.jsonValue({ maxDepth: 4 });
const turned = (v: unknown): unknown => Array.isArray(v) ? v.map(turned)
  : v !== null && typeof v === 'object' ? Object.fromEntries(Object.entries(v).reverse().map(([k, x]) => [k, turned(x)])) : v;

describe('random numbers', () => {
  const draws = (seed: number, stream: string, n: number) => { let s = seedOf(seed, stream); return Array.from({ length: n }, () => valueOf((s = advance(s)))); };
  it('lie in [0, 1) and repeat', () => {
    fc.assert(fc.property(fc.integer(), (seed) => {
      const list = draws(seed, 'network', 50);
      expect(list.every((v) => v >= 0 && v < 1)).toBe(true);
      expect(draws(seed, 'network', 50)).toEqual(list);
    }));
  });
  it('differ from stream to stream and seed to seed', () => {
    const heads = [1, 2, 3, 4].flatMap((seed) => ['network', 'workload', 'names', 'faults'].map((s) => draws(seed, s, 1)[0]));
    expect(new Set(heads).size).toBe(16);
  });
  it('are spread evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const v of draws(7, 'names', 100_000)) tenths[Math.floor(v * 10)]!++;
    for (const n of tenths) expect(Math.abs(n - 10_000)).toBeLessThan(500);
  });
});

describe('a hash', () => {
  it('is the same for equal data whatever the order of its keys', () => {
    fc.assert(fc.property(plain(), (v) => { expect(hashOf(turned(v))).toBe(hashOf(v)); }));
  });
  it('tells different data apart', () => {
    fc.assert(fc.property(plain(), plain(), (a, b) => { fc.pre(!equal(a, b)); expect(hashOf(a)).not.toBe(hashOf(b)); }));
  });
  it.each([[1, '1'], [0, false], [null, undefined], [[], {}], [[1, [2]], [[1], 2]], [{ a: 1 }, { a: 2 }], [new Map([['a', 1]]), new Map([['a', 2]])], [new Set(['a']), ['a']], ['ab', 'ba'], [1, 1 + 2 ** 32], [0, 2 ** 90], [0.1, 0.2]])('of %j is not that of %j', (a, b) => {
    expect(hashOf(a)).not.toBe(hashOf(b));
  });
  it('knows two texts from one of both', () => {
    const one = newHash(); feedString(one, 'ab'); feedString(one, 'c');
    const two = newHash(); feedString(two, 'a'); feedString(two, 'bc');
    expect(digest(one)).not.toBe(digest(two));
  });
  it('of 200,000 near texts never meets', () => {
    expect(new Set(Array.from({ length: 200_000 }, (_, i) => hashOf(`pod-${i}`))).size).toBe(200_000);
  });
});

describe('equality', () => {
  it('holds for a copy and not after a change', () => {
    fc.assert(fc.property(plain(), (v) => { expect(equal(v, structuredClone(v))).toBe(true); expect(equal([v], [v, v])).toBe(false); }));
  });
  it.each([[{ a: undefined }, {}, true], [{}, { a: undefined }, true], [{ a: null }, {}, false], [[], {}, false], [[1, 2], [1], false], [{ a: { b: [1] } }, { a: { b: [2] } }, false], [null, {}, false]])('of %j and %j', (a, b, is) => {
    expect(equal(a, b)).toBe(is);
  });
});

describe('freezing', () => {
  it('goes all the way down', () => {
    const v = deepFreeze({ a: [{ b: 1 }] });
    expect(Object.isFrozen(v) && Object.isFrozen(v.a) && Object.isFrozen(v.a[0])).toBe(true);
  });
});

describe('a growing array', () => {
  it('remembers what was set, and 0 elsewhere', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 9 }))), (list) => {
      const g = newGrowing();
      const model = new Map<number, number>();
      for (const [i, v] of list) { setAt(g, i, v); model.set(i, v); }
      for (let i = 0; i <= 5_001; i++) if (getAt(g, i) !== (model.get(i) ?? 0)) throw new Error(`at ${i}`);
    }));
  });
  it('is cut by a copy, and grows on from there with zeros', () => {
    const g = newGrowing();
    for (let i = 0; i < 4_000; i++) setAt(g, i, i + 1);
    for (const length of [10, 1_500, 4_000]) {
      const copy = copyGrowing(g, length);
      expect([getAt(copy, length - 1), getAt(copy, length)]).toEqual([length, 0]);
      setAt(copy, length + 50, 7);
      expect([getAt(copy, length), getAt(copy, length + 1), getAt(copy, length + 50)]).toEqual([0, 0, 7]);
    }
    expect(getAt(g, 3_999)).toBe(4_000);
  });
});
