// The fields of the batch objects and of the Pod template, with their Go types, so that decoding can refuse as the API server does.
// A field's text: `*` pointer (kept when set), `!` always written, `[]` list, `@Name` struct; s string (s:Type named), i32, i64, b, map, quantities, ios (IntOrString), t (time), any.
import { podPartStructs } from './schema-pod-parts.ts';
import { podStructs } from './schema-pod.ts';
import { volumeStructs } from './schema-volumes.ts';

export type Struct = Readonly<Record<string, string>>;

const structs: Readonly<Record<string, Struct>> = {
  Job: { apiVersion: 's', kind: 's', metadata: '@ObjectMeta', spec: '@JobSpec', status: '@JobStatus' },
  CronJob: { apiVersion: 's', kind: 's', metadata: '@ObjectMeta', spec: '@CronJobSpec', status: '@CronJobStatus' },
  ObjectMeta: {
    name: 's', generateName: 's', namespace: 's', selfLink: 's', uid: 's:types.UID', resourceVersion: 's', generation: 'i64', creationTimestamp: 't', deletionTimestamp: '*t', deletionGracePeriodSeconds: '*i64',
    labels: 'map', annotations: 'map', ownerReferences: '[]OwnerReference', finalizers: '[]s', managedFields: '[]any',
  },
  OwnerReference: { apiVersion: 's!', kind: 's!', name: 's!', uid: 's!:types.UID', controller: '*b', blockOwnerDeletion: '*b' },
  JobSpec: {
    parallelism: '*i32', completions: '*i32', activeDeadlineSeconds: '*i64', podFailurePolicy: '*@PodFailurePolicy', successPolicy: '*@SuccessPolicy', backoffLimit: '*i32', backoffLimitPerIndex: '*i32', maxFailedIndexes: '*i32',
    selector: '*@LabelSelector', manualSelector: '*b', template: '@PodTemplateSpec', ttlSecondsAfterFinished: '*i32', completionMode: '*s:v1.CompletionMode', suspend: '*b', podReplacementPolicy: '*s:v1.PodReplacementPolicy', managedBy: '*s',
  },
  PodFailurePolicy: { rules: '[]PodFailurePolicyRule!' },
  PodFailurePolicyRule: { action: 's!:v1.PodFailurePolicyAction', onExitCodes: '*@PodFailurePolicyOnExitCodesRequirement', onPodConditions: '[]PodFailurePolicyOnPodConditionsPattern' },
  PodFailurePolicyOnExitCodesRequirement: { containerName: '*s', operator: 's!:v1.PodFailurePolicyOnExitCodesOperator', values: '[]i32!' },
  PodFailurePolicyOnPodConditionsPattern: { type: 's!:v1.PodConditionType', status: 's!:v1.ConditionStatus' },
  SuccessPolicy: { rules: '[]SuccessPolicyRule!' },
  SuccessPolicyRule: { succeededIndexes: '*s', succeededCount: '*i32' },
  JobStatus: {
    conditions: '[]JobCondition', startTime: '*t', completionTime: '*t', active: 'i32', succeeded: 'i32', failed: 'i32', terminating: '*i32', completedIndexes: 's', failedIndexes: '*s', uncountedTerminatedPods: '*@UncountedTerminatedPods', ready: '*i32',
  },
  JobCondition: { type: 's!:v1.JobConditionType', status: 's!:v1.ConditionStatus', lastProbeTime: 't', lastTransitionTime: 't', reason: 's', message: 's' },
  UncountedTerminatedPods: { succeeded: '[]s:types.UID', failed: '[]s:types.UID' },
  CronJobSpec: {
    schedule: 's!', timeZone: '*s', startingDeadlineSeconds: '*i64', concurrencyPolicy: 's:v1.ConcurrencyPolicy', suspend: '*b', jobTemplate: '@JobTemplateSpec', successfulJobsHistoryLimit: '*i32', failedJobsHistoryLimit: '*i32',
  },
  JobTemplateSpec: { metadata: '@ObjectMeta', spec: '@JobSpec' },
  CronJobStatus: { active: '[]ObjectReference', lastScheduleTime: '*t', lastSuccessfulTime: '*t' },
  ObjectReference: { kind: 's', namespace: 's', name: 's', uid: 's:types.UID', apiVersion: 's', resourceVersion: 's', fieldPath: 's' },
  LabelSelector: { matchLabels: 'map', matchExpressions: '[]LabelSelectorRequirement' },
  LabelSelectorRequirement: { key: 's!', operator: 's!:v1.LabelSelectorOperator', values: '[]s' },
  ...podStructs,
};
/** A struct by its name. */
export const structOf = (name: string): Struct | undefined => structs[name] ?? partOf(name);
function partOf(name: string): Struct | undefined {
  for (const some of [podPartStructs, volumeStructs]) if (Object.hasOwn(some, name)) return some[name];
  return undefined;
}
