// The timeline's rows as Pods come, change and go on: kept up, they are the rows that are made at once of all.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newHistory, patchHistory } from '../../src/app/history.ts';
import { createRows } from '../../src/diagram/timeline/rows.ts';
import type { HistoryPatch, JobHistory, PodHistory } from '../../src/engine/protocol.ts';

const job = (uid: string) => ({ uid }) as JobHistory;
const pod = (n: number, state: number) => ({ uid: `p${n}`, name: `p${n}`, jobUid: `j${n % 3}`, job: `j${n % 3}`, index: n % 3 === 0 ? null : (n * 7) % 5, exitCode: state }) as PodHistory;
const patch = (pods: PodHistory[], more: Partial<HistoryPatch> = {}): HistoryPatch =>
  ({ reset: false, forgotten: null, head: { eventCount: 0, at: 0 as never }, pods, jobs: [], ticks: [], events: [], captions: [], kubectl: [], depth: [], ...more });
const jobs = ['j0', 'j1', 'j2'].map(job);

it('are alike, whole and in part, and stand by index where there is one', () => {
  const change = fc.record({ n: fc.integer({ min: 0, max: 40 }), state: fc.nat({ max: 9 }) });
  fc.assert(fc.property(fc.array(fc.array(change, { maxLength: 15 }), { maxLength: 10 }), fc.nat({ max: 20 }), fc.nat({ max: 20 }), fc.nat({ max: 10 }), (steps, from, count, reset) => {
    let history = patchHistory(newHistory(), patch([], { jobs }));
    const rows = createRows();
    steps.forEach((changes, i) => {
      history = patchHistory(history, patch(changes.map((c) => pod(c.n, c.state)), i === reset ? { reset: true, jobs } : {}));
      rows.take(history);
      const anew = createRows();
      anew.take(structuredClone(history));
      expect([rows.length, rows.slice(0, Infinity)]).toEqual([anew.length, anew.slice(0, Infinity)]);
      const all = rows.slice(0, Infinity);
      expect(rows.slice(from, from + count)).toEqual(all.slice(from, from + count));
      expect(all.flatMap((r) => r.pods).length).toBe(history.pods.size);
      for (const p of history.pods.values()) expect(all.some((r) => r.pods.includes(p))).toBe(true);
      all.forEach((r, k) => { if (!r.first) expect(r.index).toBeGreaterThanOrEqual(all[k - 1]!.index); });
    });
  }), { numRuns: 150 });
});
