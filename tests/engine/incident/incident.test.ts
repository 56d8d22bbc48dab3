// A recording plays: what the data tells of the past, and that a simulated run, read back as a recording, shows the same lives.
import { describe, expect, it } from 'vitest';
import type { ApiObject, Job, Pod } from '../../../src/api/types.ts';
import { manifestOf } from '../../../src/app/incident.ts';
import { observationsOf, type Item } from '../../../src/engine/incident/observations.ts';
import { jobPast, podPast } from '../../../src/engine/incident/past.ts';
import { createRecording } from '../../../src/engine/incident/world.ts';
import { answer, newSession, type Session } from '../../../src/engine/session/session.ts';
import type { FromEngine, Scenario, ToEngine, WhyLink, WhyNot } from '../../../src/engine/protocol.ts';

type Shown = Extract<FromEngine['body'], { type: 'shown' }>;
const ask = (s: Session, body: Parameters<typeof answer>[1]) => answer(s, body) as Shown;
const query = <T>(s: Session, q: Extract<ToEngine['body'], { type: 'query' }>['query']) => (answer(s, { type: 'query', query: q }) as { value: T }).value;
const scenario = (more: Partial<Scenario> = {}): Scenario => ({ name: 't', epoch: Date.parse('2026-03-02T09:00:00Z'), seed: 3, settings: {}, inputs: [], ...more });
const second = (n: number) => `2026-03-02T09:00:${String(n).padStart(2, '0')}Z`;

const ended: Pod = {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default', uid: 'u', creationTimestamp: second(0), ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid: 'ju', controller: true }] },
  spec: { nodeName: 'n1', containers: [{ name: 'c' }] },
  status: {
    phase: 'Failed', startTime: second(1), conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: second(1) }],
    containerStatuses: [{ name: 'c', ready: false, restartCount: 1, image: 'i', imageID: '', lastState: { terminated: { exitCode: 3, startedAt: second(2), finishedAt: second(5) } }, state: { terminated: { exitCode: 4, startedAt: second(7), finishedAt: second(9) } } }],
  },
};

describe('one look at a Pod tells', () => {
  it('when it was created, bound, started, restarted and ended', () => {
    const past = podPast(ended).map((v) => [(v.at - Date.parse(second(0))) / 1000, v.object.status.phase, v.object.spec.nodeName ?? null, v.object.status.containerStatuses?.[0]?.restartCount ?? null]);
    expect(past).toEqual([[0, 'Pending', null, null], [1, 'Pending', 'n1', null], [2, 'Running', 'n1', 0], [7, 'Running', 'n1', 1], [9, 'Failed', 'n1', 1]]);
  });
  it('that it was asked to go at its deadline less the grace period', () => {
    const going: Pod = { ...ended, metadata: { ...ended.metadata, deletionTimestamp: second(38), deletionGracePeriodSeconds: 30 }, status: { phase: 'Running', startTime: second(1), containerStatuses: [] } };
    const asked = podPast(going).find((v) => v.object.metadata.deletionTimestamp);
    expect(asked?.at).toBe(Date.parse(second(8)));
  });
  it('nothing that its fields do not say: without times there is one version', () => {
    expect(podPast({ ...ended, metadata: { name: 'p' }, status: { phase: 'Running' } })).toHaveLength(1);
  });
});

describe('the counters of a Job between its conditions', () => {
  const job: Job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'default', uid: 'ju', creationTimestamp: second(0) }, spec: {} as Job['spec'], status: { failed: 1, startTime: second(0), conditions: [{ type: 'Failed', status: 'True', lastTransitionTime: second(10) }] } };
  it('are worked out from its Pods, up to what its status says', () => {
    const past = jobPast(job, [ended, { ...ended, metadata: { ...ended.metadata, uid: 'v', creationTimestamp: second(3) } }]);
    expect(past.map((v) => [(v.at - Date.parse(second(0))) / 1000, v.object.status.active ?? 0, v.object.status.failed ?? 0])).toEqual([[0, 1, 0], [3, 2, 0], [9, 0, 1], [10, 0, 1]]);
    expect(past.at(-1)!.object).toBe(job);
  });
});

describe('a watch stream', () => {
  it('gives each sight a version of its own, and a deletion an end', () => {
    const at = (phase: Pod['status']['phase'], s: number, event: Item['event']): Item => ({ event, object: { ...ended, status: { phase, startTime: second(s) } } as never });
    const writes = observationsOf([at('Pending', 1, 'ADDED'), at('Running', 3, 'MODIFIED'), at('Running', 3, 'DELETED')]).filter((o) => o.type === 'write' && o.key.startsWith('Pod/'));
    expect(writes.map((o) => (o.type === 'write' ? [(o.object as Pod).status.phase, o.gone] : null)).slice(-3)).toEqual([['Pending', false], ['Running', false], ['Running', true]]);
  });
});

