// Sets of completion indexes as ordered intervals, and their text ("0,2-5"). Models orderedIntervals of pkg/controller/job/indexed_job_utils.go.
import { atoi } from './pods.ts';

export type Interval = { readonly first: number; readonly last: number };
export type OrderedIntervals = readonly Interval[];

/** The union. Both are in order and without overlap; the result is too. */
export function merge(a: OrderedIntervals, b: OrderedIntervals): OrderedIntervals {
  const result: Interval[] = [];
  const append = (next: Interval): void => {
    const last = result[result.length - 1];
    if (last === undefined || next.first > last.last + 1) result.push(next);
    else if (last.last < next.last) result[result.length - 1] = { first: last.first, last: next.last };
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i];
    const y = b[j];
    if (x !== undefined && (y === undefined || x.first < y.first)) { append(x); i++; }
    else if (y !== undefined) { append(y); j++; }
  }
  return result;
}

/** `newIndexes` come in increasing order. */
export const withOrderedIndexes = (intervals: OrderedIntervals, newIndexes: readonly number[]): OrderedIntervals =>
  merge(intervals, newIndexes.map((ix) => ({ first: ix, last: ix })));

export const total = (intervals: OrderedIntervals): number => intervals.reduce((n, iv) => n + iv.last - iv.first + 1, 0);

export const has = (intervals: OrderedIntervals, ix: number): boolean => {
  let lo = 0;
  let hi = intervals.length;
  while (hi > lo) {
    const mid = lo + ((hi - lo) >> 1);
    if (intervals[mid]!.last >= ix) hi = mid; else lo = mid + 1;
  }
  const found = intervals[hi];
  return found !== undefined && found.first <= ix;
};

/** "1,3-5,7": two neighbours are listed, three or more are a range. */
export const intervalsToString = (intervals: OrderedIntervals): string => intervals
  .map(({ first, last }) => (last === first ? `${first}` : `${first}${last === first + 1 ? ',' : '-'}${last}`)).join(',');

/** Reads a status text; corrupted parts are left out, indexes from `completions` up are cut off. */
export function parseIndexesFromString(text: string, completions: number): OrderedIntervals {
  if (text === '') return [];
  const result: Interval[] = [];
  for (const part of text.split(',')) {
    const limits = part.split('-');
    const first = atoi(limits[0]!);
    if (first === null) continue;
    if (first >= completions) break;
    let last: number | null = first;
    if (limits.length > 1) last = atoi(limits[1]!);
    if (last === null) continue;
    if (last >= completions) last = completions - 1;
    const before = result[result.length - 1];
    if (before !== undefined && before.last === first - 1) result[result.length - 1] = { first: before.first, last };
    else result.push({ first, last });
  }
  return result;
}
