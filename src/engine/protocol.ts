// What the page and the worker say to each other (types only), and the view: everything the picture needs of one moment, as small plain data.
import type { Changes } from '../base/changes.ts';
import type { Because, Body, Input, ObjectKey, QueueKey, Settings, UserCommand } from '../cluster/messages.ts';
import type { FaultRule, Moment, ProcessId, TraceRecord } from '../sim/types.ts';
import type { Jump, Schedule } from '../api/schedule/index.ts';
import type { JobCondition, Kind } from '../api/types.ts';

export type { Because, Body, FaultRule, Input, Moment, ObjectKey, ProcessId, QueueKey, Settings, TraceRecord, UserCommand };
export type Record_ = TraceRecord<Body>;

// ---------------------------------------------------------------- the view of one moment

/** The same seven states wherever a Pod is shown. */
export type PodState = 'pending' | 'creating' | 'running' | 'succeeded' | 'failed' | 'terminating' | 'unknown';
export type PodView = {
  key: ObjectKey; uid: string; name: string; namespace: string; state: PodState; phase: string;
  /** The state beneath a deletion, where `state` is 'terminating'. */
  under: PodState; reason: string | null; jobUid: string | null; index: number | null;
  node: string | null; restarts: number; tracked: boolean; createdAt: number; revision: number;
};
export type JobView = {
  key: ObjectKey; uid: string; name: string; namespace: string; cronJob: string | null;
  parallelism: number; completions: number | null; completionMode: 'NonIndexed' | 'Indexed'; suspend: boolean;
  backoffLimit: number; active: number; ready: number; succeeded: number; failed: number; terminating: number;
  completedIndexes: string | null; failedIndexes: string | null; uncounted: number;
  conditions: readonly JobCondition[]; phase: 'running' | 'suspended' | 'complete' | 'failed' | 'finishing';
  createdAt: number; revision: number;
};
export type CronJobView = {
  key: ObjectKey; uid: string; name: string; namespace: string; schedule: string; timeZone: string | null; suspend: boolean;
  active: readonly string[]; createdAt: number; revision: number;
};
export type NodeView = { key: ObjectKey; name: string; ready: boolean; schedulable: boolean; /** How many take up room. */ pods: number; /** 0: not known. */ podsMax: number };

export type InformerView = { kind: Kind; phase: string; size: number; revision: number; /** revisions of this kind the store is ahead by */ behind: number; keys: readonly string[] };
export type QueueView = {
  ready: readonly QueueKey[]; processing: readonly QueueKey[]; /** in `dirty` and in `processing`: comes back when done */ again: readonly QueueKey[];
  waiting: readonly { key: QueueKey; readyAt: number }[]; failures: readonly { key: QueueKey; count: number }[];
};
export type WorkerView = { key: QueueKey; stage: string; since: number; because: Because | null; values: Readonly<Record<string, string | number | boolean | null>> | null } | null;
export type ControllerView = {
  id: ProcessId; status: 'up' | 'paused' | 'down'; incarnation: number;
  informers: readonly InformerView[]; queue: QueueView; workers: readonly WorkerView[];
  expectations: readonly { key: QueueKey; adds: number; dels: number }[];
  /** Handler that ran last and when, for the lamp. */
  lastHandler: { name: string; at: number; kind: Kind } | null;
};
export type ServerView = { status: 'up' | 'paused' | 'down'; revision: number; /** requests inside, newest last */ requests: readonly { id: number; verb: string; key: ObjectKey; stage: string; client: ProcessId }[] };
export type EtcdView = { status: 'up' | 'paused' | 'down'; revision: number; /** newest first, at most 50 */ keys: readonly { key: ObjectKey; revision: number }[]; size: number };

/** Something on its way: a pure function of (view, time) says where it is. Times are SimTime. */
export type Flight = {
  id: number; from: ProcessId; to: ProcessId; sentAt: number; arrivesAt: number;
  shape: 'request' | 'reply' | 'txn' | 'watch' | 'command' | 'meddle';
  /** Such as "create", "patch status", "ADDED". */ label: string; kind: Kind | null; subject: ObjectKey | null;
  tone: 'plain' | 'good' | 'bad' | 'event';
};

