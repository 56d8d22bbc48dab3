// Time travel as laws: seek equals play, back then forward is nothing, a branch leaves the old one alone, and a run repeats byte for byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/base/hash.ts';
import { answer, newSession, type Session } from '../../src/engine/session/session.ts';
import { newHistory, patchHistory } from '../../src/app/history.ts';
import { forgetOld } from '../../src/engine/history/fold.ts';
import type { BranchInfo, FromEngine, Input, Query, View, WhyLink } from '../../src/engine/protocol.ts';

type Shown = Extract<FromEngine['body'], { type: 'shown' }>;
const epoch = Date.parse('2026-03-02T09:00:00Z');
const manifest = (name: string, spec: string, command: string) => `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\nspec:\n${spec}  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - name: main\n        image: busybox\n        command: ["sh", "-c", "${command}"]\n`;
const apply = (text: string): Input => ({ type: 'command', command: { type: 'apply', text } });
const failing = apply(manifest('fails', '  backoffLimit: 2\n', 'sleep 2; exit 1'));
const parallel = apply(manifest('many', '  completions: 6\n  parallelism: 3\n', 'sleep 4'));

function open(inputs: Input[], seed = 1): Session {
  const s = newSession();
  answer(s, { type: 'open', protocol: 1, scenario: { name: 't', epoch, seed, settings: {}, inputs: [] } });
  for (const input of inputs) answer(s, { type: 'input', input, at: 0 });
  return s;
}
const ask = (s: Session, body: Parameters<typeof answer>[1]): Shown => {
  const a = answer(s, body);
  if (a.type !== 'shown') throw new Error(`not shown: ${JSON.stringify(a)}`);
  return a;
};
const query = <T>(s: Session, q: Query): T => (answer(s, { type: 'query', query: q }) as { value: T }).value;
const play = (s: Session, until = 60_000) => ask(s, { type: 'advance', until, eventsMax: 1_000_000 });
const shown = (s: Session): View => s.shown!;
const picture = (s: Session) => hashOf(shown(s));

describe('a run', () => {
  it('repeats: the same inputs and seed give the same trace', () => {
    const [a, b] = [open([failing, parallel]), open([failing, parallel])];
    play(a); play(b);
    expect(query(a, { type: 'hash' })).toBe(query(b, { type: 'hash' }));
  });
  it('differs with the seed', () => {
    const [a, b] = [open([parallel], 1), open([parallel], 2)];
    play(a); play(b);
    expect(query(a, { type: 'hash' })).not.toBe(query(b, { type: 'hash' }));
  });
  it('is the same run when it is saved and opened again', () => {
    const a = open([failing, parallel]);
    play(a);
    const file = query<{ scenario: never; hash: string }>(a, { type: 'runFile' });
    const b = newSession();
    answer(b, { type: 'open', protocol: 1, scenario: file.scenario });
    play(b);
    expect(query(b, { type: 'hash' })).toBe(file.hash);
  });
});

describe('time travel', () => {
  it('seek(n) shows what playing to n showed, and leaves the trace as it was', () => {
    const s = open([failing, parallel]);
    const pictures = new Map<number, string>();
    for (let i = 0; i < 400; i++) { ask(s, { type: 'step', unit: 'event', direction: 1 }); pictures.set(shown(s).moment.eventCount, picture(s)); }
    const hash = query(s, { type: 'hash' });
    const moments = [...pictures.keys()];
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: moments.length - 1 }), { minLength: 1, maxLength: 8 }), (order) => {
      for (const i of order) { ask(s, { type: 'seek', to: { eventCount: moments[i]! } }); expect(picture(s)).toBe(pictures.get(moments[i]!)); }
    }), { numRuns: 25, seed: 3 });
    expect(query(s, { type: 'hash' })).toBe(hash);
  });
  it.each(['event', 'write', 'stage', 'sync', 'jobStatus', 'pod', 'caption'] as const)('a step by %s and back is no step', (unit) => {
    const s = open([parallel]);
    for (let i = 0; i < 5; i++) ask(s, { type: 'step', unit, direction: 1 });
    const here = picture(s);
    ask(s, { type: 'step', unit, direction: 1 });
    ask(s, { type: 'step', unit, direction: -1 });
    expect(picture(s)).toBe(here);
  });
  it('an action in the past begins a branch; the old one stays and can be returned to', () => {
    const s = open([parallel]);
    play(s, 30_000);
    const end = picture(s);
    ask(s, { type: 'seek', to: { at: 2_000 } });
    ask(s, { type: 'input', input: { type: 'command', command: { type: 'patch', kind: 'Job', namespace: 'default', name: 'many', patch: { spec: { suspend: true } } } } });
    play(s, 30_000);
    expect(Object.values(shown(s).jobs)[0]!.phase).toBe('suspended');
    expect(query<BranchInfo[]>(s, { type: 'branches' }).map((b) => [b.id, b.parent, b.current])).toEqual([[1, null, false], [2, 1, true]]);
    ask(s, { type: 'branch', id: 1 });
    ask(s, { type: 'seek', to: { at: 30_000 } });
    expect(picture(s)).toBe(end);
    expect(query<{ first: { a: unknown; b: unknown } }>(s, { type: 'compareBranches', a: 1, b: 2 }).first.b).not.toBeNull();
  });
});

