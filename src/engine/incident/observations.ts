// Recorded objects → what was observed, in order of time: writes, Events, ticks of schedules.
import type { ApiObject, CronJob, Job, Node, ObjectReference, Pod } from '../../api/types.ts';
import { keyOf, objectKey } from '../../cluster/keys.ts';
import type { ObjectKey } from '../../cluster/messages.ts';
import { podsTold } from './pods-told.ts';
import { cronJobPast, jobPast, podPast, type Version } from './past.ts';
import { firstTime, newestTime, timeOf } from './times.ts';

/** As `src/api/manifest/recorded.ts` reads it. */
export type Item = { event: 'ADDED' | 'MODIFIED' | 'DELETED' | null; object: Readonly<Record<string, unknown>> };
/** `at`: milliseconds since 1970. */
export type Observation =
  | { at: number; type: 'write'; key: ObjectKey; object: ApiObject; gone: boolean }
  | { at: number; type: 'event'; object: ObjectKey; eventType: 'Normal' | 'Warning'; reason: string; message: string; count: number }
  | { at: number; type: 'tick'; cronJob: string; slot: number; fate: 'run' | 'skipped' | 'missed'; job: string | null };

/** With everything that later code takes for granted. */
function completed(raw: Item['object']): ApiObject {
  const o = raw as unknown as ApiObject & { spec?: Readonly<Record<string, unknown>>; status?: object };
  const key = `${o.kind}/${o.metadata.namespace ?? ''}/${o.metadata.name}`;
  const metadata = { ...o.metadata, uid: o.metadata.uid ?? key, ...(o.kind === 'Node' ? {} : { namespace: o.metadata.namespace ?? 'default' }) };
  const least: Readonly<Record<string, unknown>> = o.kind === 'Pod' ? { containers: [] } : o.kind === 'CronJob' ? { schedule: '', jobTemplate: { spec: {} } } : {};
  const spec = { ...least, ...o.spec };
  return { ...o, metadata, spec, status: { ...o.status } } as unknown as ApiObject;
}

/** `notBefore`: what a watch shows later was not there earlier. `place`: its place in the text. */
type Sight = { event: Item['event']; object: ApiObject; notBefore: number; place: number };
type Seen = { version: Version; gone: boolean; place: number };
const isOwner = (job: Job, pod: Pod) => pod.metadata.ownerReferences?.some((r) => r.uid === job.metadata.uid) || (pod.metadata.namespace === job.metadata.namespace && pod.metadata.labels?.['batch.kubernetes.io/job-name'] === job.metadata.name);

/** The first sight tells of the past as well; later ones are versions of their own. */
function versionsOf(sights: readonly Sight[], all: readonly ApiObject[]): Seen[] {
  const first = sights[0]!.object;
  const past: Version[] = first.kind === 'Pod' ? podPast(first) : first.kind === 'Job' ? jobPast(first, all.filter((o): o is Pod => o.kind === 'Pod' && isOwner(first, o)))
    : first.kind === 'CronJob' ? cronJobPast(first as CronJob) : [{ at: timeOf(first.metadata.creationTimestamp) ?? 0, object: first }];
  const { place } = sights[0]!;
  const versions = past.map((version, i): Seen => ({ version, place, gone: i === past.length - 1 && sights[0]!.event === 'DELETED' }));
  for (const { event, object, notBefore, place } of sights.slice(1)) {
    const at = Math.max(versions.at(-1)!.version.at, newestTime(object) ?? 0, notBefore);
    versions.push({ version: { at, object }, gone: event === 'DELETED', place });
  }
  return versions;
}

function eventsOf(raw: Item['object']): Observation[] {
  const e = raw as { involvedObject?: ObjectReference; regarding?: ObjectReference; type?: string; reason?: string; message?: string; note?: string; count?: number; deprecatedCount?: number; series?: { count?: number; lastObservedTime?: string } } & Record<string, unknown>;
  const of = e.involvedObject ?? e.regarding ?? {};
  const told = { type: 'event' as const, object: objectKey(of.kind ?? '', of.namespace ?? '', of.name ?? ''), eventType: e.type === 'Warning' ? 'Warning' as const : 'Normal' as const, reason: e.reason ?? '', message: e.message ?? e.note ?? '' };
  const count = e.series?.count ?? e.count ?? e.deprecatedCount ?? 1;
  const first = firstTime(e);
  const last = timeOf(e.series?.lastObservedTime) ?? timeOf(e.lastTimestamp) ?? timeOf(e.deprecatedLastTimestamp) ?? first;
  return last > first ? [{ at: first, ...told, count: 1 }, { at: last, ...told, count }] : [{ at: first, ...told, count }];
}

