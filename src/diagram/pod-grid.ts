// Where each Pod's square stands in its box: large while there are few, a compact grid when there are many.
import type { PodState, PodView } from '../engine/protocol.ts';
import type { Box } from './geometry.ts';

export type PodPlace = { pod: PodView; x: number; y: number; size: number };
export const glyphs: Record<PodState, string> = { pending: '○', creating: '◔', running: '▶', succeeded: '✓', failed: '✕', terminating: '⊘', unknown: '?' };

const sizes = [30, 26, 22, 18, 15, 12, 10, 8, 6, 4, 3];
const gapOf = (size: number) => (size > 20 ? 6 : size > 12 ? 4 : size > 5 ? 2 : 1);

export type Grid = { size: number; columns: number; rows: number };
/** The grid of squares of this size in the box. */
export function gridWith(box: Box, size: number): Grid {
  const pitch = size + gapOf(size);
  return { size, columns: Math.max(1, Math.floor((box.w + gapOf(size)) / pitch)), rows: Math.max(1, Math.floor((box.h + gapOf(size)) / pitch)) };
}
/** The largest squares with which `count` fit; of the last size some may find no place, and are left out. */
export function sizeFor(box: Box, count: number): number {
  return sizes.find((size) => { const { columns, rows } = gridWith(box, size); return size <= box.w && size <= box.h && columns * rows >= count; }) ?? sizes.at(-1)!;
}
/** How many of `count` find no place. The oldest make room some rows at a time: if one left for each that comes, all the others would move each time. */
export function leftOut({ columns, rows }: Grid, count: number): number {
  const over = count - columns * rows;
  const leaving = columns * Math.max(1, Math.floor(rows / 4));
  return over > 0 ? Math.min(Math.ceil(over / leaving) * leaving, count - 1) : 0;
}
/** The places of Pods that all find one, in order. */
export function placePods(box: Box, { size, columns }: Grid, pods: readonly PodView[]): PodPlace[] {
  const pitch = size + gapOf(size);
  return pods.map((pod, i) => ({ pod, size, x: box.x + (i % columns) * pitch + size / 2, y: box.y + Math.floor(i / columns) * pitch + size / 2 }));
}
