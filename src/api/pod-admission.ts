// A Pod at its creation: what defaulting and the admission plugins of the server add (default tolerations, priority, quality of service).
import { changed, copied } from '../base/changed.ts';
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
  if (!limits && !(hostNetwork && c.ports)) return c;
  const own: Container = copied(c);
  if (limits) own.resources = { ...c.resources, requests: { ...limits, ...c.resources?.requests } };
  if (hostNetwork && c.ports) own.ports = c.ports.map((p) => (p.hostPort ? p : { ...p, hostPort: p.containerPort }));
  return own;
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
  const spec: PodSpec = copied(pod.spec);
  spec.containers = pod.spec.containers.map((c) => ofPod(c, host));
  if (pod.spec.initContainers) spec.initContainers = pod.spec.initContainers.map((c) => ofPod(c, host));
  spec.tolerations = tolerations(pod.spec);
  spec.priority ??= 0;
  spec.enableServiceLinks ??= true;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  return { ok: true, warnings: [], object: changed(pod, { metadata: changed(pod.metadata, { generation: 1 }), spec, status: { phase: 'Pending', qosClass: qosClass(pod.spec) } }) };
}
