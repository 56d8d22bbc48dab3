// Seeded random runs of the whole cluster, with faults, watched by checkers that know only what must never be.
import { recordsOf } from '../../src/sim/trace.ts';
import { describe, expect, it } from 'vitest';
import { advance as nextState, seedOf, valueOf } from '../../src/base/prng.ts';
import type { EpochMillis, SimTime } from '../../src/base/time.ts';
import type { Job, Pod } from '../../src/api/types.ts';
import type { ControllerState } from '../../src/cluster/client-go/controller-state.ts';
import type { EtcdState } from '../../src/cluster/etcd/store.ts';
import type { Body, Input, Payload } from '../../src/cluster/messages.ts';
import { withDefaults } from '../../src/cluster/settings.ts';
import { createCluster } from '../../src/cluster/wiring.ts';
import { advance, enter, newTimeline, worldOf, type Timeline } from '../../src/sim/timeline.ts';
import type { FaultRule } from '../../src/sim/types.ts';

type Run = Timeline<Payload, Body, Input>;
function dice(seed: number) {
  let state = seedOf(seed, 'fuzz');
  const draw = () => valueOf((state = nextState(state)));
  return { below: (n: number) => Math.floor(draw() * n), one: <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]! };
}
type Dice = ReturnType<typeof dice>;

function manifest(d: Dice, name: string): string {
  const indexed = d.below(3) === 0;
  const completions = 1 + d.below(6);
  const command = d.one(['sleep 2', 'exit 1', 'sleep 1; exit 3', 'sleep 30', 'true', 'trap "exit 0" TERM; sleep 100']);
  const spec = [`  completions: ${completions}`, `  parallelism: ${d.below(5)}`, `  backoffLimit: ${d.below(4)}`, ...(indexed ? ['  completionMode: Indexed'] : []), ...(d.below(3) === 0 ? [`  activeDeadlineSeconds: ${5 + d.below(40)}`] : []), ...(d.below(4) === 0 ? ['  ttlSecondsAfterFinished: 5'] : []), ...(d.below(4) === 0 ? ['  podReplacementPolicy: Failed'] : [])];
  return `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\nspec:\n${spec.join('\n')}\n  template:\n    spec:\n      restartPolicy: ${d.one(['Never', 'OnFailure'])}\n      terminationGracePeriodSeconds: 3\n      containers:\n      - name: main\n        image: busybox\n        command: ["sh", "-c", ${JSON.stringify(command)}]\n`;
}
const rule = (id: string, match: FaultRule['match'], act: FaultRule['act'], num: number): FaultRule => ({ id, enabled: true, window: { from: 0 as SimTime, to: 60_000 as SimTime }, match, chance: { num, den: 20 }, act });
function faults(d: Dice): FaultRule[] {
  const all = [rule('slow', { payload: 'watchEvent' }, { type: 'delay', by: 400 as never }, 4), rule('lost', { payload: 'watchEvent', to: 'job-controller' }, { type: 'drop' }, 1), rule('refused', { payload: 'request', from: 'job-controller' }, { type: 'reject', code: '500' }, 2), rule('twice', { payload: 'watchEvent' }, { type: 'duplicate' }, 1)];
  return all.filter(() => d.below(2) === 0);
}
const alive = (t: Run) => (worldOf(t).processes.get('etcd')!.state as EtcdState).objects;
const jobNames = (t: Run) => [...alive(t)].filter(([k]) => k.startsWith('Job/')).map(([, o]) => o.object.metadata.name);
const podNames = (t: Run) => [...alive(t)].filter(([k]) => k.startsWith('Pod/')).map(([, o]) => o.object.metadata.name);

function meddle(d: Dice, t: Run): Input {
  const job = d.one(jobNames(t)) ?? 'none';
  const pod = d.one(podNames(t)) ?? 'none';
  const of = { namespace: 'default' };
  return d.one<Input>([
    { type: 'command', command: { type: 'patch', kind: 'Job', ...of, name: job, patch: { spec: { suspend: d.below(2) === 0 } } } }, { type: 'command', command: { type: 'patch', kind: 'Job', ...of, name: job, patch: { spec: { parallelism: d.below(4) } } } },
    { type: 'command', command: { type: 'delete', kind: 'Pod', ...of, name: pod } }, { type: 'command', command: { type: 'evict', ...of, name: pod } }, { type: 'command', command: { type: 'podOutcome', ...of, name: pod, outcome: { type: 'oomKilled' } } },
    { type: 'command', command: { type: 'delete', kind: 'Job', ...of, name: job } }, { type: 'crash', process: d.one(['job-controller', 'kube-scheduler', 'kube-apiserver', 'garbage-collector']), downFor: 2_000 as never },
  ]);
}

