// A shared map is a Map, whatever is done to it and to its copies, also in the order of its entries.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf } from '../../src/base/hash.ts';
import { SharedMap } from '../../src/base/shared-map.ts';

const key = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 301, max: 306 }));   // some come and go again and again
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('set' as const), key, on: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), key, on: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('copy' as const), key: fc.constant(0), on: fc.nat() }) },
);
it('is a Map, and no copy sees what is done to another', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.array(act, { maxLength: 400 }), (size, acts) => {
    const first = Array.from({ length: size }, (_, i) => [i, -i] as [number, number]);
    const pairs = [{ ours: new SharedMap(first), model: new Map(first) }];
    acts.forEach((a, i) => {
      const { ours, model } = pairs[a.on % pairs.length]!;
      if (a.do === 'set') { ours.set(a.key, i); model.set(a.key, i); }
      else if (a.do === 'delete') expect(ours.delete(a.key)).toBe(model.delete(a.key));
      else if (pairs.length < 5) pairs.push({ ours: ours.copy(), model: new Map(model) });
      if (i % 3 === 0) expect(ours.newest(5)).toEqual([...model.keys()].slice(-5));
      expect([ours.get(a.key), ours.has(a.key), ours.size]).toEqual([model.get(a.key), model.has(a.key), model.size]);
    });
    for (const { ours, model } of pairs) {
      expect([...ours]).toEqual([...model]);
      expect([...ours.keys()]).toEqual([...model.keys()]);
      expect([...ours.values()]).toEqual([...model.values()]);
      for (const count of [1, 24, 200]) expect(ours.newest(count)).toEqual([...model.keys()].slice(-count));
      expect(hashOf(ours)).toBe(hashOf(model));
    }
  }), { numRuns: 300 });
});
it.each([3, 500])('of %i entries can be emptied while it is gone through, as a Map can', (size) => {
  const ours = new SharedMap(Array.from({ length: size }, (_, i) => [i, 'a'] as [number, string])).copy();
  ours.set(-1, 'late');
  for (let i = 0; i < size; i += 5) ours.delete(i);
  const seen: number[] = [];
  for (const key of ours.keys()) { seen.push(key); ours.delete(key); ours.delete(key + 1); }
  expect(ours.size).toBe(0);
  expect(seen.filter((key) => key % 5 === 0)).toEqual([]);
  expect(new Set(seen).size).toBe(seen.length);
});
