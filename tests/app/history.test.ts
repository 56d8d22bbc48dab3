// History and view as the sums of their patches.
import { describe, expect, it } from 'vitest';
import { lastIndex, newHistory, patchHistory } from '../../src/app/history.ts';
import { patchView } from '../../src/app/view-patch.ts';
import { scenarioOf } from '../../src/app/scenario.ts';
import { answer, newSession } from '../../src/engine/session/session.ts';
import { exampleById } from '../../src/lessons/examples/index.ts';
import type { HistoryPatch, PodHistory, PodView, View } from '../../src/engine/protocol.ts';

const none = (head: number): HistoryPatch => ({ reset: false, forgotten: null, head: { eventCount: head, at: head as never }, pods: [], jobs: [], ticks: [], events: [], captions: [], kubectl: [], depth: [] });
const pod = (uid: string, node: string | null = null) => ({ uid, node } as PodHistory);

describe('history', () => {
  it('adds what is new and replaces what is known, in place', () => {
    const first = patchHistory(newHistory(), { ...none(1), pods: [pod('a'), pod('b')] });
    const second = patchHistory(first, { ...none(2), pods: [pod('a', 'node-1'), pod('c')] });
    expect([...second.pods.values()].map((p) => [p.uid, p.node])).toEqual([['a', 'node-1'], ['b', null], ['c', null]]);
    expect([second.changes.keys, first.head.eventCount, second.head.eventCount]).toEqual([['a', 'b', 'a', 'c'], 1, 2]);
  });
  it('forgets all on a reset', () => {
    const before = patchHistory(newHistory(), { ...none(1), pods: [pod('a')] });
    expect([...patchHistory(before, { ...none(2), reset: true, pods: [pod('z')] }).pods.keys()]).toEqual(['z']);
    expect([...before.pods.keys()]).toEqual(['a']);
  });
  it('keeps the identity of lists that did not change', () => {
    const before = patchHistory(newHistory(), { ...none(1), pods: [pod('a')] });
    expect(patchHistory(before, none(2)).pods).toBe(before.pods);
  });
  it('finds the last entry of a beginning', () => {
    expect(lastIndex([1, 3, 5, 9], (n) => n <= 5)).toBe(2);
    expect(lastIndex([1, 3], (n) => n <= 0)).toBe(-1);
    expect(lastIndex([], () => true)).toBe(-1);
  });
});

describe('a view', () => {
  it('takes in changed entries and drops those that are gone, in place; who looks at its objects is told which', () => {
    const view = { moment: { eventCount: 1, at: 1 }, nextAt: 5, pods: { a: { uid: 'a' }, b: { uid: 'b' } } as unknown as View['pods'], jobs: {}, cronJobs: {}, nodes: {}, flights: [] } as unknown as View;
    const { b } = view.pods;
    const next = patchView(view, { moment: { eventCount: 2, at: 3 as never }, nextAt: null, pods: { a: null, c: { uid: 'c' } as PodView } });
    expect(Object.keys(next.pods)).toEqual(['b', 'c']);
    expect(next.pods['b']).toBe(b);
    expect(next.changes!.keys).toEqual(['a', 'c']);
    expect([next.moment.eventCount, next.nextAt, view.moment.eventCount]).toEqual([2, null, 1]);
    expect(patchView(next, { moment: next.moment, nextAt: null, pods: { b: null } }).changes).toEqual({ from: 0, keys: ['a', 'c', 'b'] });
  });
  it('is after each patch what the engine sees, forwards and back', () => {
    const session = newSession();
    const ask = (body: Parameters<typeof answer>[1]) => answer(session, body) as Extract<ReturnType<typeof answer>, { type: 'shown' }>;
    let shown = structuredClone(ask({ type: 'open', protocol: 1, scenario: scenarioOf() }).view!);
    let patches = 0;
    const follow = (body: Parameters<typeof answer>[1]) => {
      const { patch } = ask(body);
      if (!patch) throw new Error('no patch');
      if (patch.flights && patch.controllers) patches++;
      shown = patchView(shown, structuredClone(patch));
      expect({ ...shown, changes: undefined }).toEqual(session.shown);
    };
    follow({ type: 'input', input: { type: 'command', command: { type: 'apply', text: exampleById('paral-1')!.yaml } }, at: 0 });
    for (let n = 0; n < 200; n++) follow({ type: 'advance', until: 60_000, eventsMax: 3 });
    for (const at of [4000, 900, 2500, 0]) follow({ type: 'seek', to: { at } });
    expect(patches).toBeGreaterThan(50);
  });
});
