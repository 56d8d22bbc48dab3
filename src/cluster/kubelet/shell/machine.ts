// The shell's working state, its clock, its output and how a signal reaches it. Time only moves in `advance`.
import type { Node } from './ast.ts';

export type ProgramInput = {
  /** The container's process: command and args, after $(VAR) expansion. */
  argv: readonly string[]; image: string; env: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 at the container's start. */
  startedAt: number; hostname: string;
  /** Seeds $RANDOM and the like. */
  seed: number;
  /** False where the process is not PID 1 of its PID namespace: then an untrapped signal ends it. */
  pid1: boolean;
  /** Signals that arrived so far, by ms from the start, in order. */
  signals: readonly { at: number; signal: string }[];
  /** Files that are there at the start, path → contents. */
  files: Readonly<Record<string, string>>;
  /** How far (ms from the start) to play. */
  horizon: number;
};
export type LogLine = { at: number; line: string };
export type ProgramRun = {
  logs: readonly LogLine[];
  /** How it ends; null: not before the horizon, or never. */
  end: { at: number; code: number } | null;
  /** Everything that will happen without another signal is known. */
  complete: boolean;
  files: Readonly<Record<string, string>>;
};

export type Flow = { type: 'exit'; code: number } | { type: 'break' | 'continue'; levels: number } | { type: 'return' } | { type: 'pause' } | { type: 'hang' };
export type Sink = { type: 'log' } | { type: 'null' } | { type: 'text'; text: string } | { type: 'file'; path: string };
export type Value = string | string[];
export type BackgroundJob = { pid: number; endAt: number; status: number };
/** What forks of one container share. */
export type Shared = { logs: { at: number; line: string; pid: number }[]; partial: { text: string; pid: number } | null; files: Map<string, string>; nextPid: number; incomplete: boolean; random: number; /** Commands that may still run. */ budget: number };

export type Shell = {
  input: ProgramInput; shared: Shared; pid: number; dollar: number; bash: boolean;
  now: number; vars: Map<string, Value>; exported: Set<string>; locals: Map<string, Value | undefined>[];
  functions: Map<string, Node>; traps: Map<string, string>; pendingTraps: string[]; signalCursor: number; pid1: boolean;
  positional: string[]; name: string; status: number; lastBackground: number; jobs: BackgroundJob[];
  errexit: boolean; nounset: boolean; xtrace: boolean; pipefail: boolean; quietTests: number;
  flow: Flow | null; idle: number; depth: number; out: Sink; err: Sink; stdin: { text: string; at: number } | null;
};

/** So many commands may run while the clock stands still; then the program is taken to be spinning. */
const idleMax = 4000;
/** So many commands a program may run in its life, however much time passes; then it is taken to go on like that for ever. */
const budgetAtStart = 300_000;
/** What a signal's handler may still run after that. */
const budgetForHandler = 2000;

export function newShell(input: ProgramInput, bash: boolean): Shell {
  const shared: Shared = { logs: [], partial: null, files: new Map(Object.entries(input.files)), nextPid: 8, incomplete: false, random: input.seed >>> 0, budget: budgetAtStart };
  const vars = new Map<string, Value>(Object.entries(input.env));
  vars.set('PWD', vars.get('PWD') ?? '/');
  return {
    input, shared, pid: 1, dollar: input.pid1 ? 1 : 7, bash, now: 0, vars, exported: new Set(Object.keys(input.env)), locals: [], functions: new Map(), traps: new Map(),
    pendingTraps: [], signalCursor: 0, pid1: input.pid1, positional: [], name: 'sh', status: 0, lastBackground: 0, jobs: [],
    errexit: false, nounset: false, xtrace: false, pipefail: false, quietTests: 0, flow: null, idle: 0, depth: 0,
    out: { type: 'log' }, err: { type: 'log' }, stdin: null,
  };
}

/** A subshell: it inherits everything and gives back nothing but its output, its time and its status. */
export function fork(sh: Shell): Shell {
  return { ...sh, vars: new Map(sh.vars), exported: new Set(sh.exported), functions: new Map(sh.functions), traps: new Map(sh.traps), pendingTraps: [], positional: [...sh.positional], jobs: [...sh.jobs], locals: sh.locals.map((l) => new Map(l)) };
}

/** Takes the time, the pending signals and what is not survivable from a finished subshell. */
export function join(sh: Shell, child: Shell): void {
  sh.now = child.now;
  sh.idle = child.idle;
  sh.signalCursor = child.signalCursor;
  sh.pendingTraps.push(...child.pendingTraps);
  if (child.flow?.type === 'pause' || child.flow?.type === 'hang') sh.flow = child.flow;
  sh.status = child.flow?.type === 'exit' ? child.flow.code : child.status;
}