export type View = {
  moment: Moment; /** Milliseconds since 1970 of SimTime 0. */ epoch: number;
  /** When the next event is due; null: nothing is pending. */ nextAt: number | null;
  jobs: Readonly<Record<ObjectKey, JobView>>; cronJobs: Readonly<Record<ObjectKey, CronJobView>>;
  pods: Readonly<Record<ObjectKey, PodView>>; nodes: Readonly<Record<ObjectKey, NodeView>>;
  server: ServerView; etcd: EtcdView; controllers: Readonly<Record<ProcessId, ControllerView>>;
  scheduler: { status: 'up' | 'paused' | 'down'; pending: readonly QueueKey[] };
  kubelets: Readonly<Record<ProcessId, { status: 'up' | 'paused' | 'down'; node: string; connected: boolean }>>;
  flights: readonly Flight[];
  faults: readonly FaultRule[];
  /** Only on the page, where patches change the objects in place: the keys of those that did. */ changes?: Changes;
};
/** Sections that did not change are absent; in the keyed ones only the changed entries, null for those that are gone. Of a controller only the changed parts. */
export type Keyed<T> = Record<string, T | null>;
export type ViewPatch = {
  moment: Moment; nextAt: number | null;
  jobs?: Keyed<JobView>; cronJobs?: Keyed<CronJobView>; pods?: Keyed<PodView>; nodes?: Keyed<NodeView>;
  server?: ServerView; etcd?: EtcdView; controllers?: Keyed<Partial<ControllerView>>; scheduler?: View['scheduler'];
  kubelets?: Keyed<View['kubelets'][string]>; /** Of what is on its way: who arrived, by id, and who set out. */ flights?: { gone: readonly number[]; come: readonly Flight[] }; faults?: readonly FaultRule[];
};

// ---------------------------------------------------------------- history: what the timeline shows, independent of the cursor

export type Span = { from: number; to: number | null; state: PodState };
export type PodHistory = {
  key: ObjectKey; uid: string; name: string; job: string | null; jobUid: string | null; index: number | null; attempt: number; ordinal: number;
  createdAt: number; goneAt: number | null; spans: Span[]; exitCode: number | null; node: string | null; restarts: { at: number; code: number }[];
};
export type JobHistory = {
  key: ObjectKey; uid: string; name: string; cronJob: string | null; createdAt: number; goneAt: number | null;
  startedAt: number | null; finishedAt: number | null; result: 'complete' | 'failed' | null; deadlineAt: number | null;
  suspended: { from: number; to: number | null }[];
  /** Waiting out the Pod failure back-off. */ backoffs: { from: number; to: number }[];
  /** One point a status change: counters as the API server holds them. */
  points: { at: number; active: number; ready: number; succeeded: number; failed: number; terminating: number }[];
};
export type TickHistory = { cronJob: string; slot: number; at: number; fate: 'run' | 'skipped' | 'replaced' | 'missed'; because: Because | null; job: string | null };
export type EventHistory = { seq: number; at: number; object: ObjectKey; type: 'Normal' | 'Warning'; reason: string; message: string; count: number; moment: Moment };
/** The narrator's sentence: one a meaningful record; words are made from `code` and `params` by i18n. `parts` are lit in the picture. */
export type CaptionHistory = { seq: number; at: number; eventCount: number; code: string; params: Readonly<Record<string, string | number>>; parts: readonly string[]; subject: ObjectKey | null };
export type LogHistory = { at: number; pod: QueueKey; container: string; line: string };
export type HistoryPatch = {
  /** True: forget all before applying (a new run or another branch). */ reset: boolean; head: Moment;
  /** SimTime: of a very long run, what was over before is no longer kept; null: all is. */ forgotten: number | null;
  pods: PodHistory[]; jobs: JobHistory[]; ticks: TickHistory[]; events: EventHistory[]; captions: CaptionHistory[]; kubectl: { at: number; ok: boolean; text: string; warnings: string[] }[];
  /** Queue depth of the Job controller over time. */ depth: { at: number; ready: number; waiting: number }[];
};

// ---------------------------------------------------------------- asking and answering

/** `recorded`: what a real cluster was seen to do, to be shown in place of a simulation; it takes no inputs, and its own times give the epoch. */
export type Scenario = {
  name: string; epoch: number; seed: number; settings: Partial<Settings>; inputs: { after: number; at: number; input: Input }[];
  recorded?: readonly { event: 'ADDED' | 'MODIFIED' | 'DELETED' | null; object: Readonly<Record<string, unknown>> }[];
};
export type StepUnit = 'event' | 'write' | 'sync' | 'stage' | 'jobStatus' | 'pod' | 'tick' | 'caption';
export type Breakpoint =
  | { id: string; enabled: boolean; on: 'podFailed' } | { id: string; enabled: boolean; on: 'queueOver'; n: number } | { id: string; enabled: boolean; on: 'conflict' }
  | { id: string; enabled: boolean; on: 'sync'; key: QueueKey } | { id: string; enabled: boolean; on: 'condition'; type: string }
  | { id: string; enabled: boolean; on: 'event'; reason: string } | { id: string; enabled: boolean; on: 'time'; at: number };

