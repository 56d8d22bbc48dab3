// The API server's own state: a watch cache of what is committed, open watches, requests under way.
import { Lately } from '../../base/lately.ts';
import { SharedMap } from '../../base/shared-map.ts';
import type { ApiObject, Kind } from '../../api/types.ts';
import type { ProcessId } from '../../sim/types.ts';
import type { ApiCall, ApiRequest, ObjectKey, QueueKey, Settings, WatchEventType } from '../messages.ts';

/** One client's watch of one kind; `sequence` counts what was sent on it, in place. */
export type Watch = { readonly client: ProcessId; readonly kind: Kind; readonly fieldNode: string | null; sequence: number };
export type Change = { readonly key: QueueKey; readonly revision: number; readonly type: Extract<WatchEventType, 'ADDED' | 'MODIFIED' | 'DELETED'>; readonly object: ApiObject; readonly previous: ApiObject | null };
/** A request inside the server. `put`: what was sent to etcd (null: a removal). */
export type Pending = {
  /** `call`: with the name that was generated for it. */
  readonly request: ApiRequest; readonly call: ApiCall; readonly key: ObjectKey; readonly stage: string; readonly put: ApiObject | null;
  readonly current: ApiObject | null; readonly tries: number; readonly warnings: readonly string[]; /** What to do after this write, before answering. */ readonly then: ApiCall | null;
};
export type ApiServerState = {
  settings: Settings; revision: number; serial: number;
  cache: Map<Kind, SharedMap<ObjectKey, ApiObject>>;
  watches: Map<Kind, Watch[]>;
  requests: Map<number, Pending>;
  /** Of each kind the newest changes, for watches that begin at an earlier revision, as the watch caches have them; older ones are let go. */
  recent: Map<Kind, Recent>;
};
/** `since`: the changes after this revision were all there, before some were dropped. */
export type Recent = { readonly changes: Lately<Change>; readonly since: number };
/** All but Events: kube-apiserver keeps no watch cache of them, and nobody watches them here. */
const kinds: Kind[] = ['Job', 'CronJob', 'Pod', 'Node'];
export const isCached = (kind: Kind): boolean => kind !== 'Event';
const recentMax = 200;
export const noneRecent = (since: number): Map<Kind, Recent> => new Map(kinds.map((k) => [k, { changes: new Lately(recentMax), since }]));

export const initApiServer = (settings: Settings): ApiServerState => ({
  settings, revision: 1, serial: 1, cache: new Map(kinds.map((k) => [k, new SharedMap()])), watches: new Map(), requests: new Map(), recent: noneRecent(0),
});
export const copyApiServer = (s: ApiServerState): ApiServerState => ({
  ...s, cache: new Map([...s.cache].map(([k, m]) => [k, m.copy()])), watches: new Map([...s.watches].map(([k, list]) => [k, list.map((w) => ({ ...w }))])),
  requests: new Map(s.requests), recent: new Map([...s.recent].map(([k, r]) => [k, { changes: r.changes.copy(), since: r.since }])),
});
/** A crash loses requests and the cache; who was watching is kept only to close the connections. */
export const recoverApiServer = (s: ApiServerState): ApiServerState =>
  ({ ...initApiServer(s.settings), serial: s.serial, revision: s.revision, watches: s.watches });
