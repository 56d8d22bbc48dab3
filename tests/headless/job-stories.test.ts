// Whole runs of Jobs, each told as the states its status goes through. What is expected follows from the Job controller of Kubernetes v1.36, not from a recording.
import { describe, expect, it } from 'vitest';
import { play } from '../../src/headless/replay/play.ts';
import { readScenario } from '../../src/headless/replay/scenario.ts';

type Story = { spec: Record<string, unknown>; plan: unknown; actions?: unknown[]; seconds: number };
const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] } };
const replayed = ({ spec, plan, actions = [], seconds }: Story) =>
  play(readScenario({ seconds, actions, plan, manifests: [{ kind: 'Job', metadata: { name: 'j' }, spec: { ...spec, template } }] }, 'story'));
const change = (at: number, spec: Record<string, unknown>) => ({ at, kind: 'Job', name: 'j', patch: { spec } });

/** "@13 active 3 ready 2 failed 1 +FailureTarget": a state from its whole second on; counters that are 0 are left out. */
function told(r: ReturnType<typeof replayed>): string[] {
  return r.jobTransitions['j']!.map((t) => {
    if (!('active' in t)) return `@${Math.floor(t.t)} gone`;
    const counters = (['active', 'ready', 'terminating', 'succeeded', 'failed'] as const).filter((c) => t[c]).map((c) => `${c} ${t[c]}`);
    const indexes = [...(t.completedIndexes ? [`done ${t.completedIndexes}`] : []), ...(t.failedIndexes ? [`lost ${t.failedIndexes}`] : [])];
    return [`@${Math.floor(t.t)}`, ...counters, ...indexes, ...t.conditions.map((c) => `+${c.split('/')[0]!}`)].join(' ');
  });
}

