// The world and the handling of exactly one event or one input. All that can happen to a process happens here.
import { assert } from '../base/assert.ts';
import { seedOf, advance as advanceRng, valueOf } from '../base/prng.ts';
import type { EpochMillis, Millis, SimTime } from '../base/time.ts';
import { cancel, newQueue, pop, push } from './event-queue.ts';
import { strike } from './faults.ts';
import type { Context, EventId, KernelBody, ProcessDef, ProcessId, Rules, SimEvent, SimProcess, Stream, TraceRecord, World } from './types.ts';

/** Receives trace records in order, from the one on whose seq is `held`; those before it has already. `event` is what is being handled, `cause` what led to it. */
export type Sink<B> = {
  readonly held: number;
  push(seq: number, at: SimTime, event: EventId, cause: EventId | null, process: ProcessId, subject: string | null, body: B): void;
  /** The record that says that `sent` is on its way; half of all records are such. */
  sent(seq: number, at: SimTime, event: EventId, cause: EventId | null, process: ProcessId, sent: EventId, to: ProcessId, arrivesAt: SimTime, payload: unknown): void;
};
/** A sink that hands every record on whole and keeps none. */
export const listener = <P, B>(take: (record: TraceRecord<B>) => void): Sink<B> => ({
  held: 0,
  push: (seq, at, event, cause, process, subject, body) => take({ seq, at, event, cause, process, subject, body }),
  sent: (seq, at, event, cause, process, sent, to, arrivesAt, payload) =>
    take({ seq, at, event, cause, process, subject: null, body: { type: 'sent', event: sent, to, arrivesAt, payload: payload as P } satisfies KernelBody<P> as B }),
});
/** Who sends what comes from outside, and what the kernel sends itself. */
export const outside: ProcessId = '@outside';
export const kernel: ProcessId = '@kernel';
type KernelPayload = { type: '@restart'; process: ProcessId };

export function createWorld<P>(epoch: EpochMillis, seed: number, processes: SimProcess<unknown>[]): World<P> {
  return {
    now: 0 as SimTime, epoch,
    rng: { network: seedOf(seed, 'network'), workload: seedOf(seed, 'workload'), names: seedOf(seed, 'names'), faults: seedOf(seed, 'faults') },
    queue: newQueue<P>(), processes: new Map(processes.map((p) => [p.id, p])),
    faults: [], faultHits: new Map(), held: new Map(), eventCount: 0, nextEventId: 1, traceLength: 0,
  };
}

/** The machinery of one world: it holds no state of the simulation, only what is being handled. */
export type Stepper<P, B, I> = {
  readonly world: World<P>;
  /** Handles the next event. False: nothing is pending. */
  step(): boolean;
  /** Feeds an input in at time `at` (not before the world's now); it counts as one event. */
  input(input: I, at: SimTime): void;
  /** Door for the set-up of a new world: sends and timers from `self` before the first event. */
  as(self: ProcessId, act: (ctx: Context<P, B>) => void): void;
};

