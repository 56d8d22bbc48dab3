// $((…)), ((…)) and expr's sums: whole numbers, C's operators, variables by name.
import { nextRandom, scalar, setVar, type Shell } from './machine.ts';

type Lexer = { text: string; at: number; sh: Shell; error: boolean };
const binary: { op: string; level: number }[] = [
  { op: '||', level: 1 }, { op: '&&', level: 2 }, { op: '<<', level: 8 }, { op: '>>', level: 8 }, { op: '<=', level: 7 }, { op: '>=', level: 7 }, { op: '==', level: 6 }, { op: '!=', level: 6 }, { op: '**', level: 11 },
  { op: '|', level: 3 }, { op: '^', level: 4 }, { op: '&', level: 5 }, { op: '<', level: 7 }, { op: '>', level: 7 }, { op: '+', level: 9 }, { op: '-', level: 9 }, { op: '*', level: 10 }, { op: '/', level: 10 }, { op: '%', level: 10 },
];

/** Works an expression out; NaN for a syntax error or a division by zero. */
export function arithmetic(sh: Shell, text: string): number {
  const lx: Lexer = { text, at: 0, sh, error: false };
  skip(lx);
  if (lx.at >= text.length) return 0;
  let value = assignment(lx);
  while (take(lx, ',')) value = assignment(lx);
  skip(lx);
  return lx.error || lx.at < text.length || !Number.isFinite(value) ? NaN : value;
}

function skip(lx: Lexer): void { while (/\s/.test(lx.text[lx.at] ?? '')) lx.at++; }
function take(lx: Lexer, s: string): boolean {
  skip(lx);
  if (!lx.text.startsWith(s, lx.at)) return false;
  lx.at += s.length;
  return true;
}
const numberOf = (s: string): number => { const n = /^0[0-7]+$/.test(s) ? parseInt(s, 8) : Number(s === '' ? 0 : s); return Number.isFinite(n) ? Math.trunc(n) : NaN; };
function variable(sh: Shell, name: string): number {
  if (name === 'RANDOM') return nextRandom(sh);
  const text = scalar(sh.vars.get(name)).trim();
  const n = numberOf(text);
  return Number.isNaN(n) ? (/^[A-Za-z_]\w*$/.test(text) && text !== name ? variable(sh, text) : 0) : n;
}

function assignment(lx: Lexer): number {
  skip(lx);
  const m = /^([A-Za-z_]\w*)\s*(=(?!=)|\+=|-=|\*=|\/=|%=)/.exec(lx.text.slice(lx.at));
  if (!m) return ternary(lx);
  lx.at += m[0].length;
  const right = assignment(lx);
  const value = m[2] === '=' ? right : apply(m[2]![0]!, variable(lx.sh, m[1]!), right);
  setVar(lx.sh, m[1]!, String(value));
  return value;
}

function ternary(lx: Lexer): number {
  const test = climb(lx, 1);
  if (!take(lx, '?')) return test;
  const yes = assignment(lx);
  if (!take(lx, ':')) lx.error = true;
  const no = assignment(lx);
  return test ? yes : no;
}

function climb(lx: Lexer, level: number): number {
  let left = unary(lx);
  for (;;) {
    skip(lx);
    const found = binary.find((b) => lx.text.startsWith(b.op, lx.at));
    if (!found || found.level < level) return left;
    lx.at += found.op.length;
    left = apply(found.op, left, climb(lx, found.level + 1));
  }
}

function apply(op: string, a: number, b: number): number {
  switch (op) {
    case '||': return a || b ? 1 : 0;
    case '&&': return a && b ? 1 : 0;
    case '|': return a | b;
    case '^': return a ^ b;
    case '&': return a & b;
    case '==': return a === b ? 1 : 0;
    case '!=': return a !== b ? 1 : 0;
    case '<': return a < b ? 1 : 0;
    case '>': return a > b ? 1 : 0;
    case '<=': return a <= b ? 1 : 0;
    case '>=': return a >= b ? 1 : 0;
    case '<<': return a << b;
    case '>>': return a >> b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0 ? NaN : Math.trunc(a / b);
    case '%': return b === 0 ? NaN : a % b;
    default: return a ** b;
  }
}

function unary(lx: Lexer): number {
  skip(lx);
  const step = /^(\+\+|--)\s*([A-Za-z_]\w*)/.exec(lx.text.slice(lx.at));
  if (step) {
    lx.at += step[0].length;
    const value = variable(lx.sh, step[2]!) + (step[1] === '++' ? 1 : -1);
    setVar(lx.sh, step[2]!, String(value));
    return value;
  }
  if (take(lx, '-')) return -unary(lx);
  if (take(lx, '+')) return unary(lx);
  if (take(lx, '!')) return unary(lx) ? 0 : 1;
  if (take(lx, '~')) return ~unary(lx);
  if (take(lx, '(')) {
    const value = assignment(lx);
    if (!take(lx, ')')) lx.error = true;
    return value;
  }
  return operand(lx);
}

function operand(lx: Lexer): number {
  const m = /^(?:(0[xX][0-9a-fA-F]+|\d+)|([A-Za-z_]\w*)(\+\+|--)?)/.exec(lx.text.slice(lx.at));
  if (!m) { lx.error = true; lx.at = lx.text.length; return NaN; }
  lx.at += m[0].length;
  if (m[1] !== undefined) return numberOf(m[1]);
  const value = variable(lx.sh, m[2]!);
  if (m[3]) setVar(lx.sh, m[2]!, String(value + (m[3] === '++' ? 1 : -1)));
  return value;
}
