// What an observer with a watch on Jobs, CronJobs, Pods and Events sees of a run: a pure projection of the trace's `stored` records into the recordings' shape.
import type { ApiObject, CronJob, Job, KubeEvent, Pod } from '../../api/types.ts';
import type { Body } from '../../cluster/messages.ts';
import type { TraceRecord } from '../../sim/types.ts';
import { cronJobState, jobState, podState, type CronJobState, type JobState, type PodState } from './states.ts';
import { newMask, normalise, type Mask } from './normalise.ts';

export type NamespaceState = { jobs: Record<string, JobState>; cronjobs?: Record<string, CronJobState>; pods: PodState[] };
export type QuietState = { from: number; to: number; state: NamespaceState };
export type PodLife = {
  pod: number; job?: string; index?: string; failureCount?: string; createdAt: number; runningAt?: number; deletionAt?: number; finishedAt?: number; phase?: string; goneAt?: number;
};
export type ObservedEvent = { object: string; type: string; reason: string; message: string; count: number };
export type Observed = {
  quietStates: QuietState[]; jobTransitions: Record<string, ({ t: number } & (JobState | { deleted: true }))[]>;
  pods: PodLife[]; events: ObservedEvent[]; final: { jobs: unknown[]; cronjobs: unknown[]; firstPod: unknown };
};

/** A state of the namespace counts as quiet if it lasted so many seconds. */
const quietSeconds = 0.7;
const round = (seconds: number): number => Math.round(seconds * 100) / 100;

export type Observer = {
  readonly epoch: number; readonly mask: Mask;
  jobs: Map<string, { object: Job; state: JobState; json: string }>; cronJobs: Map<string, { object: CronJob; state: CronJobState; json: string }>;
  pods: Map<string, { number: number; name: string; state: PodState; json: string }>;
  podNumbers: Map<string, number>; names: string[]; lives: PodLife[]; firstPod: Pod | null;
  transitions: Map<string, ({ t: number } & (JobState | { deleted: true }))[]>; events: Map<string, KubeEvent>;
  since: number; quiet: QuietState[];
};

export const newObserver = (epoch: number): Observer => ({
  epoch, mask: newMask(epoch), jobs: new Map(), cronJobs: new Map(), pods: new Map(), podNumbers: new Map(), names: [], lives: [], firstPod: null,
  transitions: new Map(), events: new Map(), since: 0, quiet: [],
});

/** Takes one record of the trace in. Records must come in order. */
export function observe(o: Observer, record: TraceRecord<Body>): void {
  if (record.body.type !== 'stored') return;
  const t = record.at / 1000, { object, event } = record.body;
  if (object.metadata.uid) o.mask.uids.set(object.metadata.uid, object.metadata.name);
  if (object.kind === 'Event') { o.events.set(object.metadata.name, object); return; }
  if (object.kind !== 'Job' && object.kind !== 'CronJob' && object.kind !== 'Pod') return;
  const gone = event === 'DELETED';
  if (object.kind === 'Pod') notePod(o, object, gone, t);
  if (object.kind === 'Job') noteJob(o, object, gone, t);
  if (!changes(o, object, gone)) return;
  closeState(o, t);
  apply(o, object, gone);
}

const stateOf = (o: Observer, object: ApiObject): { json: string; state: JobState | CronJobState | PodState } => {
  const state = object.kind === 'Job' ? jobState(object) : object.kind === 'CronJob' ? cronJobState(object, (text) => o.mask.relative(text)) : podState(object as Pod, o.podNumbers.get(object.metadata.uid ?? '')!);
  return { state, json: JSON.stringify(state) };
};
const shelf = (o: Observer, object: ApiObject): Map<string, { json: string }> => (object.kind === 'Job' ? o.jobs : object.kind === 'CronJob' ? o.cronJobs : o.pods);
const idOf = (object: ApiObject): string => (object.kind === 'Pod' ? (object.metadata.uid ?? '') : object.metadata.name);

function changes(o: Observer, object: ApiObject, gone: boolean): boolean {
  const before = shelf(o, object).get(idOf(object));
  if (gone) return before !== undefined;
  const same = before?.json === stateOf(o, object).json;
  // The object itself may have changed where its state has not: keep the newest.
  if (same) apply(o, object, false);
  return !same;
}

