// One container's life: pull, create, run its program, exit, back off. Every function takes a record and gives the next one.
import { millis, simTime, type SimTime } from '../../base/time.ts';
import type { Container, Pod } from '../../api/types.ts';
import { annotationOf, millisOf, runOverride, sigtermReaction } from './annotations.ts';
import { environmentOf, expandReferences, startFiles } from './environment.ts';
import { hex64 } from '../../base/hash.ts';
import { inOnePiece } from '../../base/one-piece.ts';
import { kept } from '../../base/kept.ts';
import { goDuration, imageOf, isValidImage, pullErrorMessage, pullFails } from './images.ts';
import { containerWith, type ContainerRecord, type Effects, type ForcedEnd, type PodRecord, type Program } from './record.ts';
import { playProgram, processOf, startError, type ProgramInput } from './shell/program.ts';

/** A container's exit is noticed when the kubelet next lists its runtime's containers. */
export const relistMillis = 1000;
// Models pkg/kubelet/kubelet.go: container restart and image pull back-off.
export const backOffFirstMillis = 10_000;
export const backOffMaxMillis = 300_000;
const firstHorizonMillis = 60_000;
// Models pkg/kubelet/container: MaxContainerTerminationMessageLength, -LogLines and -LogLength.
const messageMax = 4096, logLinesMax = 80, logMax = 2048;

export function newContainer(spec: Container, role: ContainerRecord['role']): ContainerRecord {
  return {
    spec, role, phase: 'idle', dueAt: null, startedAt: null, exit: null, last: null, restarts: 0, waiting: null, program: null, forced: null, hung: false, exitCode: null,
    readyAt: null, ready: false, serial: 0, containerID: '', crashDelay: millis(0), crashAt: simTime(0), pullDelay: millis(0), pullFailed: false, signalAt: null, signalled: false,
  };
}

/** Makes the image sure and creates the container: from idle, after a crash, or after a failed pull. */
export function beginStart(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  const image = imageOf(c.spec);
  if (!isValidImage(image)) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    fx.event('Warning', 'InspectFailed', message, c);
    fx.event('Warning', 'Failed', 'Error: InvalidImageName', c);
    return containerWith(c, { phase: 'broken', dueAt: null, waiting: { reason: 'InvalidImageName', message } });
  }
  const policy = c.spec.imagePullPolicy ?? 'IfNotPresent', present = fx.hasImage(image);
  if (policy === 'Never' && !present) {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    fx.event('Warning', 'ErrImageNeverPull', message, c);
    fx.event('Warning', 'Failed', 'Error: ErrImageNeverPull', c);
    return containerWith(c, { phase: 'broken', dueAt: null, waiting: { reason: 'ErrImageNeverPull', message } });
  }
  const willFail = pullFails(p.pod, c, c.pullDelay === 0 ? 0 : Math.round(Math.log2(c.pullDelay / backOffFirstMillis)) + 1);
  if (policy !== 'Always' && present && !willFail) {
    fx.event('Normal', 'Pulled', `Container image "${image}" already present on machine and can be accessed by the pod`, c);
    return beginCreate(p, c, at, fx);
  }
  fx.event('Normal', 'Pulling', pulling('', image), c);
  fx.container(c.spec.name, 'pulling');
  const took = millisOf(p.pod, c, 'image-pull-seconds') ?? (present ? Math.min(fx.imagePull, 500) : fx.imagePull);
  return containerWith(c, { phase: 'pulling', dueAt: simTime(at + took), pullFailed: willFail, waiting: c.waiting ?? { reason: 'ContainerCreating' } });
}

function beginCreate(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  const took = millisOf(p.pod, c, 'start-seconds') ?? fx.containerStart;
  return containerWith(c, { phase: 'creating', dueAt: took === Infinity ? null : simTime(at + took), waiting: c.waiting ?? { reason: 'ContainerCreating' } });
}

/** The same for all Pods of a template: made and kept once. */
const pulling = kept((_, image) => `Pulling image "${image}"`);
const pulled = kept((took, image) => `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: 2223685 bytes.`);

function finishPull(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  const image = imageOf(c.spec);
  if (!c.pullFailed) {
    const took = millisOf(p.pod, c, 'image-pull-seconds') ?? (fx.hasImage(image) ? Math.min(fx.imagePull, 500) : fx.imagePull);
    fx.gotImage(image);
    fx.event('Normal', 'Pulled', pulled(goDuration(took), image), c);
    return beginCreate(p, containerWith(c, { pullDelay: millis(0) }), at, fx);
  }
  const error = pullErrorMessage(image);
  fx.event('Warning', 'Failed', `Failed to pull image "${image}": ${error}`, c);
  fx.event('Warning', 'Failed', 'Error: ErrImagePull', c);
  const pullDelay = millis(c.pullDelay === 0 ? backOffFirstMillis : Math.min(c.pullDelay * 2, backOffMaxMillis));
  fx.container(c.spec.name, 'waiting', { reason: 'ErrImagePull' });
  return containerWith(c, { phase: 'imageBackOff', pullDelay, crashAt: at, dueAt: simTime(at + relistMillis), waiting: { reason: 'ErrImagePull', message: error } });
}

