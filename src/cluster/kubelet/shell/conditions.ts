// What is true to `test`, `[ ]` and `[[ ]]`.
import type { Word } from './ast.ts';
import { arithmetic } from './arithmetic.ts';
import { expandOne, expandPattern } from './expand.ts';
import type { Shell } from './machine.ts';

type Cursor = { at: number };

/** `[ … ]`, words already expanded. Null: not a valid expression (status 2). */
export function evaluateBracket(sh: Shell, words: readonly string[]): boolean | null {
  const c: Cursor = { at: 0 };
  if (words.length === 0) return false;
  const value = orOf(sh, words, c);
  return c.at === words.length ? value : null;
}

function orOf(sh: Shell, w: readonly string[], c: Cursor): boolean | null {
  let left = andOf(sh, w, c);
  while (w[c.at] === '-o') { c.at++; const right = andOf(sh, w, c); left = left === null || right === null ? null : left || right; }
  return left;
}
function andOf(sh: Shell, w: readonly string[], c: Cursor): boolean | null {
  let left = notOf(sh, w, c);
  while (w[c.at] === '-a') { c.at++; const right = notOf(sh, w, c); left = left === null || right === null ? null : left && right; }
  return left;
}
function notOf(sh: Shell, w: readonly string[], c: Cursor): boolean | null {
  if (w[c.at] === '!' && w.length - c.at > 1) { c.at++; const v = notOf(sh, w, c); return v === null ? null : !v; }
  if (w[c.at] === '(') { c.at++; const v = orOf(sh, w, c); if (w[c.at] === ')') c.at++; return v; }
  const op = w[c.at + 1];
  if (op !== undefined && isBinary(op) && c.at + 2 < w.length) { const v = compare(w[c.at]!, op, w[c.at + 2]!); c.at += 3; return v; }
  if (/^-[a-zA-Z]$/.test(w[c.at] ?? '') && c.at + 1 < w.length) { const v = unary(sh, w[c.at]!, w[c.at + 1]!); c.at += 2; return v; }
  return (w[c.at++] ?? '') !== '';
}

const isBinary = (op: string): boolean => ['=', '==', '!=', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '<', '>', '=~'].includes(op);

function compare(a: string, op: string, b: string): boolean | null {
  if (op === '=' || op === '==') return a === b;
  if (op === '!=') return a !== b;
  if (op === '<') return a < b;
  if (op === '>') return a > b;
  const x = Number(a), y = Number(b);
  if (a.trim() === '' || b.trim() === '' || !Number.isInteger(x) || !Number.isInteger(y)) return null;
  switch (op) {
    case '-eq': return x === y;
    case '-ne': return x !== y;
    case '-lt': return x < y;
    case '-le': return x <= y;
    case '-gt': return x > y;
    default: return x >= y;
  }
}

function unary(sh: Shell, op: string, word: string): boolean {
  const files = sh.shared.files;
  const isDirectory = (): boolean => word === '/' || [...files.keys()].some((k) => k.startsWith(`${word.replace(/\/$/, '')}/`));
  switch (op) {
    case '-z': return word === '';
    case '-n': return word !== '';
    case '-s': return (files.get(word) ?? '') !== '';
    case '-d': return isDirectory();
    case '-e': return files.has(word) || isDirectory();
    case '-v': return sh.vars.has(word);
    case '-t': return false;
    default: return files.has(word);
  }
}

/** `[[ … ]]`: && and || bind as in C, the right side of == is a pattern, of =~ a regular expression. */
export function evaluateTest(sh: Shell, words: readonly Word[]): boolean {
  const c: Cursor = { at: 0 };
  return testOr(sh, words, c);
}
function literal(w: Word | undefined): string | null {
  const only = w?.length === 1 ? w[0] : undefined;
  return only?.t === 'text' && !only.quoted ? only.text : null;
}

function testOr(sh: Shell, w: readonly Word[], c: Cursor): boolean {
  let left = testAnd(sh, w, c);
  while (literal(w[c.at]) === '||') { c.at++; const right = testAnd(sh, w, c); left = left || right; }
  return left;
}
function testAnd(sh: Shell, w: readonly Word[], c: Cursor): boolean {
  let left = testNot(sh, w, c);
  while (literal(w[c.at]) === '&&') { c.at++; const right = testNot(sh, w, c); left = left && right; }
  return left;
}
function testNot(sh: Shell, w: readonly Word[], c: Cursor): boolean {
  if (literal(w[c.at]) === '!') { c.at++; return !testNot(sh, w, c); }
  if (literal(w[c.at]) === '(') { c.at++; const v = testOr(sh, w, c); if (literal(w[c.at]) === ')') c.at++; return v; }
  return testPrimary(sh, w, c);
}
function testPrimary(sh: Shell, w: readonly Word[], c: Cursor): boolean {
  const first = w[c.at], op = literal(w[c.at + 1]);
  if (!first) { c.at++; return false; }
  if (op !== null && isBinary(op) && w[c.at + 2]) {
    const right = w[c.at + 2]!, left = expandOne(sh, first);
    c.at += 3;
    if (op === '=~') return matches(left, expandOne(sh, right));
    if (op === '==' || op === '=') return expandPattern(sh, right).test(left);
    if (op === '!=') return !expandPattern(sh, right).test(left);
    if (op === '<' || op === '>') return compare(left, op, expandOne(sh, right)) === true;
    return compare(String(arithmetic(sh, left)), op, String(arithmetic(sh, expandOne(sh, right)))) === true;
  }
  const flag = literal(first);
  if (flag !== null && /^-[a-zA-Z]$/.test(flag) && w[c.at + 1]) { const v = unary(sh, flag, expandOne(sh, w[c.at + 1]!)); c.at += 2; return v; }
  c.at++;
  return expandOne(sh, first) !== '';
}

function matches(text: string, pattern: string): boolean {
  try { return new RegExp(pattern).test(text); } catch { return false; }
}
