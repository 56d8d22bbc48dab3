// Records Events as client-go's recorders do: equal ones are counted up in one object.
import { forgetful, remember, type SharedMap } from '../../base/shared-map.ts';
import type { KubeEvent, Pod } from '../../api/types.ts';
import type { SimTime } from '../../base/time.ts';
import { eventName, objectKey } from '../keys.ts';
import { call, eventPurpose, type ApiClient, type ComponentContext } from './client.ts';
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

/** Counts an Event of a Pod, and says whether it may be written. One that was dropped when it was new is created when it is let through. */
function counted(r: Recorder, epochNow: number, now: SimTime, pod: Pod, reason: string, message: string, fieldPath: string | undefined): { before: Seen | undefined; event: Seen; passed: boolean } {
  const uid = pod.metadata.uid ?? '';
  const told = r.seen.get(uid);
  const events = told?.events ?? [];
  const bucket = r.filters ? asked(told?.bucket, now) : undefined;
  const passed = bucket?.passed ?? true;
  const i = events.findIndex((s) => s.reason === reason && s.message === message && s.fieldPath === fieldPath);
  const before = events[i];
  const event: Seen = { reason, message, fieldPath, name: before?.name ?? eventName(pod.metadata.name, epochNow, r.serial++, 4), count: (before?.count ?? 0) + 1, sent: passed || (before?.sent ?? false) };
  remember(r.seen, uid, { events: before ? events.with(i, event) : [...events, event], bucket });
  return { before, event, passed };
}

/** Sends an Event about a Pod. Nobody waits for the answer. */
export function recordEvent(r: Recorder, client: ApiClient, ctx: ComponentContext, source: EventSource, pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void {
  const namespace = pod.metadata.namespace ?? 'default';
  const { before, event: { name, count }, passed } = counted(r, ctx.epoch + ctx.now, ctx.now, pod, reason, message, fieldPath);
  if (!passed) return;
  const at = rfc3339(ctx.epoch + ctx.now);
  if (ctx.traced) {
    const object = objectKey('Pod', namespace, pod.metadata.name);
    ctx.trace(object, { type: 'event', object, eventType: type, reason, message, count });
  } else ctx.untraced();
  if (before?.sent) { call(client, ctx, { verb: 'patch', kind: 'Event', namespace, name, patch: { count, lastTimestamp: at } }, eventPurpose); return; }
  const { uid = '', resourceVersion = '' } = pod.metadata;
  const event: KubeEvent = {
    apiVersion: 'v1', kind: 'Event', metadata: { name, namespace },
    involvedObject: fieldPath ? { kind: 'Pod', namespace, name: pod.metadata.name, uid, apiVersion: 'v1', resourceVersion, fieldPath } : { kind: 'Pod', namespace, name: pod.metadata.name, uid, apiVersion: 'v1', resourceVersion },
    type, reason, message, source,
    firstTimestamp: at, lastTimestamp: at, count, reportingComponent: source.component, reportingInstance: source.host ?? '',
  };
  call(client, ctx, { verb: 'create', kind: 'Event', namespace, object: event }, eventPurpose);
}
