// A toy set of processes for the kernel's tests: players that pass a ball, throw dice and keep a timer. No Kubernetes.
import { epochMillis, millis } from '../../src/base/time.ts';
import type { FaultRule, KernelBody, ProcessDef, Rules, SimProcess, World } from '../../src/sim/types.ts';
import { createStepper, createWorld } from '../../src/sim/world.ts';

export type Ball = { type: 'ball'; key: string; n: number } | { type: 'tick' } | { type: 'no'; code: string };
export type ToyBody = KernelBody<Ball> | { type: 'caught'; n: number; sum: number } | { type: 'ticked'; count: number } | { type: 'refused'; code: string };
export type ToyInput = { type: 'throw'; to: string; n: number } | { type: 'faults'; rules: FaultRule[] } | { type: 'crash'; process: string; downFor: number } | { type: 'pause' | 'resume'; process: string };
export type Player = { sum: number; ticks: number; other: string; seen: Map<string, number>; order: number[] };
export type ToyWorld = World<Ball>;

const player: ProcessDef<Player, Ball, ToyBody> = {
  kind: 'player',
  recover: (s) => ({ sum: 0, ticks: s.ticks, other: s.other, seen: new Map(), order: [] }),
  restarted: (_, ctx) => { ctx.timer(millis(7), { type: 'tick' }); },
  copy: (s) => ({ ...s, seen: new Map(s.seen), order: s.order.slice() }),
  handle(s, event, ctx) {
    const p = event.payload;
    if (p.type === 'no') { ctx.trace(null, { type: 'refused', code: p.code }); return; }
    if (p.type === 'tick') {
      s.ticks++;
      ctx.trace(ctx.self, { type: 'ticked', count: s.ticks });
      ctx.timer(millis(7), { type: 'tick' });
      return;
    }
    s.sum += p.n;
    s.order.push(p.n);
    if (s.order.length > 50) s.order.splice(0, 25);
    s.seen.set(`k${p.n % 40}`, p.n);
    ctx.trace(p.key, { type: 'caught', n: p.n, sum: s.sum });
    const delay = 1 + Math.floor(ctx.draw('network') * 5);
    ctx.send(s.other, { type: 'ball', key: p.key, n: p.n + 1 }, millis(delay));
    if (ctx.draw('workload') < 0.3) ctx.cancel(ctx.timer(millis(3), { type: 'tick' }));
  },
};
export const rules: Rules<Ball, ToyBody, ToyInput> = {
  defs: new Map([['player', player as unknown as ProcessDef<never, Ball, ToyBody>]]),
  describe: (p) => ({ type: p.type, key: p.type === 'ball' ? p.key : null }),
  reject: (e, code) => ({ to: e.from, payload: { type: 'no', code } }),
  applyInput(world, input, ctx, kernel) {
    switch (input.type) {
      case 'throw': ctx.send(input.to, { type: 'ball', key: `ball-${input.n}`, n: input.n }, millis(1)); break;
      case 'faults': world.faults = input.rules; break;
      case 'crash': kernel.crash(input.process, millis(input.downFor)); break;
      case 'pause': kernel.setPaused(input.process, true); break;
      case 'resume': kernel.setPaused(input.process, false); break;
    }
  },
};
const process = (id: string, other: string): SimProcess<Player> => ({ id, kind: 'player', incarnation: 0, status: 'up', state: { sum: 0, ticks: 0, other, seen: new Map(), order: [] } });

/** Ping and pong; each keeps a timer of 7 ms when `ticking`. */
export function toyWorld(seed = 1, ticking = true): ToyWorld {
  const world = createWorld<Ball>(epochMillis(0), seed, [process('ping', 'pong'), process('pong', 'ping')]);
  const stepper = createStepper<Ball, ToyBody, ToyInput>(world, rules, null);
  if (ticking) for (const id of ['ping', 'pong']) stepper.as(id, (ctx) => ctx.timer(millis(7), { type: 'tick' }));
  return world;
}
export const stateOf = (world: ToyWorld, id: string): Player => world.processes.get(id)!.state as Player;
export const rule = (act: FaultRule['act'], over: Partial<FaultRule> = {}): FaultRule => ({ id: 'f', enabled: true, window: { from: 0 as never, to: null }, match: { payload: 'ball' }, chance: { num: 1, den: 1 }, act, ...over });
