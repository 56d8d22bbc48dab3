// What a Job's status may become: the rules that hold every controller to an order in which nothing is lost. Models ValidateJobUpdateStatus of pkg/apis/batch/validation and getStatusValidationOptions of pkg/registry/batch/job/strategy.go (v1.36).
import type { ApiStatus, Job, JobConditionType, JobStatus } from './types.ts';
import { invalid, invalidOmitted, invalidStatus, nonnegative, required, duplicate, type FieldError } from './validation/errors.ts';
import { indexesFormat, indexesOverlap } from './validation/indexes.ts';

function has({ conditions }: JobStatus, type: JobConditionType, status: 'True' | 'False' = 'True'): boolean {
  for (const c of conditions ?? []) if (c.type === type && c.status === status) return true;
  return false;
}
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** `because`: a rule is asked only where what it guards has changed, so that a status which broke it before may still be mended. The same rules for all: nothing is made anew to ask them. */
type Rule = { because?: (f: Facts) => boolean; broken(f: Facts): boolean; error(f: Facts): FieldError };
/** `complete` … `finished`: what holds now. */
type Facts = {
  job: Job; now: JobStatus; before: JobStatus; complete: boolean; failed: boolean; failureTarget: boolean; met: boolean; finished: boolean;
  changed: Record<'finished' | 'complete' | 'failed' | 'failureTarget' | 'met' | 'active' | 'ready' | 'terminating' | 'startTime' | 'completionTime' | 'uncounted' | 'completedIndexes' | 'failedIndexes', boolean>;
};

function factsOf(job: Job, old: Job): Facts {
  const now = job.status;
  const before = old.status;
  const complete = has(now, 'Complete'), failed = has(now, 'Failed'), failureTarget = has(now, 'FailureTarget'), met = has(now, 'SuccessCriteriaMet');
  const wasComplete = has(before, 'Complete'), hadFailed = has(before, 'Failed');
  return { job, now, before, complete, failed, failureTarget, met, finished: complete || failed, changed: {
    finished: (complete || failed) !== (wasComplete || hadFailed), complete: complete !== wasComplete, failed: failed !== hadFailed, failureTarget: failureTarget !== has(before, 'FailureTarget'), met: met !== has(before, 'SuccessCriteriaMet'),
    active: (now.active ?? 0) !== (before.active ?? 0), ready: now.ready !== before.ready, terminating: now.terminating !== before.terminating,
    startTime: now.startTime !== before.startTime, completionTime: now.completionTime !== before.completionTime, uncounted: now.uncountedTerminatedPods !== before.uncountedTerminatedPods && !same(now.uncountedTerminatedPods, before.uncountedTerminatedPods),
    completedIndexes: (now.completedIndexes ?? '') !== (before.completedIndexes ?? ''), failedIndexes: now.failedIndexes !== before.failedIndexes,
  } };
}

const conditions = (why: string): FieldError => invalidOmitted('status.conditions', why);
const wrong = (field: keyof JobStatus, value: unknown, why: string): FieldError => invalid(`status.${field}`, value, why);
const missing = (field: keyof JobStatus, why: string): FieldError => required(`status.${field}`, why);

const counted = ['active', 'succeeded', 'failed', 'ready', 'terminating'] as const;
/** No counter is negative; each uid is listed once, as succeeded or as failed. */
function counters(now: JobStatus, out: FieldError[]): void {
  for (const k of counted) out.push(...nonnegative(now[k], `status.${k}`));
  const { succeeded = [], failed = [] } = now.uncountedTerminatedPods ?? {};
  if (succeeded.length + failed.length === 0) return;
  const seen = new Set<string>();
  for (const [list, uids] of [['succeeded', succeeded], ['failed', failed]] as const) for (const [i, uid] of uids.entries()) {
    const at = `status.uncountedTerminatedPods.${list}[${i}]`;
    if (uid === '') out.push(invalid(at, uid, 'must not be empty')); else if (seen.has(uid)) out.push(duplicate(at, uid));
    seen.add(uid);
  }
}

