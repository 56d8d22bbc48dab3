// When an Indexed Job may be declared a success early. Models pkg/controller/job/success_policy.go.
import type { Job, JobCondition, JobSpec } from '../../../api/types.ts';
import { findConditionByType } from './conditions.ts';
import { parseIndexesFromString, total, type OrderedIntervals } from './intervals.ts';

/** The message of the condition if a rule is met, else null. */
export function matchSuccessPolicy(policy: JobSpec['successPolicy'], completions: number, succeededIndexes: OrderedIntervals): string | null {
  if (!policy || succeededIndexes.length === 0) return null;
  for (const [index, rule] of policy.rules.entries()) {
    const message = `Matched rules at index ${index}`;
    if (rule.succeededIndexes !== undefined) {
      const required = parseIndexesFromString(rule.succeededIndexes, completions);
      if (required.length > 0 && matchSucceededIndexesRule(required, succeededIndexes, rule.succeededCount)) return message;
    } else if (rule.succeededCount !== undefined && total(succeededIndexes) >= rule.succeededCount) return message;
  }
  return null;
}

/** All of the rule's indexes have succeeded, or as many of them as it asks for. */
export function matchSucceededIndexesRule(rule: OrderedIntervals, succeeded: OrderedIntervals, succeededCount: number | undefined): boolean {
  let contained = 0;
  for (let r = 0, s = 0; r < rule.length && s < succeeded.length;) {
    const a = rule[r]!;
    const b = succeeded[s]!;
    contained += Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1);
    if (b.last <= a.last) s++;
    if (a.last <= b.last) r++;
  }
  return contained === total(rule) || (succeededCount !== undefined && contained >= succeededCount);
}

export function hasSuccessCriteriaMetCondition(job: Job): JobCondition | null {
  const condition = findConditionByType(job.status.conditions, 'SuccessCriteriaMet');
  return condition?.status === 'True' ? condition : null;
}
export const isSuccessCriteriaMetCondition = (c: JobCondition | null): boolean => c !== null && c.type === 'SuccessCriteriaMet' && c.status === 'True';
