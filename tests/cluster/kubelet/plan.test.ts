// A plan's life of a Pod, told in a line a step: seconds, phase, readiness, restarts.
import { describe, expect, it } from 'vitest';
import { simTime } from '../../../src/base/time.ts';
import type { Pod } from '../../../src/api/types.ts';
import { lifeOf, matches, type PlanFacts, type PlanLife } from '../../../src/cluster/kubelet/plan.ts';
import { planPod, plannedStatus, stepPlanned, stopPlanned } from '../../../src/cluster/kubelet/planned.ts';

// An odd wave: its ends are reported without the recordings' delay.
const facts: PlanFacts = { ordinal: 0, index: null, attempt: 0, job: 'j', wave: 1, place: 0 };

function live(life: PlanLife, policy: 'Never' | 'OnFailure', deletedAt = Infinity): string[] {
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'busybox' }], restartPolicy: policy }, status: {} };
  let p = planPod({ default: life }, facts, simTime(0)), deleted = false;
  const lines: string[] = [];
  for (let n = 0; n < 20; n++) {
    const due = p.dueAt ?? Infinity;
    const now = Math.min(due, deleted ? Infinity : deletedAt * 1000);
    if (now === Infinity) break;
    if (now === due) p = stepPlanned(p, policy); else { p = stopPlanned(p, simTime(now)); deleted = true; }
    if (p.phase === 'restarting' || p.phase === 'terminating') continue;
    const s = plannedStatus(p, pod, null, simTime(0), 0, simTime(now))!;
    const c = s.containerStatuses?.[0];
    lines.push(`${now / 1000} ${s.phase}${s.conditions!.some((x) => x.type === 'Ready' && x.status === 'True') ? '+' : ''} r${c?.restartCount ?? '-'} ${c?.state?.terminated?.exitCode ?? c?.state?.waiting?.reason ?? ''}`.trim());
  }
  return lines;
}

describe('a planned Pod', () => {
  const table: [string, string[], string[]][] = [
    ['starts after a second and runs two', live({}, 'Never'), ['1 Running+ r0', '3 Succeeded r0 0']],
    ['fails', live({ start: 2, run: 3, exit: 7 }, 'Never'), ['2 Running+ r0', '5 Failed r0 7']],
    ['never starts', live({ start: null }, 'Never'), []],
    ['restarts after 1, 10, 20 … s', live({ exit: 1, restarts: [{ exit: 1 }, { exit: 1 }, { exit: 0 }] }, 'OnFailure'), ['1 Running+ r0', '4 Running+ r1', '6 Running r2 CrashLoopBackOff', '16 Running+ r2', '18 Running r3 CrashLoopBackOff', '38 Running+ r3', '40 Succeeded r3 0']],
    ['is deleted while it runs', live({ run: 60 }, 'Never', 5), ['1 Running+ r0', '6 Failed r0 143']],
    ['is deleted and ends as told', live({ run: 60, term: { after: 6, exit: 0 } }, 'Never', 5), ['1 Running+ r0', '11 Succeeded r0 0']],
    ['is deleted before it runs', live({ start: 10 }, 'Never', 5), ['5.2 Failed r-']],
  ];
  it.each(table)('%s', (_, lines, want) => expect(lines).toEqual(want));
});

describe('matching', () => {
  const table: [string, Parameters<typeof matches>[0], Partial<PlanFacts>, boolean][] = [
    ['by ordinal', { ordinal: 1 }, { ordinal: 1 }, true], ['by another ordinal', { ordinal: 1 }, { ordinal: 2 }, false], ['by a list of ordinals', { ordinals: [1, 3] }, { ordinal: 3 }, true],
    ['by index and attempt', { index: 1, attempt: 0 }, { index: 1, attempt: 0 }, true], ['by index and a later attempt', { index: 1, attempt: 0 }, { index: 1, attempt: 1 }, false],
    ['by indexes, without an index', { indexes: [0] }, { index: null }, false], ['by job', { job: 'a' }, { job: 'b' }, false],
  ];
  it.each(table)('%s', (_, match, f, want) => expect(matches(match, { ...facts, ...f })).toBe(want));
  it('takes the first entry that fits, else the default', () => {
    const plan = { pods: [{ match: { ordinal: 1 }, run: 9 }, { match: { job: 'j' }, run: 8 }], default: { run: 7 } };
    expect([lifeOf(plan, { ...facts, ordinal: 1 }).run, lifeOf(plan, facts).run, lifeOf(plan, { ...facts, job: 'x' }).run]).toEqual([9, 8, 7]);
  });
});