const endRules: readonly Rule[] = [
  { because: ({ changed }) => changed.complete || changed.failed, broken: ({ complete, failed }) => complete && failed, error: () => conditions('cannot set Complete=True and Failed=true conditions') },
  { because: ({ changed }) => changed.complete || changed.failureTarget, broken: ({ complete, failureTarget }) => complete && failureTarget, error: () => conditions('cannot set Complete=True and FailureTarget=true conditions') },
  { because: ({ changed }) => changed.complete || changed.completionTime, broken: ({ now, complete }) => now.completionTime !== undefined && !complete, error: ({ now }) => wrong('completionTime', now.completionTime, 'cannot set completionTime when there is no Complete=True condition') },
  { because: ({ changed }) => changed.complete || changed.completionTime, broken: ({ now, complete }) => now.completionTime === undefined && complete, error: () => missing('completionTime', 'completionTime is required for Complete jobs') },
  { because: ({ changed }) => changed.startTime || changed.completionTime, broken: ({ now: { startTime, completionTime } }) => startTime !== undefined && completionTime !== undefined && Date.parse(completionTime) < Date.parse(startTime), error: ({ now }) => wrong('completionTime', now.completionTime, 'completionTime cannot be set before startTime') },
  { because: ({ changed }) => changed.failed || changed.failedIndexes, broken: ({ failed, failureTarget }) => failed && !failureTarget, error: () => conditions('cannot set Failed=True condition without the FailureTarget=true condition') },
  { because: ({ changed }) => changed.complete || changed.met, broken: ({ complete, met }) => complete && !met, error: () => conditions('cannot set Complete=True condition without the SuccessCriteriaMet=true condition') },
];

/** A suspended Job that wants no completions ends without ever having started. */
const endsUnstarted = ({ spec }: Job): boolean => spec.suspend === true && spec.completions === 0;

/** Why a list of indexes can't be read; null if it can, or if there is no number of completions to hold it to. */
function misread(text: string, { spec: { completions } }: Job): string | null {
  const read = completions === undefined ? null : indexesFormat(text, completions);
  return read && 'error' in read ? read.error : null;
}
const overlap = ({ job: { spec: { completions } }, now: { completedIndexes = '', failedIndexes } }: Facts): unknown =>
  (completions === undefined || failedIndexes === undefined ? null : indexesOverlap(completedIndexes, failedIndexes, completions));

