// All that can travel between the cluster's processes, and all that they can put into the trace.
import type { Millis, SimTime } from '../base/time.ts';
import type { ApiObject, ApiStatus, Kind } from '../api/types.ts';
import type { KernelBody, ProcessId } from '../sim/types.ts';

/** `Kind/namespace/name`, as in "Job/default/pi" (namespace is empty for a Node: "Node//node-1"). */
export type ObjectKey = string;
/** `namespace/name`: what a work queue holds. */
export type QueueKey = string;
export type RequestId = number;

export type DeleteOptions = {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number; preconditions?: { uid?: string; resourceVersion?: string };
};

/** A call to the API server. Objects in it are frozen. */
export type ApiCall =
  | { verb: 'get'; kind: Kind; namespace: string; name: string }
  | { verb: 'list'; kind: Kind }
  | { verb: 'watch'; kind: Kind; sinceRevision: number; fieldNode?: string }
  /** `raw`: an undecoded manifest from a user; admission decodes, defaults and validates it. Else a typed object from a component. */
  | { verb: 'create'; kind: Kind; namespace: string; object: ApiObject | unknown; raw?: boolean }
  | { verb: 'update' | 'updateStatus'; kind: Kind; object: ApiObject }
  /**
   * JSON merge patch; `subresource: 'status'` patches the status only. `strategic`: metadata.finalizers are added to the list, metadata.ownerReferences
   * merge by uid ({$patch: 'delete', uid} takes one out), '$deleteFromPrimitiveList/finalizers' takes finalizers out; a metadata.uid that is not the object's is a Conflict.
   */
  | { verb: 'patch'; kind: Kind; namespace: string; name: string; patch: unknown; subresource?: 'status'; raw?: boolean; strategic?: true }
  | { verb: 'delete'; kind: Kind; namespace: string; name: string; options?: DeleteOptions }
  | { verb: 'bind'; kind: 'Pod'; namespace: string; name: string; node: string }
  /** The eviction subresource: adds the DisruptionTarget condition, then deletes. */
  | { verb: 'evict'; kind: 'Pod'; namespace: string; name: string };

export type ApiRequest = { id: RequestId; client: ProcessId; call: ApiCall };
export type ApiResult =
  | { ok: true; object: ApiObject | null; objects?: ApiObject[]; revision: number; warnings?: readonly string[] }
  | { ok: false; status: ApiStatus };
export type ApiReply = { id: RequestId; call: ApiCall; result: ApiResult };

export type WatchEventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

/** What etcd is asked to do: compare the key's revision, then put or delete. */
export type Txn = { id: number; key: ObjectKey; expectRevision: number; put: ApiObject | null };

/** What a user does at the keyboard. `text` is YAML or JSON as typed. */
export type UserCommand =
  | { type: 'apply'; text: string }
  | { type: 'create'; manifests: unknown[] }
  | { type: 'patch'; kind: Kind; namespace: string; name: string; patch: unknown }
  | { type: 'delete'; kind: Kind; namespace: string; name: string; options?: DeleteOptions }
  | { type: 'deleteAll'; kind: Kind; namespace: string }
  | { type: 'evict'; namespace: string; name: string }
  /** Makes a Pod's container end as told, now. */
  | { type: 'podOutcome'; namespace: string; name: string; outcome: { type: 'exit'; code: number } | { type: 'oomKilled' } | { type: 'hang' } }
  | { type: 'node'; node: string; action: 'drain' | 'cordon' | 'uncordon' | 'cutOff' | 'reconnect' | 'add' };

/** What a plan of the recordings says about a Pod's life (see the corpus' README); also made from annotations. */
export type Payload =
  | { type: 'command'; command: UserCommand }
  | { type: 'request'; request: ApiRequest }
  | { type: 'reply'; reply: ApiReply }
  | { type: 'txn'; txn: Txn }
  | { type: 'txnDone'; id: number; ok: true; revision: number; /** As it is kept, or as it was when it went. */ object: ApiObject } | { type: 'txnDone'; id: number; ok: false; current: ApiObject | null }
  /** What the API server has no cache of, it reads when it needs it. */
  | { type: 'read'; id: number; key: ObjectKey } | { type: 'readDone'; id: number; object: ApiObject | null }
  /** A restarted API server reads everything again. */
  | { type: 'range' } | { type: 'rangeDone'; revision: number; objects: readonly ApiObject[] }
  /** `key` is the object's, worked out once for all watchers; `sequence` counts the messages of one watch, so that a reflector notices a lost one. */
  | { type: 'watchEvent'; kind: Kind; key: QueueKey; event: WatchEventType; object: ApiObject; previous: ApiObject | null; revision: number; sequence: number }
  /** A worker is poked to take the next key, or to go on with the sync of `key`. */
  | { type: 'work'; key: QueueKey | null }
  /** A process's own timer; `name` says which ('delayed', 'resync', 'containerExit' …). */
  | { type: 'timer'; name: string; key: string; data?: unknown }
  /** From the user straight to a kubelet: force an outcome, cut the node off. */
  | { type: 'meddle'; name: string; key: string; data?: unknown };

