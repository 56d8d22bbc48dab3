// What of a Job may change. Models pkg/apis/batch/validation ValidateJobUpdate and pkg/registry/batch/job/strategy.go.
import { equal } from '../../base/equal.ts';
import type { Job, JobSpec, PodTemplateSpec } from '../types.ts';
import { invalid, type FieldError } from './errors.ts';
import { jobSpecWithSelector, validateJob } from './job.ts';
import { objectMetaUpdate, selectorDump } from './meta.ts';
import { podSpecDump, podTemplateDump } from './pod/dump.ts';
import { podFailurePolicyDump, successPolicyDump } from './policies.ts';

const immutable = 'field is immutable';
const fixed = (next: unknown, old: unknown, field: string, dump: (v: never) => unknown = (v) => v): FieldError[] =>
  (equal(next, old) ? [] : [invalid(field, next === undefined ? null : dump(next as never), immutable)]);

function completions(next: JobSpec, old: JobSpec, f: string): FieldError[] {
  if (next.completions === old.completions) return [];
  // Elastic Indexed Jobs: completions moves only together with parallelism.
  if (next.completionMode !== 'Indexed') return [invalid(f, next.completions ?? null, immutable)];
  // That an Indexed Job has none is said by the check of the whole.
  return next.completions === undefined || next.completions === next.parallelism ? [] : [invalid(f, next.completions, 'can only be modified in tandem with spec.parallelism')];
}

const scheduling = ['nodeSelector', 'tolerations', 'schedulingGates'] as const;
/** Of the affinity only that to nodes may change. */
function affinity(next: PodTemplateSpec['spec'], before: PodTemplateSpec['spec']): Record<string, unknown> | undefined {
  const { nodeAffinity: _n, ...others } = before.affinity ?? {};
  const node = next.affinity?.nodeAffinity;
  if (!next.affinity && Object.keys(others).length === 0) return undefined;
  return { ...others, ...(node === undefined ? {} : { nodeAffinity: node }) };
}
/** A suspended Job that has not started, or whose Pods are gone, may change where its Pods run and what they ask for. */
const mayReschedule = ({ spec, status }: Job): boolean => spec.suspend === true && (status.startTime === undefined
  || ((status.active ?? 0) === 0 && status.conditions?.some((c) => c.type === 'Suspended' && c.status === 'True') === true));

function template(next: PodTemplateSpec, old: Job): FieldError[] {
  const before = old.spec.template;
  if (equal(next, before)) return [];
  if (!mayReschedule(old)) return [invalid('spec.template', podTemplateDump(next), immutable)];
  // The directives are taken over from the new template, so that only the rest is compared.
  const spec = { ...before.spec } as Record<string, unknown>;
  for (const key of scheduling) { if (next.spec[key] === undefined) delete spec[key]; else spec[key] = next.spec[key]; }
  const merged = affinity(next.spec, before.spec);
  if (merged === undefined) delete spec.affinity; else spec.affinity = merged;
  const withResources = (list: PodTemplateSpec['spec']['containers'] | undefined, from: PodTemplateSpec['spec']['containers'] | undefined) =>
    list?.map((c, i) => (from?.[i]?.name === c.name ? { ...c, resources: from[i]!.resources } : c));
  spec.containers = withResources(before.spec.containers, next.spec.containers);
  if (before.spec.initContainers) spec.initContainers = withResources(before.spec.initContainers, next.spec.initContainers);
  return equal(next.spec, spec) ? [] : [invalid('spec.template.spec', podSpecDump(next.spec), immutable)];
}

function specUpdate(next: Job, old: Job): FieldError[] {
  const n = next.spec;
  const o = old.spec;
  return [
    ...jobSpecWithSelector(n, 'spec'), ...completions(n, o, 'spec.completions'), ...fixed(n.selector, o.selector, 'spec.selector', selectorDump), ...template(n.template, old),
    ...fixed(n.completionMode, o.completionMode, 'spec.completionMode'), ...fixed(n.podFailurePolicy, o.podFailurePolicy, 'spec.podFailurePolicy', podFailurePolicyDump),
    ...fixed(n.backoffLimitPerIndex, o.backoffLimitPerIndex, 'spec.backoffLimitPerIndex'), ...fixed(n.managedBy, o.managedBy, 'spec.managedBy'), ...fixed(n.successPolicy, o.successPolicy, 'spec.successPolicy', successPolicyDump),
  ];
}
/** What was valid before stays out of the whole-object check only where the server leaves it out; the server checks twice, and so do the causes. */
export const validateJobUpdate = (next: Job, old: Job): FieldError[] =>
  [...validateJob(next), ...objectMetaUpdate(next.metadata, old.metadata, 'metadata'), ...specUpdate(next, old)];
