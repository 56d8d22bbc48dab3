// Expressions of the little Python: numbers, strings, comparisons, environment variables and a handful of functions.
import { nextRandom, scalar, type Shell } from './machine.ts';

export type Value = number | string | boolean | null | Value[];
export type Expression =
  | { t: 'value'; value: Value } | { t: 'name'; name: string } | { t: 'format'; parts: (string | Expression)[] } | { t: 'list'; items: Expression[] }
  | { t: 'call'; name: string; args: Expression[] } | { t: 'index'; of: Expression; at: Expression } | { t: 'method'; of: Expression; name: string; args: Expression[] }
  | { t: 'unary'; op: 'not' | '-'; of: Expression } | { t: 'binary'; op: string; left: Expression; right: Expression };

type Reader = { tokens: string[]; at: number };
const token = /\s*(f?(?:"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\d+\.?\d*|[A-Za-z_][\w.]*|==|!=|<=|>=|\/\/|\*\*|[-+*/%<>()[\],.])/y;

/** Null for what is not understood. */
export function parseExpression(text: string): Expression | null {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const m = token.exec(text);
    if (!m) return null;
    tokens.push(m[1]!);
  }
  const r: Reader = { tokens, at: 0 };
  try {
    const e = climb(r, 0);
    return r.at === tokens.length ? e : null;
  } catch { return null; }
}

const levels: readonly (readonly string[])[] = [['or'], ['and'], ['not'], ['==', '!=', '<', '>', '<=', '>=', 'in', 'not in', 'is', 'is not'], ['+', '-'], ['*', '/', '//', '%'], ['**']];
const refuse = (): never => { throw new Error('not understood'); };

function operator(r: Reader): string {
  const t = r.tokens[r.at] ?? '', next = r.tokens[r.at + 1];
  return t === 'not' && next === 'in' ? 'not in' : t === 'is' && next === 'not' ? 'is not' : t;
}

function climb(r: Reader, level: number): Expression {
  if (level === levels.length) return unary(r);
  if (levels[level]![0] === 'not') {
    if (r.tokens[r.at] !== 'not') return climb(r, level + 1);
    r.at++;
    return { t: 'unary', op: 'not', of: climb(r, level) };
  }
  let left = climb(r, level + 1);
  for (let op = operator(r); levels[level]!.includes(op); op = operator(r)) {
    r.at += op.includes(' ') ? 2 : 1;
    left = { t: 'binary', op, left, right: climb(r, level + 1) };
  }
  return left;
}

function unary(r: Reader): Expression {
  if (r.tokens[r.at] === '-') { r.at++; return { t: 'unary', op: '-', of: unary(r) }; }
  let e = primary(r);
  for (;;) {
    const t = r.tokens[r.at];
    if (t === '[') { r.at++; const at = climb(r, 0); if (r.tokens[r.at++] !== ']') refuse(); e = { t: 'index', of: e, at }; }
    else if (t === '.') { const name = r.tokens[r.at + 1] ?? ''; if (r.tokens[r.at + 2] !== '(') refuse(); r.at += 3; e = { t: 'method', of: e, name, args: list(r, ')') }; }
    else return e;
  }
}

function list(r: Reader, close: string): Expression[] {
  const out: Expression[] = [];
  while (r.tokens[r.at] !== close) {
    if (r.at >= r.tokens.length) refuse();
    out.push(climb(r, 0));
    if (r.tokens[r.at] === ',') r.at++;
    else if (r.tokens[r.at] !== close) refuse();
  }
  r.at++;
  return out;
}

const functions = new Set(['int', 'str', 'float', 'len', 'range', 'abs', 'min', 'max', 'os.environ.get', 'os.getenv', 'environ.get', 'getenv', 'random.random', 'random.randint', 'random.choice', 'random.uniform', 'randint', 'time.time', 'time', 'socket.gethostname', 'os.getpid', 'bool']);

function primary(r: Reader): Expression {
  const t = r.tokens[r.at++] ?? refuse();
  if (t === '(') { const e = climb(r, 0); if (r.tokens[r.at++] !== ')') refuse(); return e; }
  if (t === '[') return { t: 'list', items: list(r, ']') };
  if (/^\d/.test(t)) return { t: 'value', value: Number(t) };
  if (/^f?['"]/.test(t)) return text(t);
  if (t === 'True' || t === 'False' || t === 'None') return { t: 'value', value: t === 'None' ? null : t === 'True' };
  if (!/^[A-Za-z_]/.test(t) || ['and', 'or', 'in', 'is', 'if', 'else', 'lambda', 'for'].includes(t)) refuse();
  if (r.tokens[r.at] !== '(') return { t: 'name', name: t };
  r.at++;
  const args = list(r, ')');
  if (functions.has(t)) return { t: 'call', name: t, args };
  const dot = t.lastIndexOf('.');
  return dot > 0 ? { t: 'method', of: { t: 'name', name: t.slice(0, dot) }, name: t.slice(dot + 1), args } : refuse();
}

function text(t: string): Expression {
  const formatted = t[0] === 'f', body = formatted ? t.slice(1) : t;
  const raw = (body.startsWith('"""') ? body.slice(3, -3) : body.slice(1, -1)).replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\(['"\\])/g, '$1');
  if (!formatted) return { t: 'value', value: raw };
  const parts = raw.split(/\{([^{}]*)\}/).map((p, i) => (i % 2 === 0 ? p : (parseExpression(p.replace(/[:!][^'"]*$/, '')) ?? refuse())));
  return { t: 'format', parts };
}

export function evaluate(sh: Shell, e: Expression, vars: ReadonlyMap<string, Value>): Value {
  const value = (x: Expression): Value => evaluate(sh, x, vars);
  switch (e.t) {
    case 'value': return e.value;
    case 'name': { if (vars.has(e.name)) return vars.get(e.name)!; if (e.name === 'os.environ') return [...sh.exported]; throw new Error(`NameError: name '${e.name}' is not defined`); }
    case 'list': return e.items.map(value);
    case 'format': return e.parts.map((p) => { const v = typeof p === 'string' ? p : value(p); return v === null ? 'None' : v === true ? 'True' : v === false ? 'False' : String(v); }).join('');
    case 'unary': { const v = value(e.of); return e.op === '-' ? -Number(v) : !(Array.isArray(v) ? v.length > 0 : Boolean(v)); }
    case 'binary': return binary(e.op, value(e.left), () => value(e.right));
    case 'index': return index(sh, e, value);
    case 'call': return callFunction(sh, e.name, e.args.map(value));
    case 'method': return method(value(e.of), e.name, e.args.map(value));
  }
}

function index(sh: Shell, e: Extract<Expression, { t: 'index' }>, value: (x: Expression) => Value): Value {
  const at = value(e.at);
  if (e.of.t === 'name' && (e.of.name === 'os.environ' || e.of.name === 'environ')) { if (!sh.vars.has(String(at))) throw new Error(`KeyError: '${String(at)}'`); return scalar(sh.vars.get(String(at))); }
  const of = value(e.of), list = Array.isArray(of) ? of : [...String(of)], i = Number(at);
  const found = list[i < 0 ? list.length + i : i];
  if (found === undefined) throw new Error('IndexError: list index out of range');
  return found;
}

const truth = (v: Value): boolean => (Array.isArray(v) ? v.length > 0 : Boolean(v));
const modulo = (a: number, b: number): number => { if (b === 0) throw new Error('ZeroDivisionError: integer modulo by zero'); return ((a % b) + b) % b; };

function binary(op: string, a: Value, right: () => Value): Value {
  if (op === 'and') return truth(a) ? right() : a;
  if (op === 'or') return truth(a) ? a : right();
  const b = right();
  switch (op) {
    case '==': case 'is': return JSON.stringify(a) === JSON.stringify(b);
    case '!=': case 'is not': return JSON.stringify(a) !== JSON.stringify(b);
    case '<': return (a as number) < (b as number);
    case '>': return (a as number) > (b as number);
    case '<=': return (a as number) <= (b as number);
    case '>=': return (a as number) >= (b as number);
    case 'in': case 'not in': { const has = Array.isArray(b) ? b.some((x) => x === a) : String(b).includes(String(a)); return has === (op === 'in'); }
    case '+': if (typeof a === 'string' || typeof b === 'string') { if (typeof a !== typeof b) throw new Error('TypeError: can only concatenate str (not "int") to str'); return a as string + (b as string); } return Array.isArray(a) ? [...a, ...(b as Value[])] : Number(a) + Number(b);
    case '-': return Number(a) - Number(b);
    case '*': return typeof a === 'string' ? a.repeat(Math.min(Number(b), 10_000)) : Number(a) * Number(b);
    case '%': return typeof a === 'string' ? a.replace(/%[sd]/, String(b)) : modulo(Number(a), Number(b));
    case '/': case '//': if (Number(b) === 0) throw new Error('ZeroDivisionError: division by zero'); return op === '/' ? Number(a) / Number(b) : Math.floor(Number(a) / Number(b));
    default: return Number(a) ** Number(b);
  }
}

function callFunction(sh: Shell, name: string, args: Value[]): Value {
  const [a = null, b = null] = args, chance = (): number => nextRandom(sh) / 32768;
  switch (name) {
    case 'int': { const n = Number(a); if (a === null || a === '' || !Number.isFinite(n)) throw new Error(a === null ? 'TypeError: int() argument must be a string, a bytes-like object or a real number, not \'NoneType\'' : `ValueError: invalid literal for int() with base 10: '${String(a)}'`); return Math.trunc(n); }
    case 'float': return Number(a);
    case 'bool': return truth(a);
    case 'str': return a === null ? 'None' : a === true ? 'True' : a === false ? 'False' : String(a);
    case 'len': return Array.isArray(a) ? a.length : String(a).length;
    case 'abs': return Math.abs(Number(a));
    case 'min': case 'max': return Math[name](...(Array.isArray(a) ? a : args).map(Number));
    case 'range': { const [from, to] = b === null ? [0, Number(a)] : [Number(a), Number(b)], step = Number(args[2] ?? 1) || 1, out: number[] = []; for (let i = from; (step > 0 ? i < to : i > to) && out.length < 100_000; i += step) out.push(i); return out; }
    case 'random.random': return chance();
    case 'random.uniform': return Number(a) + (Number(b) - Number(a)) * chance();
    case 'random.randint': case 'randint': return Number(a) + Math.floor(chance() * (Number(b) - Number(a) + 1));
    case 'random.choice': { const list = a as Value[]; return list[Math.floor(chance() * list.length)] ?? null; }
    case 'time.time': case 'time': return (sh.input.startedAt + sh.now) / 1000;
    case 'socket.gethostname': return sh.input.hostname;
    case 'os.getpid': return sh.dollar;
    default: return sh.vars.has(String(a)) ? scalar(sh.vars.get(String(a))) : b;
  }
}

function method(of: Value, name: string, args: Value[]): Value {
  const s = String(of);
  switch (name) {
    case 'strip': return s.trim();
    case 'lower': return s.toLowerCase();
    case 'upper': return s.toUpperCase();
    case 'startswith': return s.startsWith(String(args[0]));
    case 'endswith': return s.endsWith(String(args[0]));
    case 'split': return args.length === 0 ? s.split(/\s+/).filter(Boolean) : s.split(String(args[0]));
    case 'join': return (args[0] as Value[]).map(String).join(s);
    case 'format': { let i = 0; return s.replace(/\{(\d*)[^}]*\}/g, (_, n: string) => String(args[n === '' ? i++ : Number(n)])); }
    default: throw new Error(`AttributeError: no attribute '${name}'`);
  }
}
