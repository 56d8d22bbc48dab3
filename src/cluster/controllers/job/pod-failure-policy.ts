// What the Pod failure policy says about one failed Pod. Models pkg/controller/job/pod_failure_policy.go.
import type { ContainerStatus, JobSpec, Pod, PodCondition, PodFailurePolicyRule } from '../../../api/types.ts';

export type PodFailurePolicyMatch = {
  /** Only if a FailJob rule matched: why the Job fails. */
  readonly failJobMessage: string | null;
  /** Counts towards backoffLimit (and backoffLimitPerIndex). */
  readonly countFailed: boolean;
  readonly action: PodFailurePolicyRule['action'] | null;
  /** Which rule matched, from 0. */
  readonly rule: number | null;
};
const noMatch: PodFailurePolicyMatch = { failJobMessage: null, countFailed: true, action: null, rule: null };

/** The first rule that matches decides; without a match a failure counts. */
export function matchPodFailurePolicy(policy: JobSpec['podFailurePolicy'], failedPod: Pod): PodFailurePolicyMatch {
  if (!policy) return noMatch;
  for (const [rule, { action, onExitCodes, onPodConditions }] of policy.rules.entries()) {
    const where = `${failedPod.metadata.namespace ?? ''}/${failedPod.metadata.name}`;
    let message: string;
    if (onExitCodes) {
      const status = matchOnExitCodes(failedPod, onExitCodes);
      if (!status) continue;
      message = `Container ${status.name} for pod ${where} failed with exit code ${status.state!.terminated!.exitCode} matching ${action} rule at index ${rule}`;
    } else if (onPodConditions) {
      const condition = matchOnPodConditions(failedPod, onPodConditions);
      if (!condition) continue;
      message = `Pod ${where} has condition ${condition.type} matching ${action} rule at index ${rule}`;
    } else continue;
    switch (action) {
      case 'Ignore': return { failJobMessage: null, countFailed: false, action, rule };
      case 'FailIndex': case 'Count': return { failJobMessage: null, countFailed: true, action, rule };
      case 'FailJob': return { failJobMessage: message, countFailed: true, action, rule };
    }
  }
  return noMatch;
}

type OnExitCodes = NonNullable<PodFailurePolicyRule['onExitCodes']>;

function matchOnExitCodes(pod: Pod, requirement: OnExitCodes): ContainerStatus | undefined {
  return firstMatching(pod.status.containerStatuses, requirement) ?? firstMatching(pod.status.initContainerStatuses, requirement);
}

const firstMatching = (statuses: readonly ContainerStatus[] | undefined, requirement: OnExitCodes): ContainerStatus | undefined =>
  statuses?.find((s) => {
    const code = s.state?.terminated?.exitCode;
    if (code === undefined || code === 0) return false;
    if (requirement.containerName !== undefined && requirement.containerName !== s.name) return false;
    return isOnExitCodesOperatorMatching(code, requirement);
  });

export function isOnExitCodesOperatorMatching(exitCode: number, requirement: OnExitCodes): boolean {
  switch (requirement.operator) {
    case 'In': return requirement.values.includes(exitCode);
    case 'NotIn': return !requirement.values.includes(exitCode);
    default: return false;
  }
}

const matchOnPodConditions = (pod: Pod, patterns: NonNullable<PodFailurePolicyRule['onPodConditions']>): PodCondition | undefined =>
  pod.status.conditions?.find((c) => patterns.some((p) => p.type === c.type && p.status === c.status));
