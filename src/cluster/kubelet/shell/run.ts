// Walks the tree: lists, conditions, loops, pipes, redirections, functions, traps. Commands themselves live in builtins.ts and programs.ts.
import type { Assign, Node, Redirect } from './ast.ts';
import { arithmetic } from './arithmetic.ts';
import { builtins } from './builtins.ts';
import { evaluateTest } from './conditions.ts';
import { expandOne, expandPattern, expandWords } from './expand.ts';
import { complain, fork, join, scalar, setVar, tick, write, type Shell, type Sink, type Value } from './machine.ts';
import { parseScript } from './parser.ts';
import { runProgram } from './programs.ts';

const depthMax = 200;

/** Runs a node; its exit status is left in `sh.status`, a way out (exit, break, pause) in `sh.flow`. */
export function runNode(sh: Shell, node: Node): void {
  if (sh.flow) return;
  if (sh.depth > depthMax) { complain(sh, `${sh.name}: too deeply nested`); sh.flow = { type: 'exit', code: 2 }; return; }
  switch (node.t) {
    case 'list': return runList(sh, node);
    case 'andOr': return runAndOr(sh, node);
    case 'pipe': return runPipe(sh, node);
    case 'simple': return runSimple(sh, node);
    case 'if': return redirected(sh, node.redirects, () => runIf(sh, node));
    case 'while': return redirected(sh, node.redirects, () => runWhile(sh, node));
    case 'for': return redirected(sh, node.redirects, () => runFor(sh, node));
    case 'forArith': return redirected(sh, node.redirects, () => runForArith(sh, node));
    case 'case': return redirected(sh, node.redirects, () => runCase(sh, node));
    case 'group': return redirected(sh, node.redirects, () => runGroup(sh, node));
    case 'arith': { const n = arithmetic(sh, expandOne(sh, node.expr)); tick(sh); sh.status = n ? 0 : 1; return checkErrexit(sh); }
    case 'test': tick(sh); sh.status = evaluateTest(sh, node.words) ? 0 : 1; return checkErrexit(sh);
    case 'function': sh.functions.set(node.name, node.body); sh.status = 0; return;
  }
}

function checkErrexit(sh: Shell): void {
  if (sh.errexit && sh.status !== 0 && sh.quietTests === 0 && !sh.flow) sh.flow = { type: 'exit', code: sh.status };
}

/** Runs what is a condition: under `set -e` its failure ends nothing. */
function runTest(sh: Shell, node: Node): boolean {
  sh.quietTests++;
  runNode(sh, node);
  sh.quietTests--;
  return sh.status === 0;
}

function runList(sh: Shell, node: Extract<Node, { t: 'list' }>): void {
  for (const item of node.items) {
    if (sh.flow) return;
    if (item.background) startJob(sh, item.node);
    else runNode(sh, item.node);
    runTraps(sh);
  }
}

/** `cmd &`: plays the job to its end at once, on its own clock; its output is merged by time. */
function startJob(sh: Shell, node: Node): void {
  const child = fork(sh);
  child.pid = child.shared.nextPid++;
  child.pid1 = false;
  child.traps = new Map();
  child.jobs = [];
  child.signalCursor = Infinity;
  runNode(child, node);
  const never = child.flow?.type === 'pause' || child.flow?.type === 'hang';
  const status = child.flow?.type === 'exit' ? child.flow.code : child.status;
  sh.jobs.push({ pid: child.pid, endAt: never ? Infinity : child.now, status });
  sh.lastBackground = child.pid;
  sh.status = 0;
}

/** Runs the handlers of signals that were caught while a command ran. */
export function runTraps(sh: Shell): void {
  while (sh.pendingTraps.length > 0 && !sh.flow) {
    const text = sh.traps.get(sh.pendingTraps.shift()!);
    if (text) runText(sh, text, true);
  }
}

/** Parses and runs text (eval, trap). `keepStatus`: $? is put back afterwards. */
export function runText(sh: Shell, text: string, keepStatus = false): void {
  const before = sh.status;
  const parsed = parseScript(text);
  if (!parsed.ok) { complain(sh, `${sh.name}: ${parsed.message}`); sh.status = 2; return; }
  sh.depth++;
  runNode(sh, parsed.node);
  sh.depth--;
  if (keepStatus && !sh.flow) sh.status = before;
}

