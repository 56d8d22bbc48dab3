// Reads one shell word: quotes, escapes, $variables, ${…}, $(…), `…` and $((…)).
import type { Node, Part, Word } from './ast.ts';

export type Heredoc = { delimiter: string; quoted: boolean; stripTabs: boolean; fill(body: Word): void };
export type Reader = {
  text: string; at: number; error: string | null; pendingHeredocs: Heredoc[];
  /** The parser's list reader, handed in so that $(…) can be read here. */
  parseList(r: Reader, end: string): Node;
};
/** plain: ends at blanks and operators. heredoc: to the end of the text, quotes are text. brace: to the `}` of ${…}. */
export type WordMode = 'plain' | 'heredoc' | 'brace' | 'double';

export const peek = (r: Reader): string => r.text[r.at] ?? '';
const isNameStart = (c: string): boolean => /[A-Za-z_]/.test(c);
export function fail(r: Reader, message: string): void {
  r.error ??= `syntax error: ${message}`;
  r.at = r.text.length;
}

export function skipBlanks(r: Reader): void {
  for (;;) {
    const c = peek(r);
    if (c === ' ' || c === '\t' || c === '\r') r.at++;
    else if (c === '\\' && r.text[r.at + 1] === '\n') r.at += 2;
    else if (c === '#' && (r.at === 0 || /[\s;&|()]/.test(r.text[r.at - 1]!))) {
      const end = r.text.indexOf('\n', r.at);
      r.at = end < 0 ? r.text.length : end;
    } else return;
  }
}

const endsPlain = (c: string): boolean => c === '' || /[\s;&|<>()]/.test(c);

/** Reads a word where one must come: an operator in its place is a syntax error. */
export function mustReadWord(r: Reader): Word {
  const from = r.at, word = readWord(r, 'plain');
  if (r.at === from) fail(r, `unexpected "${peek(r) || 'end of file'}"`);
  return word;
}

/** Reads a word in the given mode. The cursor is left on the character that ended it. */
export function readWord(r: Reader, mode: WordMode): Word {
  const parts: Part[] = [];
  const quoted = mode === 'double' || mode === 'heredoc';
  const text = (s: string, q: boolean): void => {
    const last = parts[parts.length - 1];
    if (last?.t === 'text' && last.quoted === q) last.text += s;
    else parts.push({ t: 'text', text: s, quoted: q });
  };
  while (r.at < r.text.length && !r.error) {
    const c = peek(r);
    if (mode === 'plain' && endsPlain(c)) break;
    if (mode === 'brace' && c === '}') break;
    if (mode === 'double' && c === '"') break;
    if (c === '\\') readEscape(r, quoted, text);
    else if (c === "'" && !quoted) {
      const end = r.text.indexOf("'", r.at + 1);
      if (end < 0) { fail(r, 'unterminated quoted string'); break; }
      text(r.text.slice(r.at + 1, end), true);
      r.at = end + 1;
    } else if (c === '"' && !quoted) {
      r.at++;
      const inner = readWord(r, 'double');
      if (peek(r) !== '"') { fail(r, 'unterminated quoted string'); break; }
      r.at++;
      if (inner.length === 0) text('', true);
      parts.push(...inner);
    } else if (c === '$') readDollar(r, quoted, parts, text);
    else if (c === '`') readBackquote(r, quoted, parts);
    else { text(c, quoted); r.at++; }
  }
  return parts;
}

function readEscape(r: Reader, quoted: boolean, text: (s: string, q: boolean) => void): void {
  const next = r.text[r.at + 1] ?? '';
  r.at += 2;
  if (next === '\n') return;
  if (quoted && !'$`"\\'.includes(next)) text(`\\${next}`, true);
  else text(next, true);
}

