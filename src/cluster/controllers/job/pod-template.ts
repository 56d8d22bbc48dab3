// The Pod made from a Job's template. Models GetPodFromTemplate of pkg/controller/controller_utils.go and the index helpers of pkg/controller/job/indexed_job_utils.go.
import { changed } from '../../../base/changed.ts';
import type { Container, Job, OwnerReference, Pod } from '../../../api/types.ts';
import { completionIndexEnvName, jobCompletionIndexKey, jobIndexFailureCountAnnotation, jobIndexIgnoredFailureCountAnnotation, jobTrackingFinalizer, unknownCompletionIndex } from './constants.ts';
import { getNewIndexFailureCounts } from './failure-count.ts';
import { hasBackoffLimitPerIndex, isIndexedJob } from './pods.ts';

const maxGeneratedNameLength = 58;

export const newControllerRef = (job: Job): OwnerReference =>
  ({ apiVersion: 'batch/v1', kind: 'Job', name: job.metadata.name, uid: job.metadata.uid ?? '', controller: true, blockOwnerDeletion: true });

/** What all Pods of a template have in common, made once: by the template, which stands while its Job's status changes. */
type Common = { readonly uid: string; readonly ownerReferences: OwnerReference[]; readonly finalizers: string[]; readonly spec: Pod['spec'] };
const commons = new WeakMap<Job['spec']['template'], Common>();
function commonOf(job: Job): Common {
  const { template } = job.spec;
  let common = commons.get(template);
  if (common?.uid !== job.metadata.uid) {
    common = {
      uid: job.metadata.uid ?? '', ownerReferences: [newControllerRef(job)], finalizers: appendJobCompletionFinalizerIfNotFound(template.metadata?.finalizers ?? []),
      spec: isIndexedJob(job) ? addCompletionIndexEnvVariables(template.spec) : template.spec,
    };
    commons.set(template, common);
  }
  return common!;
}

/** `index` is -1 for a Job that is not Indexed; `podBeingReplaced` is the index' failed Pod whose failure count is inherited. */
export function newPod(job: Job, index: number, podBeingReplaced: Pod | undefined): Pod {
  const { metadata: meta = {} } = job.spec.template;
  const { ownerReferences, finalizers, spec } = commonOf(job);
  let labels = meta.labels ?? {};
  let annotations = meta.annotations ?? {};
  let podSpec = spec;
  let generateName = podsPrefix(job.metadata.name);
  if (index !== unknownCompletionIndex) {
    labels = { ...labels };
    annotations = { ...annotations };
    labels[jobCompletionIndexKey] = annotations[jobCompletionIndexKey] = `${index}`;
    podSpec = changed(podSpec, { hostname: `${job.metadata.name}-${index}` });
    generateName = podGenerateNameWithIndex(job.metadata.name, index);
    if (hasBackoffLimitPerIndex(job)) addIndexFailureCountAnnotation(annotations, job, podBeingReplaced);
  }
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: '', generateName, namespace: job.metadata.namespace ?? 'default', labels,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}), ownerReferences, finalizers,
    },
    spec: podSpec, status: {},
  };
}

/** "<name>-", or the name alone where that is no valid prefix of a Pod's name. */
const podsPrefix = (name: string): string => (/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(name) && name.length < 253 ? `${name}-` : name);

export const appendJobCompletionFinalizerIfNotFound = (finalizers: readonly string[]): string[] =>
  finalizers.includes(jobTrackingFinalizer) ? [...finalizers] : [...finalizers, jobTrackingFinalizer];

export function podGenerateNameWithIndex(jobName: string, index: number): string {
  const suffix = `-${index}-`;
  const prefix = jobName + suffix;
  return prefix.length > maxGeneratedNameLength ? prefix.slice(0, maxGeneratedNameLength - suffix.length) + suffix : prefix;
}

/** Gives every container the index as an environment variable, unless it has one of that name. */
export function addCompletionIndexEnvVariables(spec: Pod['spec']): Pod['spec'] {
  const withIndex = (c: Container): Container => (c.env?.some((v) => v.name === completionIndexEnvName) ? c
    : changed(c, { env: [...(c.env ?? []), { name: completionIndexEnvName, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${jobCompletionIndexKey}']` } } }] }));
  return changed(spec, { containers: spec.containers.map(withIndex), ...(spec.initContainers ? { initContainers: spec.initContainers.map(withIndex) } : {}) });
}

function addIndexFailureCountAnnotation(annotations: Record<string, string>, job: Job, podBeingReplaced: Pod | undefined): void {
  const { failureCount, ignoredFailureCount } = getNewIndexFailureCounts(job, podBeingReplaced);
  annotations[jobIndexFailureCountAnnotation] = `${failureCount}`;
  if (ignoredFailureCount > 0) annotations[jobIndexIgnoredFailureCountAnnotation] = `${ignoredFailureCount}`;
}