function runAndOr(sh: Shell, node: Extract<Node, { t: 'andOr' }>): void {
  const ok = runTest(sh, node.left);
  if (sh.flow) return;
  runTraps(sh);
  if (ok === (node.op === '&&')) runNode(sh, node.right);
}

function runPipe(sh: Shell, node: Extract<Node, { t: 'pipe' }>): void {
  let failed = 0, input = sh.stdin;
  if (node.negate) sh.quietTests++;
  node.commands.forEach((command, i) => {
    if (sh.flow) return;
    const last = i === node.commands.length - 1;
    if (node.commands.length === 1) { runNode(sh, command); return; }
    const child = fork(sh);
    child.depth++;
    child.quietTests++;
    child.stdin = input;
    const sink: Sink = { type: 'text', text: '' };
    if (!last) child.out = sink;
    runNode(child, command);
    join(sh, child);
    if (sh.status !== 0) failed = sh.status;
    // What a pipe holds when its writer never ends still reaches the log: better late than never.
    if (sh.flow && !last) write(sh, sh.out, sink.text);
    input = { text: sink.text, at: 0 };
  });
  if (sh.pipefail && failed) sh.status = failed;
  if (node.negate) { sh.quietTests--; sh.status = sh.status === 0 ? 1 : 0; } else checkErrexit(sh);
}

function runIf(sh: Shell, node: Extract<Node, { t: 'if' }>): void {
  for (const clause of node.clauses) {
    const yes = runTest(sh, clause.test);
    if (sh.flow) return;
    if (yes) { sh.status = 0; runNode(sh, clause.then); return; }
  }
  sh.status = 0;
  if (node.otherwise) runNode(sh, node.otherwise);
}

/** After a loop's body: whether the loop goes on. Takes a break or continue that is meant for it. */
function loopGoesOn(sh: Shell): boolean {
  runTraps(sh);
  const flow = sh.flow;
  if (!flow) return true;
  if (flow.type !== 'break' && flow.type !== 'continue') return false;
  if (flow.levels > 1) { sh.flow = { ...flow, levels: flow.levels - 1 }; return false; }
  sh.flow = null;
  return flow.type === 'continue';
}

function runWhile(sh: Shell, node: Extract<Node, { t: 'while' }>): void {
  let status = 0;
  for (;;) {
    tick(sh);
    const yes = runTest(sh, node.test) !== node.until;
    if (sh.flow || !yes) break;
    runNode(sh, node.body);
    status = sh.status;
    if (!loopGoesOn(sh)) break;
  }
  if (!sh.flow) sh.status = status;
}

function runFor(sh: Shell, node: Extract<Node, { t: 'for' }>): void {
  const words = node.words ? expandWords(sh, node.words) : [...sh.positional];
  sh.status = 0;
  for (const word of words) {
    tick(sh);
    if (sh.flow) return;
    setVar(sh, node.name, word);
    runNode(sh, node.body);
    if (!loopGoesOn(sh)) return;
  }
}

function runForArith(sh: Shell, node: Extract<Node, { t: 'forArith' }>): void {
  arithmetic(sh, expandOne(sh, node.init));
  sh.status = 0;
  for (;;) {
    tick(sh);
    const test = expandOne(sh, node.test).trim();
    if (sh.flow || (test !== '' && !arithmetic(sh, test))) return;
    runNode(sh, node.body);
    if (!loopGoesOn(sh)) return;
    arithmetic(sh, expandOne(sh, node.step));
  }
}

function runCase(sh: Shell, node: Extract<Node, { t: 'case' }>): void {
  const word = expandOne(sh, node.word);
  sh.status = 0;
  for (const arm of node.arms) {
    if (!arm.patterns.some((p) => expandPattern(sh, p).test(word))) continue;
    runNode(sh, arm.body);
    return;
  }
}

function runGroup(sh: Shell, node: Extract<Node, { t: 'group' }>): void {
  if (!node.subshell) { runNode(sh, node.body); return; }
  const child = fork(sh);
  child.depth++;
  runNode(child, node.body);
  join(sh, child);
  checkErrexit(sh);
}

function assign(sh: Shell, a: Assign): void {
  const old = sh.vars.get(a.name);
  if (!Array.isArray(a.value)) {
    const list = expandWords(sh, a.value.array);
    setVar(sh, a.name, a.append && Array.isArray(old) ? [...old, ...list] : list);
    return;
  }
  const text = expandOne(sh, a.value);
  if (a.index) {
    const list = Array.isArray(old) ? [...old] : old === undefined ? [] : [old];
    const at = arithmetic(sh, expandOne(sh, a.index));
    while (list.length < at && list.length < 10_000) list.push('');
    list[at] = text;
    setVar(sh, a.name, list);
  } else setVar(sh, a.name, a.append ? scalar(old) + text : text);
}

