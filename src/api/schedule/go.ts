// Go's ways of reading numbers and durations, with Go's words for what is wrong. Models strconv.Atoi, strconv.Quote and time.ParseDuration.

export type Read<T> = { ok: true; value: T } | { ok: false; error: string };

/** A string in Go's double quotes: control characters escaped, printable ones as they are. */
export function quote(text: string): string {
  let out = '"';
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (c === '"' || c === '\\') out += `\\${c}`;
    else if (c === '\n') out += '\\n'; else if (c === '\t') out += '\\t'; else if (c === '\r') out += '\\r';
    else if (code === 7) out += '\\a'; else if (code === 8) out += '\\b'; else if (code === 12) out += '\\f'; else if (code === 11) out += '\\v';
    else if (code < 32 || code === 127) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if ((code >= 0x80 && code <= 0xa0) || code === 0xad || code === 0xfeff || (code >= 0x2000 && code <= 0x200f) || (code >= 0x2028 && code <= 0x202f)) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += c;
  }
  return `${out}"`;
}

const maxInt = 9223372036854775807n;
export function atoi(text: string): Read<number> {
  const wrong = (why: string): Read<number> => ({ ok: false, error: `strconv.Atoi: parsing ${quote(text)}: ${why}` });
  if (!/^[+-]?[0-9]+$/.test(text)) return wrong('invalid syntax');
  const value = BigInt(text.replace('+', ''));
  return value > maxInt || value < -maxInt - 1n ? wrong('value out of range') : { ok: true, value: Number(value) };
}

const unitNanos: Record<string, number> = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
/** Milliseconds of a duration such as "1h30m"; fractions below a millisecond are cut. */
export function parseDuration(text: string): Read<number> {
  const wrong = (why: string): Read<number> => ({ ok: false, error: `time: ${why}` });
  const invalid = wrong(`invalid duration ${quote(text)}`);
  const negative = text.startsWith('-');
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return { ok: true, value: 0 };
  if (rest === '') return invalid;
  let nanos = 0;
  while (rest !== '') {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest)!;
    if (!/^[.\d]/.test(rest) || (number[1] === '' && !number[2])) return invalid;
    if (BigInt(number[1] || '0') > maxInt) return invalid;
    rest = rest.slice(number[0].length);
    const unit = /^[^.\d]+/.exec(rest)?.[0] ?? '';
    if (unit === '') return wrong(`missing unit in duration ${quote(text)}`);
    rest = rest.slice(unit.length);
    const size = unitNanos[unit];
    if (size === undefined) return wrong(`unknown unit ${quote(unit)} in duration ${quote(text)}`);
    nanos += Number(number[1] || '0') * size + (number[2] ? Number(`0.${number[2]}`) * size : 0);
    if (nanos >= 2 ** 63) return invalid;
  }
  return { ok: true, value: Math.trunc((negative ? -nanos : nanos) / 1e6) };
}
