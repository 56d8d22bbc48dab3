// etcd: a revisioned store. The only writer of revisions; compares before it puts, so that two writers cannot both win.
import { SharedMap } from '../../base/shared-map.ts';
import { millis } from '../../base/time.ts';
import { copiedMeta, withMetadata } from '../../api/copies.ts';
import type { ApiObject } from '../../api/types.ts';
import type { Context, ProcessDef, SimEvent } from '../../sim/types.ts';
import type { Body, ObjectKey, Payload, Txn } from '../messages.ts';
import { copyEvents, isEventKey, keepEvent, newEvents, type StoredEvent, type StoredEvents } from './events.ts';

type Stored = { readonly object: ApiObject; readonly revision: number };
export type EtcdState = {
  revision: number; commitMillis: number;
  /** All but Events, which nothing is decided by. */
  objects: SharedMap<ObjectKey, Stored>;
  events: StoredEvents;
};
export const initEtcd = (commitMillis: number): EtcdState => ({ revision: 1, commitMillis, objects: new SharedMap(), events: newEvents() });
const mapOf = (s: EtcdState, key: ObjectKey): SharedMap<ObjectKey, StoredEvent> | SharedMap<ObjectKey, Stored> => (isEventKey(key) ? s.events.byKey : s.objects);
export const storedAt = (s: EtcdState, key: ObjectKey): Stored | undefined => mapOf(s, key).get(key);
export const allStored = (s: EtcdState): [ObjectKey, Stored][] => [...s.objects, ...s.events.byKey];

/** The object as it is kept: etcd's revision is the resourceVersion. */
const stamped = (object: ApiObject, revision: number): ApiObject => withMetadata(object, copiedMeta(object.metadata, String(revision)));

function put(state: EtcdState, key: ObjectKey, object: ApiObject, revision: number, again: boolean, now: number): void {
  if (object.kind === 'Event') keepEvent(state.events, key, object, revision, again, now);
  else state.objects.set(key, { object, revision });
}

function commit(state: EtcdState, txn: Txn, from: string, ctx: Context<Payload, Body>): void {
  const { key } = txn;
  const current = storedAt(state, key);
  const reply = millis(state.commitMillis >> 1);
  if ((current?.revision ?? 0) !== txn.expectRevision) {
    ctx.send(from, { type: 'txnDone', id: txn.id, ok: false, current: current?.object ?? null }, reply);
    return;
  }
  const revision = ++state.revision;
  const object = stamped(txn.put ?? current!.object, revision);
  if (txn.put) put(state, key, object, revision, current !== undefined, ctx.now);
  else mapOf(state, key).delete(key);
  if (!ctx.traced) ctx.untraced();
  else ctx.trace(key, { type: 'stored', key, event: txn.put ? (current ? 'MODIFIED' : 'ADDED') : 'DELETED', revision, object, previous: current?.object ?? null });
  ctx.send(from, { type: 'txnDone', id: txn.id, ok: true, revision, object }, reply);
}

export const etcdDef: ProcessDef<EtcdState, Payload, Body> = {
  kind: 'etcd',
  recover: (before) => before, // what is committed stays
  copy: (s) => ({ ...s, objects: s.objects.copy(), events: copyEvents(s.events) }),
  handle(state, event: SimEvent<Payload>, ctx) {
    const { payload, from } = event;
    if (payload.type === 'txn') commit(state, payload.txn, from, ctx);
    else if (payload.type === 'read') ctx.send(from, { type: 'readDone', id: payload.id, object: storedAt(state, payload.key)?.object ?? null }, millis(state.commitMillis >> 1));
    else if (payload.type === 'range') ctx.send(from, { type: 'rangeDone', revision: state.revision, objects: [...state.objects.values()].map((o) => o.object) }, millis(state.commitMillis));
  },
};
