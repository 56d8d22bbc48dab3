// World → View. Each frozen object is projected once and remembered; a view shares with the one before what did not change.
import { peek, pending } from '../../sim/event-queue.ts';
import type { ApiObject, CronJob, Job, Node, Pod } from '../../api/types.ts';
import type { EtcdState } from '../../cluster/etcd/store.ts';
import type { ClusterWorld } from '../../cluster/wiring.ts';
import { equal } from '../../base/equal.ts';
import type { ControllerView, CronJobView, EtcdView, Flight, JobView, Keyed, NodeView, PodView, View, ViewPatch } from '../protocol.ts';
import { flightOf } from './flights.ts';
import { cpuMillis, cronJobView, jobView, nodeView } from './job-view.ts';
import { controllerView, etcdView, kubeletView, schedulerView, serverView } from './machines.ts';
import { podView } from './pod-view.ts';

/** Views by frozen object; the garbage collector forgets with them. */
export type Projector = { seen: WeakMap<ApiObject, JobView | CronJobView | PodView | NodeView> };
export const newProjector = (): Projector => ({ seen: new WeakMap() });

const finished = (pod: PodView) => pod.phase === 'Succeeded' || pod.phase === 'Failed';
function usage(pods: Iterable<Pod>): Map<string, { cpuMillis: number; pods: number }> {
  const used = new Map<string, { cpuMillis: number; pods: number }>();
  for (const pod of pods) {
    if (!pod.spec.nodeName || pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') continue;
    const u = used.get(pod.spec.nodeName) ?? { cpuMillis: 0, pods: 0 };
    u.pods++;
    for (const c of pod.spec.containers) u.cpuMillis += cpuMillis(c.resources?.requests?.cpu);
    used.set(pod.spec.nodeName, u);
  }
  return used;
}

const keysMax = 50;
/** Among so many of the newest revisions those keys are looked for first; they are seldom missed there. */
const nearby = 512;
type Keys = EtcdView['keys'][number][];
function newestOf(etcd: EtcdState, near: Keys): Keys {
  const all = near.length >= keysMax || etcd.revision <= nearby ? near : [...etcd.objects].map(([key, { revision }]) => ({ key, revision, at: 0 }));
  return all.sort((a, b) => b.revision - a.revision).slice(0, keysMax);
}

type Objects = Pick<View, 'jobs' | 'cronJobs' | 'pods' | 'nodes'> & { etcdKeys: Keys; latest: Map<string, number> };
function objectsOf(projector: Projector, etcd: EtcdState, epoch: number): Objects {
  const jobs: Record<string, JobView> = {}; const cronJobs: Record<string, CronJobView> = {};
  const pods: Record<string, PodView> = {}; const nodes: Record<string, NodeView> = {};
  const latest = new Map<string, number>();
  const near: Keys = [];
  const podObjects: Pod[] = [];
  const nodeObjects: [string, Node][] = [];
  const once = <T extends JobView | CronJobView | PodView | NodeView>(o: ApiObject, make: () => T): T => {
    const held = projector.seen.get(o) as T | undefined;
    if (held) return held;
    const made = make();
    projector.seen.set(o, made);
    return made;
  };
  for (const [key, { object, revision }] of etcd.objects) {
    if (revision > (latest.get(object.kind) ?? 0)) latest.set(object.kind, revision);
    if (revision > etcd.revision - nearby) near.push({ key, revision, at: 0 });
    if (object.kind === 'Job') jobs[key] = once(object, () => jobView(key, object as Job, epoch));
    else if (object.kind === 'CronJob') cronJobs[key] = once(object, () => cronJobView(key, object as CronJob, epoch));
    else if (object.kind === 'Pod') { pods[key] = once(object, () => podView(key, object as Pod, epoch)); podObjects.push(object as Pod); }
    else if (object.kind === 'Node') nodeObjects.push([key, object as Node]);
  }
  const used = usage(podObjects);
  for (const [key, node] of nodeObjects) nodes[key] = nodeView(key, node, used.get(node.metadata.name) ?? { cpuMillis: 0, pods: 0 });
  return { jobs, cronJobs, pods, nodes, latest, etcdKeys: newestOf(etcd, near) };
}

export function project(projector: Projector, world: ClusterWorld): View {
  const etcd = world.processes.get('etcd')!;
  const objects = objectsOf(projector, etcd.state as EtcdState, world.epoch);
  const flights: Flight[] = [];
  for (const e of pending(world.queue)) { const f = flightOf(e); if (f) flights.push(f); }
  flights.sort((a, b) => a.id - b.id);
  const controllers: Record<string, View['controllers'][string]> = {};
  const kubelets: Record<string, View['kubelets'][string]> = {};
  for (const p of world.processes.values()) {
    if (p.kind === 'kubelet') kubelets[p.id] = kubeletView(p);
    else if (p.state && typeof p.state === 'object' && 'informers' in p.state) controllers[p.id] = controllerView(p, objects.latest);
  }
  const { jobs, cronJobs, pods, nodes, etcdKeys } = objects;
  return {
    moment: { eventCount: world.eventCount, at: world.now }, epoch: world.epoch, nextAt: peek(world.queue)?.at ?? null,
    jobs, cronJobs, pods, nodes, server: serverView(world.processes.get('kube-apiserver')!), etcd: etcdView(etcd, etcdKeys),
    controllers, scheduler: schedulerView(world.processes.get('kube-scheduler')!), kubelets, flights, faults: world.faults,
  };
}

/** How many each record has that was the later one of a comparison, and so will be the earlier one of the next. */
const sizes = new WeakMap<object, number>();
function keyed<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>, same: (a: T, b: T) => boolean): Keyed<T> | undefined {
  const patch: Keyed<T> = {};
  let any = false, size = 0, stayed = 0;
  for (const key in after) {
    const held = before[key], now = after[key]!;
    size++;
    if (held !== undefined) stayed++;
    if (held === undefined || !same(held, now)) { patch[key] = now; any = true; }
  }
  sizes.set(after, size);
  if (stayed !== sizes.get(before)) for (const key in before) if (!(key in after)) { patch[key] = null; any = true; }
  return any ? patch : undefined;
}
const is = <T>(a: T, b: T) => a === b;
/** Of each controller what changed: a key that moves in the queue does not send the caches again. */
function controllersPatch(before: View['controllers'], after: View['controllers']): ViewPatch['controllers'] {
  const patch: Keyed<Partial<ControllerView>> | undefined = keyed(before, after, equal);
  for (const id in patch) {
    const was = before[id];
    const now = patch[id];
    if (was && now) patch[id] = Object.fromEntries(Object.entries(now).filter(([part, value]) => !equal(was[part as keyof ControllerView], value)));
  }
  return patch;
}

