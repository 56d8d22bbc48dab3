// A saved run opens where it was saved, on the same trace, also where something is always pending.
import { expect, it } from 'vitest';
import { answer, newSession, type Session } from '../../src/engine/session/session.ts';
import type { BranchInfo, Input, Moment, Query, Scenario } from '../../src/engine/protocol.ts';

const query = <T>(s: Session, q: Query): T => (answer(s, { type: 'query', query: q }) as { value: T }).value;
const cron = 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: often\nspec:\n  schedule: "* * * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n          - name: main\n            image: busybox\n            command: ["sleep", "5"]\n';
const applied: Input = { type: 'command', command: { type: 'apply', text: cron } };

it.each([90_000, 400_000])('a CronJob saved at %i ms is opened at that moment with that trace', (until) => {
  const a = newSession();
  answer(a, { type: 'open', protocol: 1, scenario: { name: 'c', epoch: Date.parse('2026-03-02T09:00:00Z'), seed: 3, settings: {}, inputs: [] } });
  answer(a, { type: 'input', input: applied, at: 0 });
  answer(a, { type: 'advance', until, eventsMax: 1_000_000 });
  const file = query<{ scenario: Scenario; head: Moment; hash: string }>(a, { type: 'runFile' });
  const b = newSession();
  answer(b, { type: 'open', protocol: 1, scenario: { ...file.scenario, head: file.head } as Scenario });
  expect(b.shown!.moment).toEqual(file.head);
  expect(query(b, { type: 'hash' })).toBe(file.hash);
  expect(query<BranchInfo[]>(b, { type: 'branches' })[0]!.head).toEqual(file.head);
});
