// Every default of Job, CronJob and the Pod template. Models pkg/apis/batch/v1/defaults.go and pkg/apis/core/v1/defaults.go.
import type { Container, CronJobSpec, Job, JobSpec, PodSpec, PodTemplateSpec, Probe } from '../types.ts';

const int32Max = 2147483647;

/** Always for :latest and for no tag; a digest or another tag is taken to stay what it is. */
function pullPolicy(image: string | undefined): string {
  if (!image) return 'IfNotPresent';
  if (image.includes('@')) return 'IfNotPresent';
  const last = image.slice(image.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon < 0 || last.slice(colon + 1) === 'latest' ? 'Always' : 'IfNotPresent';
}
function probe(p: Probe): Probe {
  const out: Probe = { ...p, timeoutSeconds: p.timeoutSeconds ?? 1, periodSeconds: p.periodSeconds ?? 10, successThreshold: p.successThreshold ?? 1, failureThreshold: p.failureThreshold ?? 3 };
  const http = p.httpGet as Record<string, unknown> | undefined;
  if (http) out.httpGet = { ...http, path: http.path ?? '/', scheme: http.scheme ?? 'HTTP' };
  const grpc = p.grpc as Record<string, unknown> | undefined;
  if (grpc) out.grpc = { ...grpc, service: grpc.service ?? '' };
  return out;
}
function resources(r: NonNullable<Container['resources']>): NonNullable<Container['resources']> {
  if (!r.limits) return r;
  const requests = { ...r.requests };
  for (const [name, text] of Object.entries(r.limits)) requests[name] ??= text;
  return { ...r, requests };
}
function container(c: Container, hostNetwork: boolean): Container {
  const out: Container = { ...c, resources: c.resources ?? {}, terminationMessagePath: c.terminationMessagePath ?? '/dev/termination-log', terminationMessagePolicy: c.terminationMessagePolicy ?? 'File', imagePullPolicy: c.imagePullPolicy ?? pullPolicy(c.image) };
  if (c.ports) out.ports = c.ports.map((p) => ({ ...p, protocol: p.protocol ?? 'TCP', ...(hostNetwork && !p.hostPort && p.containerPort ? { hostPort: p.containerPort } : {}) }));
  if (c.env) out.env = c.env.map((e) => (e.valueFrom?.fieldRef ? { ...e, valueFrom: { ...e.valueFrom, fieldRef: { ...e.valueFrom.fieldRef, apiVersion: e.valueFrom.fieldRef.apiVersion ?? 'v1' } } } : e));
  for (const k of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) if (c[k]) out[k] = probe(c[k]);
  return out;
}
function volume(raw: Record<string, unknown>): Record<string, unknown> {
  const v = { ...raw } as Record<string, Record<string, unknown>>;
  if (Object.keys(v).length === 1) v.emptyDir = {};
  for (const k of ['secret', 'configMap', 'downwardAPI', 'projected']) if (v[k]) v[k] = { ...v[k], defaultMode: v[k].defaultMode ?? 420 };
  if (v.hostPath) v.hostPath = { ...v.hostPath, type: v.hostPath.type ?? '' };
  return v;
}
export function podSpecDefaults(s: PodSpec): PodSpec {
  const host = s.hostNetwork === true;
  const out: PodSpec = {
    ...s, containers: (s.containers as Container[] | null)?.map((c) => container(c, host)) ?? (null as never), restartPolicy: s.restartPolicy ?? 'Always', terminationGracePeriodSeconds: s.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: s.dnsPolicy ?? 'ClusterFirst', securityContext: s.securityContext ?? {}, schedulerName: s.schedulerName ?? 'default-scheduler',
  };
  if (s.initContainers) out.initContainers = s.initContainers.map((c) => container(c, host));
  if (s.volumes) out.volumes = s.volumes.map(volume);
  if (s.serviceAccountName || s.serviceAccount) { out.serviceAccountName = (s.serviceAccountName ?? s.serviceAccount) as string; out.serviceAccount = out.serviceAccountName; }
  if (s.topologySpreadConstraints) out.topologySpreadConstraints = s.topologySpreadConstraints.map((c) => c);
  return out;
}
export const templateDefaults = (t: PodTemplateSpec): PodTemplateSpec => ({ ...t, spec: podSpecDefaults(t.spec) });

export function jobSpecDefaults(s: JobSpec): JobSpec {
  const out: JobSpec = { ...s, template: templateDefaults(s.template) };
  // Without either the Job runs one Pod; with parallelism alone it is a work queue.
  if (s.completions === undefined && s.parallelism === undefined) { out.completions = 1; out.parallelism = 1; }
  out.parallelism ??= 1;
  out.backoffLimit ??= s.backoffLimitPerIndex === undefined ? 6 : int32Max;
  out.completionMode ??= 'NonIndexed';
  out.suspend ??= false;
  out.manualSelector ??= false;
  out.podReplacementPolicy ??= s.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed';
  if (s.podFailurePolicy) {
    out.podFailurePolicy = { ...s.podFailurePolicy, rules: s.podFailurePolicy.rules?.map((r) => (r.onPodConditions ? { ...r, onPodConditions: r.onPodConditions.map((c) => ({ ...c, status: c.status || 'True' })) } : r)) };
  }
  return out;
}
/** A CronJob's Job is defaulted only in its Pod template: the rest waits until the Job is created. */
export const cronJobSpecDefaults = (s: CronJobSpec): CronJobSpec => ({
  ...s, concurrencyPolicy: s.concurrencyPolicy || 'Allow', suspend: s.suspend ?? false, successfulJobsHistoryLimit: s.successfulJobsHistoryLimit ?? 3, failedJobsHistoryLimit: s.failedJobsHistoryLimit ?? 1,
  jobTemplate: { ...s.jobTemplate, spec: { ...s.jobTemplate.spec, template: templateDefaults(s.jobTemplate.spec.template) } },
});
/** Labels of a Job without any are those of its template. */
export const labelDefaults = (job: Job): Job => (job.metadata.labels || !job.spec.template.metadata?.labels ? job : { ...job, metadata: { ...job.metadata, labels: { ...job.spec.template.metadata.labels } } });
export { resources };