/** Counts a command. A program that spins without letting time pass is left hanging (or meets its next signal). */
export function tick(sh: Shell): void {
  if ((++sh.idle <= idleMax && --sh.shared.budget > 0) || sh.flow) return;
  sh.idle = 0;
  sh.shared.budget = Math.max(sh.shared.budget, budgetForHandler);
  const next = sh.input.signals[sh.signalCursor];
  if (!next) { sh.flow = { type: 'hang' }; return; }
  sh.now = Math.max(sh.now, next.at);
  takeSignals(sh, sh.now, false);
}

/** Signals up to `until`. Returns true if a trapped one interrupts the wait. */
function takeSignals(sh: Shell, until: number, interruptible: boolean): boolean {
  for (;;) {
    const next = sh.input.signals[sh.signalCursor];
    if (!next || next.at > until) return false;
    sh.signalCursor++;
    const handler = sh.traps.get(next.signal);
    if (handler === '') continue;
    if (handler === undefined) {
      if (sh.pid1) continue;
      sh.now = Math.max(sh.now, next.at);
      sh.flow = { type: 'exit', code: 128 + signalNumber(next.signal) };
      return true;
    }
    sh.pendingTraps.push(next.signal);
    if (!interruptible) continue;
    sh.now = Math.max(sh.now, next.at);
    return true;
  }
}

/**
 * Lets virtual time pass. A trapped signal waits until a foreground command is over, as POSIX says; only `wait` is interrupted.
 * An untrapped signal is ignored by PID 1, as the Linux kernel does. Returns true if interrupted.
 */
export function advance(sh: Shell, ms: number, interruptible: boolean): boolean {
  const target = sh.now + ms;
  if (ms > 0) sh.idle = 0;
  if (takeSignals(sh, Math.min(target, sh.input.horizon), interruptible)) return true;
  if (target === Infinity) sh.flow = { type: 'hang' };
  else if (target > sh.input.horizon) { sh.now = sh.input.horizon; sh.flow = { type: 'pause' }; sh.shared.incomplete = true; }
  else sh.now = target;
  return false;
}

const signals: Record<string, number> = { HUP: 1, INT: 2, QUIT: 3, ABRT: 6, KILL: 9, USR1: 10, SEGV: 11, USR2: 12, PIPE: 13, ALRM: 14, TERM: 15 };
/** 15 for "TERM", "SIGTERM" or "15"; 0 if unknown. */
export const signalNumber = (name: string): number => /^\d+$/.test(name) ? Number(name) : (signals[name.replace(/^SIG/i, '').toUpperCase()] ?? 0);
/** "TERM" for 15, "SIGTERM" and the like; EXIT for 0. */
export const signalName = (name: string): string => {
  if (name === '0' || name.toUpperCase() === 'EXIT') return 'EXIT';
  if (!/^\d+$/.test(name)) return name.replace(/^SIG/i, '').toUpperCase();
  return Object.keys(signals).find((k) => signals[k] === Number(name)) ?? name;
};

export function write(sh: Shell, to: Sink, text: string): void {
  if (to.type === 'null' || text === '') return;
  if (to.type === 'text') { if (to.text.length < 1_000_000) to.text += text; return; }
  if (to.type === 'file') { sh.shared.files.set(to.path, (sh.shared.files.get(to.path) ?? '') + text); return; }
  const lines = ((sh.shared.partial?.text ?? '') + text).split('\n');
  const rest = lines.pop()!;
  for (const line of lines) sh.shared.logs.push({ at: sh.now, line, pid: sh.pid });
  sh.shared.partial = rest === '' ? null : { text: rest, pid: sh.pid };
}
export const print = (sh: Shell, text: string): void => write(sh, sh.out, text);
export const complain = (sh: Shell, text: string): void => write(sh, sh.err, `${text}\n`);

/** The next number of a small generator (mulberry32) seeded by the container. Whole, 0 to 32767. */
export function nextRandom(sh: Shell): number {
  sh.shared.random = (sh.shared.random + 0x6d2b79f5) >>> 0;
  let t = sh.shared.random;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) & 32767;
}

export function setVar(sh: Shell, name: string, value: Value): void { sh.vars.set(name, value); }
export function scalar(v: Value | undefined): string { return Array.isArray(v) ? (v[0] ?? '') : (v ?? ''); }
