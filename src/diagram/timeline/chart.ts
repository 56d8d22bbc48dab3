// The Job's counters over time as step lines; of many changes within one px only the last is drawn.
import type { JobHistory } from '../../engine/protocol.ts';

export const counters = ['active', 'ready', 'succeeded', 'failed', 'terminating'] as const;
export type Counter = (typeof counters)[number];
type Points = JobHistory['points'];

/** The points that make a difference of half a px; `x` gives px. */
export function thinned(points: Points, x: (at: number) => number): Points {
  const kept: Points[number][] = [];
  let lastX = -Infinity;
  for (const p of points) {
    const at = x(p.at);
    if (at - lastX < 0.5 && kept.length > 1) kept[kept.length - 1] = p;
    else { kept.push(p); lastX = at; }
  }
  return kept;
}
/** The greatest of all counters that are drawn large, at least 1. */
export function greatest(points: Points): number {
  let most = 1;
  for (const p of points) most = Math.max(most, p.active, p.succeeded, p.failed);
  return most;
}
/** A step line through the points; whoever draws it goes on from its end. */
export function stepLine(points: Points, counter: Counter, x: (at: number) => number, y: (n: number) => number): string {
  let d = '';
  let last = NaN;
  for (const p of points) {
    const at = x(p.at).toFixed(1);
    if (d === '') d = `M${at},${y(p[counter]).toFixed(1)}`;
    else if (p[counter] !== last) d += `H${at}V${y(p[counter]).toFixed(1)}`;
    last = p[counter];
  }
  return d;
}