const cron = (at: string): Item => ({ event: null, object: { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'c', uid: 'cu', creationTimestamp: at }, spec: { schedule: '* * * * *', jobTemplate: { spec: {} } }, status: {} } });
const event = (s: number, of: { kind: string; name: string }, reason: string, message: string): Item => ({ event: null, object: { apiVersion: 'v1', kind: 'Event', metadata: { name: `${of.name}.${s}`, namespace: 'default' }, involvedObject: { ...of, namespace: 'default' }, type: 'Normal', reason, message, firstTimestamp: second(s), lastTimestamp: second(s) } });

describe('a recording', () => {
  it('begins with its first Pod or Job, however old the CronJob is', () => {
    const all = observationsOf([cron('2025-01-01T00:00:00Z'), { event: null, object: ended as never }]);
    expect(all[0]).toMatchObject({ at: Date.parse(second(0)) });
    expect(all.some((o) => o.type === 'write' && o.key === 'CronJob/default/c')).toBe(true);
  });
  it('tells of Pods that only its Events know: created, placed, started, gone', () => {
    const all = observationsOf([
      { event: null, object: { ...ended, metadata: { ...ended.metadata, name: 'other' } } as never },
      event(1, { kind: 'Job', name: 'j' }, 'SuccessfulCreate', 'Created pod: lost'), event(2, { kind: 'Pod', name: 'lost' }, 'Scheduled', 'Successfully assigned default/lost to n7'), event(4, { kind: 'Pod', name: 'lost' }, 'Started', 'Started container c'),
    ]).filter((o) => o.type === 'write' && o.key === 'Pod/default/lost');
    expect(all.map((o) => (o.type === 'write' ? [(o.at - Date.parse(second(0))) / 1000, (o.object as Pod).status.phase, (o.object as Pod).spec.nodeName ?? null, o.gone] : null))).toEqual([[1, 'Pending', null, false], [2, 'Pending', 'n7', false], [4, 'Running', 'n7', false], [9, 'Running', 'n7', true]]);
  });
  it('marks the runs of a CronJob that did not come', () => {
    const ticks = observationsOf([cron(second(0)), event(3, { kind: 'CronJob', name: 'c' }, 'JobAlreadyActive', 'Not starting job because prior execution is running and concurrency policy is Forbid')]).filter((o) => o.type === 'tick');
    expect(ticks).toMatchObject([{ fate: 'skipped', cronJob: 'default/c' }]);
  });
  it('keeps the order of a watch where two changes carry the same times', () => {
    const pod = (name: string, phase: string): Item => ({ event: 'MODIFIED', object: { apiVersion: 'v1', kind: 'Pod', metadata: { name, uid: name, creationTimestamp: second(name === 'b' ? 20 : 1) }, spec: { containers: [] }, status: { phase } } });
    const last = observationsOf([pod('a', 'Pending'), pod('b', 'Pending'), pod('a', 'Failed')]).at(-1);
    expect(last).toMatchObject({ at: Date.parse(second(20)), key: 'Pod/default/a' });
  });
});

/** A whole simulated run, and the objects that it leaves. */
function simulated(): { objects: ApiObject[]; run: Session } {
  const run = newSession();
  ask(run, { type: 'open', protocol: 1, scenario: scenario() });
  const text = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: flaky}\nspec: {completions: 3, parallelism: 2, backoffLimit: 6, template: {metadata: {annotations: {kronoscope.dev/exit-code: "attempt 0: 1"}}, spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: [sleep, "4"]}]}}}\n';
  ask(run, { type: 'input', input: { type: 'command', command: { type: 'apply', text } } });
  ask(run, { type: 'advance', until: 400_000, eventsMax: 1e6 });
  return { run, objects: (['Job', 'Pod', 'Event'] as const).flatMap((kind) => query<ApiObject[]>(run, { type: 'get', kind })) };
}

