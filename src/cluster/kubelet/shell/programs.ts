// Programs that a container's command may name: those that mean something on virtual time are played, any other is passed over with a line that says so.
import { advance, complain, fork, join, print, scalar, type Shell } from './machine.ts';
import { formatDate } from './date.ts';
import { perl } from './perl.ts';
import { filters } from './filters.ts';
import { python } from './python.ts';
import { runText, runWords } from './run.ts';

type Program = (sh: Shell, args: string[], name: string) => number;

/** How long a program runs that is not interpreted, in ms. */
export const unknownRunMillis = 5000;

/** Runs a program (not a builtin) in the foreground; returns its exit code. */
export function runProgram(sh: Shell, words: readonly string[]): number {
  const name = words[0]!.replace(/^.*\//, '');
  if (name === 'busybox' && words.length > 1) { runWords(sh, words.slice(1)); return sh.status; }
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (filter) return filter(sh, words.slice(1));
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  return program ? program(sh, words.slice(1), name) : unknownProgram(sh, words);
}

/** True if `name` is played rather than passed over. */
export const knowsProgram = (path: string): boolean => { const name = path.replace(/^.*\//, ''); return Object.hasOwn(programs, name) || Object.hasOwn(filters, name); };

function unknownProgram(sh: Shell, words: readonly string[]): number {
  const text = words.join(' ').replace(/\s+/g, ' ');
  complain(sh, `[simulated] ${text.length > 120 ? `${text.slice(0, 119)}…` : text}: takes ${unknownRunMillis / 1000} s, exits 0`);
  advance(sh, unknownRunMillis, false);
  return 0;
}

const units: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };
/** "30", "0.5", "2m" … to ms; null if it is no time. */
export function parseDuration(text: string): number | null {
  if (/^inf(inity)?$/i.test(text)) return Infinity;
  const m = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  return m ? Math.round(Number(m[1]) * units[m[2]!]! * 1000) : null;
}

function sleep(sh: Shell, args: string[]): number {
  if (args.length === 0) { complain(sh, 'sleep: missing operand'); return 1; }
  let total = 0;
  for (const a of args) {
    const ms = parseDuration(a);
    if (ms === null) { complain(sh, `sleep: invalid number '${a}'`); return 1; }
    total += ms;
  }
  advance(sh, total, false);
  return 0;
}

function date(sh: Shell, args: string[]): number {
  const ms = sh.input.startedAt + sh.now;
  const at = args.findIndex((a) => a === '-d' || a === '--date');
  const given = at >= 0 ? /^@(\d+)$/.exec(args[at + 1] ?? '') : null;
  const format = args.find((a) => a.startsWith('+')) ?? (args.some((a) => /^(-I(s|seconds)|--iso-8601=seconds)$/.test(a)) ? '+%Y-%m-%dT%H:%M:%S+00:00' : args.includes('-I') ? '+%Y-%m-%d' : args.includes('-R') ? '+%a, %d %b %Y %H:%M:%S +0000' : '+%a %b %e %H:%M:%S UTC %Y');
  print(sh, `${formatDate(format.slice(1), given ? Number(given[1]) * 1000 : ms)}\n`);
  return 0;
}

function seq(sh: Shell, args: string[]): number {
  const words = args.filter((a) => !/^-[a-zA-Z]/.test(a));
  const n = words.map(Number);
  const [from, step, to] = n.length === 1 ? [1, 1, n[0]!] : n.length === 2 ? [n[0]!, 1, n[1]!] : [n[0]!, n[1]!, n[2]!];
  if (n.length === 0 || !(step !== 0) || n.some(Number.isNaN)) { complain(sh, 'seq: invalid number'); return 1; }
  const out: string[] = [];
  const width = args.includes('-w') ? String(to).length : 0;
  for (let v = from; (step > 0 ? v <= to : v >= to) && out.length < 100_000; v += step) out.push(String(v).padStart(width, '0'));
  if (out.length > 0) print(sh, `${out.join('\n')}\n`);
  return 0;
}

function expr(sh: Shell, args: string[]): number {
  let at = 0;
  const level = (ops: readonly string[][], i: number): string => {
    if (i === ops.length) { if (args[at] === '(') { at++; const v = level(ops, 0); at++; return v; } return args[at++] ?? ''; }
    let left = level(ops, i + 1);
    while (ops[i]!.includes(args[at] ?? '')) { const op = args[at++]!; left = exprApply(op, left, level(ops, i + 1)); }
    return left;
  };
  const value = level([['|'], ['&'], ['=', '==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%'], [':']], 0);
  print(sh, `${value}\n`);
  return value === '' || value === '0' ? 1 : 0;
}
function exprApply(op: string, a: string, b: string): string {
  const x = Number(a), y = Number(b), numbers = !Number.isNaN(x) && !Number.isNaN(y), bit = (v: boolean): string => (v ? '1' : '0');
  switch (op) {
    case '|': return a !== '' && a !== '0' ? a : b;
    case '&': return a !== '' && a !== '0' && b !== '' && b !== '0' ? a : '0';
    case '=': case '==': return bit(a === b);
    case '!=': return bit(a !== b);
    case '<': return bit(numbers ? x < y : a < b);
    case '<=': return bit(numbers ? x <= y : a <= b);
    case '>': return bit(numbers ? x > y : a > b);
    case '>=': return bit(numbers ? x >= y : a >= b);
    case '+': return String(x + y);
    case '-': return String(x - y);
    case '*': return String(x * y);
    case '/': return String(Math.trunc(x / y));
    case '%': return String(x % y);
    default: { const m = safeMatch(a, b); return m === null ? '0' : (m[1] ?? String(m[0].length)); }
  }
}
function safeMatch(text: string, pattern: string): RegExpExecArray | null {
  try { return new RegExp(`^(?:${pattern.replace(/\\([()])/g, '$1')})`).exec(text); } catch { return null; }
}

/** sh, bash, ash: `-c text`, a script file, or a script on standard input. */
function shell(sh: Shell, args: string[], name: string): number {
  const child = fork(sh);
  child.bash = name === 'bash' || sh.input.image.includes('bash');
  child.traps.clear();
  child.depth++;
  child.name = name;
  child.functions.clear();
  child.errexit = child.nounset = child.xtrace = child.pipefail = false;
  child.quietTests = 0;
  let text: string | undefined;
  while (args.length > 0 && /^[-+]/.test(args[0]!) && text === undefined) {
    const flag = args.shift()!;
    if (flag.includes('e')) child.errexit = true;
    if (flag.includes('u')) child.nounset = true;
    if (flag.includes('x')) child.xtrace = true;
    if (flag.includes('o') && !flag.startsWith('--') && args[0] === 'pipefail') { child.pipefail = true; args.shift(); }
    if (flag.includes('c') && !flag.startsWith('--')) text = args.shift() ?? '';
  }
  if (text === undefined && args.length > 0) {
    text = sh.shared.files.get(args[0]!);
    if (text === undefined) { complain(sh, `[simulated] ${name} ${args[0]}: the script's text is not in the manifest; takes ${unknownRunMillis / 1000} s, exits 0`); advance(sh, unknownRunMillis, false); return 0; }
  }
  if (args.length > 0) child.name = args[0]!;
  child.positional = args.slice(1);
  runText(child, text ?? sh.stdin?.text ?? '');
  runExitTrap(child);
  join(sh, child);
  return sh.status;
}

/** `trap … EXIT` runs when the shell ends, whatever ends it but a signal it does not survive. */
export function runExitTrap(sh: Shell): void {
  const text = sh.traps.get('EXIT');
  if (!text || (sh.flow && sh.flow.type !== 'exit')) return;
  const code = sh.flow?.type === 'exit' ? sh.flow.code : sh.status;
  sh.traps.delete('EXIT');
  sh.flow = null;
  sh.status = code;
  runText(sh, text);
  if (!sh.flow) sh.flow = { type: 'exit', code };
}

/** timeout N cmd: ends it with 124 if it would take longer. */
function timeout(sh: Shell, args: string[]): number {
  while (args[0]?.startsWith('-')) { if (/^-[sk]$/.test(args[0])) args.shift(); args.shift(); }
  const limit = parseDuration(args.shift() ?? '');
  if (limit === null || args.length === 0) return 125;
  const child = fork(sh), from = sh.now;
  child.pid = child.shared.nextPid++;
  child.input = { ...sh.input, horizon: Math.min(sh.input.horizon, from + limit) };
  const wasIncomplete = sh.shared.incomplete;
  runWords(child, args);
  if (child.now < from + limit && !child.flow) { join(sh, child); return sh.status; }
  if (child.flow?.type === 'exit') { join(sh, { ...child, flow: null, status: child.flow.code }); return sh.status; }
  sh.shared.incomplete = wasIncomplete;
  advance(sh, limit, false);
  return 124;
}

/** python -c "…": played where it is understood. */
const pythonCommand: Program = (sh, args, name) => {
  const at = args.indexOf('-c');
  const code = at >= 0 ? python(sh, args[at + 1] ?? '') : null;
  return code ?? unknownProgram(sh, [name, ...args]);
};

const text = (value: (sh: Shell) => string): Program => (sh, args, _name) => { void args; print(sh, `${value(sh)}\n`); return 0; };
const quiet: Program = () => 0;

/** A server: runs until SIGTERM, then exits 0. */
const service: Program = (sh, args) => {
  complain(sh, `[simulated] ${args[0] ?? 'service'}: serves until it is stopped`);
  sh.traps.set('TERM', 'exit 0');
  advance(sh, Infinity, true);
  return 0;
};

const programs: Record<string, Program> = {
  '[service]': service,
  sleep, date, seq, expr, timeout, perl, python: pythonCommand, python3: pythonCommand, sh: shell, bash: shell, ash: shell, dash: shell,
  usleep: (sh, args) => { advance(sh, Math.round(Number(args[0] ?? 0) / 1000), false); return 0; },
  hostname: text((sh) => sh.input.hostname), nproc: text(() => '2'), whoami: text(() => 'root'), arch: text(() => 'x86_64'),
  uname: (sh, args) => { print(sh, args.includes('-a') ? `Linux ${sh.input.hostname} 6.1.0 #1 SMP x86_64 GNU/Linux\n` : args.includes('-n') ? `${sh.input.hostname}\n` : args.includes('-m') ? 'x86_64\n' : 'Linux\n'); return 0; },
  id: (sh, args) => { print(sh, args.includes('-u') ? '0\n' : 'uid=0(root) gid=0(root) groups=0(root)\n'); return 0; },
  env: (sh, args) => { const rest = args.filter((a) => !/^\w+=|^-/.test(a)); if (rest.length > 0) { runWords(sh, rest); return sh.status; } for (const k of sh.exported) print(sh, `${k}=${scalar(sh.vars.get(k))}\n`); return 0; },
  printenv: (sh, args) => { for (const k of args.length > 0 ? args : sh.exported) { if (!sh.vars.has(k)) return 1; print(sh, `${args.length > 0 ? '' : `${k}=`}${scalar(sh.vars.get(k))}\n`); } return 0; },
  basename: (sh, args) => { const b = (args[0] ?? '').replace(/\/+$/, '').replace(/^.*\//, ''); print(sh, `${args[1] && b.endsWith(args[1]) ? b.slice(0, -args[1].length) : b}\n`); return 0; },
  dirname: (sh, args) => { const p = args[0] ?? ''; print(sh, `${p.includes('/') ? p.replace(/\/[^/]*$/, '') || '/' : '.'}\n`); return 0; },
  touch: (sh, args) => { for (const a of args) if (!a.startsWith('-') && !sh.shared.files.has(a)) sh.shared.files.set(a, ''); return 0; },
  rm: (sh, args) => { for (const a of args) if (!a.startsWith('-')) for (const k of [...sh.shared.files.keys()]) if (k === a || k.startsWith(`${a.replace(/\/$/, '')}/`)) sh.shared.files.delete(k); return 0; },
  cp: (sh, args) => { const [a, b] = args.filter((x) => !x.startsWith('-')); const t = sh.shared.files.get(a ?? ''); if (t === undefined) { complain(sh, `cp: can't stat '${a}': No such file or directory`); return 1; } sh.shared.files.set(b ?? '', t); return 0; },
  mv: (sh, args) => { const [a, b] = args.filter((x) => !x.startsWith('-')); const t = sh.shared.files.get(a ?? ''); if (t === undefined) { complain(sh, `mv: can't rename '${a}': No such file or directory`); return 1; } sh.shared.files.delete(a!); sh.shared.files.set(b ?? '', t); return 0; },
  ls: (sh, args) => { const dir = (args.find((a) => !a.startsWith('-')) ?? scalar(sh.vars.get('PWD'))).replace(/\/*$/, '/'); const names = new Set([...sh.shared.files.keys()].filter((k) => k.startsWith(dir)).map((k) => k.slice(dir.length).split('/')[0]!)); for (const n of [...names].sort()) print(sh, `${n}\n`); return 0; },
  mkdir: quiet, chmod: quiet, chown: quiet, ln: quiet, sync: quiet, stty: quiet, clear: quiet, nice: (sh, args) => { runWords(sh, args); return sh.status; }, nohup: (sh, args) => { runWords(sh, args); return sh.status; },
  pause: (sh) => { advance(sh, Infinity, false); return 0; },
};
