// etcd: a revisioned store. The only writer of revisions; compares before it puts, so that two writers cannot both win.
import { SharedMap } from '../../base/shared-map.ts';
import { millis } from '../../base/time.ts';
import { copiedMeta, withMetadata } from '../../api/copies.ts';
import type { ApiObject } from '../../api/types.ts';
import type { Context, ProcessDef, SimEvent } from '../../sim/types.ts';
import { copyExpiry, newExpiry, none, written, type Expiry } from '../event-ttl.ts';
import type { Body, ObjectKey, Payload, Txn } from '../messages.ts';

export type EtcdState = {
  revision: number; commitMillis: number;
  objects: SharedMap<ObjectKey, { object: ApiObject; revision: number }>;
  /** Leases of Events. */
  leases: Expiry;
};
export const initEtcd = (commitMillis: number): EtcdState => ({ revision: 1, commitMillis, objects: new SharedMap(), leases: newExpiry() });

/** The object as it is kept: etcd's revision is the resourceVersion. */
function stamped(object: ApiObject, revision: number): ApiObject {
  const metadata = copiedMeta(object.metadata);
  metadata.resourceVersion = String(revision);
  return withMetadata(object, metadata);
}

function commit(state: EtcdState, txn: Txn, from: string, ctx: Context<Payload, Body>): void {
  const current = state.objects.get(txn.key);
  const reply = (payload: Payload) => ctx.send(from, payload, millis(state.commitMillis >> 1));
  if ((current?.revision ?? 0) !== txn.expectRevision) {
    reply({ type: 'txnDone', id: txn.id, ok: false, current: current?.object ?? null });
    return;
  }
  const revision = ++state.revision;
  const object = stamped(txn.put ?? current!.object, revision);
  if (txn.put) state.objects.set(txn.key, { object, revision });
  else state.objects.delete(txn.key);
  const expired = object.kind === 'Event' ? written(state.leases, txn.key, current !== undefined, ctx.now) : none;
  for (const key of expired) state.objects.delete(key);
  const event = txn.put ? (current ? 'MODIFIED' : 'ADDED') : 'DELETED';
  if (!ctx.traced) ctx.untraced();
  else ctx.trace(txn.key, { type: 'stored', key: txn.key, event, revision, object, previous: current?.object ?? null });
  reply({ type: 'txnDone', id: txn.id, ok: true, revision, object, expired });
}

export const etcdDef: ProcessDef<EtcdState, Payload, Body> = {
  kind: 'etcd',
  recover: (before) => before, // what is committed stays
  copy: (s) => ({ ...s, objects: s.objects.copy(), leases: copyExpiry(s.leases) }),
  handle(state, event: SimEvent<Payload>, ctx) {
    if (event.payload.type === 'txn') commit(state, event.payload.txn, event.from, ctx);
    else if (event.payload.type === 'range') ctx.send(event.from, { type: 'rangeDone', revision: state.revision, objects: [...state.objects.values()].map((o) => o.object) }, millis(state.commitMillis));
  },
};
