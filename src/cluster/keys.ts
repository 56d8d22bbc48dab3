// Keys of objects and queues, and API timestamps: one spelling for all.
import { kept } from '../base/kept.ts';
import { inOnePiece } from '../base/one-piece.ts';
import type { ApiObject, Kind, ObjectMeta } from '../api/types.ts';
import type { ObjectKey, QueueKey } from './messages.ts';

/** What an object is called: made once and kept, so that every Map finds it by identity. */
type Names = { readonly namespace: string; readonly queue: QueueKey; readonly objects: Partial<Record<string, ObjectKey>> };
const namesOf = kept((namespace, name): Names => ({ namespace, queue: inOnePiece(`${namespace}/${name}`), objects: {} }));
const keyAmong = (n: Names, kind: string, name: string): ObjectKey => (n.objects[kind] ??= inOnePiece(`${kind}/${n.namespace}/${name}`));

export function objectKey(kind: string, namespace: string, name: string): ObjectKey {
  if (kind === 'Event') return inOnePiece(`${kind}/${namespace}/${name}`);   // written once and hardly ever asked for again
  return keyAmong(namesOf(namespace, name), kind, name);
}
export const keyOf = (object: ApiObject): ObjectKey => objectKey(object.kind, object.metadata.namespace ?? '', object.metadata.name);
export const namespacedName = (namespace: string, name: string): QueueKey => namesOf(namespace, name).queue;
/** `namespace/name`, as client-go's MetaNamespaceKeyFunc; a cluster-wide object has only its name. */
export const queueKeyOf = (meta: ObjectMeta): QueueKey => (meta.namespace ? namespacedName(meta.namespace, meta.name) : meta.name);
/** The object key that belongs to a queue's key. */
export const subjectOf: (kind: string, key: QueueKey) => ObjectKey = kept((kind, key) => {
  const cut = key.indexOf('/');
  return objectKey(kind, cut < 0 ? '' : key.slice(0, cut), key.slice(cut + 1));
});

/** The resourceVersion as the number it is here; 0 where there is none. Read by hand: it is asked for several times an event. */
export function revisionOf(meta: ObjectMeta): number {
  const text = meta.resourceVersion;
  let n = 0;
  if (text !== undefined) for (let i = 0; i < text.length; i++) n = n * 10 + text.charCodeAt(i) - 48;
  return n;
}

/** RFC 3339 in whole seconds, rounded down. `epochNow`: milliseconds since 1970. */
export function timestamp(epochNow: number): string {
  const second = Math.floor(epochNow / 1000);
  const at = second & (stampsKept - 1);
  if (stampSeconds[at] === second) return stampTexts[at]!;
  stampSeconds[at] = second;
  return (stampTexts[at] = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`);
}
/** The name of an Event about `object`: the time in sixteens, and the last `digits` of the recorder's serial number. */
export const eventName = (object: string, epochNow: number, serial: number, digits: 4 | 5): string =>
  inOnePiece(`${object}.${hexTime(epochNow)}${(serial & (1 << 4 * digits) - 1).toString(16).padStart(digits, '0')}`);
function hexTime(epochNow: number): string {
  return epochNow === lastHex.at ? lastHex.text : (lastHex = { at: epochNow, text: epochNow.toString(16) }).text;
}
let lastHex = { at: 0, text: '0' };
/** Most stamps are of a few seconds: the text of each is kept until another second takes its place. */
const stampsKept = 256;
const stampSeconds: number[] = new Array<number>(stampsKept).fill(Number.NaN);
const stampTexts: string[] = new Array<string>(stampsKept).fill('');

export const resourceOf: Record<Kind, { resource: string; group: string }> = {
  Job: { resource: 'jobs', group: 'batch' }, CronJob: { resource: 'cronjobs', group: 'batch' },
  Pod: { resource: 'pods', group: '' }, Node: { resource: 'nodes', group: '' }, Event: { resource: 'events', group: '' },
};
/** "jobs.batch", "pods": how errors name a resource. */
export const qualified = (kind: Kind): string => (resourceOf[kind].group ? `${resourceOf[kind].resource}.${resourceOf[kind].group}` : resourceOf[kind].resource);
