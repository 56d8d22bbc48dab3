// A straight scale from numbers to places. d3-scale makes it too, but brings colours, dates and formats with it, which would be fetched before the first play for nothing.
export type ScaleLinear<_From = number, _To = number> = { (value: number): number; invert(place: number): number };
type Pair = readonly [number, number];

function straight([from, to]: Pair, [left, right]: Pair): ScaleLinear {
  const k = to === from ? 0 : (right - left) / (to - from);
  return Object.assign((value: number) => (k === 0 ? (left + right) / 2 : left + (value - from) * k), { invert: (place: number) => (k === 0 ? from : from + (place - left) / k) });
}
export const scaleLinear = () => ({ domain: (domain: Pair) => ({ range: (range: Pair) => straight(domain, range) }) });
