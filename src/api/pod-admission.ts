// A Pod at its creation: what defaulting and the admission plugins of the server add (default tolerations, priority, quality of service).
import { parseQuantity } from './decode/quantity.ts';
import type { ApiStatus, Container, Pod, PodSpec } from './types.ts';

const tolerated = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
function tolerations(spec: PodSpec): Record<string, unknown>[] {
  const given = spec.tolerations ?? [];
  const has = (key: string) => given.some((t) => (t.key === key || (!t.key && t.operator === 'Exists')) && (!t.effect || t.effect === 'NoExecute'));
  return [...given, ...tolerated.filter((key) => !has(key)).map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }))];
}

/** What only a Pod itself gets: requests that equal the limits, and on the host's network the host's ports. Models SetDefaults_Pod. */
function ofPod(c: Container, hostNetwork: boolean): Container {
  const limits = c.resources?.limits;
  const resources = limits ? { resources: { ...c.resources, requests: { ...limits, ...c.resources?.requests } } } : {};
  const ports = hostNetwork && c.ports ? { ports: c.ports.map((p) => (p.hostPort ? p : { ...p, hostPort: p.containerPort })) } : {};
  return { ...c, ...resources, ...ports };
}

/** Models pkg/apis/core/helper/qos ComputePodQOS, for CPU and memory. */
export function qosClass(spec: PodSpec): string {
  const all: Container[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const positive = (text: string | undefined) => text !== undefined && (parseQuantity(text)?.nanos ?? 0n) > 0n;
  if (all.every((c) => !Object.values(c.resources?.requests ?? {}).some(positive) && !Object.values(c.resources?.limits ?? {}).some(positive))) return 'BestEffort';
  const guaranteed = all.every((c) => ['cpu', 'memory'].every((r) => positive(c.resources?.limits?.[r]) && (c.resources?.requests?.[r] ?? c.resources!.limits![r]) === c.resources!.limits![r]));
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

export function admitPodCreate(pod: Pod, _ctx: { uid: string; now: string }): { ok: true; object: Pod; warnings: string[] } | { ok: false; status: ApiStatus } {
  const host = pod.spec.hostNetwork === true;
  const containers = pod.spec.containers.map((c) => ofPod(c, host));
  const init = pod.spec.initContainers ? { initContainers: pod.spec.initContainers.map((c) => ofPod(c, host)) } : {};
  const spec: PodSpec = { ...pod.spec, containers, ...init, tolerations: tolerations(pod.spec), priority: pod.spec.priority ?? 0, enableServiceLinks: (pod.spec.enableServiceLinks as boolean | undefined) ?? true, preemptionPolicy: (pod.spec.preemptionPolicy as string | undefined) ?? 'PreemptLowerPriority' };
  return { ok: true, warnings: [], object: { ...pod, metadata: { ...pod.metadata, generation: 1 }, spec, status: { phase: 'Pending', qosClass: qosClass(pod.spec) } } };
}
