// The little Python of Job tutorials: print, sleep, exit, environment variables, if, for and while over plain values. A program with anything else in it is passed over as a whole.
import { advance, complain, print, tick, type Shell } from './machine.ts';
import { evaluate, parseExpression, type Expression, type Value } from './python-expressions.ts';

type Statement =
  | { t: 'expression'; value: Expression } | { t: 'print'; args: Expression[]; end: Expression | null } | { t: 'assign'; name: string; op: string; value: Expression }
  | { t: 'if'; arms: { test: Expression | null; body: Statement[] }[] } | { t: 'while'; test: Expression; body: Statement[] } | { t: 'for'; name: string; over: Expression; body: Statement[] }
  | { t: 'sleep' | 'exit'; value: Expression | null } | { t: 'raise'; text: string } | { t: 'break' | 'continue' | 'pass' };
type Line = { indent: number; text: string };

/** Runs a program's text; null if it is not understood. */
export function python(sh: Shell, text: string): number | null {
  const lines = linesOf(text);
  const program = lines && parseBlock(lines, { at: 0 }, 0);
  if (!program) return null;
  const vars = new Map<string, Value>();
  const end = run(sh, program, vars);
  return sh.flow ? 0 : end !== null && end.type === 'exit' ? end.code : 0;
}

function linesOf(text: string): Line[] | null {
  const out: Line[] = [];
  for (const raw of text.replace(/\t/g, '    ').split('\n')) {
    const body = raw.replace(/\s+#[^'"]*$/, '').trimEnd();
    if (body.trim() === '' || body.trim().startsWith('#')) continue;
    const indent = body.length - body.trimStart().length;
    // Several statements in a line; not inside quotes or parentheses, which would need a real reader.
    const pieces = /['"].*;.*['"]/.test(body) ? [body.trim()] : body.trim().split(/\s*;\s*/).filter(Boolean);
    for (const piece of pieces) out.push({ indent, text: piece });
  }
  const first = out[0]?.indent ?? 0;
  return out.map((l) => ({ ...l, indent: l.indent - first }));
}

function parseBlock(lines: Line[], c: { at: number }, indent: number): Statement[] | null {
  const out: Statement[] = [];
  while (c.at < lines.length && lines[c.at]!.indent === indent) {
    const s = parseStatement(lines, c, indent);
    if (s === null) return null;
    if (s !== 'nothing') out.push(s);
  }
  return c.at < lines.length && lines[c.at]!.indent > indent ? null : out;
}

/** The body after a colon: on the same line, or the deeper lines below. */
function parseBody(lines: Line[], c: { at: number }, indent: number, rest: string): Statement[] | null {
  if (rest !== '') { const s = parseSimple(rest); return s === null ? null : s === 'nothing' ? [] : [s]; }
  const deeper = lines[c.at]?.indent ?? -1;
  return deeper > indent ? parseBlock(lines, c, deeper) : null;
}

function parseStatement(lines: Line[], c: { at: number }, indent: number): Statement | 'nothing' | null {
  const text = lines[c.at++]!.text;
  const head = /^(if|while|for)\b\s*(.+?):\s*([^:'"\]]*)$/.exec(text);
  if (!head) return parseSimple(text);
  const [, keyword, condition, rest] = head as unknown as [string, string, string, string];
  const body = parseBody(lines, c, indent, rest);
  if (!body) return null;
  if (keyword === 'for') {
    const m = /^([A-Za-z_]\w*)\s+in\s+(.+)$/.exec(condition), over = m && parseExpression(m[2]!);
    return m && over ? { t: 'for', name: m[1]!, over, body } : null;
  }
  const test = parseExpression(condition);
  if (!test) return null;
  return keyword === 'while' ? { t: 'while', test, body } : parseElse(lines, c, indent, [{ test, body }]);
}

function parseElse(lines: Line[], c: { at: number }, indent: number, arms: { test: Expression | null; body: Statement[] }[]): Statement | null {
  for (;;) {
    const line = lines[c.at];
    const m = line?.indent === indent ? /^(?:elif\s+(.+?)|else)\s*:\s*([^:]*)$/.exec(line.text) : null;
    if (!m) return { t: 'if', arms };
    c.at++;
    const test = m[1] === undefined ? null : parseExpression(m[1]);
    const body = parseBody(lines, c, indent, m[2]!);
    if (!body || (m[1] !== undefined && !test)) return null;
    arms.push({ test, body });
  }
}

function parseSimple(text: string): Statement | 'nothing' | null {
  if (/^(import|from)\s/.test(text)) return 'nothing';
  if (/^(break|continue|pass)$/.test(text)) return { t: text as 'break' };
  const raise = /^raise\b\s*(.*)$/.exec(text);
  if (raise) return { t: 'raise', text: raise[1]! };
  const call = /^(print|(?:time\.)?sleep|(?:sys\.|os\._)?exit|quit)\s*\((.*)\)$/.exec(text);
  if (call) return parseCall(call[1]!, call[2]!);
  const assign = /^([A-Za-z_]\w*)\s*(\+|-|\*|\/\/|%)?=(?!=)\s*(.+)$/.exec(text);
  const value = parseExpression(assign ? assign[3]! : text);
  if (!value) return null;
  return assign ? { t: 'assign', name: assign[1]!, op: assign[2] ?? '', value } : { t: 'expression', value };
}

function parseCall(name: string, inside: string): Statement | null {
  const list = parseExpression(`[${inside.replace(/,?\s*(flush\s*=\s*\w+|file\s*=\s*sys\.stderr)\s*/g, '').replace(/,?\s*end\s*=\s*(['"])(.*?)\1\s*$/, '')}]`);
  if (!list || list.t !== 'list') return null;
  if (name === 'print') { const end = /,?\s*end\s*=\s*((['"]).*?\2)\s*$/.exec(inside); return { t: 'print', args: list.items, end: end ? parseExpression(end[1]!) : null }; }
  if (list.items.length > 1) return null;
  return { t: name.endsWith('sleep') ? 'sleep' : 'exit', value: list.items[0] ?? null };
}

type End = { type: 'exit'; code: number } | { type: 'break' | 'continue' };

export const show = (v: Value): string => (v === null ? 'None' : v === true ? 'True' : v === false ? 'False' : Array.isArray(v) ? `[${v.map((x) => (typeof x === 'string' ? `'${x}'` : show(x))).join(', ')}]` : String(v));
const truth = (v: Value): boolean => (Array.isArray(v) ? v.length > 0 : Boolean(v));

function run(sh: Shell, body: readonly Statement[], vars: Map<string, Value>): End | null {
  for (const s of body) {
    if (sh.flow) return null;
    const end = step(sh, s, vars);
    if (end) return end;
  }
  return null;
}

function fail(sh: Shell, text: string): End {
  complain(sh, 'Traceback (most recent call last):');
  complain(sh, text);
  return { type: 'exit', code: 1 };
}

function step(sh: Shell, s: Statement, vars: Map<string, Value>): End | null {
  const value = (e: Expression): Value => evaluate(sh, e, vars);
  try {
    switch (s.t) {
      case 'expression': value(s.value); return null;
      case 'print': print(sh, s.args.map((a) => show(value(a))).join(' ') + (s.end ? show(value(s.end)) : '\n')); return null;
      case 'assign': vars.set(s.name, s.op === '' ? value(s.value) : evaluate(sh, { t: 'binary', op: s.op, left: { t: 'name', name: s.name }, right: s.value }, vars)); return null;
      case 'sleep': advance(sh, Math.max(0, Math.round(Number(s.value ? value(s.value) : 0) * 1000)), false); return null;
      case 'exit': { const v = s.value ? value(s.value) : 0; if (typeof v === 'string') { complain(sh, v); return { type: 'exit', code: 1 }; } return { type: 'exit', code: Number(v ?? 0) & 255 }; }
      case 'raise': return fail(sh, s.text.replace(/^(\w+)\((?:f?(['"])(.*)\2)?\)$/, (_, name: string, __, text?: string) => (text ? `${name}: ${text}` : name)));
      case 'if': for (const arm of s.arms) if (arm.test === null || truth(value(arm.test))) return run(sh, arm.body, vars); return null;
      case 'while': return loop(sh, s.body, vars, () => truth(value(s.test)));
      case 'for': { const list = value(s.over); const items = Array.isArray(list) ? list : [...String(list)]; let i = 0; return loop(sh, s.body, vars, () => { if (i >= items.length) return false; vars.set(s.name, items[i++]!); return true; }); }
      case 'pass': return null;
      default: return { type: s.t };
    }
  } catch (error) { return fail(sh, error instanceof Error ? error.message : String(error)); }
}

function loop(sh: Shell, body: readonly Statement[], vars: Map<string, Value>, more: () => boolean): End | null {
  while (!sh.flow && more()) {
    tick(sh);
    const end = run(sh, body, vars);
    if (end?.type === 'exit') return end;
    if (end?.type === 'break') return null;
  }
  return null;
}
