// Reads shell text into the tree of ast.ts: commands and operators. Words are read by words.ts.
import type { Assign, Node, Redirect, Word } from './ast.ts';
import { parseAssign, parseRedirect, parseRedirects, readHeredocBody, skipLines } from './pieces.ts';
import { fail, mustReadWord, peek, readWord, skipBlanks, type Reader } from './words.ts';

const reserved = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in']);

export type Parsed = { readonly ok: true; readonly node: Node } | { readonly ok: false; readonly message: string };

/** Scripts read already: the Pods of a Job all run the same one. The oldest goes first. */
const kept = new Map<string, Parsed>();
const keptMax = 64;

/** Parses a whole script. Returns the error's text for what the shell would refuse. */
export function parseScript(text: string): Parsed {
  const held = kept.get(text);
  if (held) return held;
  const parsed = parse(text);
  if (kept.size >= keptMax) for (const oldest of kept.keys()) { kept.delete(oldest); break; }
  kept.set(text, parsed);
  return parsed;
}
function parse(text: string): Parsed {
  const r: Reader = { text, at: 0, error: null, pendingHeredocs: [], parseList: (reader, end) => parseList(reader, [end]) };
  const node = parseList(r, []);
  if (!r.error && r.at < text.length) fail(r, `unexpected "${text.slice(r.at, r.at + 1)}"`);
  return r.error ? { ok: false, message: r.error } : { ok: true, node };
}