describe('a simulated run read back as a recording', () => {
  const { run, objects } = simulated();
  const recorded = newSession(createRecording);
  const opened = ask(recorded, { type: 'open', protocol: 1, scenario: scenario({ recorded: objects.map((object) => ({ event: null, object: object as never })) }) });
  const end = ask(recorded, { type: 'advance', until: Infinity, eventsMax: 1e6 });
  const whole = ask(recorded, { type: 'branch', id: 1 });
  const original = ask(run, { type: 'branch', id: 1 });

  it('begins at its first object and shows no controller', () => {
    expect(opened.view!.epoch).toBe(Date.parse('2026-03-02T09:00:00Z'));
    expect(Object.keys(opened.view!.controllers)).toEqual([]);
    expect(end.idle).toBe(true);
  });
  it('ends with the same Jobs and Pods', () => {
    const left = (v: Shown) => ({ jobs: Object.values(v.view!.jobs).map((j) => [j.name, j.phase, j.succeeded, j.failed]), pods: Object.values(v.view!.pods).map((p) => [p.name, p.state, p.node, p.restarts]).sort() });
    expect(left(whole)).toEqual(left(original));
  });
  it('gives each Pod the same life, to the second that timestamps have', () => {
    const lives = (v: Shown) => Object.fromEntries(v.history!.pods.map((p) => [p.name, p.spans.filter((s) => s.state === 'running').map((s) => [Math.floor(s.from / 1000), s.to === null ? null : Math.floor(s.to / 1000)])]));
    const [a, b] = [lives(whole), lives(original)];
    expect(Object.keys(a).sort()).toEqual(Object.keys(b).sort());
    for (const name of Object.keys(b)) for (const [i, [from, to]] of b[name]!.entries()) {
      expect(Math.abs(a[name]![i]![0]! - from!)).toBeLessThanOrEqual(1);
      expect(Math.abs((a[name]![i]![1] ?? 0) - (to ?? 0))).toBeLessThanOrEqual(1);
    }
  });
  it('tells the same Events', () => {
    const told = (v: Shown) => v.history!.events.map((e) => `${e.reason} ${e.object}`).sort();
    expect([...new Set(told(whole))]).toEqual([...new Set(told(original))]);
  });
  it('goes back and forth like a run', () => {
    const half = ask(recorded, { type: 'seek', to: { eventCount: 6 } });
    ask(recorded, { type: 'seek', to: { eventCount: 2 } });
    const again = ask(recorded, { type: 'seek', to: { eventCount: 6 } });
    expect({ ...again.patch }).toMatchObject({ moment: (half.patch ?? half.view)!.moment });
  });
  it('takes no inputs', () => {
    expect(answer(recorded, { type: 'input', input: { type: 'faults', rules: [] } })).toMatchObject({ type: 'failed' });
  });
  it('says why a Pod is there as far as ownership tells, and never that one observation led to the next', () => {
    ask(recorded, { type: 'seek', to: { at: 400_000 } });
    const pod = objects.findLast((o) => o.kind === 'Pod')!.metadata.name;
    const chain = query<WhyLink[]>(recorded, { type: 'why', subject: { type: 'object', key: `Pod/default/${pod}` } });
    expect(chain.map((l) => l.subject)).toEqual([`Pod/default/${pod}`, 'Job/default/flaky']);
  });
  it('answers why not from the objects, and says so where the recording does not tell', () => {
    const codes = (s: Session, question: WhyNot) => query<WhyLink[]>(s, { type: 'whyNot', question }).map((l) => l.because.code);
    ask(recorded, { type: 'seek', to: { at: 400_000 } });
    expect(codes(recorded, { type: 'notComplete', job: 'Job/default/flaky' })).toEqual(['isComplete']);
    const lone = newSession(createRecording);
    const object = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'lone', creationTimestamp: second(1) }, spec: { completions: 2 }, status: {} };
    ask(lone, { type: 'open', protocol: 1, scenario: scenario({ recorded: [{ event: null, object }] }) });
    ask(lone, { type: 'advance', until: Infinity, eventsMax: 9 });
    expect(codes(lone, { type: 'noNewPod', job: 'Job/default/lone' })).toEqual(['notRecorded']);
  });
  it('leads to a manifest that plays the same again', () => {
    const job = objects.find((o) => o.kind === 'Job')!;
    const manifest = manifestOf(job as never);
    expect(JSON.stringify(manifest)).not.toMatch(/controller-uid|resourceVersion|last-applied|"status"/);
    const again = newSession();
    ask(again, { type: 'open', protocol: 1, scenario: scenario() });
    ask(again, { type: 'input', input: { type: 'command', command: { type: 'apply', text: JSON.stringify(manifest) } } });
    ask(again, { type: 'advance', until: 400_000, eventsMax: 1e6 });
    expect(query<Job[]>(again, { type: 'get', kind: 'Job' })[0]!.status).toMatchObject({ succeeded: 3 });
  });
});