export function createStepper<P, B, I>(world: World<P>, rules: Rules<P, B, I>, sink: Sink<B> | null): Stepper<P, B, I> {
  let event: EventId = 0;
  let cause: EventId | null = null;
  let self: ProcessId = outside;

  function trace(subject: string | null, body: B): void {
    const seq = world.traceLength++;
    if (sink !== null && seq >= sink.held) sink.push(seq, world.now, event, cause, self, subject, body);
  }
  const kernelTrace = (body: KernelBody<P>) => { trace(null, body as B); };
  function traceSent(sent: EventId, to: ProcessId, arrivesAt: SimTime, payload: P): void {
    const seq = world.traceLength++;
    if (sink !== null && seq >= sink.held) sink.sent(seq, world.now, event, cause, self, sent, to, arrivesAt, payload);
  }

  function enqueue(to: ProcessId, payload: P, at: SimTime, lane: 0 | 1 | 2): SimEvent<P> {
    const addressee = world.processes.get(to);
    const e: SimEvent<P> = { id: world.nextEventId++, at, lane, from: self, to, sentAt: world.now, cause: event, incarnation: addressee ? addressee.incarnation : -1, payload };
    push(world.queue, e);
    return e;
  }
  const arrival = (delay: Millis): SimTime => {
    assert(delay >= 0 && Number.isInteger(delay), `a delay is whole milliseconds, not ${delay}`);
    return (world.now + delay) as SimTime;
  };

  function send(to: ProcessId, payload: P, delay: Millis): EventId {
    const at = arrival(delay);
    if (world.faults.length > 0) {
      const candidate: SimEvent<P> = { id: world.nextEventId, at, lane: 1, from: self, to, sentAt: world.now, cause: event, incarnation: -1, payload };
      const rule = strike(world, candidate, rules.describe);
      if (rule) return struck(rule.id, rule.act, candidate);
    }
    const e = enqueue(to, payload, at, 1);
    traceSent(e.id, to, at, payload);
    return e.id;
  }

  function struck(rule: string, act: World<P>['faults'][number]['act'], e: SimEvent<P>): EventId {
    kernelTrace({ type: 'fault', rule, act: act.type });
    const deliver = (to: ProcessId, payload: P, at: SimTime) => {
      const sent = enqueue(to, payload, at, 1);
      traceSent(sent.id, to, at, payload);
      return sent.id;
    };
    switch (act.type) {
      case 'delay': return deliver(e.to, e.payload, (e.at + act.by) as SimTime);
      case 'duplicate': deliver(e.to, e.payload, e.at); return deliver(e.to, e.payload, e.at);
      case 'crash': crash(act.process, act.downFor); return deliver(e.to, e.payload, e.at);
      case 'reject': {
        const answer = rules.reject(e, act.code);
        if (answer) return deliver(answer.to, answer.payload, (e.at + (e.at - e.sentAt)) as SimTime);
        break;
      }
      case 'drop': break;
    }
    const id = world.nextEventId++;
    kernelTrace({ type: 'dropped', event: id, to: e.to, rule, payload: e.payload });
    return id;
  }

  const ctx = {
    get now() { return world.now; }, get epoch() { return world.epoch; }, get self() { return self; },
    get incarnation() { return world.processes.get(self)?.incarnation ?? 0; },
    send,
    timer: (delay: Millis, payload: P): EventId => enqueue(self, payload, arrival(delay), 2).id,
    cancel: (id: EventId) => cancel(world.queue, id),
    draw: (stream: Stream): number => valueOf((world.rng[stream] = advanceRng(world.rng[stream]))),
    trace,
  } satisfies Context<P, B>;

  const defOf = (kind: string) => {
    const def = rules.defs.get(kind) as ProcessDef<unknown, P, B> | undefined;
    assert(def, `no definition for processes of kind ${kind}`);
    return def;
  };

  function crash(id: ProcessId, downFor: Millis): void {
    const p = world.processes.get(id);
    if (!p || p.status === 'down') return;
    p.state = defOf(p.kind).recover(p.state);
    p.incarnation++;
    p.status = 'down';
    world.held.delete(id);
    kernelTrace({ type: 'crashed', process: id });
    push(world.queue, { id: world.nextEventId++, at: arrival(downFor), lane: 0, from: kernel, to: kernel, sentAt: world.now, cause: event, incarnation: -1, payload: { type: '@restart', process: id } as KernelPayload as P });
  }
  function restart(id: ProcessId): void {
    const p = world.processes.get(id);
    if (!p || p.status !== 'down') return;
    p.status = 'up';
    self = id;
    kernelTrace({ type: 'restarted', process: id, incarnation: p.incarnation });
    defOf(p.kind).restarted?.(p.state, ctx);
  }
  function setPaused(id: ProcessId, paused: boolean): void {
    const p = world.processes.get(id);
    if (!p || p.status === 'down') return;
    p.status = paused ? 'paused' : 'up';
    if (paused) return;
    // With their old times they come first and in the order in which they arrived; the clock does not go back for them.
    for (const e of world.held.get(id) ?? []) push(world.queue, e);
    world.held.delete(id);
  }

  function handle(e: SimEvent<P>): void {
    if (e.to === kernel) { restart((e.payload as KernelPayload).process); return; }
    const p = world.processes.get(e.to);
    if (!p || p.status === 'down' || (e.incarnation !== -1 && e.incarnation !== p.incarnation)) return;
    if (p.status === 'paused') {
      const held = world.held.get(e.to);
      if (held) held.push(e); else world.held.set(e.to, [e]);
      return;
    }
    self = e.to;
    defOf(p.kind).handle(p.state as never, e, ctx);
  }

  return {
    world,
    step(): boolean {
      const e = pop(world.queue);
      if (!e) return false;
      world.now = e.at > world.now ? e.at : world.now;
      world.eventCount++;
      event = e.id;
      cause = e.cause;
      handle(e);
      return true;
    },
    input(input: I, at: SimTime): void {
      assert(at >= world.now, 'an input cannot come before what has happened');
      world.now = at;
      world.eventCount++;
      event = world.nextEventId++;
      cause = null;
      self = outside;
      kernelTrace({ type: 'input', input });
      rules.applyInput(world, input, ctx, { crash, setPaused });
    },
    as(id, act) { event = 0; cause = null; self = id; act(ctx); },
  };
}
