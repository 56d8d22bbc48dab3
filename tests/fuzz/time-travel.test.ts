// Laws of time travel over random runs: whatever is asked at a moment, the answer is the same whether one played there, sought there, or came back from another branch.
import { describe, expect, it } from 'vitest';
import { advance as turn, seedOf, valueOf } from '../../src/base/prng.ts';
import { hashOf } from '../../src/base/hash.ts';
import { answer, newSession, type Session } from '../../src/engine/session/session.ts';
import type { FromEngine, Input, Query, StepUnit, UserCommand } from '../../src/engine/protocol.ts';

type Shown = Extract<FromEngine['body'], { type: 'shown' }>;
type Dice = (sides: number) => number;
function diceOf(seed: number): Dice {
  let state = seedOf(seed, 'time-travel');
  return (sides) => Math.floor(valueOf(state = turn(state)) * sides);
}
const ask = (s: Session, body: Parameters<typeof answer>[1]): Shown => {
  const a = answer(s, body);
  if (a.type !== 'shown') throw new Error(JSON.stringify(a));
  return a;
};
const query = (s: Session, q: Query): unknown => (answer(s, { type: 'query', query: q }) as { value: unknown }).value;

function manifestOf(dice: Dice, n: number): string {
  const command = ['sleep 3', 'sleep 2; exit 1', 'for i in 1 2 3; do echo $i; sleep 1; done', 'exit $((RANDOM % 2))'][dice(4)]!;
  const pod = `{spec: {restartPolicy: ${['Never', 'OnFailure'][dice(2)]}, containers: [{name: a, image: busybox, command: [sh, -c, "${command}"]}]}}`;
  const spec = `{completions: ${1 + dice(5)}, parallelism: ${1 + dice(3)}, backoffLimit: ${dice(4)}, ${dice(2) ? 'completionMode: Indexed, ' : ''}template: ${pod}}`;
  return dice(3) === 0
    ? `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c${n}}\nspec: {schedule: "* * * * *", concurrencyPolicy: ${['Allow', 'Forbid', 'Replace'][dice(3)]}, jobTemplate: {spec: ${spec}}}\n`
    : `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j${n}}\nspec: ${spec}\n`;
}
const command = (c: UserCommand): Input => ({ type: 'command', command: c });
function actOf(s: Session, dice: Dice): Input {
  const pods = Object.values(s.shown!.pods);
  const jobs = Object.values(s.shown!.jobs);
  const pod = pods[dice(Math.max(1, pods.length))];
  const job = jobs[dice(Math.max(1, jobs.length))];
  switch (dice(5)) {
    case 0: if (pod) return command({ type: 'delete', kind: 'Pod', namespace: pod.namespace, name: pod.name }); break;
    case 1: if (job) return command({ type: 'patch', kind: 'Job', namespace: job.namespace, name: job.name, patch: { spec: { suspend: !job.suspend } } }); break;
    case 2: if (pod) return command({ type: 'podOutcome', namespace: pod.namespace, name: pod.name, outcome: { type: 'exit', code: dice(3) } }); break;
    case 3: return { type: 'faults', rules: [{ id: 'f', enabled: true, window: { from: 0 as never, to: null }, match: { payload: 'watchEvent' }, chance: { num: 1, den: 4 }, act: { type: 'delay', by: 40 as never } }] };
  }
  return { type: 'crash', process: ['job-controller', 'kube-apiserver', 'kube-scheduler', 'kubelet/node-1'][dice(4)]!, downFor: 700 as never };
}

/** Everything that can be asked at the moment shown, as one hash. When the next event is due is left out: where something was done next, that was not known while it was played. */
function everything(s: Session): string {
  const { pods, jobs, cronJobs, nextAt: _, ...rest } = s.shown!;
  return hashOf([
    rest, pods, jobs, cronJobs, (['Job', 'CronJob', 'Pod', 'Node', 'Event'] as const).map((kind) => query(s, { type: 'get', kind })),
    Object.values(pods).map((p) => [query(s, { type: 'logs', pod: `${p.namespace}/${p.name}` }), query(s, { type: 'whyNot', question: { type: 'notRunning', pod: p.key } }), query(s, { type: 'why', subject: { type: 'object', key: p.key } })]),
    Object.keys(jobs).map((job) => [query(s, { type: 'whyNot', question: { type: 'noNewPod', job } }), query(s, { type: 'why', subject: { type: 'field', key: job, path: 'status.active' } })]),
    Object.keys(cronJobs).map((cronJob) => query(s, { type: 'whyNot', question: { type: 'nextRun', cronJob } })),
  ]);
}

