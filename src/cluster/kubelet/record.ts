// What a kubelet knows of one Pod: plain data. Its containers live on when the kubelet crashes; a record is replaced, never changed.
import type { Writable } from '../../base/changed.ts';
import type { Millis, SimTime } from '../../base/time.ts';
import type { Container, ContainerState, Pod, PodStatus } from '../../api/types.ts';
import type { QueueKey } from '../messages.ts';
import type { PlanLife } from './plan.ts';
import type { ProgramInput, ProgramRun } from './shell/program.ts';

/** How a container ends in the place of its program's own end. */
export type ForcedEnd = { at: SimTime; code: number; reason: string | null };

export type Program = { readonly input: ProgramInput; readonly run: ProgramRun; readonly logged: number };

/** pulling → creating → running → exited → (backOff →) pulling …; imageBackOff waits to pull again; cancelled: never to start. */
export type ContainerPhase = 'idle' | 'pulling' | 'creating' | 'running' | 'exited' | 'backOff' | 'imageBackOff' | 'broken' | 'cancelled';
export type Exit = { code: number; reason: string; at: SimTime; /** null: it could not be started at all. */ startedAt: SimTime | null; /** Empty: the container was removed, and nobody knows its times. */ containerID: string; message?: string };

export type ContainerRecord = {
  readonly spec: Container; readonly role: 'init' | 'sidecar' | 'main'; readonly phase: ContainerPhase;
  /** The next thing that happens to it by itself. */
  readonly dueAt: SimTime | null;
  readonly startedAt: SimTime | null; readonly exit: Exit | null; readonly last: Exit | null; readonly restarts: number;
  /** Why it waits, as the API says it. */
  readonly waiting: { reason: string; message?: string } | null;
  readonly program: Program | null;
  /** Annotations, a click or SIGTERM decide its end instead of its program. */
  readonly forced: ForcedEnd | null; readonly hung: boolean;
  /** An annotation's exit code for this run, in the place of the program's. */
  readonly exitCode: number | null;
  readonly readyAt: SimTime | null; readonly ready: boolean;
  /** The runtime's name for the newest run; empty before the first. */
  readonly serial: number; readonly containerID: string;
  /** Back-off after crashes, and after failed pulls: the delay that comes next (0: none so far) and when it was last raised. */
  readonly crashDelay: Millis; readonly crashAt: SimTime; readonly pullDelay: Millis; readonly pullFailed: boolean;
  /** SIGTERM comes (after preStop) at. */
  readonly signalAt: SimTime | null; readonly signalled: boolean;
};

export type Stopping = {
  readonly since: SimTime; readonly killAt: SimTime; readonly why: 'deleted' | 'deadline' | 'evicted';
};

/** A Pod that follows a plan instead of running containers. */
export type PlannedRun = {
  readonly life: PlanLife; /** ms by which its end is reported late. */ readonly late: number; readonly phase: 'starting' | 'running' | 'restarting' | 'waiting' | 'terminating' | 'done';
  readonly dueAt: SimTime | null; readonly restarts: number; readonly startedAt: SimTime | null; readonly everRan: boolean;
  readonly exit: { code: number; at: SimTime } | null; readonly last: { code: number; at: SimTime; startedAt: SimTime } | null;
};

export type PodRecord = {
  readonly key: QueueKey; readonly uid: string; readonly pod: Pod; readonly acceptedAt: SimTime;
  readonly planned: PlannedRun | null;
  readonly containers: readonly ContainerRecord[];
  /** `asking`: the kubelet looks up how many attempts came before. */
  readonly stage: 'asking' | 'active' | 'stopping' | 'terminal';
  readonly stopping: Stopping | null;
  /** Pod-level reason and message of a failure (DeadlineExceeded, Evicted). */
  readonly failure: { reason: string; message: string } | null;
  readonly ip: string | null; readonly sandboxReady: boolean;
  readonly attempt: number; readonly files: Readonly<Record<string, string>>;
  /** The timer that is set, and for when. */
  readonly wake: { id: number; at: SimTime } | null;
  /** The status that the API server was last told, whether it has answered, and whether there is news since. */
  readonly told: PodStatus | null; /** What `told` was made of: while that is the same, so is the status. Null: tell it again. */ readonly toldOf: StatusFacts | null;
  readonly telling: boolean; readonly removing: boolean;
};

function put<T extends object>(next: Writable<T>, change: Partial<T>): T {
  for (const key in change) next[key] = change[key]!;
  return next;
}
/** The next record of a container. Every field by name, so that all records are alike to the engine that runs this. */
export const containerWith = (c: ContainerRecord, change: Partial<ContainerRecord>): ContainerRecord => put<ContainerRecord>({
  spec: c.spec, role: c.role, phase: c.phase, dueAt: c.dueAt, startedAt: c.startedAt, exit: c.exit, last: c.last, restarts: c.restarts, waiting: c.waiting, program: c.program,
  forced: c.forced, hung: c.hung, exitCode: c.exitCode, readyAt: c.readyAt, ready: c.ready, serial: c.serial, containerID: c.containerID,
  crashDelay: c.crashDelay, crashAt: c.crashAt, pullDelay: c.pullDelay, pullFailed: c.pullFailed, signalAt: c.signalAt, signalled: c.signalled,
}, change);
/** The next record of a Pod. */
export const podWith = (p: PodRecord, change: Partial<PodRecord>): PodRecord => put<PodRecord>({
  key: p.key, uid: p.uid, pod: p.pod, acceptedAt: p.acceptedAt, planned: p.planned, containers: p.containers, stage: p.stage, stopping: p.stopping, failure: p.failure,
  ip: p.ip, sandboxReady: p.sandboxReady, attempt: p.attempt, files: p.files, wake: p.wake, told: p.told, toldOf: p.toldOf, telling: p.telling, removing: p.removing,
}, change);

/** All that a status is made of besides the time. */
export type StatusFacts = Pick<PodRecord, 'containers' | 'stage' | 'stopping' | 'failure' | 'sandboxReady' | 'planned'> & { readonly conditions: Pod['status']['conditions']; readonly generation: number | undefined };

export type ContainerOp = 'pulling' | 'created' | 'started' | 'exited' | 'waiting' | 'signalled' | 'killed';
export type ContainerMore = { code?: number; reason?: string; until?: SimTime };
/** What stepping a Pod does besides changing its record. */
export type Effects = {
  readonly now: SimTime; readonly epoch: number; readonly node: string;
  readonly imagePull: number; readonly containerStart: number;
  log(container: string, line: string): void;
  event(type: 'Normal' | 'Warning', reason: string, message: string, container?: ContainerRecord): void;
  container(container: string, op: ContainerOp, more?: ContainerMore): void;
  /** What the annotations make the container do at SIGTERM; null: its program decides. */
  sigterm(c: ContainerRecord): { ignore: true } | { ignore: false; code: number; afterMillis: number } | null;
  /** A number in [0, 1) from the workload's stream. */
  draw(): number;
  hasImage(image: string): boolean; gotImage(image: string): void;
};

export const terminatedState = (e: Exit, epoch: number, time: (ms: number) => string): ContainerState => ({
  terminated: {
    exitCode: e.code, reason: e.reason, ...(e.message ? { message: e.message } : {}),
    ...(e.containerID ? { startedAt: time(e.startedAt === null ? 0 : epoch + e.startedAt), finishedAt: time(epoch + e.at), containerID: e.containerID } : {}),
  },
});
