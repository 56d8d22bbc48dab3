// Two branches side by side: the first record in which they differ after they parted.
import { equal } from '../../base/equal.ts';
import { bodyAt, countOf, recordAt, type Trace } from '../../sim/trace.ts';
import { captionOf } from '../history/captions.ts';
import type { Body, CaptionHistory, Moment } from '../protocol.ts';
import type { Branch, Run } from './run.ts';

export type Comparison = { forkedAt: Moment | null; first: { a: CaptionHistory | null; b: CaptionHistory | null } };

const telling = (branch: Branch, from: number): CaptionHistory | null => {
  const trace = branch.timeline.trace!;
  for (let seq = from; seq < trace.length; seq++) { const c = bodyAt(trace, seq) && captionOf(recordAt(trace, seq)!, countOf(trace, seq)); if (c) return c; }
  return null;
};
/** Branches share what their common past says; a send is the same when its record is. */
function same(a: Trace<Body>, b: Trace<Body>, seq: number): boolean {
  const body = bodyAt(a, seq);
  return (body !== null && body === bodyAt(b, seq)) || equal(recordAt(a, seq), recordAt(b, seq));
}

export function compareBranches(run: Run, a: number, b: number): Comparison | null {
  const one = run.branches.find((x) => x.id === a);
  const two = run.branches.find((x) => x.id === b);
  if (!one || !two) return null;
  const left = one.timeline.trace!;
  const right = two.timeline.trace!;
  let seq = 0;
  while (seq < left.length && seq < right.length && same(left, right, seq)) seq++;
  return { forkedAt: (two.forkedAt ?? one.forkedAt), first: { a: telling(one, seq), b: telling(two, seq) } };
}
