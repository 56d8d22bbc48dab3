// The contract of a controller: what client-go gives it (cache, queue, expectations, recorder, calls) and what it gives back (handlers, a sync as named stages).
import type { SharedMap } from '../../base/shared-map.ts';
import type { Millis, SimTime } from '../../base/time.ts';
import type { ApiObject, CronJob, Job, Kind, KubeEvent, Node, ObjectReference, OwnerReference, Pod } from '../../api/types.ts';
import type { ProcessId } from '../../sim/types.ts';
import type { ApiCall, ApiReply, Because, QueueKey, Settings } from '../messages.ts';

export type ObjectOf<K extends Kind> = K extends 'Job' ? Job : K extends 'CronJob' ? CronJob : K extends 'Pod' ? Pod : K extends 'Node' ? Node : KubeEvent;

/** A shared informer's cache of one kind: what the controller knows, which lags what is. */
export type Informer = {
  kind: Kind; phase: 'idle' | 'listing' | 'watching' | 'backingOff'; synced: boolean;
  lastRevision: number; sequence: number;
  cache: SharedMap<QueueKey, ApiObject>;
  /** index name → indexed value → objects by key; 'controllerUid' is kept for Pods and Jobs. */
  indexes: Map<string, Map<string, SharedMap<QueueKey, ApiObject>>>;
};

/** Kubernetes' work queue: three sets, delays that merge to the earliest, failures per key. */
export type WorkQueue = {
  ready: QueueKey[]; dirty: Set<QueueKey>; processing: Set<QueueKey>;
  waiting: Map<QueueKey, { readyAt: SimTime; timer: number }>; failures: Map<QueueKey, number>;
};
export type Expectation = { adds: number; dels: number; at: SimTime };

/** A frozen step of a sync. `facts` is whatever the controller carries from stage to stage (plain data). */
export type SyncState<F> = { readonly key: QueueKey; readonly worker: number; readonly stage: string; readonly startedAt: SimTime; readonly facts: F };

export type Outcome =
  /** forget(key): the back-off of the key is reset. */
  | { type: 'ok' }
  | { type: 'requeueAfter'; delay: Millis; forget: boolean }
  /** AddRateLimited: 5 ms·2^n up to 1000 s, or the controller's own limiter (see ControllerDef.limiter). */
  | { type: 'error'; message: string };

/** What a stage decided. `calls` are sent together; the next stage runs when all are answered (at once if there are none). */
export type Advance<F> =
  | { type: 'next'; stage: string; facts: F; calls?: ApiCall[]; because?: Because; values?: Readonly<Record<string, string | number | boolean | null>> }
  | { type: 'done'; outcome: Outcome; because?: Because; values?: Readonly<Record<string, string | number | boolean | null>> };

export type Lister = {
  get<K extends Kind>(kind: K, key: QueueKey): ObjectOf<K> | undefined;
  /** All objects of a kind in the cache, in order of their keys' insertion. */
  list<K extends Kind>(kind: K): ObjectOf<K>[];
  /** Objects whose controller owner reference has this uid. Costs only the hits. */
  ownedBy<K extends 'Pod' | 'Job'>(kind: K, uid: string): ObjectOf<K>[];
  /** Pods of the namespace with no controller (candidates for adoption). Costs only the hits. */
  orphans(kind: 'Pod', namespace: string): Pod[];
};

/** What handlers and stages may use. Everything acts on the controller's own state, at once. */
export type ControllerContext<M> = {
  readonly now: SimTime;
  /** Wall clock of the virtual world: epoch + now, milliseconds since 1970. */
  readonly epochNow: number;
  readonly self: ProcessId; readonly settings: Settings;
  lister: Lister;
  /** The revision up to which the cache of a kind has come (the informer's `lastRevision`): what client-go's stores report as LastStoreSyncResourceVersion. */
  lastRevision?(kind: Kind): number;
  /** The controller's own memory (back-off records, finalizer expectations …): Maps, mutated in place. Lost in a crash. */
  memory: M;
  queue: {
    add(key: QueueKey): void; addAfter(key: QueueKey, delay: Millis): void; addRateLimited(key: QueueKey): void;
    forget(key: QueueKey): void; numRequeues(key: QueueKey): number;
  };
  /** ControllerExpectations: adds and deletes that were asked for and not yet observed. */
  expectations: {
    expectCreations(key: QueueKey, n: number): void; expectDeletions(key: QueueKey, n: number): void;
    creationObserved(key: QueueKey): void; deletionObserved(key: QueueKey): void;
    /** True if fulfilled, expired (5 min) or never set. */
    satisfied(key: QueueKey): boolean; delete(key: QueueKey): void; get(key: QueueKey): Expectation | undefined;
  };
  /** record.Event: sent to the API server on the side; equal events are counted up. */
  event(object: ObjectReference, type: 'Normal' | 'Warning', reason: string, message: string): void;
  /** Fire and forget call outside a sync (orphan Pod finalizer removal has its own queue: use `key` prefixes instead where order matters). */
  draw(): number;
  /** Puts a record that only this controller knows how to word into the trace ('tick' of a CronJob, say). */
  trace(subject: string | null, body: import('../messages.ts').ClusterBody): void;
};
/** For a stage: also the answers to the calls of the stage before, in the order of the calls. */
export type StageContext<M> = ControllerContext<M> & { readonly replies: readonly ApiReply[] };

export type Delta<O = ApiObject> =
  | { type: 'Added'; object: O } | { type: 'Updated'; object: O; previous: O } | { type: 'Deleted'; object: O };

/** `handler` is the name shown and traced (addPod, updatePod …); `enqueued` the key it put on the queue, for the trace. */
export type Handled = { handler: string; enqueued: QueueKey | null; because?: Because } | null;

export type ControllerDef<F, M> = {
  /** Process id and kind: 'job-controller', 'cronjob-controller', 'ttl-after-finished', 'garbage-collector', 'dependency-controller'. */
  id: ProcessId;
  watches: readonly Kind[];
  workers(settings: Settings): number;
  initMemory(): M; copyMemory(memory: M): M;
  handle(kind: Kind, delta: Delta, ctx: ControllerContext<M>): Handled[];
  /** First state of a sync; its stage is run in the next event, `settings.syncStage` ms later. */
  begin(key: QueueKey, ctx: ControllerContext<M>): { stage: string; facts: F };
  advance(state: SyncState<F>, ctx: StageContext<M>): Advance<F>;
  /** How many ms the n-th failure in a row waits (n from 0). Default: 5 ms·2^n, at most 1000 s. */
  limiter?(failures: number): Millis;
};

/** Helper shapes shared by controllers. */
export type ControllerRef = OwnerReference & { controller: true };