/** What can be asked about. */
export type Subject =
  | { type: 'object'; key: ObjectKey } | { type: 'queueItem'; controller: ProcessId; key: QueueKey } | { type: 'field'; key: ObjectKey; path: string }
  | { type: 'condition'; key: ObjectKey; condition: string } | { type: 'event'; seq: number } | { type: 'flight'; id: number } | { type: 'record'; seq: number };
export type WhyNot = { type: 'noNewPod'; job: ObjectKey } | { type: 'notComplete'; job: ObjectKey } | { type: 'notRunning'; pod: ObjectKey } | { type: 'nextRun'; cronJob: ObjectKey };
export type WhyLink = { because: Because; moment: Moment; at: number; parts: readonly string[]; subject: ObjectKey | null };

export type BranchInfo = { id: number; parent: number | null; forkedAt: Moment | null; head: Moment; label: Because; current: boolean };

export type Query =
  | { type: 'object'; key: ObjectKey; /** null: as of the moment shown */ revision: number | null }
  | { type: 'revisions'; key: ObjectKey } | { type: 'logs'; pod: QueueKey }
  | { type: 'why'; subject: Subject } | { type: 'whyNot'; question: WhyNot; /** SimTime on the clock that is shown, which may be later than the last event; what is left is counted from it. */ at?: number }
  | { type: 'records'; from: number; count: number; process?: ProcessId; subject?: string } | { type: 'hash' } | { type: 'runFile' } | { type: 'branches' }
  | { type: 'compareBranches'; a: number; b: number } | { type: 'branchView'; /** one that is not shown */ branch: number; /** SimTime */ at: number } | { type: 'process'; id: ProcessId } | { type: 'keys'; prefix: string } | { type: 'describe'; key: ObjectKey } | { type: 'get'; kind: Kind };

/** Of a text that is a CronJob's schedule: its next runs after an instant; its runs in so many days, each of them or by day. Instants are milliseconds since 1970. */
export type ScheduleQuestion = { zone: string | null } & ({ about: 'next'; after: number; count: number } | { about: 'calendar'; from: number; days: number; single: boolean });
export type ScheduleTold = { ok: true; schedule: Schedule; runs: readonly number[]; /** Where the clocks change before the last of them. */ jumps: readonly Jump[] } | { ok: false; which: 'schedule' | 'zone'; error: string };
export type CalendarTold = { /** Of the zone's clock, where the span begins. */ offset: number; marks: readonly number[]; /** There are more marks than are told. */ full: boolean; /** Days as UTC midnights of local dates. */ days: readonly { day: number; runs: number }[]; jumps: readonly Jump[] };
/** What is wrong with a manifest; what a recording of a real cluster holds; what a schedule means. */
export type TextQuestion = 'check' | 'recorded' | ScheduleQuestion;

export type ToEngine = { id: number; body:
  | { type: 'open'; protocol: 1; scenario: Scenario }
  /** At the shown moment; if that lies in the past, a new branch begins there. */
  | { type: 'input'; input: Input; /** SimTime at which the user acted; default: that of the last event shown. */ at?: number }
  /** Runs until `until` (SimTime), or `eventsMax` events, or a breakpoint. */
  | { type: 'advance'; until: number; eventsMax: number }
  /** Goes on without records from the end of what is known to `until`, about `eventsMax` events at a time: ask again until the answer says no more `skipping`; 0 lets it end where it is. What is shown then is a new branch, whose records begin there. */
  | { type: 'skip'; until: number; eventsMax: number }
  | { type: 'step'; unit: StepUnit; direction: 1 | -1 }
  | { type: 'seek'; to: { eventCount: number } | { at: number } }
  | { type: 'breakpoints'; list: Breakpoint[] } | { type: 'branch'; id: number } | { type: 'query'; query: Query }
  /** Needs no run. */
  | { type: 'text'; question: TextQuestion; text: string } };

export type Shown = { view?: View; patch?: ViewPatch; history: HistoryPatch | null; /** Codes of the captions crossed by this answer, oldest first, at most 200; the captions are in the history. */ told: string[];
  stoppedBy: { breakpoint: Breakpoint; because: Because } | null; /** Nothing is pending any more. */ idle: boolean; /** SimTime that a skip has come to, while it has not arrived. */ skipping?: number };
export type FromEngine = { id: number; body:
  | ({ type: 'shown' } & Shown)
  | { type: 'value'; value: unknown }
  | { type: 'failed'; message: string }
  /** The worker threw: what is needed to report and to restart. */
  | { type: 'broken'; message: string; stack: string; runFile: unknown } };
