// Turns words into fields: variables, command substitution, sums, quote removal, field splitting, patterns.
import type { Part, Word } from './ast.ts';
import { arithmetic } from './arithmetic.ts';
import { complain, fork, join, nextRandom, scalar, setVar, type Shell, type Sink, type Value } from './machine.ts';
import { runNode } from './run.ts';

/** A run of text; unquoted runs are split and matched. `fields`: several fields of their own ("$@"). */
type Piece = { text: string; quoted: boolean } | { fields: string[] };

/** The fields of a list of words, split at blanks outside quotes. */
export function expandWords(sh: Shell, words: readonly Word[]): string[] {
  const out: string[] = [];
  for (const word of words) out.push(...expandFields(sh, word));
  return out;
}

/** One string, not split: assignments, case words, redirect targets. */
export function expandOne(sh: Shell, word: Word): string {
  let s = '';
  for (const part of word) for (const piece of pieces(sh, part)) s += 'fields' in piece ? piece.fields.join(' ') : piece.text;
  return s;
}

/** A shell pattern as a regular expression; quoted text matches itself. */
export function expandPattern(sh: Shell, word: Word): RegExp {
  let source = '';
  for (const part of word) for (const piece of pieces(sh, part)) source += 'fields' in piece ? quote(piece.fields.join(' ')) : piece.quoted ? quote(piece.text) : globSource(piece.text);
  return new RegExp(`^(?:${source})$`, 's');
}

const quote = (s: string): string => s.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
/** `*`, `?` and `[…]` to a regular expression's source. */
export function globSource(glob: string): string {
  let out = '';
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i]!;
    const end = c === '[' ? glob.indexOf(']', i + 2) : -1;
    if (c === '*') out += '.*';
    else if (c === '?') out += '.';
    else if (end > 0) {
      out += `[${glob.slice(i + 1, end).replace(/^!/, '^').replace(/\\/g, '\\\\').replace(/\[:digit:\]?/g, '0-9')}]`;
      i = end;
    } else out += quote(c);
  }
  return out;
}

function expandFields(sh: Shell, word: Word): string[] {
  const only = word.length === 1 ? word[0]! : null;
  if (only?.t === 'text' && !only.quoted && sh.bash) { const range = braceRange(only.text); if (range) return range; }
  const out: string[] = [];
  let current: string | null = null;
  const ifs = sh.vars.has('IFS') ? scalar(sh.vars.get('IFS')) : ' \t\n';
  for (const part of word) {
    for (const piece of pieces(sh, part)) {
      if ('fields' in piece) {
        piece.fields.forEach((f, i) => { if (i > 0) { out.push(current!); current = ''; } current = (current ?? '') + f; });
      } else if (piece.quoted || part.t === 'text') current = (current ?? '') + piece.text;
      else current = splitInto(out, current, piece.text, ifs);
    }
  }
  if (current !== null) out.push(current);
  return out;
}

function splitInto(out: string[], current: string | null, text: string, ifs: string): string | null {
  for (const c of text) {
    if (!ifs.includes(c)) current = (current ?? '') + c;
    else if (current !== null || !' \t\n'.includes(c)) { out.push(current ?? ''); current = null; }
  }
  return current;
}

function braceRange(text: string): string[] | null {
  const m = /^([^{}]*)\{(?:(-?\d+)\.\.(-?\d+)|([^{}]*,[^{}]*))\}([^{}]*)$/.exec(text);
  if (!m) return null;
  if (m[4] !== undefined) return m[4].split(',').map((x) => m[1]! + x + m[5]!);
  const from = Number(m[2]), to = Number(m[3]), step = from <= to ? 1 : -1, out: string[] = [];
  for (let i = from; step > 0 ? i <= to : i >= to; i += step) { out.push(`${m[1]}${i}${m[5]}`); if (out.length > 5000) break; }
  return out;
}

function pieces(sh: Shell, part: Part): Piece[] {
  switch (part.t) {
    case 'text': return [{ text: part.text, quoted: part.quoted }];
    case 'arith': {
      const value = arithmetic(sh, expandOne(sh, part.expr));
      if (Number.isNaN(value)) { complain(sh, `${sh.name}: arithmetic syntax error`); sh.flow ??= { type: 'exit', code: 2 }; }
      return [{ text: Number.isNaN(value) ? '' : String(value), quoted: true }];
    }
    case 'command': return [{ text: capture(sh, part.body), quoted: part.quoted }];
    case 'var': return variable(sh, part);
  }
}

/** $(…): what the commands print, without the newlines at its end. */
function capture(sh: Shell, body: import('./ast.ts').Node): string {
  const sink: Sink = { type: 'text', text: '' };
  const child = fork(sh);
  child.out = sink;
  child.depth++;
  runNode(child, body);
  join(sh, child);
  return sink.text.replace(/\n+$/, '');
}

