// What a Job's status may become: the rules that hold every controller to an order in which nothing is lost. Models ValidateJobUpdateStatus of pkg/apis/batch/validation and getStatusValidationOptions of pkg/registry/batch/job/strategy.go (v1.36).
import type { ApiStatus, Job, JobConditionType, JobStatus } from './types.ts';
import { invalid, invalidOmitted, invalidStatus, nonnegative, required, duplicate, type FieldError } from './validation/errors.ts';
import { indexesFormat, indexesOverlap } from './validation/indexes.ts';

const has = (s: JobStatus, type: JobConditionType, status: 'True' | 'False' = 'True'): boolean => s.conditions?.some((c) => c.type === type && c.status === status) ?? false;
const isFinished = (s: JobStatus): boolean => has(s, 'Complete') || has(s, 'Failed');
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** `because`: a rule is asked only where what it guards has changed, so that a status which broke it before may still be mended. */
type Rule = { because?: boolean; broken: boolean; error: () => FieldError };
type Facts = { job: Job; now: JobStatus; before: JobStatus; changed: Record<'finished' | 'complete' | 'failed' | 'failureTarget' | 'met' | 'active' | 'ready' | 'terminating' | 'startTime' | 'completionTime' | 'uncounted' | 'completedIndexes' | 'failedIndexes', boolean> };

function factsOf(job: Job, old: Job): Facts {
  const now = job.status;
  const before = old.status;
  const condition = (type: JobConditionType): boolean => has(now, type) !== has(before, type);
  return { job, now, before, changed: {
    finished: isFinished(now) !== isFinished(before), complete: condition('Complete'), failed: condition('Failed'), failureTarget: condition('FailureTarget'), met: condition('SuccessCriteriaMet'),
    active: (now.active ?? 0) !== (before.active ?? 0), ready: now.ready !== before.ready, terminating: now.terminating !== before.terminating,
    startTime: now.startTime !== before.startTime, completionTime: now.completionTime !== before.completionTime, uncounted: !same(now.uncountedTerminatedPods, before.uncountedTerminatedPods),
    completedIndexes: (now.completedIndexes ?? '') !== (before.completedIndexes ?? ''), failedIndexes: now.failedIndexes !== before.failedIndexes,
  } };
}

const conditions = (why: string): FieldError => invalidOmitted('status.conditions', why);
const wrong = (field: keyof JobStatus, value: unknown, why: string): FieldError => invalid(`status.${field}`, value, why);
const missing = (field: keyof JobStatus, why: string): FieldError => required(`status.${field}`, why);

/** No counter is negative; each uid is listed once, as succeeded or as failed. */
function counters(now: JobStatus): FieldError[] {
  const out = (['active', 'succeeded', 'failed', 'ready', 'terminating'] as const).flatMap((k) => nonnegative(now[k], `status.${k}`));
  const seen = new Set<string>();
  for (const list of ['succeeded', 'failed'] as const) for (const [i, uid] of (now.uncountedTerminatedPods?.[list] ?? []).entries()) {
    const at = `status.uncountedTerminatedPods.${list}[${i}]`;
    if (uid === '') out.push(invalid(at, uid, 'must not be empty')); else if (seen.has(uid)) out.push(duplicate(at, uid));
    seen.add(uid);
  }
  return out;
}

function endRules({ now, changed }: Facts): Rule[] {
  const complete = has(now, 'Complete');
  const failed = has(now, 'Failed');
  const { completionTime: completed, startTime: started } = now;
  return [
    { because: changed.complete || changed.failed, broken: complete && failed, error: () => conditions('cannot set Complete=True and Failed=true conditions') },
    { because: changed.complete || changed.failureTarget, broken: complete && has(now, 'FailureTarget'), error: () => conditions('cannot set Complete=True and FailureTarget=true conditions') },
    { because: changed.complete || changed.completionTime, broken: completed !== undefined && !complete, error: () => wrong('completionTime', completed, 'cannot set completionTime when there is no Complete=True condition') },
    { because: changed.complete || changed.completionTime, broken: completed === undefined && complete, error: () => missing('completionTime', 'completionTime is required for Complete jobs') },
    { because: changed.startTime || changed.completionTime, broken: started !== undefined && completed !== undefined && Date.parse(completed) < Date.parse(started), error: () => wrong('completionTime', completed, 'completionTime cannot be set before startTime') },
    { because: changed.failed || changed.failedIndexes, broken: failed && !has(now, 'FailureTarget'), error: () => conditions('cannot set Failed=True condition without the FailureTarget=true condition') },
    { because: changed.complete || changed.met, broken: complete && !has(now, 'SuccessCriteriaMet'), error: () => conditions('cannot set Complete=True condition without the SuccessCriteriaMet=true condition') },
  ];
}

/** A suspended Job that wants no completions ends without ever having started. */
const endsUnstarted = ({ spec }: Job): boolean => spec.suspend === true && spec.completions === 0;

