// A Pod at its creation: what defaulting and the admission plugins of the server add (default tolerations, priority, quality of service).
import { copied } from '../base/changed.ts';
import { copiedMeta } from './copies.ts';
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

/** Pods of one template share its specification, and so what admission makes of it. */
type Admitted = { readonly spec: PodSpec; readonly status: Pod['status'] };
const admitted = new WeakMap<PodSpec, Admitted>();
function admit(given: PodSpec): Admitted {
  const host = given.hostNetwork === true;
  const spec: PodSpec = copied(given);
  spec.containers = given.containers.map((c) => ofPod(c, host));
  if (given.initContainers) spec.initContainers = given.initContainers.map((c) => ofPod(c, host));
  spec.tolerations = tolerations(given);
  spec.priority ??= 0;
  spec.enableServiceLinks ??= true;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  return { spec, status: { phase: 'Pending', qosClass: qosClass(given) } };
}

export function admitPodCreate(pod: Pod, _ctx: { uid: string; now: string }): { ok: true; object: Pod; warnings: string[] } | { ok: false; status: ApiStatus } {
  let known = admitted.get(pod.spec);
  if (!known) admitted.set(pod.spec, known = admit(pod.spec));
  const metadata = copiedMeta(pod.metadata);
  metadata.generation = 1;
  return { ok: true, warnings: [], object: { apiVersion: 'v1', kind: 'Pod', metadata, spec: known.spec, status: known.status } };
}
