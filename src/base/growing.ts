// An array of 32-bit numbers that grows; half the memory of a plain array and none of its boxes.

export type Growing = { data: Int32Array; length: number };
export const newGrowing = (): Growing => ({ data: new Int32Array(1024), length: 0 });

/** Sets element `i`; what lies between is 0. */
export function setAt(g: Growing, i: number, value: number): void {
  if (i >= g.data.length) {
    const next = new Int32Array(Math.max(i + 1, g.data.length * 2));
    next.set(g.data);
    g.data = next;
  }
  g.data[i] = value;
  if (i >= g.length) g.length = i + 1;
}
export const getAt = (g: Growing, i: number): number => (i < g.length ? g.data[i]! : 0);
/** The first `length` elements; what lies beyond is 0 again. */
export function copyGrowing(g: Growing, length: number): Growing {
  const data = new Int32Array(Math.max(1024, length));
  data.set(g.data.subarray(0, length));
  return { data, length: Math.min(length, g.length) };
}