function runSimple(sh: Shell, node: Extract<Node, { t: 'simple' }>): void {
  tick(sh);
  if (sh.flow) return;
  const statusBefore = sh.status;
  const words = expandWords(sh, node.words);
  if (sh.flow) return;
  const saved = new Map<string, Value | undefined>();
  const declares = words.length > 0 && ['export', 'local', 'readonly', 'declare', 'typeset'].includes(words[0]!);
  if (words[0] === 'local') for (const a of node.assigns) rememberLocal(sh, a.name);
  const hadCommand = words.length > 0 && !declares;
  if (!hadCommand) sh.status = node.words.length === 0 ? 0 : statusBefore;
  for (const a of node.assigns) {
    if (hadCommand) saved.set(a.name, sh.vars.get(a.name));
    assign(sh, a);
  }
  if (sh.xtrace && words.length > 0) complain(sh, `+ ${words.join(' ')}`);
  if (words.length > 0) redirected(sh, node.redirects, () => runWords(sh, words));
  else if (node.redirects.length > 0) redirected(sh, node.redirects, () => undefined);
  for (const [name, value] of saved) if (value === undefined) sh.vars.delete(name); else sh.vars.set(name, value);
  checkErrexit(sh);
}

export function rememberLocal(sh: Shell, name: string): void {
  const frame = sh.locals[sh.locals.length - 1];
  if (frame && !frame.has(name)) frame.set(name, sh.vars.get(name));
}

/** Runs a command by its words: function, builtin, or program. */
export function runWords(sh: Shell, words: readonly string[]): void {
  const [name, ...args] = words as [string, ...string[]];
  const body = sh.functions.get(name);
  if (body) { callFunction(sh, body, args); return; }
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  if (builtin) sh.status = builtin(sh, args);
  else sh.status = runProgram(sh, words);
}

function callFunction(sh: Shell, body: Node, args: string[]): void {
  const positional = sh.positional;
  sh.positional = args;
  sh.locals.push(new Map());
  sh.depth++;
  runNode(sh, body);
  sh.depth--;
  for (const [name, value] of sh.locals.pop()!) if (value === undefined) sh.vars.delete(name); else sh.vars.set(name, value);
  sh.positional = positional;
  if (sh.flow?.type === 'return') sh.flow = null;
}

/** Runs `body` with its output and input turned as the redirections say. */
function redirected(sh: Shell, redirects: readonly Redirect[], body: () => void): void {
  if (redirects.length === 0) { body(); return; }
  const { out, err, stdin } = sh;
  let ok = true;
  for (const r of redirects) ok = ok && redirect(sh, r);
  if (ok) body();
  else sh.status = 1;
  sh.out = out; sh.err = err; sh.stdin = stdin;
}

function redirect(sh: Shell, r: Redirect): boolean {
  const target = expandOne(sh, r.target);
  if (r.op === '<<' || r.op === '<<<') { sh.stdin = { text: r.op === '<<<' ? `${target}\n` : target, at: 0 }; return true; }
  if (r.op === '<') {
    const text = target === '/dev/null' ? '' : sh.shared.files.get(target);
    if (text === undefined) { complain(sh, `${sh.name}: can't open ${target}: no such file`); return false; }
    sh.stdin = { text, at: 0 };
    return true;
  }
  const sink: Sink = r.op === '>&' && /^\d$|^-$/.test(target) ? (target === '1' ? sh.out : target === '2' ? sh.err : { type: 'null' }) : fileSink(sh, target, r.op);
  if (r.fd === 1 || r.fd === 'both' || (r.op === '>&' && r.fd === 1)) sh.out = sink;
  if (r.fd === 2 || r.fd === 'both') sh.err = sink;
  return true;
}

function fileSink(sh: Shell, path: string, op: Redirect['op']): Sink {
  if (path === '/dev/null') return { type: 'null' };
  if (/^\/dev\/(stdout|stderr|tty|termination-log)$|^\/proc\/1\/fd\/[12]$/.test(path)) return path === '/dev/termination-log' ? { type: 'file', path } : { type: 'log' };
  if (op === '>' || !sh.shared.files.has(path)) sh.shared.files.set(path, '');
  return { type: 'file', path };
}
