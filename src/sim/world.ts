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
/** A process with what it is made of: found with one look each event. */
type Seat<P, B> = { readonly process: SimProcess<unknown>; readonly def: ProcessDef<unknown, P, B> | undefined };
type KernelPayload = { type: '@restart'; process: ProcessId };

export function createWorld<P>(epoch: EpochMillis, seed: number, processes: SimProcess<unknown>[]): World<P> {
  return {
    now: 0 as SimTime, epoch,
    rng: { network: seedOf(seed, 'network'), workload: seedOf(seed, 'workload'), names: seedOf(seed, 'names'), faults: seedOf(seed, 'faults') },
    queue: newQueue<P>(), processes: new Map(processes.map((p) => [p.id, p])),
    faults: [], faultHits: new Map(), held: new Map(), eventCount: 0, nextEventId: 1, traceLength: 0,
  };
}

/**
 * The machinery of one world: it holds no state of the simulation, only what is being handled. A class, because then its methods are compiled once for all
 * worlds: each seek, branch and seeded run makes a stepper, and closures of its own would start slow every time. It is itself the context of what it handles.
 */
export class Stepper<P, B, I> implements Context<P, B> {
  now: SimTime;
  readonly epoch: EpochMillis;
  self: ProcessId = outside;
  private event: EventId = 0;
  private cause: EventId | null = null;
  private readonly seats = new Map<ProcessId, Seat<P, B>>();

  constructor(readonly world: World<P>, private readonly rules: Rules<P, B, I>, private readonly sink: Sink<B> | null) {
    this.now = world.now;
    this.epoch = world.epoch;
    for (const [id, process] of world.processes) this.seats.set(id, { process, def: rules.defs.get(process.kind) as ProcessDef<unknown, P, B> | undefined });
  }
  get incarnation(): number { return this.seats.get(this.self)?.process.incarnation ?? 0; }

  /** Handles the next event. False: nothing is pending. */
  step(): boolean {
    const { world } = this;
    const e = pop(world.queue);
    if (!e) return false;
    if (e.at > world.now) world.now = e.at;
    this.begin(e.id, e.cause);
    this.handle(e);
    return true;
  }
  /** Feeds an input in at time `at` (not before the world's now); it counts as one event. */
  input(input: I, at: SimTime): void {
    const { world } = this;
    assert(at >= world.now, 'an input cannot come before what has happened');
    world.now = at;
    this.begin(world.nextEventId++, null);
    this.self = outside;
    this.note({ type: 'input', input });
    this.rules.applyInput(world, input, this, { crash: (id, downFor) => this.crash(id, downFor), setPaused: (id, paused) => this.setPaused(id, paused) });
  }
  /** Door for the set-up of a new world: sends and timers from `self` before the first event. */
  as(self: ProcessId, act: (ctx: Context<P, B>) => void): void {
    this.now = this.world.now;
    this.event = 0;
    this.cause = null;
    this.self = self;
    act(this);
  }
  private begin(event: EventId, cause: EventId | null): void {
    this.now = this.world.now;
    this.world.eventCount++;
    this.event = event;
    this.cause = cause;
  }

  // ---------------------------------------------------------------- the context

  send(to: ProcessId, payload: P, delay: Millis): EventId {
    const { world } = this;
    const at = this.arrival(delay);
    if (world.faults.length > 0) {
      const candidate: SimEvent<P> = { id: world.nextEventId, at, lane: 1, from: this.self, to, sentAt: world.now, cause: this.event, incarnation: -1, payload };
      const rule = strike(world, candidate, this.rules.describe);
      if (rule) return this.struck(rule.id, rule.act, candidate);
    }
    return this.deliver(to, payload, at);
  }
  timer(delay: Millis, payload: P): EventId { return this.enqueue(this.self, payload, this.arrival(delay), 2).id; }
  cancel(id: EventId): void { cancel(this.world.queue, id); }
  draw(stream: Stream): number {
    const { rng } = this.world;
    return valueOf((rng[stream] = advanceRng(rng[stream])));
  }
  trace(subject: string | null, body: B): void {
    const seq = this.world.traceLength++;
    const { sink } = this;
    if (sink !== null && seq >= sink.held) sink.push(seq, this.now, this.event, this.cause, this.self, subject, body);
  }
  get traced(): boolean { return this.sink !== null && this.world.traceLength >= this.sink.held; }
  untraced(): void { this.world.traceLength++; }
  private note(body: KernelBody<P>): void { this.trace(null, body as B); }

  // ---------------------------------------------------------------- messages

