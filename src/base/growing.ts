// Arrays of numbers that grow: half the memory of a plain array and none of its boxes.

type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
export type Growing<A extends Numbers = Int32Array<ArrayBuffer>> = { data: A; length: number };
/** 32-bit numbers. */
export const newGrowing = (): Growing => ({ data: new Int32Array(1024), length: 0 });
/** Whole numbers of any size, such as times. */
export const newGrowingWide = (): Growing<Float64Array<ArrayBuffer>> => ({ data: new Float64Array(1024), length: 0 });

const like = <A extends Numbers>(data: A, length: number): A => (data instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)) as A;

/** Sets element `i`; what lies between is 0. */
export function setAt<A extends Numbers>(g: Growing<A>, i: number, value: number): void {
  if (i >= g.data.length) {
    const next = like(g.data, Math.max(i + 1, Math.ceil(g.data.length * 1.5)));
    next.set(g.data);
    g.data = next;
  }
  g.data[i] = value;
  if (i >= g.length) g.length = i + 1;
}
export const getAt = <A extends Numbers>(g: Growing<A>, i: number): number => (i < g.length ? g.data[i]! : 0);
/** The first `length` elements; what lies beyond is 0 again. */
export function copyGrowing<A extends Numbers>(g: Growing<A>, length: number): Growing<A> {
  const data = like(g.data, Math.max(1024, length));
  data.set(g.data.subarray(0, length));
  return { data, length: Math.min(length, g.length) };
}