function flightsPatch(before: readonly Flight[], after: readonly Flight[]): ViewPatch['flights'] {
  const here = new Map(after.map((f) => [f.id, f]));
  const held = new Map(before.map((f) => [f.id, f]));
  const same = (a: Flight | undefined, b: Flight | undefined) => a !== undefined && b !== undefined && equal(a, b);
  const gone = before.filter((f) => !same(f, here.get(f.id))).map((f) => f.id);
  const come = after.filter((f) => !same(f, held.get(f.id)));
  return gone.length + come.length > 0 ? { gone, come } : undefined;
}

/** What changed from one view to the next; sections that did not are absent. */
export function diffViews(before: View, after: View): ViewPatch {
  const patch: ViewPatch = { moment: after.moment, nextAt: after.nextAt };
  const put = <K extends keyof ViewPatch>(key: K, value: ViewPatch[K] | undefined) => { if (value !== undefined) patch[key] = value; };
  put('jobs', keyed(before.jobs, after.jobs, is));
  put('cronJobs', keyed(before.cronJobs, after.cronJobs, is));
  put('pods', keyed(before.pods, after.pods, is));
  put('nodes', keyed(before.nodes, after.nodes, equal));
  put('controllers', controllersPatch(before.controllers, after.controllers));
  put('kubelets', keyed(before.kubelets, after.kubelets, equal));
  if (!equal(before.server, after.server)) patch.server = after.server;
  if (!equal(before.etcd, after.etcd)) patch.etcd = after.etcd;
  if (!equal(before.scheduler, after.scheduler)) patch.scheduler = after.scheduler;
  put('flights', flightsPatch(before.flights, after.flights));
  if (before.faults !== after.faults) patch.faults = after.faults;
  return patch;
}
export { finished };
