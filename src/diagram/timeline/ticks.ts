// Marks of the time axis: round steps of seconds, minutes, hours and days, written as the clock reads.

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 7_776_000, 31_536_000].map((s) => s * 1000);

/** Times of the marks between `from` and `to` (ms), about `wanted` of them. */
export function axisTicks(from: number, to: number, wanted: number): number[] {
  const step = steps.find((s) => (to - from) / s <= wanted) ?? steps.at(-1)!;
  const marks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) marks.push(at);
  return marks;
}
/** `0:42`, `3:05`, `1:02:05`, `2d 03:00` since the start. */
export function sinceStart(ms: number): string {
  const s = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  if (s >= 86_400) return `${Math.floor(s / 86_400)}d ${two(Math.floor(s / 3600) % 24)}:${two(Math.floor(s / 60) % 60)}`;
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}