function countRules({ job, now, changed }: Facts): Rule[] {
  const finished = isFinished(now);
  const { succeeded = [], failed = [] } = now.uncountedTerminatedPods ?? {};
  return [
    { because: changed.finished || changed.active, broken: finished && (now.active ?? 0) > 0, error: () => wrong('active', now.active, 'active>0 is invalid for finished job') },
    { because: (changed.finished || changed.startTime) && !endsUnstarted(job), broken: finished && now.startTime === undefined, error: () => missing('startTime', 'startTime is required for finished job') },
    { because: changed.finished || changed.uncounted, broken: finished && succeeded.length + failed.length > 0, error: () => wrong('uncountedTerminatedPods', now.uncountedTerminatedPods, 'uncountedTerminatedPods needs to be empty for finished job') },
    ...indexRules(job, now, changed),
    { because: changed.finished || changed.terminating, broken: finished && (now.terminating ?? 0) > 0, error: () => wrong('terminating', now.terminating, 'terminating>0 is invalid for finished job') },
    // A Job whose new Pods wait for their back-off reports no active Pods: while others are ready, its status is refused, and the sync tried again.
    { because: changed.ready || changed.active, broken: now.ready !== undefined && now.ready > (now.active ?? 0), error: () => wrong('ready', now.ready, 'cannot set more ready pods than active') },
  ];
}

function indexRules({ spec }: Job, { completedIndexes: done = '', failedIndexes: lost }: JobStatus, changed: Facts['changed']): Rule[] {
  const { completions, backoffLimitPerIndex: perIndex } = spec;
  const format = (text: string): string | null => { const read = completions === undefined ? null : indexesFormat(text, completions); return read && 'error' in read ? read.error : null; };
  const badDone = changed.completedIndexes ? format(done) : null;
  const badLost = changed.failedIndexes && perIndex !== undefined && lost !== undefined ? format(lost) : null;
  const both = (changed.failedIndexes || changed.completedIndexes) && completions !== undefined && lost !== undefined ? indexesOverlap(done, lost, completions) : null;
  return [
    { broken: badDone !== null, error: () => wrong('completedIndexes', done, `error parsing completedIndexes: ${badDone}`) },
    { broken: badLost !== null, error: () => wrong('failedIndexes', lost, `error parsing failedIndexes: ${badLost}`) },
    { because: changed.completedIndexes, broken: done !== '' && spec.completionMode !== 'Indexed', error: () => wrong('completedIndexes', done, 'cannot set non-empty completedIndexes when non-indexed completion mode') },
    { because: changed.failedIndexes, broken: lost !== undefined && perIndex === undefined, error: () => wrong('failedIndexes', lost, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null') },
    { broken: both !== null, error: () => wrong('failedIndexes', lost, `failedIndexes and completedIndexes overlap at index: ${both}`) },
  ];
}

function metRules({ job, now }: Facts): Rule[] {
  const met = has(now, 'SuccessCriteriaMet');
  return [
    { broken: met && has(now, 'Failed'), error: () => conditions('cannot set SuccessCriteriaMet=True and Failed=true conditions') },
    { broken: met && has(now, 'FailureTarget'), error: () => conditions('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions') },
    { broken: job.spec.successPolicy !== undefined && !met && has(now, 'Complete'), error: () => conditions('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True') },
  ];
}

function transitionRules({ job, now, before, changed }: Facts): Rule[] {
  const scalable = job.spec.completionMode === 'Indexed' && job.spec.completions === job.spec.parallelism;
  const resuming = has(before, 'Suspended') && has(now, 'Suspended', 'False');
  return [
    ...(['Failed', 'Complete', 'FailureTarget'] as const).map((type): Rule => ({ broken: has(before, type) && !has(now, type), error: () => conditions(`cannot disable the terminal ${type}=True condition`) })),
    { broken: (now.failed ?? 0) < (before.failed ?? 0), error: () => wrong('failed', now.failed ?? 0, 'cannot decrease the failed counter') },
    { because: !scalable, broken: (now.succeeded ?? 0) < (before.succeeded ?? 0), error: () => wrong('succeeded', now.succeeded ?? 0, 'cannot decrease the succeeded counter') },
    { because: changed.completionTime, broken: now.completionTime !== undefined && before.completionTime !== undefined, error: () => wrong('completionTime', now.completionTime, 'completionTime cannot be mutated') },
    { because: changed.startTime && !resuming, broken: before.startTime !== undefined && job.spec.suspend !== true, error: () => missing('startTime', 'startTime cannot be removed for unsuspended job') },
    { broken: has(before, 'SuccessCriteriaMet') && !has(now, 'SuccessCriteriaMet'), error: () => conditions('cannot disable the SuccessCriteriaMet=True condition') },
    { broken: has(before, 'Complete') && !has(before, 'SuccessCriteriaMet') && has(now, 'SuccessCriteriaMet'), error: () => conditions('cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions') },
  ];
}

/** The refusal of a Job's new status, or null if it may be stored. `old` is the stored Job, `job` the same with the status that is to be. */
export function refuseJobStatus(job: Job, old: Job): ApiStatus | null {
  const facts = factsOf(job, old);
  const rules = [...endRules(facts), ...countRules(facts), ...metRules(facts), ...transitionRules(facts)];
  const errors = [...counters(job.status), ...rules.filter((r) => r.broken && r.because !== false).map((r) => r.error())];
  return errors.length === 0 ? null : invalidStatus('Job', job.metadata.name, errors);
}