function readDollar(r: Reader, quoted: boolean, parts: Part[], text: (s: string, q: boolean) => void): void {
  const rest = r.text.slice(r.at + 1, r.at + 3);
  if (rest === '((') {
    const end = arithEnd(r);
    if (end >= 0) {
      const inner: Reader = { ...r, text: r.text.slice(r.at + 3, end), at: 0, pendingHeredocs: [] };
      parts.push({ t: 'arith', expr: readWord(inner, 'heredoc'), quoted });
      r.at = end + 2;
      return;
    }
  }
  const c = rest[0] ?? '';
  if (c === '(') {
    r.at += 2;
    const body = r.parseList(r, ')');
    if (peek(r) === ')') r.at++; else fail(r, '")" expected');
    parts.push({ t: 'command', body, quoted });
  } else if (c === '{') {
    r.at += 2;
    parts.push(readBrace(r, quoted));
  } else if (isNameStart(c)) {
    const m = /^\w+/.exec(r.text.slice(r.at + 1))!;
    r.at += 1 + m[0].length;
    parts.push({ t: 'var', name: m[0], index: null, length: false, op: null, arg: null, quoted });
  } else if (c !== '' && '?$!#@*-0123456789'.includes(c)) {
    r.at += 2;
    parts.push({ t: 'var', name: c, index: null, length: false, op: null, arg: null, quoted });
  } else if (c === "'" && !quoted) {
    const end = r.text.indexOf("'", r.at + 2);
    text(unescapeAnsi(r.text.slice(r.at + 2, end < 0 ? undefined : end)), true);
    r.at = end < 0 ? r.text.length : end + 1;
  } else { text('$', quoted); r.at++; }
}

/** Where the `))` of a `$((` at the cursor is; -1: it is not arithmetic. */
function arithEnd(r: Reader): number {
  let depth = 0;
  for (let i = r.at + 3; i < r.text.length; i++) {
    if (r.text[i] === '(') depth++;
    else if (r.text[i] === ')') {
      if (depth === 0) return r.text[i + 1] === ')' ? i : -1;
      depth--;
    }
  }
  return -1;
}

function readBrace(r: Reader, quoted: boolean): Part {
  let length = false;
  if (peek(r) === '#' && r.text[r.at + 1] !== '}') { length = true; r.at++; }
  const m = /^(?:\w+|[?$!#@*-])/.exec(r.text.slice(r.at));
  if (!m) { fail(r, 'bad substitution'); return { t: 'text', text: '', quoted }; }
  r.at += m[0].length;
  let index: Word | '@' | '*' | null = null;
  if (peek(r) === '[') {
    const end = r.text.indexOf(']', r.at);
    const inside = r.text.slice(r.at + 1, end < 0 ? undefined : end);
    index = inside === '@' || inside === '*' ? inside : readWord({ ...r, text: inside, at: 0, pendingHeredocs: [] }, 'heredoc');
    r.at = end < 0 ? r.text.length : end + 1;
  }
  const op = /^(?::[-=?+]|[-=?+]|##|#|%%|%|\/\/|\/|:|\^\^|,,|\^|,)/.exec(r.text.slice(r.at));
  let arg: Word | null = null;
  if (op) { r.at += op[0].length; arg = readWord(r, 'brace'); }
  if (peek(r) === '}') r.at++; else fail(r, 'bad substitution');
  return { t: 'var', name: m[0], index, length, op: op ? op[0] : null, arg, quoted };
}

function readBackquote(r: Reader, quoted: boolean, parts: Part[]): void {
  let end = r.at + 1, body = '';
  for (; end < r.text.length && r.text[end] !== '`'; end++) {
    if (r.text[end] === '\\' && '`$\\'.includes(r.text[end + 1] ?? ' ')) end++;
    body += r.text[end];
  }
  const inner: Reader = { ...r, text: body, at: 0, pendingHeredocs: [] };
  parts.push({ t: 'command', body: r.parseList(inner, ''), quoted });
  r.error ??= inner.error;
  r.at = end + 1;
}

const ansi: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '0': '\0' };
/** The escapes of $'…', printf and `echo -e`. */
export const unescapeAnsi = (s: string): string =>
  s.replace(/\\(x[0-9a-fA-F]{1,2}|0[0-7]{1,3}|[\s\S])/g, (all, e: string) =>
    e[0] === 'x' && e.length > 1 ? String.fromCharCode(parseInt(e.slice(1), 16)) : e[0] === '0' && e.length > 1 ? String.fromCharCode(parseInt(e.slice(1), 8)) : (ansi[e] ?? all));
