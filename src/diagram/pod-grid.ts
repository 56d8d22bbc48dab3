// Where each Pod's square stands in its box: large while there are few, a compact grid when there are many.
import type { PodState, PodView } from '../engine/protocol.ts';
import type { Box } from './geometry.ts';

export type PodPlace = { pod: PodView; x: number; y: number; size: number };
export const glyphs: Record<PodState, string> = { pending: '○', creating: '◔', running: '▶', succeeded: '✓', failed: '✕', terminating: '⊘', unknown: '?' };

const sizes = [30, 26, 22, 18, 15, 12, 10, 8, 6, 4, 3];
const gapOf = (size: number) => (size > 20 ? 6 : size > 12 ? 4 : size > 5 ? 2 : 1);

/** The largest squares with which all fit; the last size may overflow, and what does is left out. */
export function gridOf(box: Box, count: number): { size: number; columns: number; rows: number } {
  for (const size of sizes) {
    const pitch = size + gapOf(size);
    const columns = Math.max(1, Math.floor((box.w + gapOf(size)) / pitch));
    const rows = Math.max(1, Math.floor((box.h + gapOf(size)) / pitch));
    if (columns * rows >= count || size === sizes.at(-1)) return { size, columns, rows };
  }
  throw new Error('no size');
}
/** Places in order; returns how many found none. */
export function placePods(box: Box, pods: readonly PodView[]): { places: PodPlace[]; left: number } {
  const { size, columns, rows } = gridOf(box, pods.length);
  const pitch = size + gapOf(size);
  // The oldest make room some rows at a time: if one left for each that comes, all the others would move each time.
  const over = pods.length - columns * rows;
  const leaving = columns * Math.max(1, Math.floor(rows / 4));
  const shown = over > 0 ? pods.slice(Math.min(Math.ceil(over / leaving) * leaving, pods.length - 1)) : pods;
  return { left: pods.length - shown.length, places: shown.map((pod, i) => ({ pod, size, x: box.x + (i % columns) * pitch + size / 2, y: box.y + Math.floor(i / columns) * pitch + size / 2 })) };
}
