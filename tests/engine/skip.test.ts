// Skipping ahead in a session: asked again until it has arrived, on a branch of its own; and a long run that was saved opens where it was.
import { describe, expect, it } from 'vitest';
import { newHistory, patchHistory } from '../../src/app/history.ts';
import { answer, newSession, type Session } from '../../src/engine/session/session.ts';
import type { BranchInfo, FromEngine, Input, Moment, Query, Scenario } from '../../src/engine/protocol.ts';

type Shown = Extract<FromEngine['body'], { type: 'shown' }>;
const hour = 3_600_000;
const query = <T>(s: Session, q: Query): T => (answer(s, { type: 'query', query: q }) as { value: T }).value;
const ask = (s: Session, body: Parameters<typeof answer>[1]): Shown => {
  const a = answer(s, body);
  if (a.type !== 'shown') throw new Error(JSON.stringify(a));
  return a;
};
const cron = 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: often\nspec:\n  schedule: "* * * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n          - name: main\n            image: busybox\n            command: ["sleep", "5"]\n';
const applied: Input = { type: 'command', command: { type: 'apply', text: cron } };
const scenario: Scenario = { name: 'c', epoch: Date.parse('2026-03-02T09:00:00Z'), seed: 3, settings: {}, inputs: [] };
function opened(): Session {
  const s = newSession();
  answer(s, { type: 'open', protocol: 1, scenario });
  answer(s, { type: 'input', input: applied, at: 0 });
  answer(s, { type: 'advance', until: 2000, eventsMax: 10_000 });
  return s;
}
function skipTo(s: Session, until: number): { last: Shown; times: number[] } {
  const times: number[] = [];
  for (;;) {
    const last = ask(s, { type: 'skip', until, eventsMax: 20_000 });
    if (last.skipping === undefined) return { last, times };
    times.push(last.skipping);
  }
}

describe('skipping ahead', () => {
  it('says how far it has come, and arrives on a branch whose records begin there', () => {
    const s = opened();
    const { last, times } = skipTo(s, 48 * hour);
    expect(times.length).toBeGreaterThan(1);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(last.view!.moment.at).toBeGreaterThan(48 * hour - 60_000);
    expect(query<BranchInfo[]>(s, { type: 'branches' }).map((b) => [b.label.code, b.current])).toEqual([['original', false], ['skipped', true]]);
    const history = patchHistory(newHistory(), last.history!);
    expect(history.forgotten).toBeGreaterThan(48 * hour - 60_000);
    expect(history.kubectl).toHaveLength(1);
  });
  it('leaves the branch that it came from as it was', () => {
    const s = opened();
    const before = query<string>(s, { type: 'hash' });
    skipTo(s, 48 * hour);
    ask(s, { type: 'branch', id: 1 });
    expect(query(s, { type: 'hash' })).toBe(before);
    expect(s.shown!.moment.at).toBeLessThanOrEqual(2000);
  });
  it('ends where it is when it is told to', () => {
    const s = opened();
    const { skipping } = ask(s, { type: 'skip', until: 48 * hour, eventsMax: 20_000 });
    const last = ask(s, { type: 'skip', until: 48 * hour, eventsMax: 0 });
    expect(last.skipping).toBeUndefined();
    expect(last.view!.moment.at).toBeGreaterThanOrEqual(skipping!);
    expect(last.view!.moment.at).toBeLessThan(skipping! + 60_000);
    expect(query<BranchInfo[]>(s, { type: 'branches' })).toHaveLength(2);
  });
  it('is dropped when something else is asked, and questions do not drop it', () => {
    const s = opened();
    ask(s, { type: 'skip', until: 48 * hour, eventsMax: 20_000 });
    query(s, { type: 'branches' });
    expect(s.skip).not.toBe(null);
    ask(s, { type: 'advance', until: 3000, eventsMax: 10 });
    expect(s.skip).toBe(null);
    expect(query<BranchInfo[]>(s, { type: 'branches' })).toHaveLength(1);
  });
  it('goes on from there with all that a run has: a step back and a change in the skipped past', () => {
    const s = opened();
    skipTo(s, 48 * hour);
    ask(s, { type: 'advance', until: 49 * hour, eventsMax: 1_000_000 });
    ask(s, { type: 'seek', to: { at: 30 * hour } });
    const { at } = s.shown!.moment;
    expect(at).toBeLessThanOrEqual(30 * hour);
    ask(s, { type: 'step', unit: 'tick', direction: 1 });
    expect(s.shown!.moment.at - at).toBeLessThan(61_000);
    ask(s, { type: 'input', input: { type: 'command', command: { type: 'delete', kind: 'CronJob', namespace: 'default', name: 'often' } }, at: 30 * hour + 30_000 });
    ask(s, { type: 'advance', until: 31 * hour, eventsMax: 1_000_000 });
    expect(Object.keys(s.shown!.cronJobs)).toEqual([]);
    expect(query<BranchInfo[]>(s, { type: 'branches' })).toHaveLength(3);
  });
});

it('a run of weeks that was saved opens at that moment, with what is there', () => {
  const a = opened();
  skipTo(a, 30 * 24 * hour);
  const file = query<{ scenario: Scenario; head: Moment }>(a, { type: 'runFile' });
  const b = newSession();
  answer(b, { type: 'open', protocol: 1, scenario: { ...file.scenario, head: file.head } as Scenario });
  expect(b.shown!.moment).toEqual(file.head);
  expect(query(b, { type: 'keys', prefix: '' })).toEqual(query(a, { type: 'keys', prefix: '' }));
});
