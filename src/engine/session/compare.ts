// Two branches side by side: the first record in which they differ after they parted.
import { equal } from '../../base/equal.ts';
import { countOf } from '../../sim/trace.ts';
import { captionOf } from '../history/captions.ts';
import type { CaptionHistory, Moment, Record_ } from '../protocol.ts';
import type { Branch, Run } from './run.ts';

export type Comparison = { forkedAt: Moment | null; first: { a: CaptionHistory | null; b: CaptionHistory | null } };

const telling = (branch: Branch, from: number): CaptionHistory | null => {
  const trace = branch.timeline.trace!;
  for (let seq = from; seq < trace.records.length; seq++) { const c = captionOf(trace.records[seq]!, countOf(trace, seq)); if (c) return c; }
  return null;
};
const same = (a: Record_, b: Record_) => a.at === b.at && a.process === b.process && a.subject === b.subject && a.body.type === b.body.type && (a.body === b.body || equal(a.body, b.body));

export function compareBranches(run: Run, a: number, b: number): Comparison | null {
  const one = run.branches.find((x) => x.id === a);
  const two = run.branches.find((x) => x.id === b);
  if (!one || !two) return null;
  const left = one.timeline.trace!.records;
  const right = two.timeline.trace!.records;
  let seq = 0;
  while (seq < left.length && seq < right.length && (left[seq] === right[seq] || same(left[seq]!, right[seq]!))) seq++;
  return { forkedAt: (two.forkedAt ?? one.forkedAt), first: { a: telling(one, seq), b: telling(two, seq) } };
}
