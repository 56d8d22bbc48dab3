// The state of a controller process: caches, queue, workers, expectations, memory. All of it is lost in a crash.
import type { Kind, KubeEvent } from '../../api/types.ts';
import type { ApiCall, ApiReply, QueueKey, RequestId, Settings } from '../messages.ts';
import { copyClient, freshClient, newClient, type ApiClient } from '../component/client.ts';
import { copyCorrelator, newCorrelator, type Correlator } from './correlator.ts';
import { copyInformer, newInformer } from './informer.ts';
import { newBucket, type TokenBucket } from './rate-limit.ts';
import { copyWorkQueue, newWorkQueue } from './workqueue.ts';
import type { Expectations } from './expectations.ts';
import type { Because } from '../messages.ts';
import type { ControllerDef, Informer, SyncState, WorkQueue } from './types.ts';

/** A sync in a worker's hand. Replaced, not mutated; `replies` fill up in the order of the calls. */
export type Sync = {
  readonly state: SyncState<unknown>; readonly since: number;
  readonly calls: readonly ApiCall[]; readonly waiting: readonly RequestId[]; readonly replies: readonly (ApiReply | null)[];
  readonly because: Because | null; readonly values: Readonly<Record<string, string | number | boolean | null>> | null;
};
export type ControllerState = {
  settings: Settings; client: ApiClient; bucket: TokenBucket;
  informers: Map<Kind, Informer>; queue: WorkQueue; expectations: Expectations; memory: unknown;
  /** By worker: the key in its hand. */
  workers: (QueueKey | null)[]; syncs: Map<QueueKey, Sync>;
  correlator: Correlator; eventSerial: number;
  /** Events are written one after the other; the first of these is on its way. `event`: all of it, for when there is nothing to patch. */
  eventWrites: { readonly call: ApiCall; readonly event: KubeEvent }[];
  lastHandler: { name: string; at: number; kind: Kind } | null;
};

export function initController<F, M>(def: ControllerDef<F, M>, settings: Settings): ControllerState {
  return {
    settings, client: newClient(settings), bucket: newBucket(settings.clientBurst),
    informers: new Map(def.watches.map((k) => [k, newInformer(k)])), queue: newWorkQueue(), expectations: new Map(), memory: def.initMemory(),
    workers: Array.from({ length: def.workers(settings) }, () => null), syncs: new Map(), correlator: newCorrelator(), eventSerial: 0, eventWrites: [], lastHandler: null,
  };
}
export function recoverController<F, M>(def: ControllerDef<F, M>, before: ControllerState): ControllerState {
  return { ...initController(def, before.settings), client: freshClient(before.client), eventSerial: before.eventSerial };
}
export function copyController<F, M>(def: ControllerDef<F, M>, s: ControllerState): ControllerState {
  return {
    ...s, client: copyClient(s.client), bucket: { ...s.bucket }, informers: new Map([...s.informers].map(([k, i]) => [k, copyInformer(i)])),
    queue: copyWorkQueue(s.queue), expectations: new Map(s.expectations), memory: def.copyMemory(s.memory as M),
    workers: s.workers.slice(), syncs: new Map(s.syncs), correlator: copyCorrelator(s.correlator), eventWrites: s.eventWrites.slice(),
  };
}