const countRules: readonly Rule[] = [
  { because: ({ changed }) => changed.finished || changed.active, broken: ({ now, finished }) => finished && (now.active ?? 0) > 0, error: ({ now }) => wrong('active', now.active, 'active>0 is invalid for finished job') },
  { because: ({ job, changed }) => (changed.finished || changed.startTime) && !endsUnstarted(job), broken: ({ now, finished }) => finished && now.startTime === undefined, error: () => missing('startTime', 'startTime is required for finished job') },
  {
    because: ({ changed }) => changed.finished || changed.uncounted,
    broken: ({ now: { uncountedTerminatedPods: u }, finished }) => finished && (u?.succeeded?.length ?? 0) + (u?.failed?.length ?? 0) > 0,
    error: ({ now }) => wrong('uncountedTerminatedPods', now.uncountedTerminatedPods, 'uncountedTerminatedPods needs to be empty for finished job'),
  },
  { because: ({ changed }) => changed.completedIndexes, broken: ({ job, now }) => misread(now.completedIndexes ?? '', job) !== null, error: ({ job, now: { completedIndexes = '' } }) => wrong('completedIndexes', completedIndexes, `error parsing completedIndexes: ${misread(completedIndexes, job)}`) },
  {
    because: ({ job, changed }) => changed.failedIndexes && job.spec.backoffLimitPerIndex !== undefined,
    broken: ({ job, now }) => now.failedIndexes !== undefined && misread(now.failedIndexes, job) !== null,
    error: ({ job, now }) => wrong('failedIndexes', now.failedIndexes, `error parsing failedIndexes: ${misread(now.failedIndexes!, job)}`),
  },
  { because: ({ changed }) => changed.completedIndexes, broken: ({ job, now }) => (now.completedIndexes ?? '') !== '' && job.spec.completionMode !== 'Indexed', error: ({ now }) => wrong('completedIndexes', now.completedIndexes, 'cannot set non-empty completedIndexes when non-indexed completion mode') },
  { because: ({ changed }) => changed.failedIndexes, broken: ({ job, now }) => now.failedIndexes !== undefined && job.spec.backoffLimitPerIndex === undefined, error: ({ now }) => wrong('failedIndexes', now.failedIndexes, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null') },
  { because: ({ changed }) => changed.failedIndexes || changed.completedIndexes, broken: (f) => overlap(f) !== null, error: (f) => wrong('failedIndexes', f.now.failedIndexes, `failedIndexes and completedIndexes overlap at index: ${overlap(f)}`) },
  { because: ({ changed }) => changed.finished || changed.terminating, broken: ({ now, finished }) => finished && (now.terminating ?? 0) > 0, error: ({ now }) => wrong('terminating', now.terminating, 'terminating>0 is invalid for finished job') },
  // A Job whose new Pods wait for their back-off reports no active Pods: while others are ready, its status is refused, and the sync tried again.
  { because: ({ changed }) => changed.ready || changed.active, broken: ({ now }) => now.ready !== undefined && now.ready > (now.active ?? 0), error: ({ now }) => wrong('ready', now.ready, 'cannot set more ready pods than active') },
];

const metRules: readonly Rule[] = [
  { broken: ({ met, failed }) => met && failed, error: () => conditions('cannot set SuccessCriteriaMet=True and Failed=true conditions') },
  { broken: ({ met, failureTarget }) => met && failureTarget, error: () => conditions('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions') },
  { broken: ({ job, met, complete }) => job.spec.successPolicy !== undefined && !met && complete, error: () => conditions('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True') },
];

const scalable = ({ spec }: Job): boolean => spec.completionMode === 'Indexed' && spec.completions === spec.parallelism;
const resuming = ({ now, before }: Facts): boolean => has(before, 'Suspended') && has(now, 'Suspended', 'False');
const transitionRules: readonly Rule[] = [
  ...(['Failed', 'Complete', 'FailureTarget'] as const).map((type): Rule => ({ broken: ({ now, before }) => has(before, type) && !has(now, type), error: () => conditions(`cannot disable the terminal ${type}=True condition`) })),
  { broken: ({ now, before }) => (now.failed ?? 0) < (before.failed ?? 0), error: ({ now }) => wrong('failed', now.failed ?? 0, 'cannot decrease the failed counter') },
  { because: ({ job }) => !scalable(job), broken: ({ now, before }) => (now.succeeded ?? 0) < (before.succeeded ?? 0), error: ({ now }) => wrong('succeeded', now.succeeded ?? 0, 'cannot decrease the succeeded counter') },
  { because: ({ changed }) => changed.completionTime, broken: ({ now, before }) => now.completionTime !== undefined && before.completionTime !== undefined, error: ({ now }) => wrong('completionTime', now.completionTime, 'completionTime cannot be mutated') },
  { because: (f) => f.changed.startTime && !resuming(f), broken: ({ job, before }) => before.startTime !== undefined && job.spec.suspend !== true, error: ({ now }) => wrong('startTime', now.startTime, 'field is immutable for unsuspended job once set') },
  { broken: ({ before, met }) => !met && has(before, 'SuccessCriteriaMet'), error: () => conditions('cannot disable the SuccessCriteriaMet=True condition') },
  { broken: ({ before, met }) => met && has(before, 'Complete') && !has(before, 'SuccessCriteriaMet'), error: () => conditions('cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions') },
];
const rules: readonly Rule[] = [...endRules, ...countRules, ...metRules, ...transitionRules];

/** The refusal of a Job's new status, or null if it may be stored. `old` is the stored Job, `job` the same with the status that is to be. */
export function refuseJobStatus(job: Job, old: Job): ApiStatus | null {
  const facts = factsOf(job, old);
  const errors: FieldError[] = [];
  counters(job.status, errors);
  for (const r of rules) if ((r.because === undefined || r.because(facts)) && r.broken(facts)) errors.push(r.error(facts));
  return errors.length === 0 ? null : invalidStatus('Job', job.metadata.name, errors);
}
