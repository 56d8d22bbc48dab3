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
  const exact = BigInt(digits.toLowerCase());
  // What no integer of Go holds is a float if it is written in tens, and else a text.
  if (exact > (m[1] === '-' ? 2n ** 63n : 2n ** 64n - 1n) && !/^\d+$/.test(digits)) return null;
  const value = Number(exact);
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
const date = /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|\s+)\d\d?:\d\d:\d\d(?:\.\d*)?\s*(?:Z|[-+]\d\d?(?::\d\d)?)?)?$/;
/** Tags that a scalar may have only if it looks like one of these. */
const asTagged: Readonly<Record<string, readonly string[]>> = { int: ['int'], float: ['float', 'int'], bool: ['bool'], null: ['null'], timestamp: ['timestamp'] };
function tagOf(text: string, v: unknown, name: string): string {
  if (typeof v === 'number') return integer(text) === null ? 'float' : 'int';
  return v === null ? 'null' : typeof v === 'boolean' ? 'bool' : name === 'timestamp' && date.test(text) ? 'timestamp' : 'str';
}
/** A scalar with an explicit tag, or what Go says of one that it does not fit. */
export function resolveTagged(text: string, tag: string): string | number | boolean | null | { error: string } {
  const name = /^tag:yaml\.org,2002:(\w+)$/.exec(tag)?.[1] ?? '';
  if (name === 'binary') { try { return atob(text.replace(/\s/g, '')); } catch { return { error: 'yaml: !!binary value contains invalid base64 data' }; } }
  const fits = asTagged[name];
  if (!fits) return text;
  const value = resolvePlain(text);
  const is = tagOf(text, value, name);
  return fits.includes(is) ? value : { error: `yaml: cannot decode !!${is} \`${text}\` as a !!${name}` };
}
