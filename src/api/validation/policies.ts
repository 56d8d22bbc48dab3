// Pod failure policy and success policy. Models pkg/apis/batch/validation validatePodFailurePolicy and validateSuccessPolicy.
import type { JobSpec, PodFailurePolicyRule } from '../types.ts';
import { duplicate, invalid, invalidOmitted, nonnegative, notSupported, required, tooLong, tooMany, type FieldError } from './errors.ts';
import { indexesFormat } from './indexes.ts';
import { byteLength, qualifiedName } from './names.ts';

const goList = (names: readonly string[]) => `[${names.map((n) => `"${n}"`).join(' ')}]`;
const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

function onExitCodes(r: NonNullable<PodFailurePolicyRule['onExitCodes']>, names: ReadonlySet<string>, f: string): FieldError[] {
  const out: FieldError[] = [];
  const operator = r.operator as string;
  if (operator === '') out.push(required(`${f}.operator`, `valid values: ${goList(['In', 'NotIn'])}`));
  else if (!['In', 'NotIn'].includes(operator)) out.push(notSupported(`${f}.operator`, operator, ['In', 'NotIn']));
  if (r.containerName !== undefined && !names.has(r.containerName)) out.push(invalid(`${f}.containerName`, r.containerName, 'must be one of the container or initContainer names in the pod template'));
  const values = (r.values ?? []) as number[];
  if (values.length === 0) out.push(invalid(`${f}.values`, r.values ?? null, 'at least one value is required'));
  else if (values.length > 255) out.push(tooMany(`${f}.values`, values.length, 255));
  const seen = new Set<number>();
  let ordered = true;
  for (const [i, v] of values.entries()) {
    if (operator === 'In' && v === 0) out.push(invalid(`${f}.values[${i}]`, v, 'must not be 0 for the In operator'));
    if (seen.has(v)) out.push(duplicate(`${f}.values[${i}]`, v));
    seen.add(v);
    if (i > 0 && values[i - 1]! > v) ordered = false;
  }
  if (!ordered) out.push(invalid(`${f}.values`, values, 'must be ordered'));
  return out;
}
function onPodConditions(list: NonNullable<PodFailurePolicyRule['onPodConditions']>, f: string): FieldError[] {
  const out = list.length > 20 ? [tooMany(f, list.length, 20)] : [];
  for (const [i, c] of list.entries()) {
    out.push(...qualifiedName(c.type).map((m) => invalid(`${f}[${i}].type`, c.type, m)));
    const status = c.status as string;
    if (status === '') out.push(required(`${f}[${i}].status`, `valid values: ${goList(['False', 'True', 'Unknown'])}`));
    else if (!['False', 'True', 'Unknown'].includes(status)) out.push(notSupported(`${f}[${i}].status`, status, ['False', 'True', 'Unknown']));
  }
  return out;
}
function rule(s: JobSpec, r: PodFailurePolicyRule, names: ReadonlySet<string>, f: string): FieldError[] {
  const out: FieldError[] = [];
  const action = r.action as string;
  if (action === '') out.push(required(`${f}.action`, `valid values: ${goList(actions)}`));
  else if (action === 'FailIndex') { if (s.backoffLimitPerIndex === undefined) out.push(invalid(`${f}.action`, action, 'requires the backoffLimitPerIndex to be set')); } else if (!actions.includes(action)) out.push(notSupported(`${f}.action`, action, actions));
  if (r.onExitCodes) out.push(...onExitCodes(r.onExitCodes, names, `${f}.onExitCodes`));
  const conditions = r.onPodConditions ?? [];
  if (conditions.length > 0) out.push(...onPodConditions(conditions, `${f}.onPodConditions`));
  if (r.onExitCodes && conditions.length > 0) out.push(invalidOmitted(f, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  if (!r.onExitCodes && conditions.length === 0) out.push(invalidOmitted(f, 'specifying one of OnExitCodes and OnPodConditions is required'));
  return out;
}
export function podFailurePolicy(s: JobSpec, f: string): FieldError[] {
  const rules = (s.podFailurePolicy!.rules ?? []) as PodFailurePolicyRule[];
  const names = new Set([...(s.template.spec.containers ?? []), ...(s.template.spec.initContainers ?? [])].map((c) => c.name));
  return [...(rules.length > 20 ? [tooMany(`${f}.rules`, rules.length, 20)] : []), ...rules.flatMap((r, i) => rule(s, r, names, `${f}.rules[${i}]`))];
}

const indexesMax = 64 * 1024;
export function successPolicy(s: JobSpec, f: string): FieldError[] {
  const rules = (s.successPolicy!.rules ?? []) as NonNullable<JobSpec['successPolicy']>['rules'];
  const out: FieldError[] = rules.length === 0 ? [required(`${f}.rules`, 'at least one rules must be specified when the successPolicy is specified')] : [];
  if (rules.length > 20) out.push(tooMany(`${f}.rules`, rules.length, 20));
  const completions = s.completions ?? 0;
  for (const [i, r] of rules.entries()) {
    const at = `${f}.rules[${i}]`;
    if (r.succeededCount === undefined && r.succeededIndexes === undefined) out.push(required(at, 'at least one of succeededCount or succeededIndexes must be specified'));
    let total = 0;
    if (r.succeededIndexes !== undefined) {
      if (byteLength(r.succeededIndexes) > indexesMax) out.push(tooLong(`${at}.succeededIndexes`, indexesMax));
      const read = indexesFormat(r.succeededIndexes, completions);
      if ('error' in read) out.push(invalid(`${at}.succeededIndexes`, r.succeededIndexes, `error parsing succeededIndexes: ${read.error}`)); else total = read.total;
    }
    if (r.succeededCount === undefined) continue;
    out.push(...nonnegative(r.succeededCount, `${at}.succeededCount`));
    if (r.succeededCount > completions) out.push(invalid(`${at}.succeededCount`, r.succeededCount, `must be less than or equal to ${completions} (the number of specified completions)`));
    if (r.succeededIndexes !== undefined && r.succeededCount > total) out.push(invalid(`${at}.succeededCount`, r.succeededCount, `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`));
  }
  return out;
}

/** As the server's internal types print: Go's field names, everything present. */
export const successPolicyDump = (p: NonNullable<JobSpec['successPolicy']>): unknown =>
  ({ Rules: p.rules?.map((r) => ({ SucceededIndexes: r.succeededIndexes ?? null, SucceededCount: r.succeededCount ?? null })) ?? null });
export const podFailurePolicyDump = (p: NonNullable<JobSpec['podFailurePolicy']>): unknown => ({
  Rules: p.rules?.map((r) => ({
    Action: r.action, OnExitCodes: r.onExitCodes ? { ContainerName: r.onExitCodes.containerName ?? null, Operator: r.onExitCodes.operator, Values: r.onExitCodes.values } : null,
    OnPodConditions: r.onPodConditions?.map((c) => ({ Type: c.type, Status: c.status })) ?? null,
  })) ?? null,
});
