// Whether a Pod fits a node, and why not: the scheduler's filter plugins, in their order, with their messages.
import type { Node, Pod, Taint } from '../../api/types.ts';
import { milli, quantity } from './quantity.ts';

/** What the Pods on a node ask for in sum; cpu in thousandths, memory in bytes. `pods` counts the Pods that are not over. */
export type Usage = { readonly cpu: number; readonly memory: number; readonly pods: number };
/** `room`: what the node offers, worked out once. */
export type NodeInfo = { readonly node: Node; readonly room: Usage; readonly used: Usage };

type Toleration = { key?: string; operator?: string; value?: string; effect?: string };
type Expression = { key?: string; operator?: string; values?: string[] };
type Term = { matchExpressions?: Expression[]; matchFields?: Expression[] };

/** `resolvable`: taking other Pods off the node could help. */
export type Misfit = { readonly reason: string; readonly resolvable: boolean };

const requests = new WeakMap<Pod['spec'], Usage>();
/** What a Pod asks for; worked out once a specification. */
export function requestsOf(pod: Pod): Usage {
  let usage = requests.get(pod.spec);
  if (!usage) requests.set(pod.spec, usage = podRequests(pod));
  return usage;
}
/** Models noderesources: the larger of what the containers ask for together and what an init container asks for (sidecars stay and add up). */
function podRequests(pod: Pod): Usage {
  const ask = (key: 'cpu' | 'memory', c: { resources?: { requests?: Record<string, string> } }): number => {
    const text = c.resources?.requests?.[key];
    return text === undefined ? 0 : key === 'cpu' ? milli(text) : quantity(text);
  };
  const total = (key: 'cpu' | 'memory'): number => {
    let sum = 0, sidecars = 0, init = 0;
    for (const c of pod.spec.containers) sum += ask(key, c);
    for (const c of pod.spec.initContainers ?? []) {
      if (c.restartPolicy === 'Always') { sidecars += ask(key, c); init = Math.max(init, sidecars); }
      else init = Math.max(init, sidecars + ask(key, c));
    }
    return Math.max(sum + sidecars, init);
  };
  return { cpu: Math.max(0, total('cpu')), memory: total('memory'), pods: 1 };
}

export const allocatable = (node: Node): Usage => {
  const a = node.status.allocatable ?? node.status.capacity ?? {};
  return { cpu: a['cpu'] === undefined ? Infinity : milli(a['cpu']), memory: a['memory'] === undefined ? Infinity : quantity(a['memory']), pods: a['pods'] === undefined ? 110 : quantity(a['pods']) };
};

/** Models component-helpers ToleratesTaint. */
export function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some((t) => (t.effect === undefined || t.effect === '' || t.effect === taint.effect)
    && ((t.key ?? '') === '' ? t.operator === 'Exists' : t.key === taint.key) && (t.operator === 'Exists' || (t.value ?? '') === (taint.value ?? '')));
}

function expressionHolds(e: Expression, value: string | undefined): boolean {
  switch (e.operator) {
    case 'In': return value !== undefined && (e.values ?? []).includes(value);
    case 'NotIn': return value === undefined || !(e.values ?? []).includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': return value !== undefined && Number(value) > Number(e.values?.[0]);
    case 'Lt': return value !== undefined && Number(value) < Number(e.values?.[0]);
    default: return false;
  }
}

/** nodeSelector and required node affinity: terms are or-ed, expressions in a term and-ed. An empty term matches nothing. */
export function matchesNode(pod: Pod, node: Node): boolean {
  if (!pod.spec.nodeSelector && !pod.spec.affinity) return true;
  const labels = node.metadata.labels ?? {}, selector = pod.spec.nodeSelector;
  if (selector && Object.entries(selector).some(([k, v]) => labels[k] !== v)) return false;
  const affinity = pod.spec.affinity as { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: Term[] } } } | undefined;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms) return true;
  return terms.some((t) => ((t.matchExpressions?.length ?? 0) + (t.matchFields?.length ?? 0) > 0)
    && (t.matchExpressions ?? []).every((e) => expressionHolds(e, labels[e.key ?? '']))
    && (t.matchFields ?? []).every((e) => e.key === 'metadata.name' && expressionHolds(e, node.metadata.name)));
}

const fits: readonly Misfit[] = [];
/** The first filter that refuses stops (resources name all that lack). Empty: the Pod fits. */
export function misfits(pod: Pod, want: Usage, info: NodeInfo): readonly Misfit[] {
  const { node, room, used } = info;
  const tolerations = (pod.spec.tolerations ?? []) as Toleration[];
  if (node.spec.unschedulable && !tolerates(tolerations, { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' })) return [{ reason: 'node(s) were unschedulable', resolvable: false }];
  if (node.spec.taints?.some((t) => t.effect !== 'PreferNoSchedule' && !tolerates(tolerations, t))) return [{ reason: 'node(s) had untolerated taint(s)', resolvable: false }];
  if (!matchesNode(pod, node)) return [{ reason: 'node(s) didn\'t match Pod\'s node affinity/selector', resolvable: false }];
  if (used.pods < room.pods && want.cpu <= room.cpu - used.cpu && want.memory <= room.memory - used.memory) return fits;
  const out: Misfit[] = [];
  if (used.pods + 1 > room.pods) out.push({ reason: 'Too many pods', resolvable: true });
  if (want.cpu > 0 && want.cpu > room.cpu - used.cpu) out.push({ reason: 'Insufficient cpu', resolvable: want.cpu <= room.cpu });
  if (want.memory > 0 && want.memory > room.memory - used.memory) out.push({ reason: 'Insufficient memory', resolvable: want.memory <= room.memory });
  return out;
}

/** Higher is better: the share of the node that would stay free, counting a small default for Pods that ask for nothing; soft taints cost. */
export function score(pod: Pod, want: Usage, info: NodeInfo): number {
  const { room, used } = info;
  const soft = info.node.spec.taints?.filter((t) => t.effect === 'PreferNoSchedule' && !tolerates((pod.spec.tolerations ?? []) as Toleration[], t)).length ?? 0;
  return (freeShare(info, room.cpu, used.cpu, want.cpu || 100) + freeShare(info, room.memory, used.memory, want.memory || 200 * 2 ** 20)) / 2 - soft;
}
const freeShare = ({ room, used: { pods } }: NodeInfo, cap: number, used: number, ask: number): number =>
  (cap === Infinity ? 1 - pods / Math.max(1, room.pods) : Math.max(0, (cap - used - ask) / cap));

/** Models FitError.Error with the messages of dynamic resources and of preemption behind it. */
export function fitErrorMessage(misfitsByNode: readonly (readonly Misfit[])[]): string {
  if (misfitsByNode.length === 0) return 'no nodes available to schedule pods';
  const histogram = (reasons: readonly string[]): string => {
    const counts = new Map<string, number>();
    for (const r of reasons) counts.set(r, (counts.get(r) ?? 0) + 1);
    return [...counts].map(([r, n]) => `${n} ${r}`).sort().join(', ');
  };
  const n = misfitsByNode.length, head = `0/${n} nodes are available:`;
  const help = misfitsByNode.map((list) => (list.every((m) => m.resolvable) ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling'));
  return `${head} ${histogram(misfitsByNode.flatMap((list) => list.map((m) => m.reason)))}. no new claims to deallocate, preemption: ${head} ${histogram(help)}.`;
}
