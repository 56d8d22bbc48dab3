// Records Events as client-go's recorders do: equal ones are counted up in one object.
import { forgetful, remember, type SharedMap } from '../../base/shared-map.ts';
import type { KubeEvent, Pod } from '../../api/types.ts';
import type { SimTime } from '../../base/time.ts';
import { eventName, objectKey } from '../keys.ts';
import { call, type ApiClient, type ComponentContext } from './client.ts';
import { asked, cacheEntriesMax, type Bucket } from './spam-filter.ts';
import { rfc3339 } from './time.ts';

export type EventSource = { component: string; host?: string };
type Seen = { readonly reason: string; readonly message: string; readonly fieldPath: string | undefined; readonly name: string; readonly count: number; readonly sent: boolean };
/** What was recorded of a Pod. */
type Told = { readonly events: readonly Seen[]; readonly bucket: Bucket | undefined };
/** By the uid of the Pod. The scheduler records through events.k8s.io, where nothing is filtered. */
export type Recorder = { seen: SharedMap<string, Told>; serial: number; filters: boolean };

export const newRecorder = (): Recorder => ({ seen: forgetful(cacheEntriesMax), serial: 0, filters: true });
export const newSeriesRecorder = (): Recorder => ({ seen: forgetful(cacheEntriesMax), serial: 0, filters: false });
export const copyRecorder = (r: Recorder): Recorder => ({ seen: r.seen.copy(), serial: r.serial, filters: r.filters });

/** Counts an Event: its name, how often it was recorded, and what is to be written. `newName` is asked where it is new. One that was dropped when it was new is created when it is let through. */
function counted(r: Recorder, now: SimTime, uid: string, reason: string, message: string, fieldPath: string | undefined, newName: () => string): { write: 'create' | 'patch' | 'nothing'; name: string; count: number } {
  const told = r.seen.get(uid);
  const events = told?.events ?? [];
  const bucket = r.filters ? asked(told?.bucket, now) : undefined;
  const passed = bucket?.passed ?? true;
  const i = events.findIndex((s) => s.reason === reason && s.message === message && s.fieldPath === fieldPath);
  const before = events[i];
  const event: Seen = { reason, message, fieldPath, name: before?.name ?? newName(), count: (before?.count ?? 0) + 1, sent: passed || (before?.sent ?? false) };
  remember(r.seen, uid, { events: before ? events.with(i, event) : [...events, event], bucket });
  return { write: !passed ? 'nothing' : before?.sent ? 'patch' : 'create', name: event.name, count: event.count };
}

/** Sends an Event about a Pod. Nobody waits for the answer. */
export function recordEvent(r: Recorder, client: ApiClient, ctx: ComponentContext, source: EventSource, pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void {
  const namespace = pod.metadata.namespace ?? 'default';
  const at = rfc3339(ctx.epoch + ctx.now);
  const { write, name, count } = counted(r, ctx.now, pod.metadata.uid ?? '', reason, message, fieldPath, () => eventName(pod.metadata.name, ctx.epoch + ctx.now, r.serial++, 4));
  if (write === 'nothing') return;
  const object = objectKey('Pod', namespace, pod.metadata.name);
  ctx.trace(object, { type: 'event', object, eventType: type, reason, message, count });
  if (write === 'patch') { call(client, ctx, { verb: 'patch', kind: 'Event', namespace, name, patch: { count, lastTimestamp: at } }, { name: 'event', key: name }); return; }
  const { uid = '', resourceVersion = '' } = pod.metadata;
  const event: KubeEvent = {
    apiVersion: 'v1', kind: 'Event', metadata: { name, namespace },
    involvedObject: fieldPath ? { kind: 'Pod', namespace, name: pod.metadata.name, uid, apiVersion: 'v1', resourceVersion, fieldPath } : { kind: 'Pod', namespace, name: pod.metadata.name, uid, apiVersion: 'v1', resourceVersion },
    type, reason, message, source,
    firstTimestamp: at, lastTimestamp: at, count, reportingComponent: source.component, reportingInstance: source.host ?? '',
  };
  call(client, ctx, { verb: 'create', kind: 'Event', namespace, object: event }, { name: 'event', key: name });
}
