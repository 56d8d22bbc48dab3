// Affinity to nodes and Pods. Models validateAffinity of pkg/apis/core/validation.
import type { LabelSelector, PodSpec } from '../../types.ts';
import { eachInvalid, forbidden, invalid, required, type FieldError } from '../errors.ts';
import { labelSelector } from '../meta.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../names.ts';

type Requirement = { key: string; operator: string; values?: string[] };
type Term = { matchExpressions?: Requirement[]; matchFields?: Requirement[] };
type NodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: Term[] | null }; preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference?: Term }[] };
type PodTerm = { labelSelector?: LabelSelector; namespaceSelector?: LabelSelector; namespaces?: string[]; topologyKey: string; matchLabelKeys?: string[]; mismatchLabelKeys?: string[] };
type PodAffinity = { requiredDuringSchedulingIgnoredDuringExecution?: PodTerm[]; preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; podAffinityTerm?: PodTerm }[] };

const notAnOperator = 'not a valid selector operator';
/** `strict`: the values must be ones that a label can have; only what is required is looked at so closely. */
function expression(r: Requirement, strict: boolean, f: string): FieldError[] {
  const values = r.values ?? [];
  const out: FieldError[] = [];
  switch (r.operator) {
    case 'In': case 'NotIn': if (values.length === 0) out.push(required(`${f}.values`, "must be specified when `operator` is 'In' or 'NotIn'")); break;
    case 'Exists': case 'DoesNotExist': if (values.length > 0) out.push(forbidden(`${f}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")); break;
    case 'Gt': case 'Lt': if (values.length !== 1) out.push(required(`${f}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")); break;
    default: out.push(invalid(`${f}.operator`, r.operator, notAnOperator));
  }
  out.push(...eachInvalid(qualifiedName(r.key), `${f}.key`, r.key));
  return strict ? [...out, ...values.flatMap((v, i) => eachInvalid(labelValue(v), `${f}.values[${i}]`, v))] : out;
}
/** Of a node's fields only its name can be asked for. */
function fieldExpression(r: Requirement, f: string): FieldError[] {
  const values = r.values ?? [];
  const out: FieldError[] = [];
  if (r.operator !== 'In' && r.operator !== 'NotIn') out.push(invalid(`${f}.operator`, r.operator, notAnOperator));
  else if (values.length !== 1) out.push(required(`${f}.values`, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
  if (r.key !== 'metadata.name') return [...out, invalid(`${f}.key`, r.key, 'not a valid field selector key')];
  return [...out, ...values.flatMap((v, i) => eachInvalid(dnsSubdomain(v), `${f}.values[${i}]`, v))];
}
const term = (t: Term, strict: boolean, f: string): FieldError[] =>
  [...(t.matchExpressions ?? []).flatMap((r, i) => expression(r, strict, `${f}.matchExpressions[${i}]`)), ...(t.matchFields ?? []).flatMap((r, i) => fieldExpression(r, `${f}.matchFields[${i}]`))];
const weight = (n: number, f: string): FieldError[] => (n <= 0 || n > 100 ? [invalid(f, n, 'must be in the range 1-100')] : []);
function nodeAffinity(a: NodeAffinity, f: string): FieldError[] {
  const out: FieldError[] = [];
  const must = a.requiredDuringSchedulingIgnoredDuringExecution;
  const at = `${f}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  if (must) out.push(...(must.nodeSelectorTerms?.length ? must.nodeSelectorTerms.flatMap((t, i) => term(t, true, `${at}[${i}]`)) : [required(at, 'must have at least one node selector term')]));
  return [...out, ...(a.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((p, i) => {
    const each = `${f}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
    return [...weight(p.weight, `${each}.weight`), ...term(p.preference ?? {}, false, `${each}.preference`)];
  })];
}

function keys(list: readonly string[] | undefined, selector: LabelSelector | undefined, f: string): FieldError[] {
  if (!list?.length) return [];
  return selector ? list.flatMap((k, i) => eachInvalid(qualifiedName(k), `${f}[${i}]`, k)) : [forbidden(f, 'must not be specified when labelSelector is not set')];
}
/** The keys become expressions of the selector once there is a Pod, and so are found twice there only beside one of the user's own. */
export function matchKeys(t: Pick<PodTerm, 'labelSelector' | 'matchLabelKeys' | 'mismatchLabelKeys'>, f: string): FieldError[] {
  const out = [...keys(t.matchLabelKeys, t.labelSelector, `${f}.matchLabelKeys`), ...keys(t.mismatchLabelKeys, t.labelSelector, `${f}.mismatchLabelKeys`)];
  const own = new Set(Object.keys(t.labelSelector?.matchLabels ?? {}));
  for (const { key } of t.labelSelector?.matchExpressions ?? []) {
    const i = t.matchLabelKeys?.lastIndexOf(key) ?? -1;
    if (i >= 0 && own.has(key)) out.push(invalid(`${f}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    own.add(key);
  }
  for (const [i, k] of (t.matchLabelKeys ?? []).entries()) if (t.mismatchLabelKeys?.includes(k)) out.push(invalid(`${f}.matchLabelKeys[${i}]`, k, 'exists in both matchLabelKeys and mismatchLabelKeys'));
  return out;
}
const podTerm = (t: PodTerm, f: string): FieldError[] => [
  ...(t.labelSelector ? labelSelector(t.labelSelector, `${f}.labelSelector`) : []), ...(t.namespaceSelector ? labelSelector(t.namespaceSelector, `${f}.namespaceSelector`) : []),
  ...(t.namespaces ?? []).flatMap((n) => eachInvalid(dnsLabel(n), `${f}.namespace`, n)), ...matchKeys(t, f),
  ...(t.topologyKey ? [] : [required(`${f}.topologyKey`, 'can not be empty')]), ...eachInvalid(qualifiedName(t.topologyKey ?? ''), `${f}.topologyKey`, t.topologyKey ?? ''),
];
const podAffinity = (a: PodAffinity, f: string): FieldError[] => [
  ...(a.requiredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((t, i) => podTerm(t, `${f}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`)),
  ...(a.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((w, i) => {
    const at = `${f}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
    return [...weight(w.weight, `${at}.weight`), ...podTerm(w.podAffinityTerm ?? { topologyKey: '' }, `${at}.podAffinityTerm`)];
  }),
];
export function affinity(spec: PodSpec, f: string): FieldError[] {
  const a = (spec.affinity ?? {}) as { nodeAffinity?: NodeAffinity; podAffinity?: PodAffinity; podAntiAffinity?: PodAffinity };
  return [
    ...(a.nodeAffinity ? nodeAffinity(a.nodeAffinity, `${f}.nodeAffinity`) : []), ...(a.podAffinity ? podAffinity(a.podAffinity, `${f}.podAffinity`) : []),
    ...(a.podAntiAffinity ? podAffinity(a.podAntiAffinity, `${f}.podAntiAffinity`) : []),
  ];
}