const stories: [name: string, story: Story, want: string[]][] = [
  ['while others are ready, a failure is written only when its back-off is over',
    { spec: { parallelism: 3, completions: 3 }, plan: { pods: [{ match: { ordinal: 0 }, run: 2, exit: 1 }], default: { run: 30 } }, seconds: 20 },
    ['@0', '@0 active 3', '@2 active 3 ready 3', '@13 active 3 ready 2', '@13 active 3 ready 2 failed 1', '@15 active 3 ready 3 failed 1']],
  ['a Job suspended and resumed counts its deadline anew',
    { spec: { parallelism: 2, completions: 4, activeDeadlineSeconds: 12 }, plan: { default: { run: 5 } }, actions: [change(3, { suspend: true }), change(20, { suspend: false })], seconds: 40 },
    ['@0', '@0 active 2', '@2 active 2 ready 2', '@3 terminating 2 +Suspended=True', '@5 +Suspended=True', '@20 active 2 +Suspended=False', '@22 active 2 ready 2 +Suspended=False',
      '@27 active 2 +Suspended=False', '@27 active 2 succeeded 2 +Suspended=False', '@29 active 2 ready 2 succeeded 2 +Suspended=False', '@32 terminating 2 succeeded 2 +Suspended=False +FailureTarget=True',
      '@32 terminating 2 succeeded 2 failed 2 +Suspended=False +FailureTarget=True', '@34 succeeded 2 failed 2 +Suspended=False +FailureTarget=True', '@34 succeeded 2 failed 2 +Suspended=False +FailureTarget=True +Failed=True']],
  ['a deadline set later strikes counted from the start',
    { spec: {}, plan: { default: { run: 60 } }, actions: [change(5, { activeDeadlineSeconds: 10 })], seconds: 20 },
    ['@0', '@0 active 1', '@2 active 1 ready 1', '@10 terminating 1 +FailureTarget=True', '@10 terminating 1 failed 1 +FailureTarget=True', '@12 failed 1 +FailureTarget=True', '@12 failed 1 +FailureTarget=True +Failed=True']],
  ['an elastic Job made smaller forgets indexes, and a surplus Pod does not count',
    { spec: { completionMode: 'Indexed', parallelism: 4, completions: 4 }, plan: { pods: [{ match: { index: 2 }, run: 3 }], default: { run: 20 } }, actions: [change(8, { parallelism: 2, completions: 2 })], seconds: 30 },
    ['@0', '@0 active 4', '@2 active 4 ready 4', '@5 active 3 ready 3 succeeded 1 done 2', '@8 active 2 ready 2 terminating 1', '@10 active 2 ready 2', '@22 succeeded 2 done 0,1 +SuccessCriteriaMet=True', '@22 succeeded 2 done 0,1 +SuccessCriteriaMet=True +Complete=True']],
  ['an ignored failure of an index is tried again without counting, a FailIndex rule ends it',
    { spec: { completionMode: 'Indexed', completions: 1, backoffLimitPerIndex: 0, podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } }, { action: 'FailIndex', onExitCodes: { operator: 'In', values: [8] } }] } },
      plan: { pods: [{ match: { index: 0, attempt: 0 }, run: 2, exit: 7 }, { match: { index: 0, attempt: 1 }, run: 2, exit: 8 }], default: {} }, seconds: 30 },
    ['@0', '@0 active 1', '@2 active 1 ready 1', '@4', '@13 active 1', '@15 active 1 ready 1', '@16 lost 0 +FailureTarget=True', '@16 failed 1 lost 0 +FailureTarget=True +Failed=True']],
  ['a success policy that is met removes what still runs, without counting it as failed',
    { spec: { completionMode: 'Indexed', parallelism: 3, completions: 3, successPolicy: { rules: [{ succeededCount: 1 }] } }, plan: { pods: [{ match: { index: 0 }, run: 3 }], default: { run: 20 } }, seconds: 20 },
    ['@0', '@0 active 3', '@2 active 3 ready 3', '@5 terminating 2 succeeded 1 done 0 +SuccessCriteriaMet=True', '@7 succeeded 1 done 0 +SuccessCriteriaMet=True', '@7 succeeded 1 done 0 +SuccessCriteriaMet=True +Complete=True']],
  ['an elastic Job made to want nothing ends when its Pods are gone',
    { spec: { completionMode: 'Indexed', parallelism: 3, completions: 3 }, plan: { default: { run: 20 } }, actions: [change(4, { parallelism: 0, completions: 0 })], seconds: 20 },
    ['@0', '@0 active 3', '@2 active 3 ready 3', '@4 terminating 3 +SuccessCriteriaMet=True', '@6 +SuccessCriteriaMet=True', '@6 +SuccessCriteriaMet=True +Complete=True']],
  ['a Job that replaces only what has ended, resumed while its Pods still end, waits for them',
    { spec: { parallelism: 2, completions: 2, podReplacementPolicy: 'Failed' }, plan: { default: { run: 30, term: { after: 6 } } }, actions: [change(4, { suspend: true }), change(6, { suspend: false })], seconds: 20 },
    ['@0', '@0 active 2', '@2 active 2 ready 2', '@4 terminating 2 +Suspended=True', '@6 terminating 2 +Suspended=False', '@11 active 2 +Suspended=False', '@13 active 2 ready 2 +Suspended=False']],
  ['a Pod that succeeds after it was deleted counts as a success where only what has ended is replaced',
    { spec: { podReplacementPolicy: 'Failed' }, plan: { default: { run: 20, term: { after: 2, exit: 0 } } }, actions: [{ at: 5, kind: 'Pod', ordinal: 0, delete: true }], seconds: 12 },
    ['@0', '@0 active 1', '@2 active 1 ready 1', '@6 terminating 1', '@7 +SuccessCriteriaMet=True', '@7 succeeded 1 +SuccessCriteriaMet=True +Complete=True']],
  ['an evicted Pod whose end is ignored is replaced after its back-off without counting, for its index too',
    { spec: { completionMode: 'Indexed', parallelism: 2, completions: 2, backoffLimitPerIndex: 0, podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] } },
      plan: { default: { run: 10 } }, actions: [{ at: 4, evict: 0 }], seconds: 40 },
    ['@0', '@0 active 2', '@2 active 2 ready 2', '@5 active 1 ready 1 terminating 1', '@12 succeeded 1 done 1', '@15 active 1 succeeded 1 done 1', '@17 active 1 ready 1 succeeded 1 done 1',
      '@27 succeeded 2 done 0,1 +SuccessCriteriaMet=True', '@27 succeeded 2 done 0,1 +SuccessCriteriaMet=True +Complete=True']],
  ['a backoffLimit lowered below the failures so far ends the Job at once',
    { spec: {}, plan: { default: { run: 2, exit: 1 } }, actions: [change(20, { backoffLimit: 1 })], seconds: 25 },
    ['@0', '@0 active 1', '@2 active 1 ready 1', '@4', '@4 failed 1', '@13 active 1 failed 1', '@15 active 1 ready 1 failed 1', '@16 failed 1', '@16 failed 2', '@20 failed 2 +FailureTarget=True', '@20 failed 2 +FailureTarget=True +Failed=True']],
  ['a deadline of no time strikes before there is a Pod', { spec: { activeDeadlineSeconds: 0 }, plan: {}, seconds: 5 }, ['@0', '@0 +FailureTarget=True', '@0 +FailureTarget=True +Failed=True']],
  ['a suspended Job without completions to reach ends too, and has never started', { spec: { completions: 0, suspend: true }, plan: { default: {} }, seconds: 5 }, ['@0', '@0 +SuccessCriteriaMet=True', '@0 +SuccessCriteriaMet=True +Complete=True']],
  ['a Job without completions to reach ends at once', { spec: { completions: 0 }, plan: { default: {} }, seconds: 5 }, ['@0', '@0 +SuccessCriteriaMet=True', '@0 +SuccessCriteriaMet=True +Complete=True']],
];

