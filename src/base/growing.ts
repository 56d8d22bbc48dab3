// Arrays of numbers that grow at their end and can let go of their beginning: half the memory of a plain array and none of its boxes.

type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
/** `from`: the first index that is kept; `length`: one more than the last that was set. */
export type Growing<A extends Numbers = Int32Array<ArrayBuffer>> = { data: A; from: number; length: number };
/** 32-bit numbers. */
export const newGrowing = (from = 0): Growing => ({ data: new Int32Array(1024), from, length: from });
/** Whole numbers of any size, such as times. */
export const newGrowingWide = (from = 0): Growing<Float64Array<ArrayBuffer>> => ({ data: new Float64Array(1024), from, length: from });

const like = <A extends Numbers>(data: A, length: number): A => (data instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)) as A;

/** Sets element `i`, which must not be before `from`; what lies between is 0. */
export function setAt<A extends Numbers>(g: Growing<A>, i: number, value: number): void {
  const place = i - g.from;
  if (place >= g.data.length) {
    const next = like(g.data, Math.max(place + 1, Math.ceil(g.data.length * 1.5)));
    next.set(g.data);
    g.data = next;
  }
  g.data[place] = value;
  if (i >= g.length) g.length = i + 1;
}
/** 0 for what was never set or is no longer kept. */
export const getAt = <A extends Numbers>(g: Growing<A>, i: number): number => (i < g.length && i >= g.from ? g.data[i - g.from]! : 0);
/** The elements up to `length`; what lies beyond is 0 again. */
export function copyGrowing<A extends Numbers>(g: Growing<A>, length: number): Growing<A> {
  const kept = Math.max(0, length - g.from);
  const data = like(g.data, Math.max(1024, kept));
  data.set(g.data.subarray(0, kept));
  return { data, from: g.from, length: Math.max(g.from, Math.min(length, g.length)) };
}
/** Lets go of all before `i`. */
export function dropBefore<A extends Numbers>(g: Growing<A>, i: number): void {
  if (i <= g.from) return;
  const left = g.data.subarray(Math.min(i - g.from, g.data.length));
  const data = like(g.data, Math.max(1024, left.length));
  data.set(left);
  g.data = data;
  g.from = i;
  g.length = Math.max(i, g.length);
}
