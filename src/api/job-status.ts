// What a Job's status may become: the rules that hold every controller to an order in which nothing is lost. Models ValidateJobUpdateStatus of pkg/apis/batch/validation and getStatusValidationOptions of pkg/registry/batch/job/strategy.go (v1.36).
import type { ApiStatus, Job, JobConditionType, JobStatus, StatusCause } from './types.ts';

const isTrue = (s: JobStatus, type: JobConditionType): boolean => s.conditions?.some((c) => c.type === type && c.status === 'True') ?? false;
const isFinished = (s: JobStatus): boolean => isTrue(s, 'Complete') || isTrue(s, 'Failed');
const uncounted = (s: JobStatus): number => (s.uncountedTerminatedPods?.succeeded?.length ?? 0) + (s.uncountedTerminatedPods?.failed?.length ?? 0);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

type Rule = { field: string; why: string; value?: unknown; required?: boolean; broken: boolean };
type Facts = { job: Job; now: JobStatus; before: JobStatus; changed: Record<'finished' | 'complete' | 'failed' | 'failureTarget' | 'active' | 'ready' | 'terminating' | 'startTime' | 'completionTime' | 'uncounted' | 'completedIndexes' | 'failedIndexes', boolean> };

function factsOf(job: Job, old: Job): Facts {
  const now = job.status;
  const before = old.status;
  const condition = (type: JobConditionType): boolean => isTrue(now, type) !== isTrue(before, type);
  return { job, now, before, changed: {
    finished: isFinished(now) !== isFinished(before), complete: condition('Complete'), failed: condition('Failed'), failureTarget: condition('FailureTarget'),
    active: (now.active ?? 0) !== (before.active ?? 0), ready: now.ready !== before.ready, terminating: now.terminating !== before.terminating,
    startTime: now.startTime !== before.startTime, completionTime: now.completionTime !== before.completionTime, uncounted: !same(now.uncountedTerminatedPods, before.uncountedTerminatedPods),
    completedIndexes: (now.completedIndexes ?? '') !== (before.completedIndexes ?? ''), failedIndexes: now.failedIndexes !== before.failedIndexes,
  } };
}

