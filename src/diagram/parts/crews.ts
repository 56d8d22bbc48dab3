// Which Pods stand together in which box of the lower row, and where. A box whose Pods are the same as before keeps its places, so that nobody looks at them again.
import { createPodGroups, first, last } from '../pod-groups.ts';
import type { View } from '../../engine/protocol.ts';
import { inset, type Box } from '../geometry.ts';
import type { Layout } from '../layout.ts';
import { gridWith, leftOut, placePods, sizeFor, type PodPlace } from '../pod-grid.ts';

/** The Pods of one box, `count` of them: `places` of those that find one; the others are `more`. */
export type Crew = { /** Of the Pods. */ version: number; count: number; size: number; places: readonly PodPlace[]; more: number };
/** By node; '' holds those without one. */
export type Crews = ReadonlyMap<string, Crew>;

const podsBox = (b: Box): Box => { const body = inset(b, isNarrow(b) ? 3 : 10, 30); return { ...body, h: body.h - (isNarrow(b) ? 22 : 14) }; };
/** So narrow that words find no room in it. */
export const isNarrow = (b: Box): boolean => b.w < 64;

export function createCrews(): { of(l: Layout, view: View): Crews; forget(): void } {
  const groupsOf = createPodGroups((pod) => pod.node ?? '');
  let held: Map<string, Crew> = new Map();
  function of(l: Layout, view: View): Crews {
    const groups = groupsOf(view);
    const boxOf = (node: string): Box | undefined => (node === '' ? l.scheduler : l.nodes[node]);
    // One size on all nodes: a Pod looks alike wherever it runs.
    let common = Infinity;
    for (const [node, group] of groups) { const b = node === '' ? undefined : boxOf(node); if (b) common = Math.min(common, sizeFor(podsBox(b), group.size)); }
    const next = new Map<string, Crew>();
    for (const [node, group] of groups) {
      const b = boxOf(node);
      if (!b) continue;
      const size = node === '' ? sizeFor(podsBox(b), group.size) : common;
      const was = held.get(node);
      if (was && was.size === size && was.version === group.version) { next.set(node, was); continue; }
      const grid = gridWith(podsBox(b), size);
      const more = leftOut(grid, group.size);
      const shown = group.size - more;
      // In the scheduler's line the first to leave stands last, so that those behind it keep their places.
      const places = placePods(podsBox(b), grid, node === '' ? first(group, shown).reverse() : last(group, shown));
      next.set(node, { version: group.version, count: group.size, size, places, more });
    }
    held = next;
    return held;
  }
  return { of, forget: () => { held = new Map(); } };
}
