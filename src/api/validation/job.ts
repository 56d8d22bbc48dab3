// A Job at its creation. Models pkg/apis/batch/validation ValidateJob and validateJobSpec.
import type { Job, JobSpec } from '../types.ts';
import { inOrder, invalid, nonnegative, notSupported, required, tooLong, type FieldError } from './errors.ts';
import { labelSelector, objectMeta, selectorDump, selects } from './meta.ts';
import { dnsLabel, domainPrefixedPath } from './names.ts';
import { podTemplate } from './pod/spec.ts';
import { podFailurePolicy, successPolicy, successPolicyDump } from './policies.ts';

const indexedMax = 100_000;
const perIndexMax = 10_000;
export const controllerUidLabel = 'batch.kubernetes.io/controller-uid';

function indexed(s: JobSpec, f: string): FieldError[] {
  const out: FieldError[] = [];
  const { completions, parallelism, maxFailedIndexes: most } = s;
  if (completions === undefined) out.push(required(`${f}.completions`, 'when completion mode is Indexed'));
  if (parallelism !== undefined && parallelism > indexedMax) out.push(invalid(`${f}.parallelism`, parallelism, `must be less than or equal to ${indexedMax} when completion mode is Indexed`));
  if (completions !== undefined && most !== undefined && most > completions) out.push(invalid(`${f}.maxFailedIndexes`, most, 'must be less than or equal to completions'));
  if (most !== undefined && most > indexedMax) out.push(invalid(`${f}.maxFailedIndexes`, most, `must be less than or equal to ${indexedMax}`));
  if (completions === undefined || completions <= indexedMax || s.backoffLimitPerIndex === undefined) return out;
  if (most === undefined) out.push(required(`${f}.maxFailedIndexes`, 'must be specified when completions is above 100000'));
  const bound = 'must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index';
  if (parallelism !== undefined && parallelism > perIndexMax) out.push(invalid(`${f}.parallelism`, parallelism, bound));
  if (most !== undefined && most > perIndexMax) out.push(invalid(`${f}.maxFailedIndexes`, most, bound));
  return out;
}
function managedBy(value: string | undefined, f: string): FieldError[] {
  if (value === undefined) return [];
  const wrong = domainPrefixedPath(value);
  const out = wrong === null ? [required(f)] : wrong.map((w) => invalid(f, w.value, w.message));
  return value.length > 63 ? [...out, tooLong(f, 63)] : out;
}
function restartPolicy(s: JobSpec, f: string): FieldError[] {
  const at = `${f}.template.spec.restartPolicy`;
  const policy = s.template.spec.restartPolicy as string | undefined;
  if (!policy || policy === 'Always') return [required(at, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(at, policy, ['OnFailure', 'Never'])];
  return s.podFailurePolicy && policy !== 'Never' ? [invalid(at, policy, 'only "Never" is supported when podFailurePolicy is specified')] : [];
}
function replacementPolicy(s: JobSpec, f: string): FieldError[] {
  const policy = s.podReplacementPolicy as string | undefined;
  if (policy === undefined) return [];
  const supported = s.podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return supported.includes(policy) ? [] : [notSupported(`${f}.podReplacementPolicy`, policy, supported)];
}

/** The spec as a Job or a CronJob's template has it; `f` is its path. */
export function jobSpec(s: JobSpec, f: string): FieldError[] {
  const out: FieldError[] = [];
  for (const k of ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'] as const) out.push(...nonnegative(s[k], `${f}.${k}`));
  if (s.maxFailedIndexes !== undefined && s.backoffLimitPerIndex === undefined) out.push(required(`${f}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  out.push(...managedBy(s.managedBy, `${f}.managedBy`));
  const mode = s.completionMode as string | undefined;
  if (mode !== undefined && mode !== 'NonIndexed' && mode !== 'Indexed') out.push(notSupported(`${f}.completionMode`, mode, ['NonIndexed', 'Indexed']));
  if (mode === 'Indexed') out.push(...indexed(s, f));
  else if (mode === undefined || mode === 'NonIndexed') {
    if (s.backoffLimitPerIndex !== undefined) out.push(invalid(`${f}.backoffLimitPerIndex`, s.backoffLimitPerIndex, 'requires indexed completion mode'));
    if (s.maxFailedIndexes !== undefined) out.push(invalid(`${f}.maxFailedIndexes`, s.maxFailedIndexes, 'requires indexed completion mode'));
  }
  if (s.podFailurePolicy) out.push(...podFailurePolicy(s, `${f}.podFailurePolicy`));
  if (s.successPolicy) out.push(...(mode === 'Indexed' ? successPolicy(s, `${f}.successPolicy`) : [invalid(`${f}.successPolicy`, successPolicyDump(s.successPolicy), 'requires indexed completion mode')]));
  return [...out, ...replacementPolicy(s, f), ...podTemplate(s.template, `${f}.template`), ...restartPolicy(s, f)];
}

/** `known`: the spec but for what the server adds to it was found good before. */
export function jobSpecWithSelector(s: JobSpec, f: string, known = false): FieldError[] {
  const out = known ? [] : jobSpec(s, f);
  if (!s.selector) out.push(required(`${f}.selector`));
  else out.push(...labelSelector(s.selector, `${f}.selector`));
  if (!selects(s.selector, s.template.metadata?.labels)) out.push(invalid(`${f}.template.metadata.labels`, inOrder(s.template.metadata?.labels), '`selector` does not match template `labels`'));
  return out;
}

/** A selector that was to be made by the server must be the one that the server makes. */
function generatedSelector(job: Job): FieldError[] {
  const { spec, metadata } = job;
  if (spec.manualSelector || !spec.selector) return [];
  const out: FieldError[] = [];
  const at = 'spec.template.metadata.labels';
  const has = (key: string, value: string) => {
    const is = spec.template.metadata?.labels?.[key];
    if (is === undefined) out.push(required(`${at}[${key}]`, `must be '${value}'`));
    else if (is !== value) out.push(invalid(`${at}[${key}]`, inOrder(spec.template.metadata?.labels), `must be '${value}'`));
  };
  has('controller-uid', metadata.uid ?? '');
  has('job-name', metadata.name ?? '');
  has(controllerUidLabel, metadata.uid ?? '');
  has('batch.kubernetes.io/job-name', metadata.name ?? '');
  const made = { [controllerUidLabel]: metadata.uid ?? '', 'controller-uid': metadata.uid ?? '', 'batch.kubernetes.io/job-name': metadata.name ?? '', 'job-name': metadata.name ?? '' };
  if (!selects(spec.selector, made)) out.push(invalid('spec.selector', selectorDump(spec.selector), '`selector` not auto-generated'));
  return out;
}

export function validateJob(job: Job, known = false): FieldError[] {
  const out = [...objectMeta(job.metadata, 'metadata'), ...generatedSelector(job), ...jobSpecWithSelector(job.spec, 'spec', known)];
  const { completionMode, completions } = job.spec;
  if (completionMode === 'Indexed' && completions !== undefined && completions > 0) {
    const host = `${job.metadata.name}-${completions - 1}`;
    if (dnsLabel(host).length > 0) out.push(invalid('metadata.name', job.metadata.name, `will not able to create pod with invalid DNS label: ${host}`));
  }
  return out;
}
