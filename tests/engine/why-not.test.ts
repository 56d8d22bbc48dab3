// Why something has not happened: every answer that there is, each in a run in which it is the true one.
import { describe, expect, it } from 'vitest';
import { answer, newSession, type Session } from '../../src/engine/session/session.ts';
import type { Input, Query, UserCommand, View, WhyLink, WhyNot } from '../../src/engine/protocol.ts';

const epoch = Date.parse('2026-03-02T09:00:00Z');
const pod = (container: string, more = '') => `{spec: {restartPolicy: Never, ${more} containers: [{name: a, image: busybox, ${container}}]}}`;
const job = (spec: string, container = 'command: [sh, -c, "sleep 20"]', more = '') => `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {${spec}${spec ? ', ' : ''}template: ${pod(container, more)}}\n`;
const cron = (spec: string, seconds: number) => `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "* * * * *", ${spec}jobTemplate: {spec: {template: ${pod(`command: [sh, -c, "sleep ${seconds}"]`)}}}}\n`;
const deaf = 'command: [sh, -c, "trap : TERM; while true; do sleep 1; done"]';
const command = (c: UserCommand): Input => ({ type: 'command', command: c });
const patch = (body: unknown) => command({ type: 'patch', kind: 'Job', namespace: 'default', name: 'j', patch: body });

type Do = { at: number; input: Input | ((v: View) => Input) };
const firstPod = (v: View) => Object.values(v.pods)[0]!;
const deletePod = (v: View) => command({ type: 'delete', kind: 'Pod', namespace: 'default', name: firstPod(v).name });
function play(text: string, until: number, acts: readonly Do[] = []): Session {
  const s = newSession();
  answer(s, { type: 'open', protocol: 1, scenario: { name: 't', epoch, seed: 1, settings: {}, inputs: [] } });
  answer(s, { type: 'input', input: command({ type: 'apply', text }), at: 0 });
  for (const { at, input } of acts) {
    answer(s, { type: 'advance', until: at, eventsMax: 1e6 });
    answer(s, { type: 'input', input: typeof input === 'function' ? input(s.shown!) : input, at });
  }
  answer(s, { type: 'advance', until, eventsMax: 1e6 });
  return s;
}
const ask = (s: Session, question: WhyNot, at?: number): WhyLink[] => (answer(s, { type: 'query', query: { type: 'whyNot', question, ...(at !== undefined && { at }) } satisfies Query }) as { value: WhyLink[] }).value;
const noNewPod: WhyNot = { type: 'noNewPod', job: 'Job/default/j' };
const notComplete: WhyNot = { type: 'notComplete', job: 'Job/default/j' };
const nextRun: WhyNot = { type: 'nextRun', cronJob: 'CronJob/default/c' };
const notRunning = (s: Session): WhyNot => ({ type: 'notRunning', pod: firstPod(s.shown!).key });

