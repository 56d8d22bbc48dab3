// When an Indexed Job may end early with success.
import { describe, expect, it } from 'vitest';
import { parseIndexesFromString } from '../../../../src/cluster/controllers/job/intervals.ts';
import { matchSuccessPolicy } from '../../../../src/cluster/controllers/job/success-policy.ts';

type Rule = { succeededIndexes?: string; succeededCount?: number };
const ix = (succeededIndexes: string, succeededCount?: number): Rule => (succeededCount === undefined ? { succeededIndexes } : { succeededIndexes, succeededCount });

describe('success policy', () => {
  it.each<[string, Rule[] | null, string, number | null]>([
    ['no policy', null, '0', null],
    ['no rules', [], '0', null],
    ['indexes that cannot be read', [ix('invalid-form')], '0', null],
    ['all of the rule succeeded', [ix('0-2')], '0-2,4-7', 0],
    ['none of the rule succeeded', [ix('3')], '0-2', null],
    ['a count is reached', [{ succeededCount: 2 }], '0-2', 0],
    ['a count is not reached', [{ succeededCount: 4 }], '0-2', null],
    ['the second rule', [ix('9'), ix('4,6')], '0-2,4-7', 1],
    ['both rules: the first is named', [ix('0,1'), ix('5')], '0-2,4-7', 0],
    ['enough of the rule', [ix('3-6', 2)], '0-2,4-7', 0],
    ['not enough of the rule', [ix('3-6', 2)], '0-2,6,7', null],
    ['nothing succeeded', [{ succeededCount: 4 }], '', null],
    ['a true subset', [ix('2-4,6-8')], '1-9', 0],
    ['the same', [ix('2-4,6-9')], '2-4,6-9', 0],
    ['a subset over two intervals', [ix('2-4,8-12')], '2-5,7-15', 0],
    ['an empty rule', [ix('')], '1-3', null],
    ['all elsewhere', [ix('10-12,14-16')], '1-3,5-7', null],
    ['overlapping at the start', [ix('1-3,5-7')], '2-4,6-8', null],
    ['overlapping at the start, enough', [ix('1-3,5-7', 4)], '2-4,6-8', 0],
    ['overlapping at the end', [ix('2-4,6-9')], '1-3,5-7', null],
    ['overlapping at the end, enough', [ix('2-4,6-9', 4)], '1-3,5-7', 0],
    ['around', [ix('0-4,6-9')], '1-3,7,8', null],
    ['around, enough', [ix('0-4,6-9', 5)], '1-3,7,8', 0],
    ['over several', [ix('0-6,8-9')], '1-3,5-9', null],
    ['over several, enough', [ix('0-6,8-9', 7)], '1-3,5-9', 0],
    ['start overlaps, end equals', [ix('0-5,7-9')], '1-5,7-10', null],
    ['start overlaps, end equals, enough', [ix('0-5,7-9', 8)], '1-5,7-10', 0],
  ])('%s', (_name, rules, succeeded, want) => {
    const got = matchSuccessPolicy(rules === null ? undefined : { rules }, 10, parseIndexesFromString(succeeded, 100));
    expect(got).toBe(want === null ? null : `Matched rules at index ${want}`);
  });
});
