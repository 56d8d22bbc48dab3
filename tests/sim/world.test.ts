// What can befall a process: a crash forgets, a pause holds, and a fault strikes between send and arrival. On a toy.
import { recordsOf } from '../../src/sim/trace.ts';
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/sim/types.ts';
import { advance, enter, newTimeline, worldOf, type Timeline } from '../../src/sim/timeline.ts';
import { rule, rules, stateOf, toyWorld, type Ball, type ToyBody, type ToyInput } from './toy.ts';

type Toy = Timeline<Ball, ToyBody, ToyInput>;
const begin = (ticking = false): Toy => newTimeline<Ball, ToyBody, ToyInput>(toyWorld(1, ticking), rules);
const tell = (t: Toy, input: ToyInput, at = worldOf(t).now as number) => enter(t, input, at as never);
const bodies = <T extends ToyBody['type']>(t: Toy, type: T) => [...recordsOf(t.trace!)].filter((r) => r.body.type === type) as unknown as { at: number; process: string; event: number; cause: number | null; body: Extract<ToyBody, { type: T }> }[];
/** The ball is thrown once at time 0 with the rules armed. */
const thrown = (list: FaultRule[], until = 60): Toy => {
  const t = begin();
  tell(t, { type: 'faults', rules: list });
  tell(t, { type: 'throw', to: 'ping', n: 0 });
  advance(t, until, Infinity);
  return t;
};

describe('a crash', () => {
  it('keeps what survives, forgets the rest, and starts again after its time', () => {
    const t = begin(true);
    tell(t, { type: 'throw', to: 'ping', n: 1 });
    advance(t, 100, Infinity);
    const { ticks } = stateOf(worldOf(t), 'ping');
    expect(ticks).toBeGreaterThan(5);
    tell(t, { type: 'crash', process: 'ping', downFor: 50 }, 100);
    expect(worldOf(t).processes.get('ping')).toMatchObject({ status: 'down', incarnation: 1 });
    expect(stateOf(worldOf(t), 'ping')).toMatchObject({ sum: 0, ticks });
    advance(t, 149, Infinity);
    expect(stateOf(worldOf(t), 'ping').ticks).toBe(ticks);
    advance(t, 157, Infinity);
    expect(worldOf(t).processes.get('ping')!.status).toBe('up');
    expect(stateOf(worldOf(t), 'ping').ticks).toBe(ticks + 1); // the timer of restarted(), not the old one
    expect(bodies(t, 'restarted')).toMatchObject([{ at: 150, body: { process: 'ping', incarnation: 1 } }]);
  });
  it('loses what was on its way, even when it is up again before it would arrive', () => {
    const t = begin();
    tell(t, { type: 'throw', to: 'ping', n: 1 });
    tell(t, { type: 'crash', process: 'ping', downFor: 0 });
    advance(t, 100, Infinity);
    expect(worldOf(t).processes.get('ping')!.status).toBe('up');
    expect(bodies(t, 'caught')).toHaveLength(0);
  });
  it('answers what comes while it is down, where there is an answer, but no timer of its own', () => {
    const t = begin(true);
    tell(t, { type: 'crash', process: 'ping', downFor: 50 });
    tell(t, { type: 'throw', to: 'pong', n: 1 });
    advance(t, 49, Infinity);
    expect(bodies(t, 'refused')).toMatchObject([{ process: 'pong', body: { code: 'down' } }]);
  });
  it('takes with it what a pause held', () => {
    const t = begin();
    tell(t, { type: 'pause', process: 'ping' });
    tell(t, { type: 'throw', to: 'ping', n: 1 });
    advance(t, 10, Infinity);
    tell(t, { type: 'crash', process: 'ping', downFor: 5 });
    advance(t, 100, Infinity);
    expect(bodies(t, 'caught')).toHaveLength(0);
  });
});

