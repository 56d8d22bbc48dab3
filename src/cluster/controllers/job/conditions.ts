// Conditions of a Job: making, finding, ensuring. Models newCondition, findConditionByType and ensureJobConditionStatus of pkg/controller/job/job_controller.go.
import type { ConditionStatus, JobCondition, JobConditionType } from '../../../api/types.ts';
import { reason } from './constants.ts';

/** A time as a component holds it: with milliseconds. It is cut to whole seconds when it is written (metav1.Time). */
export function preciseTime(epochMs: number): string {
  if (epochMs !== last.at) last = { at: epochMs, text: new Date(epochMs).toISOString() };
  return last.text;
}
/** A sync asks for the same one several times. */
let last = { at: 0, text: '1970-01-01T00:00:00.000Z' };

/** `now` in ms since 1970. */
export function newCondition(type: JobConditionType, status: ConditionStatus, why: string, message: string, now: number): JobCondition {
  const at = preciseTime(now);
  return { type, status, lastProbeTime: at, lastTransitionTime: at, ...(why === '' ? {} : { reason: why }), ...(message === '' ? {} : { message }) };
}

export const findConditionByType = (list: readonly JobCondition[] | undefined, type: JobConditionType): JobCondition | undefined => list?.find((c) => c.type === type);

/** Appends or changes the condition; a condition that was never there is not added as False. */
export function ensureJobConditionStatus(list: readonly JobCondition[], type: JobConditionType, status: ConditionStatus, why: string, message: string, now: number): { list: JobCondition[]; changed: boolean } {
  const found = findConditionByType(list, type);
  if (found) {
    const same = found.status === status && (found.reason ?? '') === why && (found.message ?? '') === message;
    return { list: same ? [...list] : list.map((c) => (c === found ? newCondition(type, status, why, message, now) : c)), changed: !same };
  }
  if (status === 'False') return { list: [...list], changed: false };
  return { list: [...list, newCondition(type, status, why, message, now)], changed: true };
}

/** The interim condition that says the Job is going to fail; Failed follows once its Pods are gone. */
export const newFailureCondition = (why: string, message: string, now: number): JobCondition => newCondition('FailureTarget', 'True', why, message, now);
/** The interim condition that says enough has succeeded; Complete follows once its Pods are gone. */
export const newSuccessCondition = (now: number): JobCondition =>
  newCondition('SuccessCriteriaMet', 'True', reason.completionsReached, 'Reached expected number of succeeded pods', now);
export const newFailedConditionForFailureTarget = (c: JobCondition, now: number): JobCondition => newCondition('Failed', 'True', c.reason ?? '', c.message ?? '', now);
