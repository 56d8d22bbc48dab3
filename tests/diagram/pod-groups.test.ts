// Groups that are kept up with what changed are those that are made anew, whatever came, went and came back.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patchView } from '../../src/app/view-patch.ts';
import { createPodGroups, first, last } from '../../src/diagram/pod-groups.ts';
import type { PodView, View } from '../../src/engine/protocol.ts';

const empty = () => ({ jobs: {}, cronJobs: {}, pods: {}, nodes: {}, flights: [], controllers: {}, kubelets: {} }) as unknown as View;
const pod = (n: number, node: string | null, createdAt: number) => ({ key: `Pod/${n}`, uid: `${n} ${createdAt}`, node, createdAt }) as PodView;
const byNode = () => createPodGroups((p) => p.node ?? '');
const told = (groups: ReturnType<ReturnType<typeof byNode>>) => Object.fromEntries([...groups].map(([name, g]) => [name, first(g, Infinity).map((p) => p.createdAt)]));
const change = fc.record({ n: fc.integer({ min: 0, max: 200 }), node: fc.constantFrom(null, 'a', 'b'), createdAt: fc.integer({ min: 0, max: 5 }), gone: fc.boolean() });

it('hold what they would hold if they were made anew, the oldest first', () => {
  fc.assert(fc.property(fc.array(fc.array(change, { maxLength: 60 }), { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (patches, every) => {
    let view = empty();
    const groups = byNode();
    patches.forEach((changes, i) => {
      // Time goes on, and now and then back.
      const pods = Object.fromEntries(changes.map((c) => [`Pod/${c.n}`, c.gone ? null : pod(c.n, c.node, c.createdAt + (i % 5) * 3)]));
      view = patchView(view, { moment: { eventCount: i, at: i as never }, nextAt: null, pods });
      if (i % every > 0) return;
      const kept = groups(view);
      expect(told(kept)).toEqual(told(byNode()(structuredClone(view))));
      for (const [name, g] of kept) {
        const all = Object.values(view.pods).filter((p) => (p.node ?? '') === name);
        expect(first(g, Infinity).map((p) => p.createdAt)).toEqual(all.map((p) => p.createdAt).sort((x, y) => x - y));
        expect([g.size, new Set(first(g, Infinity))]).toEqual([all.length, new Set(all)]);
        expect(last(g, 3)).toEqual(first(g, Infinity).slice(-3));
      }
    });
  }), { numRuns: 200 });
});
it('have a version of their own for each state, which stays while nothing of theirs changes', () => {
  const groups = byNode();
  let view = patchView(empty(), { moment: { eventCount: 1, at: 1 as never }, nextAt: null, pods: { 'Pod/1': pod(1, 'a', 1), 'Pod/2': pod(2, 'b', 1) } });
  const versions = () => { const g = groups(view); return [g.get('a')?.version, g.get('b')?.version]; };
  const [a, b] = versions();
  view = patchView(view, { moment: view.moment, nextAt: null, pods: { 'Pod/1': pod(1, 'a', 1) } });
  const after = versions();
  expect(after[1]).toBe(b);
  expect([a, b]).not.toContain(after[0]);
  expect(versions()).toEqual(after);
});
