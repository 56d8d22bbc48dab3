// Recorded objects → what was observed, in order of time: writes, Events, ticks of schedules.
import type { ApiObject, CronJob, Job, Node, ObjectReference, Pod } from '../../api/types.ts';
import { keyOf, objectKey } from '../../cluster/keys.ts';
import type { ObjectKey } from '../../cluster/messages.ts';
import { cronJobPast, jobPast, podPast, type Version } from './past.ts';
import { newestTime, timeOf } from './times.ts';

/** As `src/api/manifest/recorded.ts` reads it. */
export type Item = { event: 'ADDED' | 'MODIFIED' | 'DELETED' | null; object: Readonly<Record<string, unknown>> };
/** `at`: milliseconds since 1970. */
export type Observation =
  | { at: number; type: 'write'; key: ObjectKey; object: ApiObject; gone: boolean }
  | { at: number; type: 'event'; object: ObjectKey; eventType: 'Normal' | 'Warning'; reason: string; message: string; count: number }
  | { at: number; type: 'tick'; cronJob: string; slot: number; job: string };

/** With everything that later code takes for granted. */
function completed(raw: Item['object']): ApiObject {
  const o = raw as unknown as ApiObject & { spec?: Readonly<Record<string, unknown>>; status?: object };
  const key = `${o.kind}/${o.metadata.namespace ?? ''}/${o.metadata.name}`;
  const metadata = { ...o.metadata, uid: o.metadata.uid ?? key, ...(o.kind === 'Node' ? {} : { namespace: o.metadata.namespace ?? 'default' }) };
  const least: Readonly<Record<string, unknown>> = o.kind === 'Pod' ? { containers: [] } : o.kind === 'CronJob' ? { schedule: '', jobTemplate: { spec: {} } } : {};
  const spec = { ...least, ...o.spec };
  return { ...o, metadata, spec, status: { ...o.status } } as unknown as ApiObject;
}

type Sight = { event: Item['event']; object: ApiObject };
const isOwner = (job: Job, pod: Pod) => pod.metadata.ownerReferences?.some((r) => r.uid === job.metadata.uid) || (pod.metadata.namespace === job.metadata.namespace && pod.metadata.labels?.['batch.kubernetes.io/job-name'] === job.metadata.name);

/** The first sight tells of the past as well; later ones are versions of their own. */
function versionsOf(sights: readonly Sight[], all: readonly ApiObject[]): { version: Version; gone: boolean }[] {
  const first = sights[0]!.object;
  const past: Version[] = first.kind === 'Pod' ? podPast(first) : first.kind === 'Job' ? jobPast(first, all.filter((o): o is Pod => o.kind === 'Pod' && isOwner(first, o)))
    : first.kind === 'CronJob' ? cronJobPast(first as CronJob) : [{ at: timeOf(first.metadata.creationTimestamp) ?? 0, object: first }];
  const versions = past.map((version, i) => ({ version, gone: i === past.length - 1 && sights[0]!.event === 'DELETED' }));
  for (const { event, object } of sights.slice(1)) {
    const at = Math.max(versions.at(-1)!.version.at, newestTime(object) ?? 0);
    versions.push({ version: { at, object }, gone: event === 'DELETED' });
  }
  return versions;
}

function eventsOf(raw: Item['object']): Observation[] {
  const e = raw as { involvedObject?: ObjectReference; regarding?: ObjectReference; type?: string; reason?: string; message?: string; note?: string; count?: number; deprecatedCount?: number; series?: { count?: number; lastObservedTime?: string } } & Record<string, unknown>;
  const of = e.involvedObject ?? e.regarding ?? {};
  const told = { type: 'event' as const, object: objectKey(of.kind ?? '', of.namespace ?? '', of.name ?? ''), eventType: e.type === 'Warning' ? 'Warning' as const : 'Normal' as const, reason: e.reason ?? '', message: e.message ?? e.note ?? '' };
  const count = e.series?.count ?? e.count ?? e.deprecatedCount ?? 1;
  const first = timeOf(e.firstTimestamp) ?? timeOf(e.deprecatedFirstTimestamp) ?? timeOf(e.eventTime) ?? timeOf((e.metadata as { creationTimestamp?: string } | undefined)?.creationTimestamp) ?? 0;
  const last = timeOf(e.series?.lastObservedTime) ?? timeOf(e.lastTimestamp) ?? timeOf(e.deprecatedLastTimestamp) ?? first;
  return last > first ? [{ at: first, ...told, count: 1 }, { at: last, ...told, count }] : [{ at: first, ...told, count }];
}

const scheduled = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
function tickOf(job: Job): Observation[] {
  const owner = job.metadata.ownerReferences?.find((r) => r.kind === 'CronJob');
  const slot = timeOf(job.metadata.annotations?.[scheduled]);
  const at = timeOf(job.metadata.creationTimestamp);
  return owner && slot !== null && at !== null ? [{ at, type: 'tick', cronJob: `${job.metadata.namespace ?? 'default'}/${owner.name}`, slot, job: job.metadata.name }] : [];
}

/** Nodes that Pods name and nobody recorded: their names are all that is known. */
function namedNodes(objects: readonly ApiObject[]): Node[] {
  const there = new Set(objects.filter((o) => o.kind === 'Node').map((o) => o.metadata.name));
  const named = new Set(objects.flatMap((o) => (o.kind === 'Pod' && o.spec.nodeName && !there.has(o.spec.nodeName) ? [o.spec.nodeName] : [])));
  return [...named].sort().map((name) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name, uid: `Node//${name}` }, spec: {}, status: {} }));
}

/** All that the recording tells, oldest first. What happens at one time keeps its order. */
export function observationsOf(items: readonly Item[]): Observation[] {
  const sights = new Map<string, Sight[]>();
  const events: Observation[] = [];
  for (const item of items) {
    if (item.object.kind === 'Event') { if (item.event !== 'DELETED') events.push(...eventsOf(item.object)); continue; }
    const object = completed(item.object);
    const id = `${object.kind}/${object.metadata.uid}`;
    const list = sights.get(id);
    if (list) list.push({ event: item.event, object }); else sights.set(id, [{ event: item.event, object }]);
  }
  const newest = [...sights.values()].map((list) => list.at(-1)!.object);
  const writes = [...sights.values()].flatMap((list) => versionsOf(list, newest)).map(({ version, gone }): Observation => ({ at: version.at, type: 'write', key: keyOf(version.object), object: version.object, gone }));
  const ticks = newest.flatMap((o) => (o.kind === 'Job' ? tickOf(o) : []));
  const dated = [...writes.filter((w) => w.type !== 'write' || w.object.kind !== 'Node'), ...ticks, ...events].filter((o) => o.at > 0);
  const start = dated.reduce((least, o) => Math.min(least, o.at), Infinity);
  const nodes = [...newest.filter((o) => o.kind === 'Node'), ...namedNodes(newest)].map((object): Observation => ({ at: start, type: 'write', key: keyOf(object), object, gone: false }));
  const undated = writes.filter((o) => o.at <= 0).map((o) => ({ ...o, at: start }));
  const all = Number.isFinite(start) ? [...nodes, ...undated, ...dated] : writes;
  return all.map((o, i) => ({ o, i })).sort((a, b) => a.o.at - b.o.at || a.i - b.i).map(({ o }) => o);
}
