// Resource quantities: read, compared and written in canonical form. Models apimachinery pkg/api/resource.

const formatWrong = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
/** What is wrong with a text that is no quantity. */
export const quantityError = (text: string): string => (text !== '' && /^[+-]?\d*(\.\d*)?[eEinumkKMGTP]*[-+]?\d*$/.test(text) ? "unable to parse quantity's suffix" : formatWrong);
const decimal: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nano = 9;
const nanosMax = (2n ** 63n - 1n) * 10n ** 9n;
const digitsMax = 18;
/** Beyond this nobody counts. */
const exponentMax = 400;

/** In billionths, exact. `format` is how it was written. */
export type Quantity = { nanos: bigint; format: 'decimal' | 'binary' | 'exponent' };

export function parseQuantity(text: string): Quantity | null {
  // No digits stand for 0, with whatever follows.
  const m = /^([+-]?)(\d*)(?:\.(\d*))?(.*)$/.exec(text);
  if (!m || text === '') return null;
  const [, sign, whole = '', fraction = '', suffix = ''] = m;
  const digits = BigInt(whole + fraction || '0');
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix);
  const scaled = (power: number, factor = 1n): bigint => {
    const by = power - fraction.length + nano;
    const v = digits * factor;
    return by >= 0 ? v * 10n ** BigInt(by) : (v + 10n ** BigInt(-by) - 1n) / 10n ** BigInt(-by);
  };
  // Only what is exact in 64 bits is kept as it is, of whatever size; the rest has a bound.
  const length = whole.replace(/^0+/, '').length + fraction.length;
  const signed = (v: bigint, exact: boolean) => { const most = exact || v < nanosMax ? v : nanosMax; return sign === '-' ? -most : most; };
  if (exponent) return { nanos: signed(scaled(Math.max(-exponentMax, Math.min(exponentMax, Number(exponent[1])))), length <= digitsMax), format: 'exponent' };
  if (Object.hasOwn(decimal, suffix)) return { nanos: signed(scaled(decimal[suffix]!), length <= digitsMax), format: 'decimal' };
  const i = binary.indexOf(suffix);
  return i < 0 ? null : { nanos: signed(scaled(0, 1024n ** BigInt(i + 1)), false), format: 'binary' };
}

const suffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
function decimalText(nanos: bigint, exponentForm: boolean): string {
  if (nanos === 0n) return '0';
  let v = nanos;
  let i = 0;
  while (v % 1000n === 0n && (exponentForm || i < suffixes.length - 1)) { v /= 1000n; i++; }
  const power = (i - 3) * 3;
  return exponentForm ? `${v}${power === 0 ? '' : `e${power}`}` : `${v}${suffixes[i]}`;
}
export function quantityText(q: Quantity): string {
  const units = q.nanos / 10n ** 9n;
  const small = units > -1024n && units < 1024n;
  if (q.format !== 'binary' || small || q.nanos % 10n ** 9n !== 0n) return decimalText(q.nanos, q.format === 'exponent');
  let v = units;
  let i = -1;
  while (v % 1024n === 0n && i < binary.length - 1) { v /= 1024n; i++; }
  return `${v}${i < 0 ? '' : binary[i]}`;
}
export const canonicalQuantity = (text: string): string | null => { const q = parseQuantity(text); return q && quantityText(q); };