const scheduled = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
function tickOf(job: Job): Observation[] {
  const owner = job.metadata.ownerReferences?.find((r) => r.kind === 'CronJob');
  const slot = timeOf(job.metadata.annotations?.[scheduled]);
  const at = timeOf(job.metadata.creationTimestamp);
  return owner && slot !== null && at !== null ? [{ at, type: 'tick', cronJob: `${job.metadata.namespace ?? 'default'}/${owner.name}`, slot, fate: 'run', job: job.metadata.name }] : [];
}
/** What the CronJob controller said of runs that did not come. */
const fates: Readonly<Record<string, 'skipped' | 'missed'>> = { JobAlreadyActive: 'skipped', MissSchedule: 'missed', TooManyMissedTimes: 'missed' };
const lostTicks = (events: readonly Observation[]): Observation[] => events.flatMap((e) =>
  (e.type === 'event' && e.object.startsWith('CronJob/') && fates[e.reason] ? [{ at: e.at, type: 'tick', cronJob: e.object.slice('CronJob/'.length), slot: e.at, fate: fates[e.reason]!, job: null }] : []));

/** Nodes that Pods name and nobody recorded: their names are all that is known. */
function namedNodes(objects: readonly ApiObject[]): Node[] {
  const there = new Set(objects.filter((o) => o.kind === 'Node').map((o) => o.metadata.name));
  const named = new Set(objects.flatMap((o) => (o.kind === 'Pod' && o.spec.nodeName && !there.has(o.spec.nodeName) ? [o.spec.nodeName] : [])));
  return [...named].sort().map((name) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name, uid: `Node//${name}` }, spec: {}, status: {} }));
}

/** In one second an owner comes before what it owns, and a Job's status after the Pods that it counts. */
function rank(o: Observation): number {
  if (o.type === 'event') return 4;
  if (o.type === 'tick' || o.object.kind === 'Pod') return 2;
  if (o.object.kind !== 'Job') return o.object.kind === 'Node' ? -1 : 0;
  return o.at === timeOf(o.object.metadata.creationTimestamp) ? 1 : 3;
}
/** What the text shows of each object, in its order. A watch is of one kind; several may stand one after the other. */
function sightsOf(items: readonly Item[]): Map<string, Sight[]> {
  const sights = new Map<string, Sight[]>();
  const clocks = new Map<string, number>();
  for (const [place, item] of items.entries()) {
    if (item.object.kind === 'Event') continue;
    const object = completed(item.object);
    const notBefore = clocks.get(object.kind) ?? 0;
    clocks.set(object.kind, Math.max(notBefore, newestTime(object) ?? 0));
    const id = `${object.kind}/${object.metadata.uid}`;
    const sight = { event: item.event, object, notBefore, place };
    const list = sights.get(id);
    if (list) list.push(sight); else sights.set(id, [sight]);
  }
  return sights;
}
/** Where the incident begins: a CronJob or a node of last year stands there from its beginning. */
function beginning(dated: readonly Observation[]): number {
  const telling = dated.filter((o) => o.type !== 'write' || o.object.kind === 'Job' || o.object.kind === 'Pod');
  return Math.floor((telling.length > 0 ? telling : dated).reduce((least, o) => Math.min(least, o.at), Infinity) / 1000) * 1000;
}

/** All that the recording tells, oldest first. What happens at one time keeps its order. */
export function observationsOf(items: readonly Item[]): Observation[] {
  const eventItems = items.filter((i) => i.object.kind === 'Event' && i.event !== 'DELETED').map((i) => i.object);
  const events = eventItems.flatMap(eventsOf);
  const lists = [...sightsOf(items).values()];
  const newest = lists.map((list) => list.at(-1)!.object);
  const write = (at: number, object: ApiObject, gone = false): Observation => ({ at, type: 'write', key: keyOf(object), object, gone });
  const seen = lists.flatMap((list) => versionsOf(list, newest)).sort((a, b) => a.place - b.place).map(({ version, gone }) => write(version.at, version.object, gone));
  const pods = new Set(lists.flat().flatMap(({ object: o }) => (o.kind === 'Pod' ? [`${o.metadata.namespace}/${o.metadata.name}`] : [])));
  const until = [...seen, ...events].reduce((most, o) => Math.max(most, o.at), 0);
  // A Pod of the Events that is not in the list of Pods was gone when that was printed.
  const told = [...podsTold(eventItems, pods).values()].flatMap((states) => [...states.map((s) => write(s.at, s.object)), ...(pods.size > 0 ? [write(until, states.at(-1)!.object, true)] : [])]);
  const ticks = newest.flatMap((o) => (o.kind === 'Job' ? tickOf(o) : []));
  const all: Observation[] = [...seen, ...told, ...ticks, ...lostTicks(events), ...events];
  const dated = all.filter((o) => o.at > 0);
  const start = dated.length > 0 ? beginning(dated) : 0;
  const nodes = namedNodes([...newest, ...told.flatMap((o) => (o.type === 'write' ? [o.object] : []))]).map((object) => write(start, object));
  return [...nodes, ...all].map((o, i) => ({ o: o.at < start ? { ...o, at: start } : o, i })).sort((a, b) => a.o.at - b.o.at || rank(a.o) - rank(b.o) || a.i - b.i).map(({ o }) => o);
}