function lookup(sh: Shell, name: string): Value | undefined {
  switch (name) {
    case '?': return String(sh.status);
    case '$': return String(sh.dollar);
    case '!': return sh.lastBackground === 0 ? '' : String(sh.lastBackground);
    case '#': return String(sh.positional.length);
    case '-': return sh.errexit ? 'e' : '';
    case '0': return sh.name;
    case 'RANDOM': return String(nextRandom(sh));
    case 'SECONDS': return String(Math.floor(sh.now / 1000));
    case 'EPOCHSECONDS': return String(Math.floor((sh.input.startedAt + sh.now) / 1000));
    case 'HOSTNAME': return sh.vars.get('HOSTNAME') ?? sh.input.hostname;
    case '@': case '*': return sh.positional;
    default: return /^\d+$/.test(name) ? sh.positional[Number(name) - 1] : sh.vars.get(name);
  }
}

function variable(sh: Shell, part: Extract<Part, { t: 'var' }>): Piece[] {
  const whole = part.name === '@' || part.name === '*' ? part.name : part.index === '@' || part.index === '*' ? part.index : null;
  const value = lookup(sh, part.name);
  if (whole) {
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
    if (part.length) return [{ text: String(list.length), quoted: part.quoted }];
    if (part.op === ':' ) return [{ fields: sliceList(sh, list, part) }];
    if (whole === '@' && part.quoted) return [{ fields: list }];
    return [{ text: list.join(' '), quoted: part.quoted }];
  }
  let text = value === undefined ? undefined : Array.isArray(value) ? element(sh, value, part) : value;
  if (part.op) text = operate(sh, part, text);
  else if (text === undefined && sh.nounset) { complain(sh, `${sh.name}: ${part.name}: parameter not set`); sh.flow ??= { type: 'exit', code: sh.bash ? 1 : 2 }; }
  return [{ text: part.length ? String((text ?? '').length) : (text ?? ''), quoted: part.quoted }];
}

function sliceList(sh: Shell, list: string[], part: Extract<Part, { t: 'var' }>): string[] {
  const [from, count] = expandOne(sh, part.arg ?? []).split(':').map((x) => arithmetic(sh, x));
  const start = part.name === '@' || part.name === '*' ? Math.max(0, (from ?? 0) - 1) : (from ?? 0);
  return list.slice(start, count === undefined ? undefined : start + count);
}

function element(sh: Shell, list: string[], part: Extract<Part, { t: 'var' }>): string | undefined {
  const index = part.index && typeof part.index !== 'string' ? arithmetic(sh, expandOne(sh, part.index)) : 0;
  return list[index < 0 ? list.length + index : index];
}

function operate(sh: Shell, part: Extract<Part, { t: 'var' }>, text: string | undefined): string | undefined {
  const op = part.op!, arg = part.arg ?? [];
  const missing = text === undefined || (op.startsWith(':') && op.length === 2 && text === '');
  switch (op) {
    case ':-': case '-': return missing ? expandOne(sh, arg) : text;
    case ':+': case '+': return missing ? '' : expandOne(sh, arg);
    case ':=': case '=': if (missing) { text = expandOne(sh, arg); setVar(sh, part.name, text); } return text;
    case ':?': case '?':
      if (missing) { complain(sh, `${sh.name}: ${part.name}: ${expandOne(sh, arg) || 'parameter not set'}`); sh.flow ??= { type: 'exit', code: sh.bash ? 1 : 2 }; }
      return text;
    case '^^': return (text ?? '').toUpperCase();
    case ',,': return (text ?? '').toLowerCase();
    case '^': return (text ?? '').slice(0, 1).toUpperCase() + (text ?? '').slice(1);
    case ',': return (text ?? '').slice(0, 1).toLowerCase() + (text ?? '').slice(1);
    case ':': return substring(sh, text ?? '', expandOne(sh, arg));
    case '/': case '//': return replaceIn(sh, text ?? '', arg, op === '//');
    default: return trimPattern(sh, text ?? '', op, arg);
  }
}

function substring(sh: Shell, text: string, arg: string): string {
  const [from, count] = arg.split(':').map((x) => arithmetic(sh, x));
  const start = (from ?? 0) < 0 ? Math.max(0, text.length + (from ?? 0)) : (from ?? 0);
  return count === undefined ? text.slice(start) : count < 0 ? text.slice(start, count) : text.slice(start, start + count);
}

function replaceIn(sh: Shell, text: string, arg: Word, all: boolean): string {
  const whole = expandOne(sh, arg), cut = whole.indexOf('/');
  const pattern = new RegExp(globSource(cut < 0 ? whole : whole.slice(0, cut)), all ? 'gs' : 's');
  const by = cut < 0 ? '' : whole.slice(cut + 1);
  return text.replace(pattern, () => by);
}

/** ${x#p} ${x##p} ${x%p} ${x%%p}: cuts the shortest or longest match off an end. */
function trimPattern(sh: Shell, text: string, op: string, arg: Word): string {
  const pattern = expandPattern(sh, arg);
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => i);
  if (op.length === 2) lengths.reverse();
  for (const n of lengths) {
    const piece = op[0] === '#' ? text.slice(0, n) : text.slice(text.length - n);
    if (pattern.test(piece)) return op[0] === '#' ? text.slice(n) : text.slice(0, text.length - n);
  }
  return text;
}