  private arrival(delay: Millis): SimTime {
    assert(delay >= 0 && Number.isInteger(delay), 'a delay is whole milliseconds');
    return (this.world.now + delay) as SimTime;
  }
  private enqueue(to: ProcessId, payload: P, at: SimTime, lane: 0 | 1 | 2): SimEvent<P> {
    const { world } = this;
    const addressee = this.seats.get(to)?.process;
    const e: SimEvent<P> = { id: world.nextEventId++, at, lane, from: this.self, to, sentAt: world.now, cause: this.event, incarnation: addressee ? addressee.incarnation : -1, payload };
    push(world.queue, e);
    return e;
  }
  private deliver(to: ProcessId, payload: P, at: SimTime): EventId {
    const { id } = this.enqueue(to, payload, at, 1);
    const seq = this.world.traceLength++;
    const { sink } = this;
    if (sink !== null && seq >= sink.held) sink.sent(seq, this.now, this.event, this.cause, this.self, id, to, at, payload);
    return id;
  }
  private struck(rule: string, act: World<P>['faults'][number]['act'], e: SimEvent<P>): EventId {
    this.note({ type: 'fault', rule, act: act.type });
    switch (act.type) {
      case 'delay': return this.deliver(e.to, e.payload, (e.at + act.by) as SimTime);
      case 'duplicate': this.deliver(e.to, e.payload, e.at); return this.deliver(e.to, e.payload, e.at);
      case 'crash': this.crash(act.process, act.downFor); return this.deliver(e.to, e.payload, e.at);
      case 'reject': {
        const answer = this.rules.reject(e, act.code);
        if (answer) return this.deliver(answer.to, answer.payload, (e.at + (e.at - e.sentAt)) as SimTime);
        break;
      }
      case 'drop': break;
    }
    const id = this.world.nextEventId++;
    this.note({ type: 'dropped', event: id, to: e.to, rule, payload: e.payload });
    return id;
  }

  // ---------------------------------------------------------------- processes

  private handle(e: SimEvent<P>): void {
    if (e.to === kernel) { this.restart((e.payload as KernelPayload).process); return; }
    const { world } = this;
    const seat = this.seats.get(e.to);
    const p = seat?.process;
    if (!p || p.status === 'down' || (e.incarnation !== -1 && e.incarnation !== p.incarnation)) {
      const answer = p && e.lane === 1 ? this.rules.reject(e, 'down') : null;
      this.self = e.to;
      if (answer) this.deliver(answer.to, answer.payload, (e.at + (e.at - e.sentAt)) as SimTime);
      return;
    }
    if (p.status === 'paused') {
      const held = world.held.get(e.to);
      if (held) held.push(e); else world.held.set(e.to, [e]);
      return;
    }
    this.self = e.to;
    this.defOf(seat).handle(p.state as never, e, this);
  }
  private defOf({ def, process }: Seat<P, B>): ProcessDef<unknown, P, B> {
    if (!def) throw new Error(`no definition for processes of kind ${process.kind}`);
    return def;
  }
  private crash(id: ProcessId, downFor: Millis): void {
    const { world } = this;
    const seat = this.seats.get(id);
    const p = seat?.process;
    if (!p || p.status === 'down') return;
    p.state = this.defOf(seat).recover(p.state);
    p.incarnation++;
    p.status = 'down';
    world.held.delete(id);
    this.note({ type: 'crashed', process: id });
    push(world.queue, { id: world.nextEventId++, at: this.arrival(downFor), lane: 0, from: kernel, to: kernel, sentAt: world.now, cause: this.event, incarnation: -1, payload: { type: '@restart', process: id } as KernelPayload as P });
  }
  private restart(id: ProcessId): void {
    const seat = this.seats.get(id);
    const p = seat?.process;
    if (!p || p.status !== 'down') return;
    p.status = 'up';
    this.self = id;
    this.note({ type: 'restarted', process: id, incarnation: p.incarnation });
    this.defOf(seat).restarted?.(p.state, this);
  }
  private setPaused(id: ProcessId, paused: boolean): void {
    const { world } = this;
    const p = this.seats.get(id)?.process;
    if (!p || p.status === 'down') return;
    p.status = paused ? 'paused' : 'up';
    if (paused) return;
    // With their old times they come first and in the order in which they arrived; the clock does not go back for them.
    for (const e of world.held.get(id) ?? []) push(world.queue, e);
    world.held.delete(id);
  }
}
export const createStepper = <P, B, I>(world: World<P>, rules: Rules<P, B, I>, sink: Sink<B> | null): Stepper<P, B, I> => new Stepper(world, rules, sink);