describe('the story of a Job', () => {
  it.each(stories)('%s', (_name, story, want) => { expect(told(replayed(story))).toEqual(want); });
  it('a Pod given another label is let go and goes on alone, and another takes its place', () => {
    const r = replayed({ spec: {}, plan: { default: { run: 20 } }, actions: [{ at: 3, kind: 'Pod', ordinal: 0, relabel: 'other' }], seconds: 40 });
    expect(r.pods.map((p) => p.phase)).toEqual(['Succeeded', 'Succeeded']);
    expect(r.quietStates.at(-1)!.state.pods.map((p) => p.tracked)).toEqual([false, false]);
    expect(told(r).at(-1)).toBe('@25 succeeded 1 +SuccessCriteriaMet=True +Complete=True');
  });
  it('a Job whose Pods are refused tries one of them after 1, 2, 4 … s', () => {
    const r = play(readScenario({ seconds: 40, plan: {}, manifests: [{ kind: 'Job', metadata: { name: 'j' }, spec: { parallelism: 3, completions: 3, template: { spec: { ...template.spec, priorityClassName: 'high' } } } }] }, 'story'));
    expect(told(r)).toEqual(['@0']);
    // At 0, 1, 3, 7, 15 and 31 s.
    expect(r.events).toEqual([{ object: 'Job/j', type: 'Warning', reason: 'FailedCreate', message: 'Error creating: pods "j-" is forbidden: no PriorityClass with name high was found', count: 6 }]);
  });
  it('a Job deleted without its Pods leaves them running, and without finalizer', () => {
    const r = replayed({ spec: { parallelism: 2, completions: 2 }, plan: { default: { run: 10 } }, actions: [{ at: 3, kind: 'Job', name: 'j', delete: true, options: { propagationPolicy: 'Orphan' } }], seconds: 20 });
    expect(told(r).at(-1)).toBe('@3 gone');
    expect(r.quietStates.at(-1)!.state.pods.map((p) => [p.phase, p.tracked])).toEqual([['Succeeded', false], ['Succeeded', false]]);
  });
});
