// Decides what of a script leaves its first part, and where it goes.
import { findPieces, type Piece } from './pieces.ts';
import type { Loose, Node, Script, Span, Unit } from './syntax.ts';

/** By place in the script, the part that needs what stands there; 0: the first. */
export type Parts = Uint8Array;
/** Absent: it stays where it stands. `moved`: nothing of the first part names it, so not even a stub is left. */
export type Plan = { moved: Map<Unit, number>; stubbed: Map<Unit, number>; loose: Map<Loose, number>; pieces: Map<Piece, number> };

/** A stub costs about this much too. */
const worthIt = 14;
const unknown = -1;

/** Every unit that may move follows those that name it. One that is named from two parts, or from the first, does not. */
function settle(moved: Map<Unit, number>, draw: () => Int8Array): void {
  for (let changed = true, round = 0; changed; round++) {
    changed = false;
    const map = draw();
    for (const [u, home] of moved) {
      const from = new Set(u.references.filter((r) => r.start < u.start || r.start >= u.end).map((r) => map[r.start]!));
      from.delete(unknown);
      if (from.size === 0) continue;
      const [one] = from;
      if (from.size > 1 || one === 0 || round > 40) { moved.delete(u); changed = true; } else if (one !== home) { moved.set(u, one!); changed = true; }
    }
    if (changed) continue;
    // What only names itself, or is named by nothing, stays; then what it names may have to stay too.
    for (const [u, home] of moved) if (home === unknown) { moved.delete(u); changed = true; }
  }
}

export function planOf(script: Script, length: number, parts: Parts): Plan {
  // Where the function begins: its body may be a function that nobody called yet.
  const partOf = (node: Node): number => parts[node.start]!;
  const wanted = new Map<Unit, number>();
  for (const u of script.units) if (u.kind === 'function' && partOf(u.init!) > 0) wanted.set(u, partOf(u.init!));
  const stays = (u: Unit) => (u.end - u.start > worthIt ? wanted.get(u) ?? 0 : 0);
  const loose = new Map<Loose, number>();
  for (const l of script.loose) if (partOf(l.node) > 0 && l.end - l.start > worthIt) loose.set(l, partOf(l.node));
  const hotBefore = new Int32Array(length + 1);
  for (let i = 0; i < length; i++) hotBefore[i + 1] = hotBefore[i]! + (parts[i] === 0 ? 1 : 0);
  const isCold = (s: Span): boolean => hotBefore[s.end] === hotBefore[s.start];
  const whole = new Set<Node>([...[...wanted.keys()].map((u) => u.init!), ...[...loose.keys()].map((l) => l.node)]);
  const pieces = new Map(findPieces(script.program, script.scopes, isCold, (node) => whole.has(node)).map((p) => [p, parts.subarray(p.start, p.end).reduce((a, b) => Math.min(a, b), 255)]));

  const map = new Int8Array(length);
  const moved = new Map<Unit, number>(script.units.filter((u) => u.kind === 'value' || wanted.has(u)).map((u) => [u, wanted.get(u) ?? unknown]));
  settle(moved, () => {
    map.fill(0);
    for (const cuts of [pieces, loose]) for (const [cut, part] of cuts) map.fill(part, cut.start, cut.end);
    for (const u of script.units) { const home = moved.get(u) ?? stays(u); if (moved.has(u) || home > 0) map.fill(home, u.start, u.end); }
    return map;
  });
  const stubbed = new Map<Unit, number>();
  for (const u of script.units) if (!moved.has(u) && stays(u) > 0) stubbed.set(u, stays(u));
  const within = (s: Span) => [...moved.keys()].some((u) => u.start <= s.start && s.end <= u.end);
  for (const cuts of [loose, pieces]) for (const cut of [...cuts.keys()] as Span[]) if (within(cut)) cuts.delete(cut as never);
  return { moved, stubbed, loose, pieces };
}
