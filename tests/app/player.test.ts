// The player over a real run: frames and the wall clock are turned by hand.
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Player } from '../../src/app/player.svelte.ts';
import { scenarioOf } from '../../src/app/scenario.ts';
import { answer, newSession } from '../../src/engine/session/session.ts';
import { exampleById } from '../../src/lessons/examples/index.ts';
import type { Query } from '../../src/engine/protocol.ts';

vi.mock('../../src/app/engine-client.ts', () => ({
  startEngine: () => {
    const session = newSession();
    return {
      ask: (body: never) => { const a = answer(session, body); return a.type === 'failed' ? Promise.reject(new Error(a.message)) : Promise.resolve(structuredClone(a)); },
      query: (query: Query) => Promise.resolve((answer(session, { type: 'query', query }) as { value: unknown }).value),
      close: () => {},
    };
  },
}));

let now = 0;
let tasks: (() => void)[] = [];
vi.mock('../../src/app/after-frame.ts', () => ({ afterFrame: (act: () => void) => { tasks.push(act); } }));
let frames: ((at: number) => void)[] = [];
vi.stubGlobal('performance', { now: () => now });
vi.stubGlobal('requestAnimationFrame', (f: (at: number) => void) => frames.push(f));
vi.stubGlobal('cancelAnimationFrame', () => { frames = []; });
afterAll(() => vi.unstubAllGlobals());

const settled = async () => { for (let i = 0; i < 40; i++) await Promise.resolve(); };
/** Lets `ms` of wall time pass, a frame each 16 ms. */
async function pass(ms: number, until: () => boolean = () => false) {
  for (const end = now + ms; now < end && !until();) { now += 16; const due = frames; frames = []; for (const f of due) f(now); const after = tasks; tasks = []; for (const act of after) act(); await settled(); }
}
const applied = async (id = 'paral-1') => {
  const player = new Player();
  await player.open(scenarioOf());
  await player.input({ type: 'command', command: { type: 'apply', text: exampleById(id)!.yaml } });
  return player;
};
const job = (p: Player) => Object.values(p.view!.jobs)[0];
beforeEach(() => { frames = []; now = 0; });

describe('the player', () => {
  it('opens paused at the start', async () => {
    const player = new Player();
    await player.open(scenarioOf());
    expect([player.playing, player.t, player.started]).toEqual([false, 0, false]);
    expect(Object.keys(player.view!.nodes)).toHaveLength(3);
  });
  it('tells the story: within five seconds the manifest is in etcd, the key was in the queue and two Pods exist', async () => {
    const player = await applied();
    player.play();
    await pass(5500, () => Object.keys(player.view!.pods).length >= 2);
    expect(now).toBeLessThan(5500);
    expect(Object.keys(player.view!.pods)).toHaveLength(2);
    expect(player.history.captions.map((c) => c.code)).toEqual(expect.arrayContaining(['stored.ADDED', 'queue.add', 'queue.get']));
  });
  it('never lets the clock run backwards while it plays', async () => {
    const player = await applied();
    player.play();
    let last = 0;
    await pass(6000, () => { const ok = player.t >= last; last = player.t; return !ok; });
    expect(now).toBeGreaterThanOrEqual(6000);
  });
  it('runs by the clock: half a minute at sixty times', async () => {
    const player = await applied();
    player.pace = 'clock';
    player.speed = 60;
    player.play();
    await pass(500);
    expect(player.t).toBeGreaterThan(28_000);
    expect(player.t).toBeLessThan(32_000);
    expect(job(player)!.active).toBe(2);
  });
  it('stands still when paused: no frame is asked for', async () => {
    const player = await applied();
    player.play();
    await pass(500);
    player.pause();
    const at = player.t;
    await pass(1000);
    expect(player.t).toBe(at);
    expect(frames).toHaveLength(0);
  });
  it('runs to the end: eight succeed in about two minutes, and nothing is left to happen', async () => {
    const player = await applied();
    await player.toEnd();
    expect(job(player)).toMatchObject({ succeeded: 8, phase: 'complete' });
    expect(player.idle).toBe(true);
    expect(player.t).toBeGreaterThan(120_000);
    expect(player.t).toBeLessThan(160_000);
  });
  it('stops one hour on where a CronJob would never end', async () => {
    const player = await applied('forbid');
    await player.toEnd();
    expect(player.t).toBeGreaterThan(3_500_000);
    expect(player.t).toBeLessThan(3_700_000);
  });
});

describe('time travel', () => {
  it('a step back undoes a step', async () => {
    const player = await applied();
    await player.toEnd();
    await player.seek(31_000);
    player.reduced = true;
    await player.step('write', -1);
    const here = player.view!.moment.eventCount;
    await player.step('write', 1);
    await player.step('write', -1);
    expect(player.view!.moment.eventCount).toBe(here);
  });
  it('seeking shows that moment, and the end is still known', async () => {
    const player = await applied();
    await player.toEnd();
    const end = player.history.head.at;
    await player.seek(20_000);
    expect(player.t).toBe(20_000);
    expect(job(player)).toMatchObject({ active: 2, succeeded: 0 });
    expect(player.history.head.at).toBe(end);
    expect(player.captions[0]!.eventCount).toBeLessThanOrEqual(player.view!.moment.eventCount);
  });
  it('what is done in the past begins a branch at the moment shown; the old one can be returned to', async () => {
    const player = await applied();
    await player.toEnd();
    await player.seek(20_000);
    const key = { kind: 'Job' as const, namespace: 'default', name: 'paral-1' };
    await player.input({ type: 'command', command: { type: 'patch', ...key, patch: { spec: { suspend: true } } } });
    await player.refreshBranches();
    expect(player.branches).toHaveLength(2);
    await player.toEnd();
    expect(job(player)).toMatchObject({ suspend: true, active: 0 });
    await player.toBranch(1);
    await player.seek(player.history.head.at);
    expect(job(player)).toMatchObject({ succeeded: 8 });
  });
  it('stops at a breakpoint and says which', async () => {
    const player = await applied('backoff');
    await player.setBreakpoints([{ id: 'x', enabled: true, on: 'podFailed' }]);
    player.pace = 'clock';
    player.speed = 300;
    player.play();
    await pass(3000, () => !player.playing);
    expect(player.playing).toBe(false);
    expect(player.stoppedBy?.because.code).toBe('podFailed');
    player.reduced = true;
    await player.step('event', 1);
    expect(player.stoppedBy).toBe(null);
  });
});
