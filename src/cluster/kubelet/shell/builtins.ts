// The commands that are part of the shell itself: they change its variables, its traps, its flow or its clock.
import { arithmetic } from './arithmetic.ts';
import { evaluateBracket } from './conditions.ts';
import { advance, complain, print, scalar, setVar, signalName, signalNumber, type Shell } from './machine.ts';
import { rememberLocal, runText, runTraps, runWords } from './run.ts';
import { unescapeAnsi } from './words.ts';

type Builtin = (sh: Shell, args: string[]) => number;

function echo(sh: Shell, args: string[]): number {
  let newline = true, escapes = false;
  while (/^-[neE]+$/.test(args[0] ?? '')) { const f = args.shift()!; if (f.includes('n')) newline = false; if (f.includes('e')) escapes = true; }
  const text = args.join(' ');
  print(sh, (escapes ? unescapeAnsi(text) : text) + (newline ? '\n' : ''));
  return 0;
}

/** printf: the format is used again while arguments are left. */
export function formatPrintf(args: readonly string[]): string {
  const format = unescapeAnsi(args[0] ?? '');
  const rest = args.slice(1);
  let out = '', used = 0;
  do {
    const before = used;
    out += format.replace(/%(%|([-0+ ]*)(\d*)(?:\.(\d+))?([sdiuxXofcb]))/g, (_, all: string, flags: string, width: string, precision: string, type: string) => {
      if (all === '%') return '%';
      const arg = rest[used++] ?? '';
      const n = Number(arg || 0);
      let s = type === 's' || type === 'b' ? (type === 'b' ? unescapeAnsi(arg) : arg) : type === 'c' ? arg.slice(0, 1) : type === 'f' ? n.toFixed(precision === undefined ? 6 : Number(precision)) : type === 'x' ? n.toString(16) : type === 'X' ? n.toString(16).toUpperCase() : type === 'o' ? n.toString(8) : String(Math.trunc(n));
      if (type === 's' && precision !== undefined) s = s.slice(0, Number(precision));
      return flags.includes('-') ? s.padEnd(Number(width)) : s.padStart(Number(width), flags.includes('0') && type !== 's' ? '0' : ' ');
    });
    if (used === before) break;
  } while (used < rest.length);
  return out;
}

function setOptions(sh: Shell, args: string[]): number {
  for (let i = 0; i < args.length; i++) {
    const a = args[i]!;
    if (a === '--') { sh.positional = args.slice(i + 1); return 0; }
    if (!/^[-+]/.test(a)) { sh.positional = args.slice(i); return 0; }
    const on = a[0] === '-';
    if (a.includes('e')) sh.errexit = on;
    if (a.includes('u')) sh.nounset = on;
    if (a.includes('x')) sh.xtrace = on;
    if (!a.includes('o')) continue;
    const name = args[++i];
    if (name === 'pipefail') sh.pipefail = on;
    else if (name === 'errexit') sh.errexit = on;
    else if (name === 'nounset') sh.nounset = on;
    else if (name === 'xtrace') sh.xtrace = on;
  }
  return 0;
}

function trap(sh: Shell, args: string[]): number {
  if (args[0] === '--') args.shift();
  if (args.length < 2) { if (args[0] && args[0] !== '-l') sh.traps.delete(signalName(args[0])); return 0; }
  for (const name of args.slice(1)) { if (args[0] === '-') sh.traps.delete(signalName(name)); else sh.traps.set(signalName(name), args[0]!); }
  return 0;
}

/** wait: until the jobs are over; a trapped signal interrupts it. */
function wait(sh: Shell, args: string[]): number {
  const wanted = args.filter((a) => /^\d+$/.test(a)).map(Number);
  const jobs = sh.jobs.filter((j) => wanted.length === 0 || wanted.includes(j.pid));
  if (wanted.length > 0 && jobs.length === 0) return 127;
  let until = Math.max(sh.now, ...jobs.map((j) => j.endAt));
  if (until === Infinity && sh.shared.incomplete) until = sh.input.horizon + 1;
  if (advance(sh, until - sh.now, true)) { const code = 128 + signalNumber(sh.pendingTraps[0] ?? 'TERM'); runTraps(sh); return code; }
  return wanted.length > 0 ? jobs[jobs.length - 1]!.status : 0;
}

function kill(sh: Shell, args: string[]): number {
  let signal = 'TERM';
  if (args[0] === '-s') { signal = signalName(args[1] ?? ''); args.splice(0, 2); }
  else if (/^-\w+$/.test(args[0] ?? '')) signal = signalName(args.shift()!.slice(1));
  let status = 0;
  for (const target of args) {
    const pid = Number(target.replace('%', ''));
    const job = sh.jobs.find((j) => j.pid === pid && j.endAt > sh.now);
    if (signal === '0') { if (!job && pid !== sh.dollar) status = 1; }
    else if (job) { sh.shared.logs = sh.shared.logs.filter((l) => l.pid !== job.pid || l.at <= sh.now); job.endAt = sh.now; job.status = 128 + signalNumber(signal); }
    else if (pid === sh.dollar || pid === 1) killSelf(sh, signal);
    else { complain(sh, `${sh.name}: can't kill pid ${target}: No such process`); status = 1; }
  }
  return status;
}