/** The reserved word or operator at the cursor, not consumed. */
function lookWord(r: Reader): string {
  const m = /^(?:[A-Za-z_]+|[{}!]|\[\[)(?=[\s;&|()<>]|$)/.exec(r.text.slice(r.at, r.at + 24));
  return m ? m[0] : '';
}

function atListEnd(r: Reader, ends: readonly string[]): boolean {
  if (r.error || r.at >= r.text.length) return true;
  const c = peek(r);
  if (c === ')' || r.text.startsWith(';;', r.at)) return true;
  const w = lookWord(r);
  return w !== '' && (ends.includes(w) || reserved.has(w));
}

function parseList(r: Reader, ends: readonly string[]): Node {
  const items: { node: Node; background: boolean }[] = [];
  for (;;) {
    skipLines(r);
    if (atListEnd(r, ends)) break;
    const start = r.at;
    const node = parseAndOr(r);
    skipBlanks(r);
    let background = false;
    if (peek(r) === '&') { background = true; r.at++; }
    else if (peek(r) === ';' && !r.text.startsWith(';;', r.at)) r.at++;
    else if (peek(r) === '\n') skipLines(r);
    items.push({ node, background });
    if (r.at === start) { fail(r, `unexpected "${peek(r)}"`); break; }
  }
  return { t: 'list', items };
}

function parseAndOr(r: Reader): Node {
  let left = parsePipe(r);
  for (;;) {
    skipBlanks(r);
    const op = r.text.slice(r.at, r.at + 2);
    if (op !== '&&' && op !== '||') return left;
    r.at += 2;
    skipLines(r);
    left = { t: 'andOr', op, left, right: parsePipe(r) };
  }
}

function parsePipe(r: Reader): Node {
  skipBlanks(r);
  let negate = false;
  while (lookWord(r) === '!') { negate = !negate; r.at++; skipBlanks(r); }
  const commands = [parseCommand(r)];
  for (;;) {
    skipBlanks(r);
    if (peek(r) !== '|' || r.text[r.at + 1] === '|') break;
    r.at += r.text[r.at + 1] === '&' ? 2 : 1;
    skipLines(r);
    commands.push(parseCommand(r));
  }
  return commands.length === 1 && !negate ? commands[0]! : { t: 'pipe', commands, negate };
}

function expectWord(r: Reader, word: string): void {
  skipLines(r);
  if (peek(r) === ';' && !r.text.startsWith(';;', r.at)) { r.at++; skipLines(r); }
  if (lookWord(r) === word) r.at += word.length;
  else fail(r, `"${word}" expected`);
}

function parseCommand(r: Reader): Node {
  skipBlanks(r);
  if (r.text.startsWith('((', r.at)) return parseArithCommand(r);
  if (peek(r) === '(') {
    r.at++;
    const body = parseList(r, []);
    if (peek(r) === ')') r.at++; else fail(r, '")" expected');
    return { t: 'group', subshell: true, body, redirects: parseRedirects(r) };
  }
  switch (lookWord(r)) {
    case 'if': return parseIf(r);
    case 'while': case 'until': return parseWhile(r);
    case 'for': return parseFor(r);
    case 'case': return parseCase(r);
    case '{': {
      r.at++;
      const body = parseList(r, []);
      expectWord(r, '}');
      return { t: 'group', subshell: false, body, redirects: parseRedirects(r) };
    }
    case '[[': return parseDoubleBracket(r);
    case 'function': {
      r.at += 'function'.length;
      skipBlanks(r);
      return parseFunction(r, readName(r));
    }
    default: return parseSimple(r);
  }
}

function readName(r: Reader): string {
  const m = /^[A-Za-z_][\w-]*/.exec(r.text.slice(r.at));
  if (!m) { fail(r, 'name expected'); return ''; }
  r.at += m[0].length;
  return m[0];
}

function parseFunction(r: Reader, name: string): Node {
  skipBlanks(r);
  if (peek(r) === '(') { r.at++; skipBlanks(r); if (peek(r) === ')') r.at++; }
  skipLines(r);
  return { t: 'function', name, body: parseCommand(r) };
}

/** Raw text up to a closing `))`, as a word (variables are expanded before the sum is worked out). */
function readUntil(r: Reader, close: string): Word {
  let depth = 0, end = r.at;
  for (; end < r.text.length; end++) {
    if (depth === 0 && r.text.startsWith(close, end)) break;
    if (r.text[end] === '(') depth++;
    else if (r.text[end] === ')') depth--;
  }
  if (end >= r.text.length) fail(r, `"${close}" expected`);
  const word = readHeredocBody(r, r.text.slice(r.at, end));
  r.at = end + close.length;
  return word;
}

function parseArithCommand(r: Reader): Node {
  r.at += 2;
  return { t: 'arith', expr: readUntil(r, '))') };
}

function parseIf(r: Reader): Node {
  r.at += 2;
  const clauses: { test: Node; then: Node }[] = [];
  let otherwise: Node | null = null;
  for (;;) {
    const test = parseList(r, ['then']);
    expectWord(r, 'then');
    clauses.push({ test, then: parseList(r, ['elif', 'else', 'fi']) });
    skipLines(r);
    const w = lookWord(r);
    if (w === 'elif') { r.at += 4; continue; }
    if (w === 'else') { r.at += 4; otherwise = parseList(r, ['fi']); }
    break;
  }
  expectWord(r, 'fi');
  return { t: 'if', clauses, otherwise, redirects: parseRedirects(r) };
}

function parseWhile(r: Reader): Node {
  const until = lookWord(r) === 'until';
  r.at += 5;
  const test = parseList(r, ['do']);
  expectWord(r, 'do');
  const body = parseList(r, ['done']);
  expectWord(r, 'done');
  return { t: 'while', until, test, body, redirects: parseRedirects(r) };
}

function parseDoBody(r: Reader): Node {
  skipBlanks(r);
  expectWord(r, 'do');
  const body = parseList(r, ['done']);
  expectWord(r, 'done');
  return body;
}

function parseFor(r: Reader): Node {
  r.at += 3;
  skipBlanks(r);
  if (r.text.startsWith('((', r.at)) {
    r.at += 2;
    const init = readUntil(r, ';'), test = readUntil(r, ';'), step = readUntil(r, '))');
    const body = parseDoBody(r);
    return { t: 'forArith', init, test, step, body, redirects: parseRedirects(r) };
  }
  const name = readName(r);
  skipLines(r);
  let words: Word[] | null = null;
  if (lookWord(r) === 'in') {
    r.at += 2;
    words = [];
    for (;;) {
      skipBlanks(r);
      if (r.error || r.at >= r.text.length || /[;\n&|]/.test(peek(r))) break;
      words.push(mustReadWord(r));
    }
  }
  const body = parseDoBody(r);
  return { t: 'for', name, words, body, redirects: parseRedirects(r) };
}

function parseCase(r: Reader): Node {
  r.at += 4;
  skipBlanks(r);
  const word = readWord(r, 'plain');
  expectWord(r, 'in');
  const arms: { patterns: Word[]; body: Node }[] = [];
  for (;;) {
    skipLines(r);
    if (r.error || r.at >= r.text.length || lookWord(r) === 'esac') break;
    if (peek(r) === '(') { r.at++; skipBlanks(r); }
    const patterns: Word[] = [readWord(r, 'plain')];
    for (skipBlanks(r); peek(r) === '|'; skipBlanks(r)) { r.at++; skipBlanks(r); patterns.push(mustReadWord(r)); }
    if (peek(r) === ')') r.at++; else { fail(r, '")" expected in case'); break; }
    arms.push({ patterns, body: parseList(r, ['esac']) });
    skipLines(r);
    if (r.text.startsWith(';;', r.at)) r.at += 2;
  }
  expectWord(r, 'esac');
  return { t: 'case', word, arms, redirects: parseRedirects(r) };
}

/** `[[ … ]]`: its operators are words here. */
function parseDoubleBracket(r: Reader): Node {
  r.at += 2;
  const words: Word[] = [];
  for (;;) {
    skipLines(r);
    if (r.error || r.at >= r.text.length) { fail(r, '"]]" expected'); break; }
    if (/^\]\](?=[\s;&|)]|$)/.test(r.text.slice(r.at, r.at + 3))) { r.at += 2; break; }
    const op = /^(?:&&|\|\||[<>()])/.exec(r.text.slice(r.at, r.at + 2));
    if (op) { words.push([{ t: 'text', text: op[0], quoted: false }]); r.at += op[0].length; continue; }
    words.push(mustReadWord(r));
  }
  return { t: 'test', words };
}

