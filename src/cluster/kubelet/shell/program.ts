// What a container's process does, played on virtual time: from its command, environment and signals to its log lines and its end. Pure: the same input gives the same run, so a signal is an input and the run is played again with it.
import { newShell, type ProgramInput, type ProgramRun, type Shell } from './machine.ts';
import { runExitTrap } from './programs.ts';
import { runTraps, runWords } from './run.ts';

export type { LogLine, ProgramInput, ProgramRun } from './machine.ts';

/** What well-known images run when the manifest names no command; null: not known. */
function imageCommand(image: string): string[] | null {
  const name = image.replace(/@.*$/, '').replace(/:[^/]*$/, '').replace(/^.*\//, '');
  if (name === 'pause') return ['pause'];
  if (name === 'hello-world') return ['echo', 'Hello from Docker!'];
  if (['busybox', 'alpine', 'bash', 'ubuntu', 'debian'].includes(name)) return ['sh'];
  if (services.has(name)) return ['[service]', name];
  return null;
}
/** Images that serve until they are stopped. */
const services = new Set(['nginx', 'httpd', 'redis', 'postgres', 'mysql', 'mariadb', 'mongo', 'rabbitmq', 'memcached', 'traefik', 'haproxy', 'envoy', 'caddy', 'registry', 'etcd', 'kafka', 'fluentd', 'fluent-bit']);

/**
 * The process to start: a manifest's `command` replaces the image's entry point, `args` its arguments.
 * Args alone for a shell image run the words as they are (busybox, perl and the like have no entry point of their own).
 */
export function processOf(container: { image?: string; command?: readonly string[]; args?: readonly string[] }): string[] {
  const command = container.command ?? [], args = container.args ?? [];
  if (command.length > 0) return [...command, ...args];
  if (args.length > 0) return [...args];
  return imageCommand(container.image ?? '') ?? [container.image ?? 'container'];
}

/** Words that only a shell knows: there is no such program to start. */
const shellOnly = new Set(['exit', 'cd', 'export', 'set', 'unset', 'trap', 'wait', 'source', '.', 'eval', 'exec', 'return', 'break', 'continue', 'local', 'declare', 'shift', 'read', 'if', 'for', 'while', 'until', 'case', 'function', '{', '[[', '((', ':']);

/** What the runtime says when there is no such program (a whole command line in one word, a shell's own word); null: it can be started. */
export const startError = (argv: readonly string[]): string | null => (/\s/.test(argv[0] ?? '') || shellOnly.has(argv[0] ?? '') || argv[0] === ''
  ? `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${argv[0]}": executable file not found in $PATH` : null);

/** A script of these commands and plain words runs the same in every container, whatever its name, environment and time. */
const plainScript = /^(?:\s*(?:sleep|echo|true|false|exit)(?: +[\w.,:/+-]+)*\s*(?:;|&&|$))+$/;
const plainRuns = new Map<string, ProgramRun>();
const plainRunsMax = 256;

/** Plays the process until it ends, hangs for ever, or reaches `input.horizon`. */
export function playProgram(input: ProgramInput): ProgramRun {
  const { argv, signals, files } = input;
  const script = signals.length > 0 || Object.keys(files).length > 0 ? '' : argv[0] === 'sleep' ? argv.join(' ') : argv.length === 3 && argv[0] === 'sh' && argv[1] === '-c' ? argv[2]! : '';
  if (!plainScript.test(script)) return play(input);
  const key = `${input.horizon} ${input.image} ${argv[0]} ${script}`;
  let run = plainRuns.get(key);
  if (run === undefined) {
    run = play(input);
    if (plainRuns.size >= plainRunsMax) plainRuns.clear();
    plainRuns.set(key, run);
  }
  return run;
}

function play(input: ProgramInput): ProgramRun {
  const sh = newShell(input, input.image.includes('bash'));
  if (input.argv[0] === 'pause') sh.pid1 = false;
  sh.depth = 0;
  runWords(sh, input.argv.length > 0 ? input.argv : ['true']);
  runTraps(sh);
  runExitTrap(sh);
  return finish(sh);
}

function finish(sh: Shell): ProgramRun {
  const flow = sh.flow;
  const end = flow === null || flow.type === 'break' || flow.type === 'continue' || flow.type === 'return' ? { at: sh.now, code: sh.status } : flow.type === 'exit' ? { at: sh.now, code: flow.code & 255 } : null;
  const shared = sh.shared;
  if (end && shared.partial) shared.logs.push({ at: end.at, line: shared.partial.text, pid: shared.partial.pid });
  const logs = shared.logs.map((l, order) => ({ at: l.at, line: l.line, pid: l.pid, order })).filter((l) => (end ? l.at <= end.at : l.at <= sh.input.horizon))
    .sort((a, b) => a.at - b.at || a.order - b.order).map(({ at, line }) => ({ at, line }));
  return { logs, end, complete: end !== null || (flow?.type === 'hang' && !shared.incomplete), files: Object.fromEntries(shared.files) };
}
