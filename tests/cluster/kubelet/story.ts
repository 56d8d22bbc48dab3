// A whole cluster for tests of the node's side: applies a manifest, does things at their second, and tells what came of it.
import { epochMillis, simTime } from '../../../src/base/time.ts';
import type { ApiObject, Kind, Pod } from '../../../src/api/types.ts';
import type { EtcdState } from '../../../src/cluster/etcd/store.ts';
import type { Body, Input, Payload, Settings, UserCommand } from '../../../src/cluster/messages.ts';
import { withDefaults } from '../../../src/cluster/settings.ts';
import { createCluster } from '../../../src/cluster/wiring.ts';
import { peek } from '../../../src/sim/event-queue.ts';
import type { TraceRecord } from '../../../src/sim/types.ts';
import { createStepper, listener } from '../../../src/sim/world.ts';

type Act = [at: number, input: Input | UserCommand | ((pods: Pod[]) => UserCommand)];
const inputs = new Set(['command', 'settings', 'faults', 'crash', 'pause', 'resume']);

export function playStory(manifest: unknown, seconds: number, acts: Act[] = [], settings: Partial<Settings> = {}, seed = 1) {
  const { world, rules } = createCluster({ settings: withDefaults(settings), epoch: epochMillis(Date.UTC(2026, 10, 23, 9, 0, 0)), seed });
  const records: TraceRecord<Body>[] = [];
  const stepper = createStepper<Payload, Body, Input>(world, rules, listener((r) => { records.push(r); }));
  const run = (until: number): void => { for (let e = peek(world.queue); e && e.at <= until; e = peek(world.queue)) stepper.step(); };
  const objects = <T extends ApiObject>(kind: Kind): T[] => [...(world.processes.get('kube-apiserver')!.state as { cache: Map<Kind, Map<string, ApiObject>> }).cache.get(kind)!.values()] as T[];
  const todo: Act[] = [[0, { type: 'create', manifests: [manifest] }], ...acts];
  for (const [at, what] of todo) {
    run(at * 1000);
    const given = typeof what === 'function' ? what(objects<Pod>('Pod')) : what;
    stepper.input(inputs.has(given.type) ? (given as Input) : { type: 'command', command: given as UserCommand }, simTime(Math.max(at * 1000, world.now)));
  }
  run(seconds * 1000);
  return { records, pods: () => objects<Pod>('Pod'), events: () => [...(world.processes.get('etcd')!.state as EtcdState).events.byKey.values()].map((e) => e.object), objects, world };
}

export const jobOf = (script: string, spec: Record<string, unknown> = {}, podSpec: Record<string, unknown> = {}, annotations?: Record<string, string>, container: Record<string, unknown> = {}) => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' },
  spec: { ...spec, template: { metadata: annotations ? { annotations } : {}, spec: { restartPolicy: 'Never', ...podSpec, containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', script], ...container }] } } },
});
/** "Pod 1 Running on node-1": what is told of the Pods at the end. */
export const told = (pods: Pod[]): string[] => pods.map((p) => `${p.status.phase}${p.status.reason ? `/${p.status.reason}` : ''} on ${p.spec.nodeName ?? 'none'}${p.metadata.deletionTimestamp ? ' terminating' : ''}`);
