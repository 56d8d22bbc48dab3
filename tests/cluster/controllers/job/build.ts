// Short ways to say a Job and a Pod in the tables of the Job controller.
import type { ContainerStatus, Job, JobSpec, JobStatus, Pod, PodCondition, PodPhase } from '../../../../src/api/types.ts';
import { jobCompletionIndexKey, jobIndexFailureCountAnnotation, jobIndexIgnoredFailureCountAnnotation, jobTrackingFinalizer } from '../../../../src/cluster/controllers/job/constants.ts';

/** 2009-11-10T23:00:00Z, ms since 1970. */
export const now = Date.UTC(2009, 10, 10, 23, 0, 0);
export const at = (ms = 0): string => new Date(now + ms).toISOString();

export function job(spec: Partial<JobSpec> = {}, status: JobStatus = {}, meta: Partial<Job['metadata']> = {}): Job {
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: { name: 'j', namespace: 'default', uid: 'job-uid', resourceVersion: '1', generation: 1, ...meta },
    spec: {
      parallelism: 1, backoffLimit: 6, selector: { matchLabels: { job: 'j' } },
      template: { metadata: { labels: { job: 'j' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] } }, ...spec,
    },
    status,
  };
}
export const indexedJob = (completions: number, spec: Partial<JobSpec> = {}, status: JobStatus = {}, meta: Partial<Job['metadata']> = {}): Job =>
  job({ completionMode: 'Indexed', completions, parallelism: completions, ...spec }, status, meta);

export type PodOptions = {
  uid?: string; phase?: PodPhase; index?: number | string; failureCount?: number | string; ignoredFailureCount?: number;
  /** Whether it has the tracking finalizer. */ tracked?: boolean; ready?: boolean; readySince?: string; deleted?: boolean | string; grace?: number;
  exitCode?: number; finishedAt?: string; conditions?: PodCondition[]; node?: string; created?: string; restarts?: number; labels?: Record<string, string>;
  owner?: string | null; containers?: ContainerStatus[]; name?: string; version?: string;
};
let serial = 0;
export function pod(o: PodOptions = {}): Pod {
  const n = ++serial;
  const annotations: Record<string, string> = {
    ...(o.index === undefined ? {} : { [jobCompletionIndexKey]: String(o.index) }), ...(o.failureCount === undefined ? {} : { [jobIndexFailureCountAnnotation]: String(o.failureCount) }),
    ...(o.ignoredFailureCount === undefined ? {} : { [jobIndexIgnoredFailureCountAnnotation]: String(o.ignoredFailureCount) }),
  };
  const terminated = o.finishedAt !== undefined || o.exitCode !== undefined;
  const containerStatuses: ContainerStatus[] | undefined = o.containers ?? (terminated || o.restarts !== undefined
    ? [{ name: 'main', ready: false, restartCount: o.restarts ?? 0, image: '', imageID: '', ...(terminated ? { state: { terminated: { exitCode: o.exitCode ?? 0, ...(o.finishedAt ? { finishedAt: o.finishedAt } : {}) } } } : {}) }] : undefined);
  const conditions = [...(o.ready ? [{ type: 'Ready', status: 'True' as const, ...(o.readySince ? { lastTransitionTime: o.readySince } : {}) }] : []), ...(o.conditions ?? [])];
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: o.name ?? `pod-${n}`, namespace: 'default', uid: o.uid ?? `uid-${n}`, resourceVersion: o.version ?? `${n}`, labels: o.labels ?? { job: 'j' },
      ...(o.created ? { creationTimestamp: o.created } : {}), ...(Object.keys(annotations).length ? { annotations } : {}),
      ...(o.owner === null ? {} : { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid: o.owner ?? 'job-uid', controller: true, blockOwnerDeletion: true }] }),
      ...(o.tracked === false ? {} : { finalizers: [jobTrackingFinalizer] }),
      ...(o.deleted ? { deletionTimestamp: o.deleted === true ? at() : o.deleted } : {}), ...(o.grace === undefined ? {} : { deletionGracePeriodSeconds: o.grace }),
    },
    spec: { containers: [{ name: 'main' }], ...(o.node ? { nodeName: o.node } : {}) },
    status: { phase: o.phase ?? 'Running', ...(conditions.length ? { conditions } : {}), ...(containerStatuses ? { containerStatuses } : {}) },
  };
}
/** "0 1s 3f -r": an index (or - for none) and a phase (p, r, s, f; running if left out). */
export const indexPods = (text: string, more: PodOptions = {}): Pod[] => text.split(' ').filter((w) => w !== '').map((word) => {
  const [, index, letter] = /^(-\d+|\d+|-|x)([prsf]?)$/.exec(word)!;
  const phase = ({ p: 'Pending', r: 'Running', s: 'Succeeded', f: 'Failed', '': 'Running' } as const)[letter as 'p' | 'r' | 's' | 'f' | ''];
  return pod({ phase, ...(phase === 'Failed' || phase === 'Succeeded' ? { finishedAt: at(-3_600_000), exitCode: phase === 'Failed' ? 1 : 0 } : {}), ...(index === '-' ? {} : { index: index === 'x' ? 'invalid' : index! }), ...more });
});
/** The way back: "0r 1s". */
export const indexText = (pods: readonly Pod[]): string => pods.map((p) => `${p.metadata.annotations?.[jobCompletionIndexKey] ?? '-'}${p.status.phase![0]!.toLowerCase()}`).join(' ');