function conditionRules({ job, now, changed }: Facts): Rule[] {
  const complete = isTrue(now, 'Complete');
  const failed = isTrue(now, 'Failed');
  const target = isTrue(now, 'FailureTarget');
  const met = isTrue(now, 'SuccessCriteriaMet');
  const field = 'conditions';
  const time = changed.startTime || changed.completionTime;
  return [
    { field, why: 'cannot set Complete=True and Failed=true conditions', broken: (changed.complete || changed.failed) && complete && failed },
    { field, why: 'cannot set Complete=True and FailureTarget=true conditions', broken: (changed.complete || changed.failureTarget) && complete && target },
    { field: 'completionTime', value: now.completionTime, why: 'cannot set completionTime when there is no Complete=True condition', broken: (changed.complete || changed.completionTime) && now.completionTime !== undefined && !complete },
    { field: 'completionTime', required: true, why: 'completionTime is required for Complete jobs', broken: (changed.complete || changed.completionTime) && now.completionTime === undefined && complete },
    { field: 'completionTime', value: now.completionTime, why: 'completionTime cannot be set before startTime', broken: time && now.startTime !== undefined && now.completionTime !== undefined && Date.parse(now.completionTime) < Date.parse(now.startTime) },
    { field, why: 'cannot set Failed=True condition without the FailureTarget=true condition', broken: changed.failed && failed && !target },
    { field, why: 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition', broken: changed.complete && complete && !met },
    { field, why: 'cannot set SuccessCriteriaMet=True and Failed=true conditions', broken: met && failed },
    { field, why: 'cannot set SuccessCriteriaMet=True and FailureTarget=true conditions', broken: met && target },
    { field, why: 'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True', broken: job.spec.successPolicy !== undefined && !met && complete },
  ];
}

function countRules({ job, now, changed }: Facts): Rule[] {
  const finished = isFinished(now);
  return [
    { field: 'active', value: now.active, why: 'active>0 is invalid for finished job', broken: (changed.finished || changed.active) && finished && (now.active ?? 0) > 0 },
    { field: 'startTime', required: true, why: 'startTime is required for finished job', broken: (changed.finished || changed.startTime) && finished && now.startTime === undefined },
    { field: 'uncountedTerminatedPods', value: now.uncountedTerminatedPods, why: 'uncountedTerminatedPods needs to be empty for finished job', broken: (changed.finished || changed.uncounted) && finished && uncounted(now) > 0 },
    { field: 'completedIndexes', value: now.completedIndexes, why: 'cannot set non-empty completedIndexes when non-indexed completion mode', broken: changed.completedIndexes && (now.completedIndexes ?? '') !== '' && job.spec.completionMode !== 'Indexed' },
    { field: 'failedIndexes', value: now.failedIndexes, why: 'cannot set non-null failedIndexes when backoffLimitPerIndex is null', broken: changed.failedIndexes && now.failedIndexes !== undefined && job.spec.backoffLimitPerIndex === undefined },
    { field: 'terminating', value: now.terminating, why: 'terminating>0 is invalid for finished job', broken: (changed.finished || changed.terminating) && finished && (now.terminating ?? 0) > 0 },
    // A Job whose new Pods wait for their back-off reports no active Pods: while others are ready, its status is refused, and the sync tried again.
    { field: 'ready', value: now.ready, why: 'cannot set more ready pods than active', broken: (changed.ready || changed.active) && (now.ready ?? 0) > (now.active ?? 0) },
  ];
}

function transitionRules({ job, now, before, changed }: Facts): Rule[] {
  const terminal: Rule[] = (['Failed', 'Complete', 'FailureTarget'] as const).map((type) => ({ field: 'conditions', why: `cannot disable the terminal ${type}=True condition`, broken: isTrue(before, type) && !isTrue(now, type) }));
  const scalable = job.spec.completionMode === 'Indexed' && job.spec.completions === job.spec.parallelism;
  return [
    ...terminal,
    { field: 'failed', value: now.failed ?? 0, why: 'cannot decrease the failed counter', broken: (now.failed ?? 0) < (before.failed ?? 0) },
    { field: 'succeeded', value: now.succeeded ?? 0, why: 'cannot decrease the succeeded counter', broken: !scalable && (now.succeeded ?? 0) < (before.succeeded ?? 0) },
    { field: 'completionTime', value: now.completionTime, why: 'completionTime cannot be mutated', broken: now.completionTime !== undefined && before.completionTime !== undefined && changed.completionTime },
    { field: 'startTime', required: true, why: 'startTime cannot be removed for unsuspended job', broken: changed.startTime && before.startTime !== undefined && job.spec.suspend !== true },
    { field: 'conditions', why: 'cannot disable the SuccessCriteriaMet=True condition', broken: isTrue(before, 'SuccessCriteriaMet') && !isTrue(now, 'SuccessCriteriaMet') },
    { field: 'conditions', why: 'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions', broken: isTrue(before, 'Complete') && !isTrue(before, 'SuccessCriteriaMet') && isTrue(now, 'SuccessCriteriaMet') },
  ];
}

function causeOf({ field, why, value, required }: Rule): StatusCause {
  if (required) return { reason: 'FieldValueRequired', message: `Required value: ${why}`, field: `status.${field}` };
  const shown = value === undefined ? '' : `${typeof value === 'string' ? JSON.stringify(value) : typeof value === 'object' ? JSON.stringify(value) : String(value)}: `;
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${shown}${why}`, field: `status.${field}` };
}

/** The refusal of a Job's new status, or null if it may be stored. `old` is the stored Job, `job` the same with the status that is to be. */
export function refuseJobStatus(job: Job, old: Job): ApiStatus | null {
  const facts = factsOf(job, old);
  const causes = [...conditionRules(facts), ...countRules(facts), ...transitionRules(facts)].filter((r) => r.broken).map(causeOf);
  if (causes.length === 0) return null;
  const lines = causes.map((c) => `${c.field}: ${c.message}`);
  return { code: 422, reason: 'Invalid', message: `Job.batch ${JSON.stringify(job.metadata.name)} is invalid: ${lines.length === 1 ? lines[0]! : `[${lines.join(', ')}]`}`, causes };
}
