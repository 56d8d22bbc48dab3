// Records Events as client-go's recorder does: equal ones are counted up in one object.
import { remember, SharedMap } from '../../base/shared-map.ts';
import type { KubeEvent, Pod } from '../../api/types.ts';
import { hexTime, objectKey } from '../keys.ts';
import { call, type ApiClient, type ComponentContext } from './client.ts';
import { rfc3339 } from './time.ts';

export type EventSource = { component: string; host?: string };
type Seen = { readonly reason: string; readonly message: string; readonly fieldPath: string | undefined; readonly name: string; readonly count: number };
/** Events already recorded, by the uid of their Pod. */
export type Recorder = { seen: SharedMap<string, readonly Seen[]>; serial: number };

export const newRecorder = (): Recorder => ({ seen: new SharedMap(), serial: 0 });
export const copyRecorder = (r: Recorder): Recorder => ({ seen: r.seen.copy(), serial: r.serial });

/** Counts an Event: its name and how often it was recorded. `newName` is asked where it is new. */
function counted(r: Recorder, uid: string, reason: string, message: string, fieldPath: string | undefined, newName: () => string): Seen {
  const list = r.seen.get(uid) ?? [];
  for (let i = 0; i < list.length; i++) {
    const s = list[i]!;
    if (s.reason !== reason || s.message !== message || s.fieldPath !== fieldPath) continue;
    const again: Seen = { reason, message, fieldPath, name: s.name, count: s.count + 1 };
    remember(r.seen, uid, list.with(i, again));
    return again;
  }
  const fresh: Seen = { reason, message, fieldPath, name: newName(), count: 1 };
  remember(r.seen, uid, [...list, fresh]);
  return fresh;
}

/** Sends an Event about a Pod. Nobody waits for the answer. */
export function recordEvent(r: Recorder, client: ApiClient, ctx: ComponentContext, source: EventSource, pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void {
  const namespace = pod.metadata.namespace ?? 'default';
  const at = rfc3339(ctx.epoch + ctx.now);
  const { name, count } = counted(r, pod.metadata.uid ?? '', reason, message, fieldPath, () => `${pod.metadata.name}.${hexTime(ctx.epoch + ctx.now)}${(r.serial++ & 0xffff).toString(16).padStart(4, '0')}`);
  const object = objectKey('Pod', namespace, pod.metadata.name);
  ctx.trace(object, { type: 'event', object, eventType: type, reason, message, count });
  if (count > 1) { call(client, ctx, { verb: 'patch', kind: 'Event', namespace, name, patch: { count, lastTimestamp: at } }, { name: 'event', key: name }); return; }
  const { uid = '', resourceVersion = '' } = pod.metadata;
  const event: KubeEvent = {
    apiVersion: 'v1', kind: 'Event', metadata: { name, namespace },
    involvedObject: fieldPath ? { kind: 'Pod', namespace, name: pod.metadata.name, uid, apiVersion: 'v1', resourceVersion, fieldPath } : { kind: 'Pod', namespace, name: pod.metadata.name, uid, apiVersion: 'v1', resourceVersion },
    type, reason, message, source,
    firstTimestamp: at, lastTimestamp: at, count, reportingComponent: source.component, reportingInstance: source.host ?? '',
  };
  call(client, ctx, { verb: 'create', kind: 'Event', namespace, object: event }, { name: 'event', key: name });
}
