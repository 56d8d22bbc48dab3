// Whatever was played, sought, changed, branched and forgotten on the way: the view that is brought up to date is the one that is made anew, in the worker and, by patches alone, on the page.
import { describe, expect, it } from 'vitest';
import { advance as turn, seedOf, valueOf } from '../../src/base/prng.ts';
import { hashOf } from '../../src/base/hash.ts';
import { patchView } from '../../src/app/view-patch.ts';
import type { FromEngine, Input, StepUnit, UserCommand, View } from '../../src/engine/protocol.ts';
import { forgetOld } from '../../src/engine/history/fold.ts';
import { answer, newSession, type Session } from '../../src/engine/session/session.ts';
import { newProjector, project } from '../../src/engine/view/project.ts';
import { nextAt, worldOf } from '../../src/sim/timeline.ts';

type Shown = Extract<FromEngine['body'], { type: 'shown' }>;
type Ask = Parameters<typeof answer>[1];
type Dice = (sides: number) => number;
function diceOf(seed: number): Dice {
  let state = seedOf(seed, 'views');
  return (sides) => Math.floor(valueOf(state = turn(state)) * sides);
}
const command = (c: UserCommand): Ask => ({ type: 'input', input: { type: 'command', command: c } satisfies Input });
const pick = <T>(dice: Dice, list: readonly T[]): T | undefined => list[dice(Math.max(1, list.length))];

/** A few names, so that one that was deleted comes again. */
function manifestOf(dice: Dice): string {
  const pod = `{spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: [sh, -c, "sleep ${1 + dice(4)}; exit $((RANDOM % 3))"]}]}}`;
  const spec = `{completions: ${1 + dice(90)}, parallelism: ${1 + dice(30)}, backoffLimit: ${dice(6)}, ${dice(2) ? 'ttlSecondsAfterFinished: 2, ' : ''}template: ${pod}}`;
  return dice(3) === 0
    ? `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c${dice(2)}}\nspec: {schedule: "* * * * *", successfulJobsHistoryLimit: ${dice(3)}, jobTemplate: {spec: ${spec}}}\n`
    : `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j${dice(2)}}\nspec: ${spec}\n`;
}
function actOf(s: Session, dice: Dice): Ask {
  const { pods, jobs, cronJobs, nodes } = s.shown!;
  const one = pick(dice, Object.values({ ...jobs, ...cronJobs }));
  const pod = pick(dice, Object.values(pods));
  const node = pick(dice, Object.values(nodes))!.name;
  const to = { now: one && { kind: one.key.split('/')[0] as 'Job' | 'CronJob', namespace: one.namespace, name: one.name } };
  switch (dice(6)) {
    case 0: if (to.now) return command({ type: 'delete', ...to.now }); break;
    case 1: if (to.now) return command({ type: 'patch', ...to.now, patch: { spec: { suspend: !one!.suspend } } }); break;
    case 2: if (pod) return command({ type: 'delete', kind: 'Pod', namespace: pod.namespace, name: pod.name }); break;
    case 3: return command({ type: 'node', node, action: (['drain', 'uncordon', 'cutOff', 'reconnect'] as const)[dice(4)]! });
    case 4: return command({ type: 'node', node: `node-${Object.keys(nodes).length + 1}`, action: 'add' });
  }
  return command({ type: 'apply', text: manifestOf(dice) });
}
const units: readonly StepUnit[] = ['event', 'write', 'sync', 'pod'];
function nextAsk(s: Session, dice: Dice): Ask {
  const { moment } = s.shown!;
  switch (dice(12)) {
    case 0: return { type: 'seek', to: { eventCount: dice(moment.eventCount + 400) } };
    case 1: return { type: 'seek', to: { at: dice(moment.at + 9000) } };
    case 2: case 3: return { type: 'step', unit: units[dice(units.length)]!, direction: dice(2) ? 1 : -1 };
    case 4: return { type: 'branch', id: 1 + dice(s.run!.branches.length) };
    case 5: case 6: return actOf(s, dice);
    default: return { type: 'advance', until: moment.at + dice(20_000), eventsMax: [3, 40, 2500][dice(3)]! };
  }
}
const order = (v: View) => [Object.keys(v.jobs), Object.keys(v.cronJobs), Object.keys(v.pods)];

describe.each(Array.from({ length: 8 }, (_, i) => 700 + i))('random run %i', (seed) => {
  it('is seen alike, brought up to date or made anew', () => {
    const dice = diceOf(seed);
    const s = newSession();
    let page: View | null = null;
    const follow = (ask: Ask) => {
      const { view, patch } = structuredClone(answer(s, ask)) as Shown;
      page = view ?? patchView(page!, patch!);
      const { timeline } = s.run!.current;
      const anew = project(newProjector(), worldOf(timeline), nextAt(timeline));
      expect([ask.type, hashOf(s.shown), order(s.shown!)]).toEqual([ask.type, hashOf(anew), order(anew)]);
      expect([ask.type, hashOf({ ...page, changes: undefined })]).toEqual([ask.type, hashOf(anew)]);
    };
    follow({ type: 'open', protocol: 1, scenario: { name: 'fuzz', epoch: Date.parse('2026-03-02T09:00:30Z'), seed, settings: { clientQps: 1e6, clientBurst: 1e6 }, inputs: [] } });
    follow(command({ type: 'apply', text: `${manifestOf(dice)}---\n${manifestOf(dice)}` }));
    for (let n = 0; n < 160; n++) {
      follow(nextAsk(s, dice));
      if (dice(30) === 0) { const { history, timeline } = s.run!.current; forgetOld(history, timeline.trace!, 300); }
    }
  });
});