function parseSimple(r: Reader): Node {
  const assigns: Assign[] = [], words: Word[] = [], redirects: Redirect[] = [];
  for (;;) {
    skipBlanks(r);
    const c = peek(r);
    if (r.error || r.at >= r.text.length || c === '\n' || c === ';' || c === '|' || c === ')' || (c === '&' && r.text[r.at + 1] !== '>')) break;
    const redirect = parseRedirect(r);
    if (redirect) { redirects.push(redirect); continue; }
    if (c === '(') {
      const name = words.length === 1 && assigns.length === 0 ? bareText(words[0]!) : null;
      if (name !== null && /^[A-Za-z_][\w-]*$/.test(name)) return parseFunction(r, name);
      fail(r, 'unexpected "("');
      break;
    }
    const assign = words.length === 0 || isDeclaration(words[0]!) ? parseAssign(r) : null;
    if (assign && words.length === 0) assigns.push(assign);
    else if (assign) words.push(...declared(assign, assigns));
    else words.push(mustReadWord(r));
  }
  return { t: 'simple', assigns, words, redirects };
}

const declarations = new Set(['export', 'local', 'readonly', 'declare', 'typeset']);
const isDeclaration = (w: Word): boolean => declarations.has(bareText(w) ?? '');
function bareText(w: Word): string | null {
  const only = w.length === 1 ? w[0] : undefined;
  return only?.t === 'text' ? only.text : null;
}

/** `export X=$Y` does not split $Y: it is one word whose value counts as quoted. Arrays are assigned on the side. */
function declared(assign: Assign, assigns: Assign[]): Word[] {
  if (!Array.isArray(assign.value)) { assigns.push(assign); return [[{ t: 'text', text: assign.name, quoted: true }]]; }
  return [[{ t: 'text', text: `${assign.name}=`, quoted: true }, ...assign.value.map((p) => ({ ...p, quoted: true }))]];
}
