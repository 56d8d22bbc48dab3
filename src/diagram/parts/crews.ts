// Which Pods stand together in which box of the lower row, and where. A box whose Pods are the same as before keeps its places, so that nobody looks at them again.
import type { PodView, View } from '../../engine/protocol.ts';
import { inset, type Box } from '../geometry.ts';
import type { Layout } from '../layout.ts';
import { gridWith, leftOut, placePods, sizeFor, type PodPlace } from '../pod-grid.ts';

/** The Pods of one box: `places` of those that find one; the others are `more`. */
export type Crew = { pods: readonly PodView[]; size: number; places: readonly PodPlace[]; more: number };
/** By node; '' holds those without one. */
export type Crews = ReadonlyMap<string, Crew>;

const podsBox = (b: Box): Box => { const body = inset(b, isNarrow(b) ? 3 : 10, 30); return { ...body, h: body.h - (isNarrow(b) ? 22 : 14) }; };
/** So narrow that words find no room in it. */
export const isNarrow = (b: Box): boolean => b.w < 64;
const same = (a: readonly PodView[], b: readonly PodView[]): boolean => a.length === b.length && a.every((pod, i) => pod === b[i]);

function byNode(pods: View['pods']): Map<string, PodView[]> {
  const lists = new Map<string, PodView[]>();
  for (const key in pods) { const pod = pods[key]!; const list = lists.get(pod.node ?? ''); if (list) list.push(pod); else lists.set(pod.node ?? '', [pod]); }
  return lists;
}

export function createCrews(): { of(l: Layout, view: View): Crews; forget(): void } {
  let held: Map<string, Crew> = new Map();
  let made: View['pods'] | null = null;
  function of(l: Layout, view: View): Crews {
    if (view.pods === made) return held;
    made = view.pods;
    const lists = byNode(view.pods);
    const boxOf = (node: string): Box | undefined => (node === '' ? l.scheduler : l.nodes[node]);
    // One size on all nodes: a Pod looks alike wherever it runs.
    let common = Infinity;
    for (const [node, list] of lists) { const b = node === '' ? undefined : boxOf(node); if (b) common = Math.min(common, sizeFor(podsBox(b), list.length)); }
    const next = new Map<string, Crew>();
    for (const [node, pods] of lists) {
      const b = boxOf(node);
      if (!b) continue;
      const size = node === '' ? sizeFor(podsBox(b), pods.length) : common;
      const was = held.get(node);
      if (was && was.size === size && same(was.pods, pods)) { next.set(node, was); continue; }
      const grid = gridWith(podsBox(b), size);
      // In the scheduler's line the first to leave stands last, so that those behind it keep their places.
      const places = placePods(podsBox(b), grid, node === '' ? pods.toReversed() : pods);
      next.set(node, { pods, size, places, more: leftOut(grid, pods.length) });
    }
    held = next;
    return held;
  }
  return { of, forget: () => { held = new Map(); made = null; } };
}
