// What the picture needs of a Job, a CronJob and a Node.
import type { CronJob, Job, Node } from '../../api/types.ts';
import type { CronJobView, JobView, NodeView } from '../protocol.ts';
import { simTimeOf } from './time.ts';

const holds = (job: Job, type: string) => job.status.conditions?.some((c) => c.type === type && c.status === 'True') ?? false;

export function jobPhase(job: Job): JobView['phase'] {
  if (holds(job, 'Complete')) return 'complete';
  if (holds(job, 'Failed')) return 'failed';
  if (holds(job, 'FailureTarget') || holds(job, 'SuccessCriteriaMet')) return 'finishing';
  return holds(job, 'Suspended') ? 'suspended' : 'running';
}

export function jobView(key: string, job: Job, epoch: number): JobView {
  const { metadata: m, spec, status: s } = job;
  const uncounted = s.uncountedTerminatedPods;
  return {
    key, uid: m.uid ?? '', name: m.name, namespace: m.namespace ?? '',
    cronJob: m.ownerReferences?.find((o) => o.controller && o.kind === 'CronJob')?.name ?? null,
    parallelism: spec.parallelism ?? 1, completions: spec.completions ?? null, completionMode: spec.completionMode ?? 'NonIndexed',
    suspend: spec.suspend ?? false, backoffLimit: spec.backoffLimit ?? 6,
    active: s.active ?? 0, ready: s.ready ?? 0, succeeded: s.succeeded ?? 0, failed: s.failed ?? 0, terminating: s.terminating ?? 0,
    completedIndexes: s.completedIndexes ?? null, failedIndexes: s.failedIndexes ?? null,
    uncounted: (uncounted?.succeeded?.length ?? 0) + (uncounted?.failed?.length ?? 0),
    conditions: s.conditions ?? [], phase: jobPhase(job), createdAt: simTimeOf(m.creationTimestamp, epoch) ?? 0, revision: Number(m.resourceVersion ?? 0),
  };
}

export function cronJobView(key: string, cron: CronJob, epoch: number): CronJobView {
  const { metadata: m, spec, status } = cron;
  return {
    key, uid: m.uid ?? '', name: m.name, namespace: m.namespace ?? '', schedule: spec.schedule, timeZone: spec.timeZone ?? null,
    suspend: spec.suspend ?? false, active: (status.active ?? []).map((r) => r.name ?? ''),
    createdAt: simTimeOf(m.creationTimestamp, epoch) ?? 0, revision: Number(m.resourceVersion ?? 0),
  };
}

/** `pods`: how many take up room on it. */
export function nodeView(key: string, node: Node, pods: number): NodeView {
  return {
    key, name: node.metadata.name, ready: node.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? true,
    schedulable: !node.spec.unschedulable, pods, podsMax: Number(node.status.allocatable?.pods ?? 0),
  };
}
