// What a plain YAML scalar is to Kubernetes: YAML 1.1 as Go's yaml package reads it (yes and on are booleans, 0x2 and 010 are numbers, dates are strings).

const booleans = new Map<string, boolean>();
for (const [value, names] of [[true, 'y yes true on'], [false, 'n no false off']] as const) {
  for (const n of names.split(' ')) for (const form of [n, n.toUpperCase(), n[0]!.toUpperCase() + n.slice(1)]) booleans.set(form, value);
}
const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
const decimal = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

function integer(text: string): number | null {
  const plain = text.replaceAll('_', '');
  const m = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]+|\d+)$/.exec(plain);
  if (!m) return null;
  const body = m[2]!;
  const digits = /^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body;
  const value = Number(BigInt(digits.toLowerCase()));
  return m[1] === '-' ? -value : value;
}

/** The JSON value of a scalar that is neither quoted nor tagged. */
export function resolvePlain(text: string): string | number | boolean | null {
  if (nulls.has(text)) return null;
  const truth = booleans.get(text);
  if (truth !== undefined) return truth;
  if (/^[-+.\d]/.test(text)) {
    const whole = integer(text);
    if (whole !== null) return whole;
    const number = Number(text.replaceAll('_', ''));
    // What is too large for a number stays a text.
    if (decimal.test(text.replaceAll('_', '')) && Number.isFinite(number)) return number;
    const special = /^([-+]?)\.(inf|Inf|INF)$/.exec(text);
    if (special) return special[1] === '-' ? -Infinity : Infinity;
    if (/^\.(nan|NaN|NAN)$/.test(text)) return Number.NaN;
  }
  return text;
}
const asTagged: Record<string, (v: unknown) => boolean> = { int: (v) => typeof v === 'number' && Number.isInteger(v), float: (v) => typeof v === 'number', bool: (v) => typeof v === 'boolean', null: (v) => v === null };
const tagOf = (v: unknown): string => (v === null ? 'null' : typeof v === 'boolean' ? 'bool' : typeof v === 'number' ? (Number.isInteger(v) ? 'int' : 'float') : 'str');
/** A scalar with an explicit tag, or what Go says of one that it does not fit. */
export function resolveTagged(text: string, tag: string): string | number | boolean | null | { error: string } {
  const name = /^tag:yaml\.org,2002:(\w+)$/.exec(tag)?.[1] ?? '';
  if (name === 'binary') { try { return atob(text.replace(/\s/g, '')); } catch { return { error: 'yaml: !!binary value contains invalid base64 data' }; } }
  const fits = asTagged[name];
  if (!fits) return text;
  const value = resolvePlain(text);
  return fits(value) ? value : { error: `yaml: cannot decode !!${tagOf(value)} \`${text}\` as a !!${name}` };
}