/** A run of about 90 virtual seconds with acts on the way, and what was to be seen at some of its moments. */
function randomRun(seed: number): { s: Session; dice: Dice; seen: Map<number, string> } {
  const dice = diceOf(seed);
  const s = newSession();
  ask(s, { type: 'open', protocol: 1, scenario: { name: 'fuzz', epoch: Date.parse('2026-03-02T09:00:30Z'), seed, settings: {}, inputs: [] } });
  ask(s, { type: 'input', input: command({ type: 'apply', text: Array.from({ length: 1 + dice(2) }, (_, n) => manifestOf(dice, n)).join('---\n') }), at: 0 });
  const seen = new Map<number, string>();
  for (let at = 0; at < 90_000;) {
    at += 1 + dice(9_000);
    ask(s, { type: 'advance', until: at, eventsMax: 1 + dice(2_500) });
    seen.set(s.shown!.moment.eventCount, everything(s));
    if (dice(3) === 0) ask(s, { type: 'input', input: actOf(s, dice), at });
  }
  return { s, dice, seen };
}
const units: readonly StepUnit[] = ['event', 'caption', 'write', 'stage', 'sync', 'jobStatus', 'pod', 'tick'];

describe.each(Array.from({ length: 10 }, (_, i) => 100 + i))('random run %i', (seed) => {
  const { s, dice, seen } = randomRun(seed);
  const moments = [...seen.keys()];
  it('shows at every moment what it showed when it was played, in whatever order one seeks', () => {
    const hash = query(s, { type: 'hash' });
    for (let n = 0; n < 14; n++) {
      const eventCount = moments[dice(moments.length)]!;
      ask(s, { type: 'seek', to: { eventCount } });
      expect(everything(s)).toBe(seen.get(eventCount));
    }
    expect(query(s, { type: 'hash' })).toBe(hash);
  });
  it('comes to the same moment by a step on and a step back, and by a step back and a step on', () => {
    for (const unit of units) {
      ask(s, { type: 'seek', to: { eventCount: moments[dice(moments.length)]! } });
      ask(s, { type: 'step', unit, direction: -1 });
      const [here, picture] = [s.shown!.moment.eventCount, hashOf(s.shown)];
      ask(s, { type: 'step', unit, direction: 1 });
      if (s.shown!.moment.eventCount === s.run!.current.timeline.head.eventCount) continue;
      ask(s, { type: 'step', unit, direction: -1 });
      expect([unit, s.shown!.moment.eventCount, hashOf(s.shown)]).toEqual([unit, here, picture]);
    }
  });
  it('leaves the old branch as it was when a new one begins in the past', () => {
    const at = moments[dice(moments.length - 1)]!;
    ask(s, { type: 'seek', to: { eventCount: at } });
    ask(s, { type: 'input', input: actOf(s, dice) });
    ask(s, { type: 'advance', until: s.shown!.moment.at + 20_000, eventsMax: 3_000 });
    ask(s, { type: 'branch', id: 1 });
    for (const eventCount of [at, moments.at(-1)!]) { ask(s, { type: 'seek', to: { eventCount } }); expect(everything(s)).toBe(seen.get(eventCount)); }
  });
  it('is the same run, to the hash, when its file is opened and played to its head', () => {
    const file = query(s, { type: 'runFile' }) as { scenario: never; head: { eventCount: number }; hash: string };
    const again = newSession();
    ask(again, { type: 'open', protocol: 1, scenario: { ...(file.scenario as object), head: file.head } as never });
    expect([again.shown!.moment.eventCount, query(again, { type: 'hash' })]).toEqual([file.head.eventCount, file.hash]);
  });
});