/** First the error becomes a back-off, then the back-off ends and the image is pulled again. */
function stepImageBackOff(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  if (c.waiting?.reason !== 'ErrImagePull') return beginStart(p, c, at, fx);
  const image = imageOf(c.spec), until = simTime(c.crashAt + c.pullDelay);
  fx.event('Normal', 'BackOff', `Back-off pulling image "${image}"`, c);
  fx.event('Warning', 'Failed', 'Error: ImagePullBackOff', c);
  fx.container(c.spec.name, 'waiting', { reason: 'ImagePullBackOff', until });
  return containerWith(c, { dueAt: until, waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ErrImagePull: ${pullErrorMessage(image)}` } });
}

function startRunning(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  fx.container(c.spec.name, 'created');
  fx.event('Normal', 'Created', 'Container created', c);
  const refused = startError(processOf(c.spec));
  if (refused) return failToStart(p, c, at, refused, fx);
  fx.event('Normal', 'Started', 'Container started', c);
  fx.container(c.spec.name, 'started');
  const restarts = c.exit ? c.restarts + 1 : c.restarts;
  const base: ContainerRecord = containerWith(c, { phase: 'running', startedAt: at, last: c.exit ?? c.last, exit: null, restarts, waiting: null, ...newRun(p, c), forced: null, hung: false, exitCode: null, signalAt: null, signalled: false, ready: false });
  const over = c.role === 'main' || annotationOf(p.pod, c, 'exit-code') ? runOverride(p.pod, base, p.attempt + restarts, () => fx.draw()) : { runMillis: null, code: null, oomMillis: null };
  const input = programInput(p, base, at, fx);
  const run = playProgram(input);
  const program: Program = { input, run, logged: 0 };
  const started: ContainerRecord = containerWith(base, { program, ...forcedStart(over, run, at), readyAt: readyTime(p.pod, base, at), crashDelay: c.crashDelay });
  return advanceRunning(started, at, fx);
}

/** Models kuberuntime StartContainer's failure: the container was created but its program is not there; containerd reports exit 128. */
function failToStart(p: PodRecord, c: ContainerRecord, at: SimTime, message: string, fx: Effects): ContainerRecord {
  fx.event('Warning', 'Failed', `Error: ${message}`, c);
  fx.container(c.spec.name, 'exited', { code: 128, reason: 'StartError' });
  const next: ContainerRecord = containerWith(c, { phase: 'exited', dueAt: null, startedAt: at, last: c.exit ?? c.last, restarts: c.exit ? c.restarts + 1 : c.restarts, waiting: null, ...newRun(p, c), ready: false });
  return containerWith(next, { exit: { code: 128, reason: 'StartError', at, startedAt: null, containerID: next.containerID, message } });
}

/** How the annotations bend a run: its length, its exit code, an OOM kill. */
function forcedStart(over: { runMillis: number | null; code: number | null; oomMillis: number | null }, run: Program['run'], at: SimTime): Pick<ContainerRecord, 'forced' | 'hung' | 'exitCode'> {
  const oom = over.oomMillis === null || over.oomMillis === Infinity ? null : over.oomMillis;
  const natural = over.runMillis ?? (run.end ? run.end.at : run.complete ? Infinity : null);
  if (oom !== null && (natural === null || oom < natural)) return { forced: { at: simTime(at + oom), code: 137, reason: 'OOMKilled' }, hung: false, exitCode: over.code };
  if (over.runMillis === Infinity) return { forced: null, hung: true, exitCode: null };
  if (over.runMillis !== null) return { forced: { at: simTime(at + over.runMillis), code: over.code ?? run.end?.code ?? 0, reason: null }, hung: false, exitCode: null };
  return { forced: null, hung: false, exitCode: over.code };
}

function programInput(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ProgramInput {
  const env = environmentOf(p.pod, c.spec, p.ip ?? '', fx.node);
  const argv = processOf(c.spec).map((word) => expandReferences(word, env));
  const chancy = /random|shuf|uuid/i.test(argv.join(' '));
  return {
    argv, env, image: imageOf(c.spec), startedAt: fx.epoch + at, hostname: p.pod.spec.hostname ?? p.pod.metadata.name,
    seed: chancy ? Math.floor(fx.draw() * 0x7fffffff) : 1, pid1: p.pod.spec['shareProcessNamespace'] !== true,
    signals: [], files: startFiles(p, c), horizon: firstHorizonMillis,
  };
}

/** Models pkg/kubelet/prober: without a readiness probe a container is ready as soon as it runs; with one, after its delay and the successes it needs. */
function readyTime(pod: Pod, c: ContainerRecord, at: SimTime): SimTime | null {
  const told = millisOf(pod, c, 'ready-seconds');
  if (told !== null) return told === Infinity ? null : simTime(at + told);
  const probe = c.spec.readinessProbe, startup = c.spec.startupProbe;
  const wait = (q: typeof probe): number => (q ? ((q.initialDelaySeconds ?? 0) + ((q.successThreshold ?? 1) - 1) * (q.periodSeconds ?? 10)) * 1000 + 500 : 0);
  return simTime(at + wait(startup) + wait(probe));
}

/** Emits what is due of a running container and finds what comes next. */
function advanceRunning(c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  let program = c.program!;
  const start = c.startedAt!;
  const end = endOf(c);
  while (!program.run.complete && end === null && at - start >= program.input.horizon) program = replay(program, { horizon: program.input.horizon * 2 });
  const lastAt = Math.min(at, end ? end.at : at) - start;
  let logged = program.logged;
  while (logged < program.run.logs.length && program.run.logs[logged]!.at <= lastAt) fx.log(c.spec.name, program.run.logs[logged++]!.line);
  program = { ...program, logged };
  const next: ContainerRecord = containerWith(c, { program, ready: c.ready || (c.readyAt !== null && c.readyAt <= at) });
  const over = endOf(next);
  if (over && over.at <= at) return exited(next, over, fx);
  if (next.signalAt !== null && !next.signalled && next.signalAt <= at) return advanceRunning(receiveSigterm(next, at, fx), at, fx);
  return containerWith(next, { dueAt: nextDue(next, over) });
}

function nextDue(c: ContainerRecord, end: ForcedEnd | null): SimTime | null {
  const start = c.startedAt!, program = c.program!, times: number[] = [];
  if (end) times.push(end.at);
  const line = program.run.logs[program.logged];
  if (line) times.push(start + line.at);
  if (!end && !program.run.complete && !c.hung) times.push(start + program.input.horizon);
  if (!c.ready && c.readyAt !== null) times.push(c.readyAt);
  if (c.signalAt !== null && !c.signalled) times.push(c.signalAt);
  return times.length === 0 ? null : simTime(Math.min(...times));
}

/** When and how a running container will end, as far as is known. */
function endOf(c: ContainerRecord): ForcedEnd | null {
  const end = c.program?.run.end, at = end ? simTime(c.startedAt! + end.at) : null;
  if (c.forced && !(c.forced.reason === 'OOMKilled' && at !== null && at < c.forced.at)) return c.forced;
  return c.hung || !end || at === null ? null : { at, code: c.exitCode ?? end.code, reason: null };
}

const replay = (p: Program, change: Partial<ProgramInput>): Program => { const input = { ...p.input, ...change }; return { ...p, input, run: playProgram(input) }; };

function exited(c: ContainerRecord, end: ForcedEnd, fx: Effects): ContainerRecord {
  const reason = end.reason ?? (end.code === 0 ? 'Completed' : 'Error');
  fx.container(c.spec.name, 'exited', { code: end.code, reason });
  const exit = { code: end.code, reason, at: end.at, startedAt: c.startedAt!, containerID: c.containerID }, message = lastWords(c, end);
  return containerWith(c, { phase: 'exited', dueAt: null, ready: false, exit: message ? { ...exit, message } : exit });
}

/** What it wrote to its termination log; where it may fall back to its logs and failed, their last lines. Models getTerminationMessage of pkg/kubelet/kuberuntime. */
function lastWords({ spec, program, startedAt }: ContainerRecord, end: ForcedEnd): string | undefined {
  if (!program) return undefined;
  const path = spec.terminationMessagePath ?? '/dev/termination-log', ran = end.at - startedAt!;
  // Of a program that was stopped only what it had written by then.
  const files = program.run.files[path] === undefined || program.run.end?.at === ran ? program.run.files : replay(program, { horizon: ran }).run.files;
  if (files[path]) return files[path].slice(-messageMax);
  if (spec.terminationMessagePolicy !== 'FallbackToLogsOnError' || end.code === 0) return undefined;
  return program.run.logs.filter((l) => l.at <= ran).slice(-logLinesMax).map((l) => `${l.line}\n`).join('').slice(-logMax);
}
/** The runtime's name for the next run of a container; made from its place, so that it repeats. */
const newRun = (p: PodRecord, c: ContainerRecord): Pick<ContainerRecord, 'serial' | 'containerID'> =>
  ({ serial: c.serial + 1, containerID: inOnePiece(`containerd://${hex64(`${p.uid}/${c.spec.name}/${c.serial + 1}`)}`) });

/** Ends a running container now, whatever its program wanted. */
export const forceExit = (c: ContainerRecord, at: SimTime, code: number, reason: string | null, fx: Effects): ContainerRecord =>
  (c.phase === 'running' ? exited(c, { at, code, reason }, fx) : c);
/** Stops it without its preStop hook and grace: SIGTERM now, SIGKILL at `killAt`. Models killContainer of pkg/kubelet/kuberuntime with a grace period of 0. */
export function stopAtOnce(c: ContainerRecord, at: SimTime, killAt: SimTime, fx: Effects): ContainerRecord {
  const told = advanceRunning(containerWith(c, { signalAt: at }), at, fx), end = endOf(told);
  if (told.phase !== 'running' || (end && end.at <= killAt)) return told;
  const forced: ForcedEnd = { at: killAt, code: 137, reason: null };
  return containerWith(told, { forced, dueAt: nextDue(told, forced) });
}
export const hang = (c: ContainerRecord): ContainerRecord => (c.phase === 'running' ? containerWith(c, { hung: true, forced: null, dueAt: c.program ? nextDue(containerWith(c, { hung: true, forced: null }), null) : null }) : c);

function receiveSigterm(c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  fx.container(c.spec.name, 'signalled');
  const signalled: ContainerRecord = containerWith(c, { signalled: true, exitCode: null });
  const told = fx.sigterm(c);
  if (told) return told.ignore ? signalled : containerWith(signalled, { hung: false, forced: { at: simTime(at + told.afterMillis), code: told.code, reason: null } });
  if (c.hung) return signalled;
  const program = replay(c.program!, { signals: [{ at: at - c.startedAt!, signal: 'TERM' }], horizon: Math.max(c.program!.input.horizon, at - c.startedAt! + 120_000) });
  // A length given by an annotation hides the program; then it ends at SIGTERM as most programs do.
  if (c.forced && (c.forced.reason === null) && !program.run.end) return containerWith(signalled, { program, forced: { at, code: 143, reason: null } });
  const forced = c.forced && program.run.end && simTime(c.startedAt! + program.run.end.at) > c.forced.at ? c.forced : null;
  return containerWith(signalled, { program, forced });
}

/** What has come due for the container. */
export function stepContainer(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  switch (c.phase) {
    case 'pulling': return finishPull(p, c, at, fx);
    case 'creating': return startRunning(p, c, at, fx);
    case 'running': return advanceRunning(c, at, fx);
    case 'imageBackOff': return stepImageBackOff(p, c, at, fx);
    case 'exited': return restartOrBackOff(p, c, at, fx);
    case 'backOff': return beginStart(p, containerWith(c, { crashDelay: nextCrashDelay(c), crashAt: at }), at, fx);
    default: return containerWith(c, { dueAt: null });
  }
}

const nextCrashDelay = (c: ContainerRecord): ContainerRecord['crashDelay'] => millis(c.crashDelay === 0 ? backOffFirstMillis : Math.min(c.crashDelay * 2, backOffMaxMillis));

/** Models kuberuntime doBackOff: the first crash restarts at once, later ones wait; ten minutes without a crash forget it. */
function restartOrBackOff(p: PodRecord, c: ContainerRecord, at: SimTime, fx: Effects): ContainerRecord {
  const exit = c.exit!;
  const forgotten = c.crashDelay === 0 || exit.at - c.crashAt > 2 * backOffMaxMillis;
  if (forgotten) return beginStart(p, containerWith(c, { crashDelay: millis(backOffFirstMillis), crashAt: at }), at, fx);
  const until = simTime(exit.at + c.crashDelay);
  if (until <= at) return beginStart(p, containerWith(c, { crashDelay: nextCrashDelay(c), crashAt: at }), at, fx);
  const pod = `${p.pod.metadata.name}_${p.pod.metadata.namespace ?? 'default'}(${p.uid})`;
  fx.event('Warning', 'BackOff', `Back-off restarting failed container ${c.spec.name} in pod ${pod}`, c);
  fx.container(c.spec.name, 'waiting', { reason: 'CrashLoopBackOff', until });
  return containerWith(c, { phase: 'backOff', dueAt: until, waiting: { reason: 'CrashLoopBackOff', message: `back-off ${backOffText(c.crashDelay)} restarting failed container=${c.spec.name} pod=${pod}` } });
}
const backOffText = (ms: number): string => (ms >= 60_000 ? `${Math.floor(ms / 60_000)}m${(ms % 60_000) / 1000}s` : `${ms / 1000}s`);

export const sigtermOf = (pod: Pod, c: ContainerRecord): ReturnType<typeof sigtermReaction> => sigtermReaction(annotationOf(pod, c, 'on-sigterm'));
