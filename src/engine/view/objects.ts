// The objects of a view. While a run goes on only those are looked at that were written since the view before; counts and order are kept up with them.
import type { ApiObject, CronJob, Job, Node, Pod } from '../../api/types.ts';
import { equal } from '../../base/equal.ts';
import { objectKey } from '../../cluster/keys.ts';
import type { EtcdState } from '../../cluster/etcd/store.ts';
import { bodyAt, type Trace } from '../../sim/trace.ts';
import type { Body, CronJobView, EtcdView, JobView, Keyed, NodeView, ObjectKey, PodView, ViewPatch } from '../protocol.ts';
import { cronJobView, jobView, nodeView } from './job-view.ts';
import { podView } from './pod-view.ts';

/** Views by frozen object; the garbage collector forgets with them. */
export type Seen = WeakMap<ApiObject, JobView | CronJobView | PodView>;
type Sections = { jobs: Record<ObjectKey, JobView>; cronJobs: Record<ObjectKey, CronJobView>; pods: Record<ObjectKey, PodView>; nodes: Record<ObjectKey, NodeView> };
export type ObjectsPatch = Pick<ViewPatch, keyof Sections>;
type Newest = EtcdView['keys'][number];
/** Changed in place as the run goes on. */
export type Objects = Sections & {
  /** How many Pods take up room on each node. */ podsOn: Map<string, number>;
  /** What was written last, newest first: as many as a view shows at least, if there are so many. */ newest: readonly Newest[];
  /** By kind, the object that was written last. */ latest: Map<string, Newest>;
};
export const newObjects = (): Objects => ({ jobs: {}, cronJobs: {}, pods: {}, nodes: {}, podsOn: new Map(), newest: [], latest: new Map() });

export const keysShown = 50;
/** Some more, so that deletions seldom make it necessary to look at all. */
const keysHeld = 4 * keysShown;
const kindOf = (key: ObjectKey): string => key.slice(0, key.indexOf('/'));

/** The keys of objects that were written between two places of a trace, new ones in the order in which the store holds them; null if the trace does not tell of all that time. */
export function writtenBetween(trace: Trace<Body>, from: number, to: number): ReadonlySet<ObjectKey> | null {
  if (from < trace.from || to < from) return null;
  const keys = new Set<ObjectKey>();
  for (let seq = from; seq < to; seq++) {
    const b = bodyAt(trace, seq);
    if (b?.type !== 'stored' || b.object.kind === 'Event') continue;
    if (b.event === 'ADDED') keys.delete(b.key);
    keys.add(b.key);
  }
  return keys;
}

type Any = JobView | CronJobView | PodView | NodeView;
function put(o: Objects, patch: ObjectsPatch, section: keyof Sections, key: ObjectKey, view: Any | undefined): void {
  const held = o[section] as Record<ObjectKey, Any>;
  const was = held[key];
  if (was === view) return;
  if (!view || (was && 'uid' in was && 'uid' in view && was.uid !== view.uid)) delete held[key];   // another one of that name stands last, as in the store
  if (view) held[key] = view;
  ((patch[section] ??= {}) as Keyed<Any>)[key] = view ?? null;
}
function once<T extends JobView | CronJobView | PodView>(seen: Seen, o: ApiObject, make: () => T): T {
  const held = seen.get(o) as T | undefined;
  if (held) return held;
  const made = make();
  seen.set(o, made);
  return made;
}

/** Takes in what the store holds under these keys, all that changed among them; what became different is the answer. */
export function takeIn(o: Objects, seen: Seen, etcd: EtcdState, keys: ReadonlySet<ObjectKey>, epoch: number): ObjectsPatch {
  const patch: ObjectsPatch = {};
  const nodes = new Set<ObjectKey>();
  const room = (pod: PodView | undefined, by: 1 | -1) => {
    if (!pod?.node || pod.phase === 'Succeeded' || pod.phase === 'Failed') return;
    o.podsOn.set(pod.node, (o.podsOn.get(pod.node) ?? 0) + by);
    nodes.add(objectKey('Node', '', pod.node));
  };
  for (const key of keys) {
    const object = etcd.objects.get(key)?.object;
    switch (kindOf(key)) {
      case 'Job': put(o, patch, 'jobs', key, object && once(seen, object, () => jobView(key, object as Job, epoch))); break;
      case 'CronJob': put(o, patch, 'cronJobs', key, object && once(seen, object, () => cronJobView(key, object as CronJob, epoch))); break;
      case 'Pod': {
        const pod = object && once(seen, object, () => podView(key, object as Pod, epoch));
        room(o.pods[key], -1);
        room(pod, 1);
        put(o, patch, 'pods', key, pod);
        break;
      }
      case 'Node': nodes.add(key); break;
      default: break;
    }
  }
  for (const key of nodes) {
    const node = etcd.objects.get(key)?.object as Node | undefined;
    const view = node && nodeView(key, node, o.podsOn.get(node.metadata.name) ?? 0);
    if (!equal(o.nodes[key], view)) put(o, patch, 'nodes', key, view);
  }
  if (keys.size > 0) noteRevisions(o, etcd, keys);
  return patch;
}

const newestOf = (etcd: EtcdState, keys: Iterable<ObjectKey>): Newest[] => {
  const list: Newest[] = [];
  for (const key of keys) { const stored = etcd.objects.get(key); if (stored) list.push({ key, revision: stored.revision }); }
  return list.sort((a, b) => b.revision - a.revision);
};
function noteRevisions(o: Objects, etcd: EtcdState, keys: ReadonlySet<ObjectKey>): void {
  const written = newestOf(etcd, keys);
  o.newest = [...written, ...o.newest.filter(({ key }) => !keys.has(key))].slice(0, keysHeld);
  const few = o.newest.length < Math.min(keysShown, etcd.objects.size);
  const lost = [...o.latest].filter(([, { key }]) => !etcd.objects.has(key));
  for (const [kind] of lost) o.latest.delete(kind);
  const all = few || lost.length > 0 ? newestOf(etcd, etcd.objects.keys()) : written;
  if (few) o.newest = all.slice(0, keysHeld);
  for (const newest of all) {
    const kind = kindOf(newest.key);
    if (newest.revision > (o.latest.get(kind)?.revision ?? 0)) o.latest.set(kind, newest);
  }
}
