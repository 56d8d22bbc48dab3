// The kernel's nouns: events, processes, the world, faults, the trace, moments. The kernel is generic in P (what travels), B (what is traced) and I (inputs); it knows no Kubernetes.
import type { EpochMillis, Millis, SimTime } from '../base/time.ts';

export type EventId = number;
export type ProcessId = string;
/** Random numbers come from one seeded stream per purpose, so that arming a fault renames no Pod. */
export type Stream = 'network' | 'workload' | 'names' | 'faults';
export type RngState = Record<Stream, number>;

/** Anything pending. Ordered by (at, lane, id): total and stable. Frozen by convention. */
export type SimEvent<P> = {
  readonly id: EventId; readonly at: SimTime; readonly lane: 0 | 1 | 2;
  readonly from: ProcessId; readonly to: ProcessId; readonly sentAt: SimTime;
  /** The event that was being handled when this one was sent; null for an input from outside. */
  readonly cause: EventId | null;
  /** The addressee's incarnation when sent; a message to an earlier incarnation is discarded. -1: any incarnation. */
  readonly incarnation: number;
  readonly payload: P;
};

export type SimProcess<S> = { id: ProcessId; kind: string; incarnation: number; status: 'up' | 'paused' | 'down'; state: S };

/** The only door out of a process while it handles an event. */
export type Context<P, B> = {
  readonly now: SimTime; readonly epoch: EpochMillis; readonly self: ProcessId; readonly incarnation: number;
  /** Sends a message that arrives after `delay` ms; faults may strike here. Returns the event's id. */
  send(to: ProcessId, payload: P, delay: Millis): EventId;
  /** A message to itself that no fault can touch. */
  timer(delay: Millis, payload: P): EventId;
  cancel(id: EventId): void;
  /** A number in [0, 1) from the named stream. */
  draw(stream: Stream): number;
  trace(subject: string | null, body: B): void;
  /** False where nobody takes the record (no trace is kept, or it has it already from the first time): then `untraced` counts it as well, and nothing need be made. */
  readonly traced: boolean; untraced(): void;
};

export type ProcessDef<S, P, B> = {
  kind: string;
  /** What survives a crash: etcd keeps its store, a kubelet its containers, a controller nothing. */
  recover(before: S): S;
  /** Called after a restart so that the process can send what starts it again (list, watch, timers). */
  restarted?(state: S, ctx: Context<P, B>): void;
  /** Copies containers (nested ones too), shares frozen objects. */
  copy(state: S): S;
  /** Mutates its own containers in place; replaces frozen values. */
  handle(state: S, event: SimEvent<P>, ctx: Context<P, B>): void;
};

export type FaultRule = {
  id: string; enabled: boolean;
  window: { from: SimTime; to: SimTime | null };
  match: { payload?: string; from?: ProcessId; to?: ProcessId; key?: string; nth?: number };
  chance: { num: number; den: number };
  act:
    | { type: 'drop' } | { type: 'delay'; by: Millis } | { type: 'duplicate' } | { type: 'reject'; code: string }
    | { type: 'crash'; process: ProcessId; downFor: Millis };
};

export type World<P> = {
  now: SimTime; epoch: EpochMillis; rng: RngState;
  queue: EventQueueState<P>; processes: Map<ProcessId, SimProcess<unknown>>;
  faults: readonly FaultRule[]; faultHits: Map<string, number>;
  /** What arrived for a paused process, in order. */
  held: Map<ProcessId, SimEvent<P>[]>;
  /** How many events were handled: the identity of a moment. */
  eventCount: number; nextEventId: EventId; traceLength: number;
};
/** Two binary heaps of events, timers (lane 2) and all others, with lazy cancellation; their functions live in event-queue.ts. */
export type EventQueueState<P> = { messages: SimEvent<P>[]; timers: SimEvent<P>[]; cancelled: Set<EventId> };

/** Identity is eventCount: many events share one millisecond. */
export type Moment = { eventCount: number; at: SimTime };
/** Something from outside (apply, delete, crash, arm fault): it is itself the event that follows the first `after` events, at time `at`. */
export type InputRecord<I> = { after: number; at: SimTime; input: I };

/** Output only; never read by the simulation. `event` is what was being handled. */
export type TraceRecord<B> = {
  readonly seq: number; readonly at: SimTime; readonly event: EventId; readonly cause: EventId | null;
  readonly process: ProcessId; readonly subject: string | null; readonly body: B;
};
/** Bodies the kernel itself writes; the rest of B is defined by the cluster. */
export type KernelBody<P> =
  /** `payload`: what travels; null where the trace is kept. */
  | { type: 'sent'; event: EventId; to: ProcessId; arrivesAt: SimTime; payload: P | null }
  | { type: 'dropped'; event: EventId; to: ProcessId; rule: string; payload: P }
  | { type: 'fault'; rule: string; act: string }
  | { type: 'crashed'; process: ProcessId } | { type: 'restarted'; process: ProcessId; incarnation: number }
  | { type: 'input'; input: unknown };

/** What the wiring gives the kernel so that it stays ignorant of Kubernetes. */
export type Rules<P, B, I> = {
  defs: ReadonlyMap<string, ProcessDef<never, P, B>>;
  /** Turns an input into the changes it makes: messages to processes, a new fault list, a crash. */
  applyInput(world: World<P>, input: I, ctx: Context<P, B>, kernel: { crash(process: ProcessId, downFor: Millis): void; setPaused(process: ProcessId, paused: boolean): void }): void;
  /** How a rejected message is answered (a 500 reply, say), or one to a process that is `down`; null: nothing is sent back. */
  reject(event: SimEvent<P>, code: string): { to: ProcessId; payload: P } | null;
  /** The payload's type and key, for fault matching. */
  describe(payload: P): { type: string; key: string | null };
  /** Until when (at most `until`) all that comes from the calendar and the clock repeats itself every `period` from now on. Absent: never. */
  repeatsUntil?(world: World<P>, period: Millis, until: SimTime): SimTime;
};
