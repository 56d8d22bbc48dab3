// Plain data some steps later: what moves evenly goes on, what does not is refused, texts of chance stay and are named.
import { describe, expect, it } from 'vitest';
import { Lately } from '../../src/base/lately.ts';
import { forgetful, remember, SharedMap } from '../../src/base/shared-map.ts';
import { holdsAny, newWalk, unevenness, valueAhead } from '../../src/sim/repeat.ts';

const ahead = (k: number, a: unknown, b: unknown, c: unknown) => { const w = newWalk(k); return { value: valueAhead(w, a, b, c, ''), chance: [...w.chance] }; };

describe('three in a row', () => {
  const even: [string, number, unknown, unknown, unknown, unknown][] = [
    ['numbers', 10, 1, 3, 5, 25], ['what stays', 7, true, true, true, true],
    ['numbers in texts', 2, 'job-9', 'job-10', 'job-11', 'job-13'], ['with leading zeros', 1, 'p008', 'p009', 'p010', 'p011'],
    ['times of the API', 60, '2026-02-28T23:58:00Z', '2026-02-28T23:59:00Z', '2026-03-01T00:00:00Z', '2026-03-01T01:00:00Z'],
    ['times to the millisecond', 1, '2026-02-28T23:58:00.250Z', '2026-02-28T23:59:00.250Z', '2026-03-01T00:00:00.250Z', '2026-03-01T00:01:00.250Z'],
    ['fields', 1, { n: 1, s: 'a1' }, { n: 2, s: 'a2' }, { n: 3, s: 'a3' }, { n: 4, s: 'a4' }],
    ['lists', 2, [1, 'x'], [2, 'x'], [3, 'x'], [5, 'x']],
    ['maps by their order', 1, new Map([['k1', 1]]), new Map([['k2', 1]]), new Map([['k3', 1]]), new Map([['k4', 1]])],
    ['sets', 1, new Set([1]), new Set([2]), new Set([3]), new Set([4])],
  ];
  for (const [name, k, a, b, c, expected] of even) it(name, () => expect(ahead(k, a, b, c)).toEqual({ value: expected, chance: [] }));

  const uneven: [string, unknown, unknown, unknown][] = [
    ['a number', 1, 2, 4], ['a fraction', 0.5, 1, 1.5], ['a truth', true, false, true], ['a list that grows', [1], [1, 2], [1, 2, 3]],
    ['a field that comes', { a: 1 }, { a: 1 }, { a: 1, b: 1 }], ['another thing', new Map(), new Map(), new Set()],
    ['a map that grows', new SharedMap([[1, 1]]), new SharedMap([[1, 1], [2, 1]]), new SharedMap([[1, 1], [2, 1], [3, 1]])],
  ];
  for (const [name, a, b, c] of uneven) it(`refuses ${name}`, () => expect(unevenness(() => valueAhead(newWalk(1), a, b, c, 'it'))).toMatch(/^it/));

  it('moves what moves evenly in a text of chance', () => expect(ahead(3, 'Pod/job-7-x7k#a1', 'Pod/job-8-qq2#b1', 'Pod/job-9-b9z#77')).toEqual({ value: 'Pod/job-12-b9z#77', chance: ['Pod/job-12-b9z#77'] }));
  it('keeps a text of chance and names it', () => expect(ahead(3, 'pod-x7k', 'pod-qq2', 'pod-b9z')).toEqual({ value: 'pod-b9z', chance: ['pod-b9z'] }));
  it('shares what is the same in all three', () => {
    const same = { deep: [1] };
    expect((ahead(5, { same, n: 1 }, { same, n: 2 }, { same, n: 3 }).value as { same: unknown }).same).toBe(same);
  });
});

describe('what forgets', () => {
  it('a list of what came lately goes on from its end', () => {
    const list = (from: number) => { const l = new Lately<number>(4); for (let i = 0; i < 9; i++) l.push(from + i); return l; };
    const [a, b, c] = [list(0), list(2), list(4)];
    expect((ahead(10, a, b, c).value as Lately<number>).list()).toEqual([29, 30, 31, 32]);
  });
  it('a list of what came lately remembers the newest that it dropped', () => {
    const l = new Lately<number>(3);
    for (let i = 1; i <= 5; i++) l.push(i);
    expect([l.list(), l.dropped, l.copy().list(), l.copy().dropped]).toEqual([[3, 4, 5], 2, [3, 4, 5], 2]);
  });
  it('a map that remembers keeps what nothing was written to, and what is new', () => {
    const map = forgetful<string, { at: number }>(100, [['always', { at: 0 }]]);
    const copies = [0, 1, 2, 3].map((i) => { for (let n = 0; n < 2; n++) remember(map, `k${i * 2 + n}`, { at: i }); return map.copy(); });
    const next = ahead(4, copies[1], copies[2], copies[3]).value as typeof map;
    expect([next.get('always'), next.get('k14'), next.get('k15')]).toEqual([{ at: 0 }, { at: 7 }, { at: 7 }]);
  });
  it('is passed over when something is looked for', () => {
    const texts = new Set(['old']);
    expect(holdsAny({ list: [new Map([['k', 'old']])] }, texts, new Set())).toBe(true);
    expect(holdsAny({ list: [forgetful(10, [['k', 'old']]), new Lately(10, ['old'])] }, texts, new Set())).toBe(false);
  });
});
