// What a plain YAML scalar is to Kubernetes: YAML 1.1 as Go's yaml package reads it (yes and on are booleans, 0x2 and 010 are numbers, dates are strings).

const booleans = new Map<string, boolean>();
for (const [value, names] of [[true, 'y yes true on'], [false, 'n no false off']] as const) {
  for (const n of names.split(' ')) for (const form of [n, n.toUpperCase(), n[0]!.toUpperCase() + n.slice(1)]) booleans.set(form, value);
}
const nulls = new Set(['', '~', 'null', 'Null', 'NULL']);
const decimal = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

function integer(text: string): number | null {
  const plain = text.replaceAll('_', '');
  const m = /^([-+]?)(0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+|0[0-7]+|\d+)$/.exec(plain);
  if (!m) return null;
  const body = m[2]!;
  const digits = /^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body;
  const value = Number(BigInt(digits));
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
    if (decimal.test(text.replaceAll('_', ''))) return Number(text.replaceAll('_', ''));
  }
  return text;
}
/** A scalar with an explicit tag. */
export function resolveTagged(text: string, tag: string): string | number | boolean | null {
  if (tag === 'tag:yaml.org,2002:binary') { const bytes = atob(text.replace(/\s/g, '')); return bytes; }
  if (/^tag:yaml\.org,2002:(int|float|bool|null)$/.test(tag)) return resolvePlain(text);
  return text;
}
