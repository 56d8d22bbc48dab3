// Parts of a command that stand beside its words: line ends, here documents, redirections, assignments.
import type { Assign, Redirect, Word } from './ast.ts';
import { mustReadWord, peek, readWord, skipBlanks, type Reader } from './words.ts';

/** Blanks, newlines, comments and `;`-less separators before a command. */
export function skipLines(r: Reader): void {
  for (;;) {
    skipBlanks(r);
    if (peek(r) !== '\n') return;
    r.at++;
    readHeredocs(r);
  }
}

function readHeredocs(r: Reader): void {
  for (const doc of r.pendingHeredocs.splice(0)) {
    const lines: string[] = [];
    while (r.at < r.text.length) {
      const end = r.text.indexOf('\n', r.at);
      const raw = end < 0 ? r.text.slice(r.at) : r.text.slice(r.at, end);
      r.at = end < 0 ? r.text.length : end + 1;
      const line = doc.stripTabs ? raw.replace(/^\t+/, '') : raw;
      if (line === doc.delimiter) break;
      lines.push(line);
    }
    const text = lines.map((l) => `${l}\n`).join('');
    doc.fill(doc.quoted ? [{ t: 'text', text, quoted: true }] : readHeredocBody(r, text));
  }
}

export function readHeredocBody(r: Reader, text: string): Word {
  const inner: Reader = { ...r, text, at: 0, pendingHeredocs: [] };
  const word = readWord(inner, 'heredoc');
  r.error ??= inner.error;
  return word;
}

export function parseRedirects(r: Reader): Redirect[] {
  const out: Redirect[] = [];
  for (;;) {
    skipBlanks(r);
    const redirect = parseRedirect(r);
    if (!redirect) return out;
    out.push(redirect);
  }
}

export function parseRedirect(r: Reader): Redirect | null {
  const m = /^(\d*|&)(<<<|<<-?|>>|>&|<&|>\||<|>)/.exec(r.text.slice(r.at, r.at + 8));
  if (!m || (m[1] === '&' && !m[2]!.startsWith('>'))) return null;
  r.at += m[0].length;
  skipBlanks(r);
  const op = m[2]!;
  const fd = m[1] === '&' ? 'both' : m[1] === '' ? (op.startsWith('<') ? 0 : 1) : Number(m[1]);
  if (op === '<<' || op === '<<-') return heredocRedirect(r, op === '<<-');
  const target = readWord(r, 'plain');
  return { fd, op: op === '>|' ? '>' : op === '<&' ? '>&' : (op as Redirect['op']), target };
}

function heredocRedirect(r: Reader, stripTabs: boolean): Redirect {
  const word = readWord(r, 'plain');
  const delimiter = word.map((p) => (p.t === 'text' ? p.text : '')).join('');
  const quoted = word.some((p) => p.t === 'text' && p.quoted);
  const redirect: Redirect = { fd: 0, op: '<<', target: [] };
  r.pendingHeredocs.push({ delimiter, quoted, stripTabs, fill: (body) => { redirect.target = body; } });
  return redirect;
}

export function parseAssign(r: Reader): Assign | null {
  const m = /^([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)=/.exec(r.text.slice(r.at, r.at + 200));
  if (!m) return null;
  r.at += m[0].length;
  const index = m[2] ? readHeredocBody(r, m[2].slice(1, -1)) : null;
  const base = { name: m[1]!, index, append: m[3] === '+' };
  if (peek(r) !== '(') return { ...base, value: /[\s;&|)]/.test(peek(r)) || r.at >= r.text.length ? [] : readWord(r, 'plain') };
  r.at++;
  const array: Word[] = [];
  for (;;) {
    skipLines(r);
    if (r.error || r.at >= r.text.length || peek(r) === ')') break;
    array.push(mustReadWord(r));
  }
  r.at++;
  return { ...base, value: { array } };
}
