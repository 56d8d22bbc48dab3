// Where Pods stand in the lower row: alike on all nodes, and not looked at again where nothing changed.
import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../src/diagram/layout.ts';
import { createCrews } from '../../src/diagram/parts/crews.ts';
import type { PodView, View } from '../../src/engine/protocol.ts';

const layout = (nodes: number) => layoutOf(1200, 800, { opened: 'job-controller', controllers: [], nodes: Array.from({ length: nodes }, (_, i) => `node-${i + 1}`), lower: true });
const pod = (i: number, node: string | null) => ({ key: `Pod/default/p${i}`, uid: `u${i}`, name: `p${i}`, node, state: 'running' }) as PodView;
const viewOf = (pods: readonly PodView[]) => ({ pods: Object.fromEntries(pods.map((p) => [p.key, p])) }) as unknown as View;

describe('the crews', () => {
  it('give a Pod one size wherever it runs, as small as the fullest node needs', () => {
    const crews = createCrews().of(layout(3), viewOf([pod(0, 'node-1'), ...Array.from({ length: 300 }, (_, i) => pod(i + 1, 'node-2'))]));
    expect(crews.get('node-1')!.size).toBe(crews.get('node-2')!.size);
    expect(crews.get('node-1')!.size).toBeLessThan(createCrews().of(layout(3), viewOf([pod(0, 'node-1')])).get('node-1')!.size);
  });
  it('keep the places of a box whose Pods are the same, and make anew those of a box that changed', () => {
    const made = createCrews();
    const l = layout(3);
    const pods = [pod(0, 'node-1'), pod(1, 'node-2')];
    const before = made.of(l, viewOf(pods));
    const after = made.of(l, viewOf([pods[0]!, pods[1]!, pod(2, 'node-2')]));
    expect(after.get('node-1')).toBe(before.get('node-1'));
    expect(after.get('node-2')!.places.map((p) => p.pod.name)).toEqual(['p1', 'p2']);
  });
  it('let those in the scheduler’s line stay where they are when the first one leaves', () => {
    const made = createCrews();
    const l = layout(3);
    const waiting = Array.from({ length: 5 }, (_, i) => pod(i, null));
    const places = (pods: readonly PodView[]) => new Map(made.of(l, viewOf(pods)).get('')!.places.map((p) => [p.pod.name, `${p.x} ${p.y}`]));
    const before = places(waiting);
    for (const [name, place] of places(waiting.slice(1))) expect([name, place]).toEqual([name, before.get(name)]);
  });
  it('keep every mark within its box, of however many nodes', () => {
    for (const n of [3, 12, 30]) {
      const l = layout(n);
      const crews = createCrews().of(l, viewOf(Array.from({ length: n * 4 }, (_, i) => pod(i, `node-${(i % n) + 1}`))));
      for (const [node, { places }] of crews) for (const p of places) {
        const b = l.nodes[node]!;
        expect([p.x - p.size / 2 >= b.x, p.x + p.size / 2 <= b.x + b.w, p.y + p.size / 2 <= b.y + b.h]).toEqual([true, true, true]);
      }
    }
  });
});