describe('breakpoints stop the play and say why', () => {
  const label = (count: number): Input => ({ type: 'command', command: { type: 'patch', kind: 'Job', namespace: 'default', name: 'many', patch: { metadata: { labels: { touched: String(count) } } } } });
  const crowd = apply(Array.from({ length: 12 }, (_, i) => manifest(`m${i}`, '  completions: 6\n  parallelism: 3\n', 'sleep 4')).join('---\n'));
  it.each([
    [{ on: 'podFailed' }, 'podFailed', [failing]], [{ on: 'sync', key: 'default/fails' }, 'sync', [failing]], [{ on: 'condition', type: 'Failed' }, 'condition', [failing]],
    [{ on: 'event', reason: 'BackoffLimitExceeded' }, 'event', [failing]], [{ on: 'time', at: 1_234 }, 'time', [failing]], [{ on: 'queueOver', n: 2 }, 'queueOver', [crowd]],
  ] as const)('%o', (on, code, inputs) => {
    const s = open([...inputs]);
    answer(s, { type: 'breakpoints', list: [{ id: 'b', enabled: true, ...on }] });
    const { stoppedBy } = play(s, 300_000);
    expect(stoppedBy?.because.code).toBe(code);
    expect(stoppedBy?.breakpoint).toMatchObject(on);
  });
  it('a conflict: the Job was changed between the read and the write of its status', () => {
    const s = open([parallel]);
    answer(s, { type: 'breakpoints', list: [{ id: 'b', enabled: true, on: 'conflict' }] });
    play(s, 40);
    ask(s, { type: 'input', input: label(1), at: 40 });
    const { stoppedBy: stopped } = play(s, 9_000);
    expect(stopped?.because).toMatchObject({ code: 'conflict', params: { message: expect.stringContaining('the object has been modified') } });
  });
  it('one that is switched off stops nothing; the first of two that are met is named', () => {
    const s = open([failing]);
    answer(s, { type: 'breakpoints', list: [{ id: 'off', enabled: false, on: 'podFailed' }, { id: 'late', enabled: true, on: 'condition', type: 'Failed' }, { id: 'early', enabled: true, on: 'event', reason: 'SuccessfulCreate' }] });
    expect(play(s, 300_000).stoppedBy?.breakpoint.id).toBe('early');
    answer(s, { type: 'breakpoints', list: [{ id: 'off', enabled: false, on: 'podFailed' }] });
    expect(play(s, 300_000).stoppedBy).toBeNull();
  });
});

describe('why', () => {
  it('a Pod is there: back to what the user did', () => {
    const s = open([parallel]);
    play(s, 1_000);
    const pod = Object.keys(shown(s).pods)[0]!;
    const chain = query<WhyLink[]>(s, { type: 'why', subject: { type: 'object', key: pod } });
    expect(chain[0]!.because.code).toBe('stored.ADDED');
    expect(chain.map((l) => l.because.code)).toContain('handler');
    expect(chain.at(-1)!.because.code).toBe('input');
    expect(chain.every((l, i) => i === 0 || l.at <= chain[i - 1]!.at)).toBe(true);
  });
  it.each([
    ['backoff', failing, 8_000, 'Job/default/fails'], ['parallelismFull', parallel, 3_000, 'Job/default/many'], ['failed', failing, 200_000, 'Job/default/fails'], ['complete', parallel, 60_000, 'Job/default/many'],
    ['suspended', apply(manifest('rests', '  suspend: true\n', 'true')), 1_000, 'Job/default/rests'], ['parallelismZero', apply(manifest('none', '  parallelism: 0\n', 'true')), 1_000, 'Job/default/none'], ['gone', failing, 10, 'Job/default/nobody'],
  ] as const)('no new Pod: %s', (code, input, at, job) => {
    const s = open([input]);
    play(s, at);
    expect(query<WhyLink[]>(s, { type: 'whyNot', question: { type: 'noNewPod', job } }).map((l) => l.because.code)).toContain(code);
  });
});