/** What must hold in the trace. */
function checkTrace(t: Run): void {
  let revision = 0;
  const finished = new Set<string>();
  const created = new Map<string, number>();
  for (const { body: b } of recordsOf(t.trace!)) {
    if (b.type !== 'stored') continue;
    expect(b.revision, 'revisions rise').toBeGreaterThan(revision);
    revision = b.revision;
    const uid = b.object.metadata.uid!;
    if (b.object.kind === 'Pod' && b.event === 'ADDED') { const owner = (b.object as Pod).metadata.ownerReferences?.[0]?.uid ?? ''; created.set(owner, (created.get(owner) ?? 0) + 1); }
    if (b.object.kind !== 'Job') continue;
    const { status } = b.object as Job;
    const over = status.conditions?.some((c) => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True') ?? false;
    if (finished.has(uid) && b.event !== 'DELETED') expect(over, 'a finished Job stays finished').toBe(true);
    if (over) finished.add(uid);
    if (b.object.metadata.generation && (b.object as Job).spec.template.spec.restartPolicy === 'Never') expect((status.succeeded ?? 0) + (status.failed ?? 0), 'no Pod is counted twice').toBeLessThanOrEqual(created.get(uid) ?? 0);
  }
}
/** What must hold between any two events. */
function checkQueues(t: Run): void {
  for (const p of worldOf(t).processes.values()) {
    const s = p.state as Partial<ControllerState>;
    if (!s.queue || !s.informers) continue;
    const { ready, dirty, processing } = s.queue;
    expect(new Set(ready).size, 'a key stands in line once').toBe(ready.length);
    for (const key of ready) { expect(dirty.has(key), 'a key in line is dirty').toBe(true); expect(processing.has(key), 'and in nobody\'s hand').toBe(false); }
    for (const i of s.informers.values()) for (const o of i.cache.values()) expect(Number(o.metadata.resourceVersion), 'a cache is of the past').toBeLessThanOrEqual((worldOf(t).processes.get('etcd')!.state as EtcdState).revision);
  }
}

const lived = { events: 0, pods: 0 };
describe('random runs', () => {
  it.each(Array.from({ length: 24 }, (_, i) => i + 1))('seed %i', (seed) => {
    const d = dice(seed);
    const { world, rules } = createCluster({ settings: withDefaults({ clientQps: 500, clientBurst: 500 }), epoch: Date.parse('2026-01-01T00:00:00Z') as EpochMillis, seed });
    const t = newTimeline<Payload, Body, Input>(world, rules);
    enter(t, { type: 'faults', rules: faults(d) }, 0 as SimTime);
    for (let i = 0; i <= d.below(3); i++) enter(t, { type: 'command', command: { type: 'apply', text: manifest(d, `job-${i}`) } }, worldOf(t).now);
    for (let at = 3_000; at < 60_000; at += 2_000 + d.below(12_000)) {
      advance(t, at, 40_000);
      checkQueues(t);
      enter(t, meddle(d, t), Math.max(at, worldOf(t).now) as SimTime);
    }
    // Without faults the cluster comes to rest, or waits only for what is far away.
    enter(t, { type: 'faults', rules: [] }, Math.max(60_000, worldOf(t).now) as SimTime);
    const events = advance(t, 7_200_000, 400_000);
    checkQueues(t);
    checkTrace(t);
    expect(events, 'the world goes quiet').toBeLessThan(400_000);
    lived.events += worldOf(t).eventCount;
    lived.pods += [...recordsOf(t.trace!)].filter((r) => r.body.type === 'stored' && r.body.event === 'ADDED' && r.body.object.kind === 'Pod').length;
  });
  it('were runs in which something happened', () => {
    expect(lived.pods).toBeGreaterThan(100);
    expect(lived.events).toBeGreaterThan(20_000);
  });
});