function apply(o: Observer, object: ApiObject, gone: boolean): void {
  const id = idOf(object);
  if (gone) { shelf(o, object).delete(id); return; }
  const { state, json } = stateOf(o, object);
  if (object.kind === 'Job') o.jobs.set(id, { object, state: state as JobState, json });
  else if (object.kind === 'CronJob') o.cronJobs.set(id, { object, state: state as CronJobState, json });
  else o.pods.set(id, { number: (state as PodState).pod, name: object.metadata.name, state: state as PodState, json });
}

/** The state that stood since the last change ends at t. */
function closeState(o: Observer, t: number): void {
  if (t - o.since >= quietSeconds && o.jobs.size + o.cronJobs.size + o.pods.size > 0 || (t - o.since >= quietSeconds && o.since > 0)) {
    const cronjobs = o.cronJobs.size > 0 ? { cronjobs: Object.fromEntries([...o.cronJobs].map(([k, v]) => [k, v.state])) } : {};
    o.quiet.push({ from: round(o.since), to: round(t), state: {
      jobs: Object.fromEntries([...o.jobs].map(([k, v]) => [k, v.state])), ...cronjobs,
      pods: [...o.pods.values()].map((p) => p.state).sort((a, b) => a.pod - b.pod),
    } });
  }
  o.since = t;
}

function noteJob(o: Observer, job: Job, gone: boolean, t: number): void {
  const list = o.transitions.get(job.metadata.name) ?? [];
  o.transitions.set(job.metadata.name, list);
  if (gone) { list.push({ t: round(t), deleted: true }); return; }
  const state = jobState(job), last = list[list.length - 1];
  if (last) { const { t: _, ...before } = last; if (JSON.stringify(before) === JSON.stringify(state)) return; }
  list.push({ t: round(t), ...state });
}

function notePod(o: Observer, pod: Pod, gone: boolean, t: number): void {
  const uid = pod.metadata.uid ?? '';
  let number = o.podNumbers.get(uid);
  if (number === undefined) {
    number = o.lives.length;
    o.podNumbers.set(uid, number);
    o.names.push(pod.metadata.name);
    o.mask.pods.set(pod.metadata.name, number);
    o.firstPod ??= pod;
    const job = pod.metadata.labels?.['batch.kubernetes.io/job-name'] ?? pod.metadata.labels?.['job-name'], a = pod.metadata.annotations ?? {};
    const index = a['batch.kubernetes.io/job-completion-index'], failureCount = a['batch.kubernetes.io/job-index-failure-count'];
    o.lives.push({ pod: number, ...(job === undefined ? {} : { job }), ...(index === undefined ? {} : { index }), ...(failureCount === undefined ? {} : { failureCount }), createdAt: round(t) });
  }
  const life = o.lives[number]!, phase = pod.status.phase;
  if (pod.metadata.deletionTimestamp) life.deletionAt ??= round(t);
  if (phase === 'Running') life.runningAt ??= round(t);
  if ((phase === 'Succeeded' || phase === 'Failed') && life.finishedAt === undefined) { life.finishedAt = round(t); life.phase = phase; }
  if (gone) { life.deletionAt ??= round(t); life.goneAt = round(t); }
}

/** The name of the n-th Pod that was created, gone ones included. */
export const podName = (o: Observer, ordinal: number): string | null => o.names[ordinal] ?? null;
export const podIsThere = (o: Observer, ordinal: number): boolean => [...o.pods.values()].some((p) => p.number === ordinal);
export const jobNames = (o: Observer): string[] => [...o.jobs.keys()];

/** Closes the books at the run's end. */
export function conclude(o: Observer, seconds: number): Observed {
  closeState(o, seconds);
  const byName = <T extends { object: ApiObject }>(m: Map<string, T>): unknown[] => [...m.values()].map((v) => v.object).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)).map((x) => normalise(o.mask, x));
  const events = [...o.events.values()].filter((e) => e.involvedObject.kind === 'Job' || e.involvedObject.kind === 'CronJob')
    .map((e) => ({ object: `${e.involvedObject.kind}/${e.involvedObject.name}`, type: e.type, reason: e.reason, message: o.mask.text(e.message), count: e.count ?? 1 }));
  return {
    quietStates: o.quiet, jobTransitions: Object.fromEntries(o.transitions), pods: o.lives, events,
    final: { jobs: byName(o.jobs), cronjobs: byName(o.cronJobs), firstPod: o.firstPod ? normalise(o.mask, withoutStatus(o.firstPod)) : null },
  };
}
const withoutStatus = (pod: Pod): unknown => { const { status: _, ...rest } = pod; return rest; };
