// Points, boxes and paths of straight runs; where something is after a part of its way.

export type Point = { x: number; y: number };
export type Box = { x: number; y: number; w: number; h: number };
export type Way = { points: readonly Point[]; lengths: readonly number[]; length: number };

export const way = (...points: Point[]): Way => {
  const lengths = points.slice(1).map((p, i) => Math.hypot(p.x - points[i]!.x, p.y - points[i]!.y));
  return { points, lengths, length: lengths.reduce((a, b) => a + b, 0) };
};
export const back = (w: Way): Way => way(...w.points.toReversed());

/** The point after `part` (0 to 1) of the way. */
export function along(w: Way, part: number): Point {
  let left = Math.min(1, Math.max(0, part)) * w.length;
  for (let i = 0; i < w.lengths.length; i++) {
    const run = w.lengths[i]!;
    if (left <= run || i === w.lengths.length - 1) {
      const a = w.points[i]!;
      const b = w.points[i + 1]!;
      const f = run === 0 ? 1 : Math.min(1, left / run);
      return { x: a.x + (b.x - a.x) * f, y: a.y + (b.y - a.y) * f };
    }
    left -= run;
  }
  return w.points.at(-1)!;
}
export const center = (b: Box): Point => ({ x: b.x + b.w / 2, y: b.y + b.h / 2 });
export const inset = (b: Box, by: number, top = by): Box => ({ x: b.x + by, y: b.y + top, w: Math.max(0, b.w - 2 * by), h: Math.max(0, b.h - by - top) });
/** A path in SVG's words, with corners rounded by `r`. */
export function pathOf(w: Way, r = 6): string {
  const p = w.points;
  let d = `M${p[0]!.x},${p[0]!.y}`;
  for (let i = 1; i < p.length; i++) {
    const here = p[i]!;
    const next = p[i + 1];
    if (!next) { d += `L${here.x},${here.y}`; continue; }
    const before = p[i - 1]!;
    const a = Math.min(r, Math.hypot(here.x - before.x, here.y - before.y) / 2);
    const b = Math.min(r, Math.hypot(next.x - here.x, next.y - here.y) / 2);
    const u = toward(here, before, a);
    const v = toward(here, next, b);
    d += `L${u.x},${u.y}Q${here.x},${here.y} ${v.x},${v.y}`;
  }
  return d;
}
function toward(from: Point, to: Point, by: number): Point {
  const l = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * by) / l, y: from.y + ((to.y - from.y) * by) / l };
}
/** Slow at both ends. */
export const ease = (t: number): number => (t < 0.5 ? 2 * t * t : 1 - (-2 * t + 2) ** 2 / 2);

/** The path along a circle around 0,0, clockwise from the top, for a part (0 to 1) of it. */
export function arcOf(radius: number, part: number): string {
  const angle = Math.min(0.9999, Math.max(0, part)) * 2 * Math.PI;
  return `M0,${-radius}A${radius},${radius},0,${angle > Math.PI ? 1 : 0},1,${(radius * Math.sin(angle)).toFixed(2)},${(-radius * Math.cos(angle)).toFixed(2)}`;
}
