// A Pod at its creation: what defaulting and the admission plugins of the server add (default tolerations, priority, quality of service).
import { copied } from '../base/changed.ts';
import { copiedMeta } from './copies.ts';
import { parseQuantity } from './decode/quantity.ts';
import type { ApiStatus, Container, Pod, PodSpec } from './types.ts';

const tolerated = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
/** What a Pod tolerates, with what every Pod is given. Models plugin/pkg/admission/defaulttolerationseconds, which looks at creations and at updates. */
export function tolerations(spec: PodSpec): Record<string, unknown>[] {
  const given = spec.tolerations ?? [];
  const has = (key: string) => given.some((t) => (t.key === key || (!t.key && t.operator === 'Exists')) && (!t.effect || t.effect === 'NoExecute'));
  return [...given, ...tolerated.filter((key) => !has(key)).map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }))];
}

const unversioned = (e: NonNullable<Container['env']>[number]): boolean => e.valueFrom?.fieldRef !== undefined && e.valueFrom.fieldRef.apiVersion === undefined;

/** What only a Pod itself gets: requests that equal the limits, and on the host's network the host's ports (SetDefaults_Pod); and what its controller added to the template, which the server has not filled in yet. */
function ofPod(c: Container, hostNetwork: boolean): Container {
  const limits = c.resources?.limits;
  const env = c.env?.some(unversioned) === true;
  if (!limits && !env && !(hostNetwork && c.ports)) return c;
  const own: Container = copied(c);
  if (env) own.env = c.env!.map((e) => (unversioned(e) ? { ...e, valueFrom: { ...e.valueFrom, fieldRef: { apiVersion: 'v1', ...e.valueFrom!.fieldRef! } } } : e));
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

/** The classes that every cluster has. There are no others here, and none is the default. */
const systemClasses = new Map([['system-cluster-critical', 2_000_000_000], ['system-node-critical', 2_000_001_000]]);
const preemptionPolicy = 'PreemptLowerPriority';
const computed = (what: string, given: unknown, from: unknown): string => `the ${what} (${given}) must not be provided in pod spec; priority admission controller computed ${from} from the given PriorityClass name`;

/** Why a Pod's classes keep it out, or null. Models plugin/pkg/admission priority and runtimeclass. */
function refusedClass({ priorityClassName: name = '', priority, preemptionPolicy: policy, runtimeClassName: runtime }: PodSpec): string | null {
  const value = name === '' ? 0 : systemClasses.get(name);
  if (value === undefined) return `no PriorityClass with name ${name} was found`;
  if (priority !== undefined && priority !== value) return computed('integer value of priority', priority, value);
  if (policy !== undefined && policy !== preemptionPolicy) return computed('string value of PreemptionPolicy', policy, preemptionPolicy);
  return typeof runtime === 'string' ? `pod rejected: RuntimeClass ${JSON.stringify(runtime)} not found` : null;
}
/** A name that is still to be made is not known to the plugins. */
const forbidden = ({ metadata: { generateName, name } }: Pod, why: string): ApiStatus => ({ code: 403, reason: 'Forbidden', message: `pods ${JSON.stringify(generateName ?? name)} is forbidden: ${why}` });

/** Pods of one template share its specification, and so what admission makes of it. */
type Admitted = { readonly refused: string | null; readonly spec: PodSpec; readonly status: Pod['status'] };
const admitted = new WeakMap<PodSpec, Admitted>();
function admit(given: PodSpec): Admitted {
  const host = given.hostNetwork === true;
  const spec: PodSpec = copied(given);
  spec.containers = given.containers.map((c) => ofPod(c, host));
  if (given.initContainers) spec.initContainers = given.initContainers.map((c) => ofPod(c, host));
  spec.tolerations = tolerations(given);
  spec.priority = systemClasses.get(given.priorityClassName ?? '') ?? 0;
  spec.enableServiceLinks ??= true;
  spec.preemptionPolicy = preemptionPolicy;
  return { refused: refusedClass(given), spec, status: { phase: 'Pending', qosClass: qosClass(given) } };
}

export function admitPodCreate(pod: Pod, _ctx: { uid: string; now: string }): { ok: true; object: Pod; warnings: string[] } | { ok: false; status: ApiStatus } {
  let known = admitted.get(pod.spec);
  if (!known) admitted.set(pod.spec, known = admit(pod.spec));
  if (known.refused !== null) return { ok: false, status: forbidden(pod, known.refused) };
  const metadata = copiedMeta(pod.metadata);
  metadata.generation = 1;
  return { ok: true, warnings: [], object: { apiVersion: 'v1', kind: 'Pod', metadata, spec: known.spec, status: known.status } };
}