/** Why something was decided. The words live in src/i18n. */
export type Because = { code: string; params?: Readonly<Record<string, string | number>> };

export type FieldChange = { path: string; before?: unknown; after?: unknown };
export type QueueOp = 'add' | 'addAfter' | 'rateLimited' | 'get' | 'done' | 'forget' | 'requeued' | 'merged' | 'dirty';

/** `merged`: the key was already waiting in line; `dirty`: it is in hand and will come back; `requeued`: it came back when done. */
export type ClusterBody =
  | { type: 'kubectl'; ok: boolean; text: string; warnings?: string[] }
  /** A stage of the request inside the API server: decode, default, validate, admit, store, respond. */
  | { type: 'apiStage'; request: RequestId; verb: string; key: ObjectKey; stage: 'decode' | 'default' | 'validate' | 'admit' | 'store' | 'respond'; status?: ApiStatus | undefined }
  | { type: 'stored'; key: ObjectKey; event: 'ADDED' | 'MODIFIED' | 'DELETED'; revision: number; object: ApiObject; previous: ApiObject | null; /** Seen in a recording of a real cluster, not written by this run. */ recorded?: true }
  /** An informer's cache took a change in. */
  | { type: 'delta'; kind: Kind; delta: 'Added' | 'Updated' | 'Deleted' | 'Replaced'; key: QueueKey; revision: number }
  /** An event handler ran. `handler` is client-go's or the controller's own name, addPod for instance. */
  | { type: 'handler'; handler: string; kind: Kind; object: QueueKey; enqueued: QueueKey | null; because?: Because | undefined }
  | { type: 'queue'; op: QueueOp; key: QueueKey; readyAt?: SimTime | undefined; failures?: number | undefined; length: number }
  | { type: 'expectation'; key: QueueKey; op: 'expect' | 'observed' | 'timedOut' | 'deleted'; adds: number; dels: number }
  | { type: 'stage'; worker: number; key: QueueKey; stage: string; because?: Because | undefined; values?: Readonly<Record<string, string | number | boolean | null>> | undefined }
  | { type: 'syncDone'; worker: number; key: QueueKey; outcome: 'ok' | 'requeueAfter' | 'error'; after?: Millis | undefined; message?: string | undefined; because?: Because | undefined }
  | { type: 'throttled'; client: ProcessId; wait: Millis }
  | { type: 'scheduled'; pod: QueueKey; node: string } | { type: 'unschedulable'; pod: QueueKey; because: Because }
  | { type: 'podPhase'; pod: QueueKey; phase: string; because?: Because }
  | { type: 'container'; pod: QueueKey; container: string; op: 'pulling' | 'created' | 'started' | 'exited' | 'waiting' | 'signalled' | 'killed'; code?: number; reason?: string; until?: SimTime }
  | { type: 'log'; pod: QueueKey; container: string; line: string }
  | { type: 'event'; object: ObjectKey; eventType: 'Normal' | 'Warning'; reason: string; message: string; count: number }
  /** A CronJob's tick: what became of one slot of its schedule. */
  | { type: 'tick'; cronJob: QueueKey; slot: number; fate: 'run' | 'skipped' | 'replaced' | 'missed'; because?: Because; job?: string }
  | { type: 'violated'; invariant: string; detail: string };

export type Body = KernelBody<Payload> | ClusterBody;

/** Everything that a run can be told from outside; with the seed and the settings, the whole run. */
export type Input =
  | { type: 'command'; command: UserCommand }
  | { type: 'settings'; change: Partial<Settings> }
  | { type: 'faults'; rules: import('../sim/types.ts').FaultRule[] }
  | { type: 'crash'; process: ProcessId; downFor: Millis }
  | { type: 'pause' | 'resume'; process: ProcessId };

/** Latencies and limits. All small and fixed, so that races are real and a run repeats. */
export type Settings = {
  apiCall: Millis; apiStage: Millis; etcdCommit: Millis; watchDelivery: Millis; syncStage: Millis;
  scheduling: Millis; imagePull: Millis; containerStart: Millis; kubeletSync: Millis;
  jobWorkers: number; cronJobWorkers: number; clientQps: number; clientBurst: number;
  nodes: { name: string; cpu: string; memory: string; pods: number }[];
};
