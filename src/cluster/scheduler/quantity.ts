// Resource quantities as numbers: cpu in thousandths, memory in bytes.
const suffixes: Record<string, number> = { n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 };

/** The value of "500m", "64Mi", "1e3" …; 0 for what is no quantity. */
export function quantity(text: string | number | undefined): number {
  const m = /^([+-]?\d*\.?\d+)(?:[eE]([+-]?\d+)|([numkMGTPE]i?|))$/.exec(String(text ?? ''));
  if (!m) return 0;
  return Number(m[1]) * (m[2] !== undefined ? 10 ** Number(m[2]) : (suffixes[m[3] ?? ''] ?? 1));
}
export const milli = (text: string | number | undefined): number => Math.max(0, Math.ceil(quantity(text) * 1000 - 1e-6));
