// Puts the cluster together: which processes there are, what each is made of, and how inputs from outside reach them.
import { millis, type EpochMillis, type SimTime } from '../base/time.ts';
import type { Node } from '../api/types.ts';
import type { ProcessDef, ProcessId, Rules, SimProcess, World } from '../sim/types.ts';
import { createStepper, createWorld } from '../sim/world.ts';
import { peek } from '../sim/event-queue.ts';
import { apiServerDef, initApiServer } from './apiserver/server.ts';
import { connectionRefused, unavailable } from './apiserver/errors.ts';
import { controllerProcess, initController, startPayload } from './client-go/controller.ts';
import type { ControllerDef } from './client-go/types.ts';
import { controllers } from './controllers.ts';
import { etcdDef, initEtcd } from './etcd/store.ts';
import { keyOf, timestamp } from './keys.ts';
import { initKubelet, kubeletDef, kubeletId } from './kubelet/kubelet.ts';
import type { Plan } from './kubelet/plan.ts';
import type { Body, Input, Payload, Settings } from './messages.ts';
import { repeatsUntil } from './repeats.ts';
import { initNodeLifecycle, nodeLifecycleDef, nodeLifecycleId } from './node-lifecycle/node-lifecycle.ts';
import { initScheduler, schedulerDef, schedulerId } from './scheduler/scheduler.ts';
import { initKubectl, kubectlDef } from './user/kubectl.ts';

export type ClusterRules = Rules<Payload, Body, Input>;
export type ClusterWorld = World<Payload>;
export type ClusterOptions = { settings: Settings; epoch: EpochMillis; seed: number; /** Pods live as the plan says, in the place of containers. */ plan?: Plan | null };

/** The cluster comes up in the second before time 0, so that a run starts quiet. */
const bootMillis = 1000;

function nodeObject(n: Settings['nodes'][number], revision: number, now: string): Node {
  const resources = { cpu: n.cpu, memory: n.memory, pods: String(n.pods) };
  return {
    apiVersion: 'v1', kind: 'Node',
    metadata: { name: n.name, uid: `node-uid-${n.name}`, resourceVersion: String(revision), creationTimestamp: now, labels: { 'kubernetes.io/hostname': n.name, 'kubernetes.io/os': 'linux' } },
    spec: {}, status: { capacity: resources, allocatable: resources, conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status', lastTransitionTime: now }] },
  };
}

const up = (id: ProcessId, kind: string, state: unknown): SimProcess<unknown> => ({ id, kind, incarnation: 0, status: 'up', state });

function processesOf({ settings, epoch, plan }: ClusterOptions): SimProcess<unknown>[] {
  const etcd = initEtcd(settings.etcdCommit);
  const server = initApiServer(settings);
  for (const n of settings.nodes) {
    const object = nodeObject(n, ++etcd.revision, timestamp(epoch));
    etcd.objects.set(keyOf(object), { object, revision: etcd.revision });
    server.cache.get('Node')!.set(keyOf(object), object);
  }
  server.revision = etcd.revision;
  return [
    up('kubectl', 'kubectl', initKubectl(settings)), up('kube-apiserver', 'kube-apiserver', server), up('etcd', 'etcd', etcd),
    ...controllers.map((def) => up(def.id, def.id, initController(def, settings))),
    up(schedulerId, 'scheduler', initScheduler(settings)), up(nodeLifecycleId, nodeLifecycleId, initNodeLifecycle(settings)),
    ...settings.nodes.map((n) => up(kubeletId(n.name), 'kubelet', initKubelet(n.name, settings, plan ?? null))),
  ];
}

function definitions(): ReadonlyMap<string, ProcessDef<never, Payload, Body>> {
  const defs = new Map<string, ProcessDef<never, Payload, Body>>();
  const put = <S>(def: ProcessDef<S, Payload, Body>) => defs.set(def.kind, def as unknown as ProcessDef<never, Payload, Body>);
  put(kubectlDef); put(apiServerDef); put(etcdDef); put(schedulerDef); put(kubeletDef); put(nodeLifecycleDef);
  for (const def of controllers) put(controllerProcess(def as ControllerDef<unknown, unknown>));
  return defs;
}

/** Settings are shared by reference and replaced everywhere at once. */
function changeSettings(world: ClusterWorld, change: Partial<Settings>): void {
  for (const p of world.processes.values()) {
    const state = p.state as { settings?: Settings; commitMillis?: number };
    if (state.settings) p.state = { ...state, settings: { ...state.settings, ...change } };
    else if (state.commitMillis !== undefined && change.etcdCommit !== undefined) p.state = { ...state, commitMillis: change.etcdCommit };
  }
}

function describe(payload: Payload): { type: string; key: string | null } {
  switch (payload.type) {
    case 'request': return { type: payload.type, key: `${payload.request.call.verb} ${payload.request.call.kind}` };
    case 'reply': return { type: payload.type, key: `${payload.reply.call.verb} ${payload.reply.call.kind}` };
    case 'watchEvent': return { type: payload.type, key: payload.kind };
    case 'txn': return { type: payload.type, key: payload.txn.key };
    case 'work': case 'timer': case 'meddle': return { type: payload.type, key: payload.key };
    default: return { type: payload.type, key: null };
  }
}

/** One for all runs: a definition keeps nothing between two events, and is compiled once. */
export const clusterRules: ClusterRules = {
  defs: definitions(), describe, repeatsUntil,
  reject: (event, code) => event.payload.type !== 'request' ? null
    : { to: event.payload.request.client, payload: { type: 'reply', reply: { id: event.payload.request.id, call: event.payload.request.call, result: { ok: false, status: code === 'down' ? connectionRefused : unavailable(code) } } } },
  applyInput(world, input, ctx, kernel) {
    switch (input.type) {
      case 'command': ctx.send('kubectl', { type: 'command', command: input.command }, millis(0)); break;
      case 'settings': changeSettings(world, input.change); break;
      case 'faults': world.faults = input.rules; break;
      case 'crash': kernel.crash(input.process, input.downFor); break;
      case 'pause': kernel.setPaused(input.process, true); break;
      case 'resume': kernel.setPaused(input.process, false); break;
    }
  },
};

/** A cluster that is up and quiet at time 0. `epoch`: what time 0 is on the wall clock. */
export function createCluster(options: ClusterOptions): { world: ClusterWorld; rules: ClusterRules } {
  const world = createWorld<Payload>(options.epoch, options.seed, processesOf(options));
  world.now = -bootMillis as SimTime;
  const stepper = createStepper<Payload, Body, Input>(world, clusterRules, null);
  for (const p of world.processes.values()) {
    if (p.id !== 'kubectl' && p.id !== 'kube-apiserver' && p.id !== 'etcd') stepper.as(p.id, (ctx) => ctx.timer(millis(0), startPayload));
  }
  for (let e = peek(world.queue); e && e.at <= 0; e = peek(world.queue)) stepper.step();
  world.now = 0 as SimTime;
  world.eventCount = 0;
  world.traceLength = 0;
  return { world, rules: clusterRules };
}
