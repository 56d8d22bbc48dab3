// The text of a set of completion indexes ("0,2-5"): its format, and whether two of them share an index. Models validateIndexesFormat, parseIndexInterval and validateFailedIndexesNotOverlapCompleted of pkg/apis/batch/validation.
import { atoi } from '../schedule/go.ts';
import { shown } from './errors.ts';

type Interval = { first: number; last: number };
const increasing = (previous: number, current: number): string => `non-increasing order, previous: ${previous}, current: ${current}`;

function readInterval(text: string, completions: number): Interval | { error: string } {
  const limits = text.split('-');
  if (limits.length > 2) return { error: `the fragment ${shown(text)} violates the requirement that an index interval can have at most two parts separated by '-'` };
  const read: number[] = [];
  for (const limit of limits) {
    const n = atoi(limit);
    if (!n.ok) return { error: `cannot convert string to integer for index: ${shown(limit)}` };
    if (n.value >= completions) return { error: `too large index: ${shown(limit)}` };
    read.push(n.value);
  }
  const [first, last] = [read[0]!, read[1] ?? read[0]!];
  return read.length > 1 && first >= last ? { error: increasing(first, last) } : { first, last };
}

/** How many indexes the text names, or what is wrong with it. */
export function indexesFormat(text: string, completions: number): { total: number } | { error: string } {
  let previous: number | null = null;
  let total = 0;
  for (const part of text === '' ? [] : text.split(',')) {
    const read = readInterval(part, completions);
    if ('error' in read) return read;
    if (previous !== null && previous >= read.first) return { error: increasing(previous, read.first) };
    total += read.last - read.first + 1;
    previous = read.last;
  }
  return { total };
}

/** The first index found in both texts, or null. What cannot be read is passed over: the format is another matter. */
export function indexesOverlap(completed: string, failed: string, completions: number): number | null {
  const readable = (text: string): Interval[] => text.split(',').map((part) => readInterval(part, completions)).filter((r) => !('error' in r)) as Interval[];
  const [a, b] = [readable(completed), readable(failed)];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [c, f] = [a[i]!, b[j]!];
    if (c.first <= f.last && f.first <= c.last) return Math.max(c.first, f.first);
    if (c.first <= f.first) i++; else j++;
  }
  return null;
}
