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
/** How many of `count` find no place. The oldest make room some rows at a time: if one left for each that comes, all the others would move each time. */
export function leftOut(box: Box, count: number): number {
  const { columns, rows } = gridOf(box, count);
  const over = count - columns * rows;
  const leaving = columns * Math.max(1, Math.floor(rows / 4));
  return over > 0 ? Math.min(Math.ceil(over / leaving) * leaving, count - 1) : 0;
}
/** The places of those that find one, in order. */
export function placePods(box: Box, pods: readonly PodView[]): PodPlace[] {
  const { size, columns } = gridOf(box, pods.length);
  const pitch = size + gapOf(size);
  return pods.slice(leftOut(box, pods.length)).map((pod, i) => ({ pod, size, x: box.x + (i % columns) * pitch + size / 2, y: box.y + Math.floor(i / columns) * pitch + size / 2 }));
}
