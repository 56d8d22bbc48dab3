// Every default of Job, CronJob and the Pod template. Models pkg/apis/batch/v1/defaults.go and pkg/apis/core/v1/defaults.go.
import { changed } from '../../base/changed.ts';
import { droppedFields } from './gates.ts';
import { pullPolicy } from './image.ts';
import { roundedList, roundedUp } from './resources.ts';
import { fieldRef, volume } from './volumes.ts';
import type { Container, CronJobSpec, Job, JobSpec, PodSpec, PodTemplateSpec, Probe } from '../types.ts';

const int32Max = 2147483647;

type Plain = Record<string, unknown>;
const http = (h: Plain): Plain => ({ ...h, path: h.path ?? '/', scheme: h.scheme ?? 'HTTP' });
function probe(p: Probe): Probe {
  const out: Probe = { ...p, timeoutSeconds: p.timeoutSeconds ?? 1, periodSeconds: p.periodSeconds ?? 10, successThreshold: p.successThreshold ?? 1, failureThreshold: p.failureThreshold ?? 3 };
  if (p.httpGet) out.httpGet = http(p.httpGet as Plain);
  const grpc = p.grpc as Plain | undefined;
  if (grpc) out.grpc = { ...grpc, service: grpc.service ?? '' };
  return out;
}
const hook = (h: Plain): Plain => (h.httpGet ? { ...h, httpGet: http(h.httpGet as Plain) } : h);
function container(c: Container): Container {
  const out = changed(c, { resources: roundedUp(c.resources ?? {}), terminationMessagePath: c.terminationMessagePath ?? '/dev/termination-log', terminationMessagePolicy: c.terminationMessagePolicy ?? 'File', imagePullPolicy: c.imagePullPolicy ?? pullPolicy(c.image) });
  if (c.ports) out.ports = c.ports.map((p) => ({ ...p, protocol: p.protocol ?? 'TCP' }));
  if (c.env) out.env = c.env.map((e) => (e.valueFrom?.fieldRef ? { ...e, valueFrom: { ...e.valueFrom, fieldRef: fieldRef(e.valueFrom.fieldRef) as never } } : e));
  for (const k of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) if (c[k]) out[k] = probe(c[k]);
  if (c.lifecycle) out.lifecycle = Object.fromEntries(Object.entries(c.lifecycle).map(([k, h]) => [k, k === 'postStart' || k === 'preStop' ? hook(h as Plain) : h]));
  return out;
}
export function podSpecDefaults(s: PodSpec): PodSpec {
  const out = changed(s, {
    containers: (s.containers as Container[] | null)?.map(container) ?? (null as never), restartPolicy: s.restartPolicy ?? 'Always', terminationGracePeriodSeconds: s.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: s.dnsPolicy ?? 'ClusterFirst', securityContext: s.securityContext ?? {}, schedulerName: s.schedulerName ?? 'default-scheduler',
  });
  if (s.initContainers) out.initContainers = s.initContainers.map(container);
  if (s.volumes) out.volumes = s.volumes.map(volume);
  if (s.serviceAccountName || s.serviceAccount) { out.serviceAccountName = (s.serviceAccountName ?? s.serviceAccount) as string; out.serviceAccount = out.serviceAccountName; }
  if (s.ephemeralContainers) out.ephemeralContainers = (s.ephemeralContainers as Container[]).map(container);
  if (s.overhead) out.overhead = roundedList(s.overhead as Record<string, string>);
  if (s.resources) out.resources = roundedUp(s.resources);
  return out;
}
export const templateDefaults = (t: PodTemplateSpec): PodTemplateSpec => droppedFields(changed(t, { spec: podSpecDefaults(t.spec) }));

/** What has a default wherever it stands. */
function partDefaults(s: JobSpec): JobSpec {
  const out = changed(s, { template: templateDefaults(s.template) });
  const policy = s.podFailurePolicy;
  if (policy) out.podFailurePolicy = { ...policy, rules: policy.rules?.map((r) => (r.onPodConditions ? { ...r, onPodConditions: r.onPodConditions.map((c) => ({ ...c, status: c.status || 'True' })) } : r)) };
  return out;
}
export function jobSpecDefaults(s: JobSpec): JobSpec {
  const out = partDefaults(s);
  // Without either the Job runs one Pod; with parallelism alone it is a work queue.
  if (s.completions === undefined && s.parallelism === undefined) { out.completions = 1; out.parallelism = 1; }
  out.parallelism ??= 1;
  out.backoffLimit ??= s.backoffLimitPerIndex === undefined ? 6 : int32Max;
  out.completionMode ??= 'NonIndexed';
  out.suspend ??= false;
  out.manualSelector ??= false;
  out.podReplacementPolicy ??= s.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed';
  return out;
}
/** A CronJob's Job is defaulted only in its Pod template and in the conditions of its failure policy: the rest waits until the Job is created. */
export const cronJobSpecDefaults = (s: CronJobSpec): CronJobSpec => ({
  ...s, concurrencyPolicy: s.concurrencyPolicy || 'Allow', suspend: s.suspend ?? false, successfulJobsHistoryLimit: s.successfulJobsHistoryLimit ?? 3, failedJobsHistoryLimit: s.failedJobsHistoryLimit ?? 1,
  jobTemplate: { ...s.jobTemplate, spec: partDefaults(s.jobTemplate.spec) },
});
/** Labels of a Job without any are those of its template. */
export const labelDefaults = (job: Job): Job => (job.metadata.labels || !job.spec.template.metadata?.labels ? job : changed(job, { metadata: changed(job.metadata, { labels: { ...job.spec.template.metadata.labels } }) }));
