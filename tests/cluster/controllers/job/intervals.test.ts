// Sets of indexes as ordered intervals.
import { describe, expect, it } from 'vitest';
import { has, intervalsToString, merge, parseIndexesFromString, total, withOrderedIndexes } from '../../../../src/cluster/controllers/job/intervals.ts';

const iv = (text: string) => text.split(' ').filter((w) => w).map((w) => { const [first, last] = w.split('..').map(Number); return { first: first!, last: last ?? first! }; });

describe('the text of a set of indexes', () => {
  it.each([
    ['', 10, '', ''],
    ['3', 10, '3', '3'],
    ['0,1', 10, '0..1', '0,1'],
    ['0-2', 10, '0..2', '0-2'],
    ['0,1,2', 10, '0..2', '0-2'],
    ['0-5,8-10', 8, '0..5', '0-5'],
    ['0-5,8-10', 10, '0..5 8..9', '0-5,8,9'],
    ['0,4,5,10-12', 13, '0 4..5 10..12', '0,4,5,10-12'],
    ['0,1-foo,bar', 4, '0', '0'],
    ['5-7', 5, '', ''],
  ])('%s of %i completions', (text, completions, want, back) => {
    const parsed = parseIndexesFromString(text, completions);
    expect(parsed).toEqual(iv(want));
    expect(intervalsToString(parsed)).toBe(back);
  });
});

describe('merging', () => {
  it.each([
    ['nothing into nothing', '', '', ''],
    ['into nothing', '', '1..2', '1..2'],
    ['separate', '0 4..5 10..12', '2 7..8', '0 2 4..5 7..8 10..12'],
    ['neighbours grow together', '3..4 6', '2 7 8', '2..4 6..8'],
    ['between', '2 7..8', '3 4 6', '2..4 6..8'],
    ['within', '2..7', '0 3 5 9', '0 2..7 9'],
    ['overlapping', '1..5', '3..9', '1..9'],
    ['the same', '1..5', '1..5', '1..5'],
  ])('%s', (_name, a, b, want) => { expect(merge(iv(a), iv(b))).toEqual(iv(want)); });

  it('takes single indexes in order, repeated ones too', () => { expect(withOrderedIndexes(iv('1'), [0, 2, 2, 5])).toEqual(iv('0..2 5')); });
  it('counts what is inside', () => { expect(total(iv('0 2..5'))).toBe(5); });
});

describe('containing', () => {
  it.each([[4, '', false], [1, '2..4 5..7', false], [9, '2..4 6..8', false], [5, '2..4 6..8', false], [2, '2..4 6..8', true], [8, '2..4 6..8', true]])('%i in {%s}: %s', (ix, set, want) => {
    expect(has(iv(set), ix)).toBe(want);
  });
});