describe('a branch beside the one that is shown', () => {
  it('is seen at the same time, and the one that is shown stays where it is', () => {
    const s = open([parallel]);
    play(s, 20_000);
    ask(s, { type: 'seek', to: { at: 2_000 } });
    answer(s, { type: 'input', input: { type: 'command', command: { type: 'patch', kind: 'Job', namespace: 'default', name: 'many', patch: { spec: { parallelism: 1 } } } }, at: 2_000 });
    play(s, 12_000);
    const before = picture(s);
    const beside = query<View>(s, { type: 'branchView', branch: 1, at: shown(s).moment.at });
    expect(beside.moment.at).toBeLessThanOrEqual(shown(s).moment.at);
    expect(Object.values(beside.jobs)[0]).toMatchObject({ parallelism: 3 });
    expect(Object.values(shown(s).jobs)[0]).toMatchObject({ parallelism: 1 });
    expect(picture(s)).toBe(before);
    ask(s, { type: 'branch', id: 1 });
    ask(s, { type: 'seek', to: { at: beside.moment.at } });
    expect(hashOf({ ...shown(s), moment: null })).toBe(hashOf({ ...beside, moment: null }));
  });
});

describe('two branches compared', () => {
  const patch = (spec: object): Input => ({ type: 'command', command: { type: 'patch', kind: 'Job', namespace: 'default', name: 'many', patch: { spec } } });
  const first = (s: Session, a: number, b: number) => query<{ first: { a: { code: string; at: number } | null; b: { code: string; at: number } | null } }>(s, { type: 'compareBranches', a, b }).first;
  function branched(): Session {
    const s = open([parallel]);
    play(s, 30_000);
    for (const [at, spec] of [[2_000, { suspend: true }], [1_000, { parallelism: 1 }]] as const) {
      ask(s, { type: 'branch', id: 1 });
      ask(s, { type: 'seek', to: { at } });
      ask(s, { type: 'input', input: patch(spec), at });
      play(s, 30_000);
    }
    return s;
  }
  it.each([
    ['a branch and the run that it left: what the user did against what went on', 2, 1, { code: 'input', params: { input: 'patch' }, at: 2_000 }],
    ['two branches of one run: what the user did first', 3, 2, { code: 'input', params: { input: 'patch' }, at: 1_000 }],
  ])('%s', (_, a, b, told) => {
    const s = branched();
    expect(first(s, a, b).a).toMatchObject(told);
    expect(first(s, b, a).b).toMatchObject(told);
    expect(first(s, a, b).b!.at).toBeGreaterThanOrEqual(told.at);
  });
  it('a branch and itself: no difference', () => expect(first(branched(), 2, 2)).toEqual({ a: null, b: null }));
});

describe('a run that is too long to be kept whole', () => {
  const cron = apply('apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: [sh, -c, "date"]}]}}}}}\n');
  const hour = 3_600_000;
  it('forgets what was over, on both sides alike, and goes on', () => {
    const s = open([cron]);
    let page = patchHistory(newHistory(), play(s, hour).history!);
    const { history, timeline } = s.run!.current;
    const before = { pods: history.pods.byUid.size, picture: picture(s) };
    forgetOld(history, timeline.trace!, 5_000);
    const from = history.forgotten!;
    expect(from).toBeGreaterThan(hour / 2);
    page = patchHistory(page, play(s, 2 * hour).history!);
    expect(page.forgotten).toBe(from);
    expect(before.pods).toBeGreaterThan(50);
    for (const kept of [[...page.pods.values()], page.jobs]) expect(kept.every((line) => line.goneAt === null || line.goneAt >= from)).toBe(true);
    expect([...page.pods.keys()]).toEqual([...history.pods.byUid.keys()]);
    expect(page.events.length).toBe(history.events.length);
    expect(page.captions.at(-1)!.seq).toBeLessThan(timeline.trace!.length);
    // A forgotten moment is played again: the same picture, with nothing told of it, and nothing asked of it fails.
    ask(s, { type: 'seek', to: { at: hour } } as never);
    expect(picture(s)).toBe(before.picture);
    ask(s, { type: 'seek', to: { at: 10 * 60_000 } } as never);
    expect(query<WhyLink[]>(s, { type: 'why', subject: { type: 'object', key: 'CronJob/default/c' } })).toEqual([]);
    expect(query<unknown[]>(s, { type: 'records', from: 0, count: 3 })).toHaveLength(3);
    for (const direction of [1, -1] as const) for (const unit of ['event', 'sync', 'caption'] as const) ask(s, { type: 'step', unit, direction });
  });
});