type Case = [what: string, run: () => Session, question: WhyNot | ((s: Session) => WhyNot), code: string, params?: Record<string, unknown>];
const cases: Case[] = [
  ['the back-off after a failure, with its end and what is left of it', () => play(job('', 'command: [sh, -c, "exit 1"]'), 5_000), noNewPod, 'backoff', { failed: 1 }],
  ['the limit of failures is reached', () => play(job('backoffLimit: 0', 'command: [sh, -c, "exit 1"]'), 60_000), noNewPod, 'failed', { reason: 'BackoffLimitExceeded' }],
  ['the deadline is over', () => play(job('activeDeadlineSeconds: 5'), 60_000), noNewPod, 'failed', { reason: 'DeadlineExceeded' }],
  ['the deadline is over and its Pods still terminate', () => play(job('activeDeadlineSeconds: 5', deaf), 10_000), noNewPod, 'ending', { condition: 'FailureTarget', reason: 'DeadlineExceeded', terminating: 1 }],
  ['the Job is suspended', () => play(job(''), 10_000, [{ at: 5_000, input: patch({ spec: { suspend: true } }) }]), noNewPod, 'suspended'],
  ['parallelism is full', () => play(job('completions: 6, parallelism: 2'), 10_000), noNewPod, 'parallelismFull', { active: 2, parallelism: 2 }],
  ['parallelism is 0', () => play(job('parallelism: 0'), 10_000), noNewPod, 'parallelismZero'],
  ['the last completions are under way', () => play(job('completions: 3, parallelism: 2'), 30_000), noNewPod, 'enough', { active: 1, succeeded: 2, completions: 3 }],
  ['a Pod still terminates and only its end allows another', () => play(job('podReplacementPolicy: Failed', deaf), 8_000, [{ at: 5_000, input: deletePod }]), noNewPod, 'terminating', { terminating: 1 }],
  ['one Pod without completions has succeeded', () => play(job('parallelism: 2', 'command: [sh, -c, "sleep $((JOB_NOTHING + 5))"]'), 60_000), noNewPod, 'complete'],
  ['somebody else manages the Job', () => play(job('managedBy: example.com/queue'), 5_000), noNewPod, 'managedBy', { manager: 'example.com/queue' }],
  ['the Job is complete', () => play(job(''), 60_000), noNewPod, 'complete'],
  ['the Job is gone', () => play(job(''), 9_000, [{ at: 5_000, input: command({ type: 'delete', kind: 'Job', namespace: 'default', name: 'j' }) }]), noNewPod, 'gone'],
  ['some completions are missing', () => play(job('completions: 3, parallelism: 1'), 30_000), notComplete, 'completions', { succeeded: 1, completions: 3 }],
  ['Pods are active', () => play(job('completions: 3, parallelism: 1'), 30_000), notComplete, 'active', { active: 1 }],
  ['Pods still terminate', () => play(job('podReplacementPolicy: Failed', deaf), 8_000, [{ at: 5_000, input: deletePod }]), notComplete, 'stillTerminating', { terminating: 1 }],
  ['it has failed', () => play(job('backoffLimit: 0', 'command: [sh, -c, "exit 1"]'), 60_000), notComplete, 'failed'],
  ['it is complete', () => play(job(''), 60_000), notComplete, 'isComplete'],
  ['no node has room', () => play(job('', 'resources: {requests: {cpu: "64"}}'), 5_000), notRunning, 'unschedulable'],
  ['a scheduling gate holds it', () => play(job('', 'command: ["true"]', 'schedulingGates: [{name: example.com/wait}],'), 5_000), notRunning, 'gated', { gates: 'example.com/wait' }],
  ['its image cannot be pulled', () => play(job('').replace('template: {', 'template: {metadata: {annotations: {kronoscope.dev/image-pull: fail}}, '), 20_000), notRunning, 'containerWaiting'],
  ['it runs', () => play(job(''), 10_000), notRunning, 'isRunning'],
  ['it has ended', () => play(job(''), 60_000), notRunning, 'ended', { phase: 'Succeeded' }],
  ['Forbid, and the Job before is active', () => play(cron('concurrencyPolicy: Forbid, ', 200), 130_000), nextRun, 'forbid'],
  ['the CronJob is suspended', () => play(cron('suspend: true, ', 5), 130_000), nextRun, 'cronSuspended'],
  ['it is not due yet', () => play(cron('', 5), 30_000), nextRun, 'nextSync'],
];

describe('why not', () => {
  it.each(cases)('%s', (_, run, question, code, params) => {
    const s = run();
    const found = ask(s, typeof question === 'function' ? question(s) : question);
    expect(found.map((l) => l.because.code)).toContain(code);
    if (params) expect(found.find((l) => l.because.code === code)!.because.params).toMatchObject(params);
  });
  it('expectations: between asking for a Pod and seeing it, and only then', () => {
    const s = play(job(''), 0);
    const seen: boolean[] = [];
    for (let i = 0; i < 120; i++) {
      answer(s, { type: 'step', unit: 'event', direction: 1 });
      if (s.shown!.jobs['Job/default/j'] && s.shown!.jobs['Job/default/j'].phase !== 'complete') seen.push(ask(s, noNewPod).some((l) => l.because.code === 'expectations'));
    }
    const runs = seen.filter((now, i) => now && !seen[i - 1]).length;
    expect(seen[0]).toBe(false);
    expect(runs).toBe(1);
    expect(seen.at(-1)).toBe(false);
  });
  it('the back-off ends when it says: the next Pod comes at that moment', () => {
    const s = play(job('', 'command: [sh, -c, "exit 1"]'), 5_000);
    const until = Number(ask(s, noNewPod).find((l) => l.because.code === 'backoff')!.because.params!.until);
    answer(s, { type: 'advance', until: until - 1, eventsMax: 1e6 });
    expect(Object.keys(s.shown!.pods)).toHaveLength(1);
    answer(s, { type: 'advance', until: until + 1_500, eventsMax: 1e6 });
    expect(Object.keys(s.shown!.pods)).toHaveLength(2);
  });
  it('what is left is counted from the clock that is shown, not from the last event', () => {
    const s = play(cron('', 5), 30_000);
    const left = (at: number) => Number(ask(s, nextRun, at).find((l) => l.because.code === 'nextSync')!.because.params!.left);
    expect([left(30_000), left(50_000)]).toEqual([30.1, 10.1]);
  });
  it('an answer from a sync leads to the moment of that sync', () => {
    const s = play(job('completions: 6, parallelism: 2'), 10_000);
    const [link] = ask(s, noNewPod);
    expect(link!.moment.eventCount).toBeLessThanOrEqual(s.shown!.moment.eventCount);
    answer(s, { type: 'seek', to: { eventCount: link!.moment.eventCount } });
    expect([s.shown!.moment.at, ask(s, noNewPod)[0]]).toEqual([link!.at, link]);
  });
});