describe('a pause', () => {
  it('holds what arrives and hands it over in order when resumed', () => {
    const t = begin();
    tell(t, { type: 'pause', process: 'pong' });
    for (const n of [100, 200, 300]) tell(t, { type: 'throw', to: 'pong', n });
    advance(t, 50, Infinity);
    expect(bodies(t, 'caught')).toHaveLength(0);
    tell(t, { type: 'resume', process: 'pong' }, 50);
    advance(t, 50, Infinity);
    expect(bodies(t, 'caught').map((r) => [r.at, r.body.n])).toEqual([[50, 100], [50, 200], [50, 300]]);
    expect(worldOf(t).held.size).toBe(0);
  });
  it('hands over in the order of arrival, not of sending', () => {
    const t = begin();
    tell(t, { type: 'pause', process: 'pong' });
    tell(t, { type: 'faults', rules: [rule({ type: 'delay', by: 10 as never }, { match: { payload: 'ball', nth: 1 } })] });
    tell(t, { type: 'throw', to: 'pong', n: 100 });
    tell(t, { type: 'throw', to: 'pong', n: 200 });
    advance(t, 50, Infinity);
    tell(t, { type: 'resume', process: 'pong' }, 50);
    advance(t, 50, Infinity);
    expect(bodies(t, 'caught').map((r) => r.body.n)).toEqual([200, 100]);
  });
});

describe('a fault', () => {
  it.each<[string, FaultRule[], number[]]>([
    ['drop: the ball is gone', [rule({ type: 'drop' })], []],
    ['delay: it comes later', [rule({ type: 'delay', by: 9 as never }, { match: { payload: 'ball', nth: 1 } }), rule({ type: 'drop' }, { id: 'g', match: { from: 'ping' } })], [10]],
    ['duplicate: it comes twice', [rule({ type: 'duplicate' }, { match: { payload: 'ball', nth: 1 } }), rule({ type: 'drop' }, { id: 'g', match: { from: 'ping' } })], [1, 1]],
    ['a rule that is off does nothing', [rule({ type: 'drop' }, { enabled: false }), rule({ type: 'drop' }, { id: 'g', match: { from: 'ping' } })], [1]],
    ['a rule for another key does nothing', [rule({ type: 'drop' }, { match: { key: 'ball-9' } }), rule({ type: 'drop' }, { id: 'g', match: { from: 'ping' } })], [1]],
    ['a rule whose window has not begun does nothing', [rule({ type: 'drop' }, { window: { from: 1 as never, to: null } })], [1]],
    ['a rule whose window is over does nothing', [rule({ type: 'drop' }, { window: { from: 0 as never, to: 0 as never } }), rule({ type: 'drop' }, { id: 'g', match: { from: 'ping' } })], [1]],
  ])('%s', (_, list, caught) => {
    expect(bodies(thrown(list), 'caught').map((r) => r.at)).toEqual(caught);
  });
  it('reject answers the sender', () => {
    const t = thrown([rule({ type: 'reject', code: 'teapot' }, { match: { from: 'ping' } })]);
    expect(bodies(t, 'refused')).toMatchObject([{ process: 'ping', body: { code: 'teapot' } }]);
  });
  it('crash takes a process down with the message that struck', () => {
    const t = thrown([rule({ type: 'crash', process: 'pong', downFor: 20 as never }, { match: { from: 'ping', nth: 1 } })]);
    expect(bodies(t, 'crashed')).toMatchObject([{ body: { process: 'pong' } }]);
    expect(bodies(t, 'restarted')).toHaveLength(1);
    expect(bodies(t, 'caught').map((r) => r.process)).toEqual(['ping']);
  });
  it('with a chance of one in two strikes some and spares some, the same every time', () => {
    const run = () => { const t = thrown([rule({ type: 'delay', by: 1 as never }, { chance: { num: 1, den: 2 } })], 500); return bodies(t, 'fault').map((r) => r.at); };
    const sent = bodies(thrown([], 500), 'sent').length;
    expect(run()).toEqual(run());
    expect(run().length).toBeGreaterThan(sent / 5);
    expect(run().length).toBeLessThan(sent * 4 / 5);
  });
});

describe('causes', () => {
  it('lead from every catch back to the throw', () => {
    const t = thrown([]);
    const caught = bodies(t, 'caught');
    const throwing = [...recordsOf(t.trace!)].find((r) => r.body.type === 'input' && (r.body.input as ToyInput).type === 'throw')!;
    expect(caught[0]!.cause).toBe(throwing.event);
    expect(throwing.cause).toBeNull();
    for (let i = 1; i < caught.length; i++) expect(caught[i]!.cause).toBe(caught[i - 1]!.event);
  });
});
