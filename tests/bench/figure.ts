// A measured figure, how it is printed, and how two results are compared.

/** `value` in `unit`; `target` in the same unit ('max': at most, 'min': at least). `ratio` is value over a baseline measured in the same run. */
export type Figure = { work: string; value: number; unit: string; target: number | null; sense: 'max' | 'min'; ratio?: { to: string; is: number; target?: number }; note?: string };
export type Bench = { name: string; run(): Promise<Figure[]> | Figure[] };
export type Result = { at: string; node: string; cpus: number; figures: Figure[] };

export const reached = (f: Figure): boolean | null =>
  f.target === null && f.ratio?.target === undefined ? null
    : (f.target === null || (f.sense === 'max' ? f.value <= f.target : f.value >= f.target)) && (f.ratio?.target === undefined || f.ratio.is <= f.ratio.target);

const number = (n: number) => (Math.abs(n) >= 1000 ? Math.round(n).toLocaleString('en-US') : n.toPrecision(3));

export function table(figures: readonly Figure[], before?: readonly Figure[]): string {
  const rows = figures.map((f) => {
    const old = before?.find((b) => b.work === f.work);
    const goal = f.target === null ? '' : `${f.sense === 'max' ? '≤' : '≥'} ${number(f.target)}`;
    const ratio = f.ratio ? `${number(f.ratio.is)}× ${f.ratio.to}${f.ratio.target === undefined ? '' : ` (≤ ${f.ratio.target}×)`}` : '';
    const change = before ? (old ? `${((f.value / old.value - 1) * 100).toFixed(1)} %` : 'new') : '';
    const is = reached(f);
    return [f.work, `${number(f.value)} ${f.unit}`, goal, ratio, is === null ? '' : is ? 'yes' : 'NO', ...(before ? [change] : []), f.note ?? ''];
  });
  const head = ['work', 'measured', 'target', 'ratio', 'reached', ...(before ? ['change'] : []), 'note'];
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i]!.length)));
  const line = (cells: string[]) => `| ${cells.map((c, i) => c.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((w) => '-'.repeat(w))), ...rows.map(line)].join('\n');
}

/** Wall milliseconds that `work` takes, least of `times` runs. */
export function least(times: number, work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    work();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}
/** Heap bytes in use after collecting, when Node was started with --expose-gc. */
export function heapUsed(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}
