// STAND-IN until the real admission lands: defaults only.
import { parseAllDocuments } from 'yaml';
import type { ApiStatus, CronJob, Job, JobSpec, Pod, PodTemplateSpec } from './types.ts';
export type ManifestDoc = { kind: string; apiVersion: string; name: string; raw: unknown };
export type Ctx = { uid: string; now: string; trusted?: boolean };
type Out<T> = { ok: true; object: T; warnings: string[] } | { ok: false; status: ApiStatus };
export function readManifest(text: string): { ok: true; docs: ManifestDoc[] } | { ok: false; refusal: { kubectl: string } } {
  const docs = parseAllDocuments(text).map((d) => (d as { toJS(): unknown }).toJS() as { kind: string; apiVersion: string; metadata: { name: string } });
  return { ok: true, docs: docs.map((raw) => ({ kind: raw.kind, apiVersion: raw.apiVersion, name: raw.metadata.name, raw })) };
}
const template = (t: PodTemplateSpec): PodTemplateSpec => ({ ...t, spec: { ...t.spec, containers: t.spec.containers.map((c) => ({ ...c, resources: c.resources ?? {}, terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File', imagePullPolicy: 'Always' })), terminationGracePeriodSeconds: t.spec.terminationGracePeriodSeconds ?? 30, dnsPolicy: 'ClusterFirst', securityContext: {}, schedulerName: 'default-scheduler' } });
const jobSpec = (s: JobSpec): JobSpec => ({ parallelism: 1, ...(s.completions === undefined && s.parallelism === undefined ? { completions: 1 } : {}), backoffLimit: s.backoffLimitPerIndex === undefined ? 6 : 2147483647, completionMode: 'NonIndexed', suspend: false, podReplacementPolicy: s.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed', manualSelector: false, ...s, template: template(s.template) });
export function admitCreate(doc: unknown, ctx: Ctx): Out<Job | CronJob> {
  const o = doc as Job | CronJob;
  const metadata = { ...o.metadata, uid: ctx.uid, creationTimestamp: ctx.now, generation: 1 };
  if (o.kind === 'CronJob') return { ok: true, warnings: [], object: { ...o, metadata, status: {}, spec: { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1, ...o.spec, jobTemplate: { ...o.spec.jobTemplate, spec: o.spec.jobTemplate.spec } } } };
  const spec = jobSpec(o.spec);
  if (spec.manualSelector) return { ok: true, warnings: [], object: { ...o, metadata, spec, status: {} } };
  const labels = { 'batch.kubernetes.io/controller-uid': ctx.uid, 'batch.kubernetes.io/job-name': metadata.name, 'controller-uid': ctx.uid, 'job-name': metadata.name };
  return { ok: true, warnings: [], object: { ...o, metadata: { ...metadata, labels: { ...labels, ...metadata.labels } }, status: {}, spec: { ...spec, selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': ctx.uid } }, template: { ...spec.template, metadata: { ...spec.template.metadata, labels: { ...spec.template.metadata?.labels, ...labels } } } } } };
}
export function admitUpdate(before: Job | CronJob, after: Job | CronJob, _ctx: Ctx): Out<Job | CronJob> {
  const changed = JSON.stringify(before.spec) !== JSON.stringify(after.spec);
  return { ok: true, warnings: [], object: { ...after, status: before.status, metadata: { ...after.metadata, generation: (before.metadata.generation ?? 1) + (changed ? 1 : 0) } } as Job | CronJob };
}
function merge(t: unknown, p: unknown): unknown {
  if (p === null || typeof p !== 'object' || Array.isArray(p)) return p;
  const n: Record<string, unknown> = { ...(t as Record<string, unknown>) };
  for (const [k, v] of Object.entries(p)) { if (v === null) delete n[k]; else n[k] = merge(n[k], v); }
  return n;
}
export const admitPatch = (before: Job | CronJob, patch: unknown, ctx: Ctx): Out<Job | CronJob> => admitUpdate(before, merge(before, patch) as Job, ctx);
export const admitStatusUpdate = (before: Job | CronJob, after: Job | CronJob, _ctx: Ctx): Out<Job | CronJob> => ({ ok: true, warnings: [], object: { ...before, status: after.status } as Job | CronJob });
export const admitPodCreate = (pod: Pod, _ctx: Ctx): Out<Pod> => ({ ok: true, warnings: [], object: { ...pod, metadata: { ...pod.metadata, generation: 1 }, spec: { ...pod.spec, enableServiceLinks: true, priority: 0, preemptionPolicy: 'PreemptLowerPriority', tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }, { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }] }, status: { phase: 'Pending', qosClass: 'BestEffort' } } });
