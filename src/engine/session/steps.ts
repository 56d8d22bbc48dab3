// What a step is: run until a record of a kind has been written, or back to just after the one before.
import { equal } from '../../base/equal.ts';
import type { Job } from '../../api/types.ts';
import { bodyAt, countOf, recordAt } from '../../sim/trace.ts';
import { cursorOf, seekCount, stepOne, worldOf } from '../../sim/timeline.ts';
import { captionOf } from '../history/captions.ts';
import type { StepUnit } from '../protocol.ts';
import type { RunTimeline } from './run.ts';

function matches(t: RunTimeline, seq: number, unit: StepUnit): boolean {
  const b = bodyAt(t.trace!, seq);
  if (!b) return false;
  switch (unit) {
    case 'event': return true;
    case 'write': return b.type === 'stored' && b.object.kind !== 'Event';
    case 'sync': return b.type === 'syncDone';
    case 'stage': return b.type === 'stage' || b.type === 'syncDone';
    case 'jobStatus': return b.type === 'stored' && b.object.kind === 'Job' && !equal((b.previous as Job | null)?.status, (b.object as Job).status);
    case 'pod': return b.type === 'stored' && b.object.kind === 'Pod';
    case 'tick': return b.type === 'tick';
    case 'caption': return captionOf(recordAt(t.trace!, seq)!, 0) !== null;
  }
}
/** A step that finds nothing ends after so many events. */
const eventsMax = 200_000;

function forward(t: RunTimeline, unit: StepUnit): void {
  for (let n = 0; n < eventsMax; n++) {
    const from = worldOf(t).traceLength;
    if (!stepOne(t)) return;
    for (let seq = from; seq < worldOf(t).traceLength; seq++) if (seq < t.trace!.from || matches(t, seq, unit)) return;
  }
}
function back(t: RunTimeline, unit: StepUnit): void {
  const here = cursorOf(t).eventCount;
  for (let seq = worldOf(t).traceLength - 1; seq >= t.trace!.from; seq--) {
    const count = countOf(t.trace!, seq);
    if (count < here && matches(t, seq, unit)) { seekCount(t, count); return; }
  }
  seekCount(t, t.trace!.from === 0 ? 0 : here - 1);   // no records are kept of what came before: one event back
}
export const step = (t: RunTimeline, unit: StepUnit, direction: 1 | -1): void => (direction === 1 ? forward(t, unit) : back(t, unit));