/** A signal to the shell itself: its trap runs; PID 1 survives what it has no handler for. */
function killSelf(sh: Shell, signal: string): void {
  const handler = sh.traps.get(signal);
  if (handler !== undefined) { if (handler !== '') { sh.pendingTraps.push(signal); runTraps(sh); } }
  else if (!sh.pid1) sh.flow = { type: 'exit', code: 128 + signalNumber(signal) };
}

function read(sh: Shell, args: string[]): number {
  const names = args.filter((a, i) => !a.startsWith('-') && !/^-[ptnd]$/.test(args[i - 1] ?? ''));
  const input = sh.stdin;
  if (!input || input.at >= input.text.length) { for (const n of names) setVar(sh, n, ''); return 1; }
  const end = input.text.indexOf('\n', input.at);
  const line = input.text.slice(input.at, end < 0 ? undefined : end);
  input.at = end < 0 ? input.text.length : end + 1;
  const ifs = sh.vars.has('IFS') ? scalar(sh.vars.get('IFS')) : ' \t\n';
  const fields = ifs === '' ? [line] : ifs.trim() === '' ? line.trim().split(/\s+/) : line.split(new RegExp(`[${ifs.replace(/[\]\\^-]/g, '\\$&')}]`));
  (names.length > 0 ? names : ['REPLY']).forEach((n, i, all) => setVar(sh, n, i < all.length - 1 ? (fields[i] ?? '') : i === 0 ? (ifs.trim() === '' ? line.trim() : line) : fields.slice(i).join(ifs[0] ?? ' ')));
  return end < 0 ? 1 : 0;
}

function exportVars(sh: Shell, args: string[]): number {
  for (const a of args) {
    if (a.startsWith('-')) continue;
    const cut = a.indexOf('=');
    const name = cut < 0 ? a : a.slice(0, cut);
    if (cut >= 0) setVar(sh, name, a.slice(cut + 1));
    sh.exported.add(name);
  }
  return 0;
}

function localVars(sh: Shell, args: string[]): number {
  for (const a of args) {
    if (a.startsWith('-')) continue;
    const cut = a.indexOf('=');
    rememberLocal(sh, cut < 0 ? a : a.slice(0, cut));
    if (cut >= 0) setVar(sh, a.slice(0, cut), a.slice(cut + 1));
    else if (!sh.vars.has(a)) setVar(sh, a, '');
  }
  return 0;
}

const leave = (sh: Shell, args: string[]): number => (args[0] === undefined ? sh.status : Number(args[0]) & 255);
const bracket = (sh: Shell, args: string[]): number => {
  const value = evaluateBracket(sh, args);
  if (value === null) complain(sh, `${sh.name}: bad test`);
  return value === null ? 2 : value ? 0 : 1;
};

export const builtins: Record<string, Builtin> = {
  ':': () => 0, true: () => 0, false: () => 1, echo, read, trap, wait, kill, set: setOptions, test: bracket,
  '[': (sh, args) => (args[args.length - 1] === ']' ? bracket(sh, args.slice(0, -1)) : 2),
  printf: (sh, args) => { print(sh, formatPrintf(args)); return 0; },
  exit: (sh, args) => { const code = leave(sh, args); sh.flow = { type: 'exit', code }; return code; },
  return: (sh, args) => { const code = leave(sh, args); sh.flow = { type: 'return' }; return code; },
  break: (sh, args) => { sh.flow = { type: 'break', levels: Number(args[0] ?? 1) }; return 0; },
  continue: (sh, args) => { sh.flow = { type: 'continue', levels: Number(args[0] ?? 1) }; return 0; },
  export: exportVars, readonly: exportVars, declare: localVars, typeset: localVars, local: localVars,
  unset: (sh, args) => { for (const a of args) { sh.vars.delete(a); sh.functions.delete(a); } return 0; },
  shift: (sh, args) => { sh.positional = sh.positional.slice(Number(args[0] ?? 1)); return 0; },
  eval: (sh, args) => { sh.status = 0; runText(sh, args.join(' ')); return sh.status; },
  exec: (sh, args) => { if (args.length === 0) return 0; sh.traps.clear(); runWords(sh, args); sh.flow ??= { type: 'exit', code: sh.status }; return sh.status; },
  command: (sh, args) => { if (args[0] === '-v') return Object.hasOwn(builtins, args[1] ?? '') ? 0 : 1; runWords(sh, args); return sh.status; },
  let: (sh, args) => { let v = 0; for (const a of args) v = arithmetic(sh, a); return v ? 0 : 1; },
  cd: (sh, args) => { setVar(sh, 'PWD', args[0] ?? '/'); return 0; },
  pwd: (sh) => { print(sh, `${scalar(sh.vars.get('PWD'))}\n`); return 0; },
  umask: () => 0, ulimit: () => 0, hash: () => 0, shopt: () => 0, alias: () => 0, jobs: () => 0,
};
