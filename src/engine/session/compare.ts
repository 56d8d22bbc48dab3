// Two branches side by side: the first record in which they differ after they parted.
import { equal } from '../../base/equal.ts';
import { bodyAt, countOf, recordAt, type Trace } from '../../sim/trace.ts';
import { captionOf, captionOfInput } from '../history/captions.ts';
import type { Body, CaptionHistory, Moment } from '../protocol.ts';
import type { Branch, Run } from './run.ts';

export type Comparison = { forkedAt: Moment | null; first: { a: CaptionHistory | null; b: CaptionHistory | null } };

const telling = (branch: Branch, from: number): CaptionHistory | null => {
  const trace = branch.timeline.trace!;
  for (let seq = from; seq < trace.length; seq++) {
    if (!bodyAt(trace, seq)) continue;
    const r = recordAt(trace, seq)!;
    const said = captionOf(r, countOf(trace, seq)) ?? captionOfInput(r, countOf(trace, seq));
    if (said) return said;
  }
  return null;
};
/** How many events both have in common for certain: up to the earliest fork on the way to either. */
function shared(run: Run, branches: readonly Branch[]): number {
  let least = Infinity;
  for (const b of branches) for (let at: Branch | undefined = b; at?.forkedAt; at = run.branches.find((x) => x.id === at!.parent)) least = Math.min(least, at.forkedAt.eventCount);
  return Number.isFinite(least) ? least : 0;
}
/** The first record of the events after so many; counts never fall. */
function firstAfter(trace: Trace<Body>, events: number): number {
  let low = trace.from;
  let high = trace.length;
  while (low < high) { const mid = (low + high) >> 1; if (countOf(trace, mid) <= events) low = mid + 1; else high = mid; }
  return low;
}
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
  let seq = Math.max(firstAfter(left, shared(run, [one, two])), right.from);
  while (seq < left.length && seq < right.length && same(left, right, seq)) seq++;
  return { forkedAt: (two.forkedAt ?? one.forkedAt), first: { a: telling(one, seq), b: telling(two, seq) } };
}
