// World → View. A view shares with the one before what did not change; while a run goes on its objects are the same records, brought up to date.
import { pending } from '../../sim/event-queue.ts';
import type { Trace } from '../../sim/trace.ts';
import type { EtcdState } from '../../cluster/etcd/store.ts';
import type { ClusterWorld } from '../../cluster/wiring.ts';
import { equal } from '../../base/equal.ts';
import type { Body, ControllerView, Flight, Keyed, View, ViewPatch } from '../protocol.ts';
import { flightOf } from './flights.ts';
import { controllerView, etcdView, kubeletView, schedulerView, serverView } from './machines.ts';
import { newObjects, takeIn, writtenBetween, type Objects, type ObjectsPatch, type Seen } from './objects.ts';

/** `last`: the objects that were followed last, by which trace, and how far that had come. */
export type Projector = { seen: Seen; last: { objects: Objects; trace: Trace<Body>; upTo: number } | null };
export const newProjector = (): Projector => ({ seen: new WeakMap(), last: null });

const etcdOf = (world: ClusterWorld): EtcdState => world.processes.get('etcd')!.state as EtcdState;
function viewOf(world: ClusterWorld, objects: Objects, nextAt: number | null): View {
  const flights: Flight[] = [];
  for (const e of pending(world.queue)) { const f = flightOf(e); if (f) flights.push(f); }
  flights.sort((a, b) => a.id - b.id);
  const controllers: Record<string, View['controllers'][string]> = {};
  const kubelets: Record<string, View['kubelets'][string]> = {};
  for (const p of world.processes.values()) {
    if (p.kind === 'kubelet') kubelets[p.id] = kubeletView(p);
    else if (p.state && typeof p.state === 'object' && 'informers' in p.state) controllers[p.id] = controllerView(p, objects.latest);
  }
  const { jobs, cronJobs, pods, nodes } = objects;
  return {
    moment: { eventCount: world.eventCount, at: world.now }, epoch: world.epoch, nextAt,
    jobs, cronJobs, pods, nodes, server: serverView(world.processes.get('kube-apiserver')!), etcd: etcdView(world.processes.get('etcd')!, objects.newest),
    controllers, scheduler: schedulerView(world.processes.get('kube-scheduler')!), kubelets, flights, faults: world.faults,
  };
}
/** `nextAt`: when the next event or input is due. */
export function project({ seen }: Projector, world: ClusterWorld, nextAt: number | null): View {
  const objects = newObjects();
  takeIn(objects, seen, etcdOf(world), new Set(etcdOf(world).objects.keys()), world.epoch);
  return viewOf(world, objects, nextAt);
}
/** The same, and what changed since `before`, the view that this projector followed last: its objects may then be those of this one. Back, and on another branch, all objects are looked at. */
export function follow(p: Projector, before: View | null, world: ClusterWorld, trace: Trace<Body>, nextAt: number | null): { view: View; patch: ViewPatch | null } {
  const written = p.last?.trace === trace ? writtenBetween(trace, p.last.upTo, world.traceLength) : null;
  const objects = written ? p.last!.objects : newObjects();
  const changed = takeIn(objects, p.seen, etcdOf(world), written ?? new Set(etcdOf(world).objects.keys()), world.epoch);
  p.last = { objects, trace, upTo: world.traceLength };
  const view = viewOf(world, objects, nextAt);
  return { view, patch: before && diffViews(before, view, written ? changed : objectsPatch(before, view)) };
}

function keyed<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>, same: (a: T, b: T) => boolean): Keyed<T> | undefined {
  const patch: Keyed<T> = {};
  let any = false;
  for (const key in after) {
    const held = before[key], now = after[key]!;
    if (held === undefined || !same(held, now)) { patch[key] = now; any = true; }
  }
  for (const key in before) if (!(key in after)) { patch[key] = null; any = true; }
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

function objectsPatch(before: View, after: View): ObjectsPatch {
  const patch: ObjectsPatch = {};
  for (const section of ['jobs', 'cronJobs', 'pods', 'nodes'] as const) {
    const changed = keyed<unknown>(before[section], after[section], section === 'nodes' ? equal : is);
    if (changed) patch[section] = changed as never;
  }
  return patch;
}
/** What changed from one view to the next; sections that did not are absent. */
function diffViews(before: View, after: View, objects: ObjectsPatch): ViewPatch {
  const patch: ViewPatch = { moment: after.moment, nextAt: after.nextAt, ...objects };
  const put = <K extends keyof ViewPatch>(key: K, value: ViewPatch[K] | undefined) => { if (value !== undefined) patch[key] = value; };
  put('controllers', controllersPatch(before.controllers, after.controllers));
  put('kubelets', keyed(before.kubelets, after.kubelets, equal));
  if (!equal(before.server, after.server)) patch.server = after.server;
  if (!equal(before.etcd, after.etcd)) patch.etcd = after.etcd;
  if (!equal(before.scheduler, after.scheduler)) patch.scheduler = after.scheduler;
  put('flights', flightsPatch(before.flights, after.flights));
  if (before.faults !== after.faults) patch.faults = after.faults;
  return patch;
}
