// Breakpoints on what a learner would name; checked on the records that an event wrote.
import { podState } from '../view/pod-view.ts';
import type { Job, Pod } from '../../api/types.ts';
import { bodyAt, recordAt, type Trace } from '../../sim/trace.ts';
import type { Because, Body, Breakpoint, Record_ } from '../protocol.ts';

function podFailed(r: Record_): Because | null {
  const b = r.body;
  if (b.type !== 'stored' || b.object.kind !== 'Pod' || podState(b.object as Pod) !== 'failed') return null;
  return b.previous && podState(b.previous as Pod) === 'failed' ? null : { code: 'podFailed', params: { pod: b.object.metadata.name } };
}
function condition(r: Record_, type: string): Because | null {
  const b = r.body;
  if (b.type !== 'stored' || b.object.kind !== 'Job') return null;
  const holds = (j: Job | null) => j?.status.conditions?.some((c) => c.type === type && c.status === 'True') ?? false;
  return holds(b.object as Job) && !holds(b.previous as Job | null) ? { code: 'condition', params: { job: b.object.metadata.name, condition: type } } : null;
}
function conflict(r: Record_): Because | null {
  const b = r.body;
  return b.type === 'apiStage' && b.status?.code === 409 ? { code: 'conflict', params: { message: b.status.message } } : null;
}

function hit(p: Breakpoint, r: Record_): Because | null {
  const b = r.body;
  switch (p.on) {
    case 'podFailed': return podFailed(r);
    case 'conflict': return conflict(r);
    case 'condition': return condition(r, p.type);
    case 'queueOver': return b.type === 'queue' && (b.op === 'add' || b.op === 'requeued') && b.length > p.n ? { code: 'queueOver', params: { controller: r.process, length: b.length } } : null;
    case 'sync': return b.type === 'queue' && b.op === 'get' && b.key === p.key ? { code: 'sync', params: { key: b.key, controller: r.process } } : null;
    case 'event': return b.type === 'event' && b.reason === p.reason ? { code: 'event', params: { reason: b.reason, message: b.message } } : null;
    case 'time': return null;
  }
}

/** The first breakpoint that one of the records `[from, to)` hits. */
export function struckBy(list: readonly Breakpoint[], trace: Trace<Body>, from: number, to: number): { breakpoint: Breakpoint; because: Because } | null {
  for (let seq = from; seq < to; seq++) {
    if (!bodyAt(trace, seq)) continue;
    const record = recordAt(trace, seq)!;
    for (const breakpoint of list) {
      const because = breakpoint.enabled ? hit(breakpoint, record) : null;
      if (because) return { breakpoint, because };
    }
  }
  return null;
}
/** The earliest enabled breakpoint on a moment of time after `now`, in SimTime. */
export const nextTimeBreak = (list: readonly Breakpoint[], now: number): Extract<Breakpoint, { on: 'time' }> | null =>
  list.filter((p): p is Extract<Breakpoint, { on: 'time' }> => p.enabled && p.on === 'time' && p.at > now).sort((a, b) => a.at - b.at)[0] ?? null;
