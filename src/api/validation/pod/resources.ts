// Requests, limits and claims of containers and Pods. Models validateResourceRequirements of pkg/apis/core/validation and pkg/apis/core/helper.
import { parseQuantity, quantityText } from '../../decode/quantity.ts';
import type { PodSpec, ResourceList } from '../../types.ts';
import { duplicate, eachInvalid, forbidden, invalid, notFoundValue, notSupported, required, type FieldError } from '../errors.ts';
import { dnsLabel, qualifiedName } from '../names.ts';

type Claim = { name: string; request?: string };
export type Requirements = { requests?: ResourceList; limits?: ResourceList; claims?: Claim[] };

const units = 10n ** 9n;
const nanos = (text: string): bigint => parseQuantity(text)?.nanos ?? 0n;
const canonical = (text: string): string => { const q = parseQuantity(text); return q ? quantityText(q) : text; };
const isHugePages = (name: string) => name.startsWith('hugepages-');
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
const isExtended = (name: string) => !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
const ofContainers = ['cpu', 'memory', 'ephemeral-storage'];
const standard = new Set([
  ...ofContainers, ...ofContainers.flatMap((r) => [`requests.${r}`, `limits.${r}`]), 'pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'persistentvolumeclaims', 'configmaps', 'storage', 'requests.storage', 'services.nodeports', 'services.loadbalancers',
]);

function anyName(name: string, field: string): FieldError[] {
  const out = eachInvalid(qualifiedName(name), field, name);
  if (out.length > 0 || name.includes('/')) return out;
  return standard.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-') ? [] : [invalid(field, name, 'must be a standard resource type or fully qualified')];
}
function containerName(name: string, field: string): FieldError[] {
  const out = anyName(name, field);
  if (!name.includes('/')) return ofContainers.includes(name) || isHugePages(name) ? out : [...out, invalid(field, name, 'must be a standard resource for containers')];
  return isNative(name) || isExtended(name) ? out : [...out, invalid(field, name, "doesn't follow extended resource name standard")];
}
function podName(name: string, field: string): FieldError[] {
  const out = anyName(name, field);
  return out.length > 0 || name === 'cpu' || name === 'memory' || isHugePages(name) ? out : [notSupported(field, name, ['cpu', 'hugepages-', 'memory'])];
}

function hugePagesFit(name: string, text: string): boolean {
  const page = parseQuantity(name.slice('hugepages-'.length))?.nanos ?? 0n;
  return page > 0n && page % units === 0n && nanos(text) % page === 0n;
}
function amount(name: string, text: string, field: string): FieldError[] {
  const out: FieldError[] = nanos(text) < 0n ? [invalid(field, canonical(text), 'must be greater than or equal to 0')] : [];
  if (isExtended(name) && nanos(text) % units !== 0n) out.push(invalid(field, canonical(text), 'must be an integer'));
  return out;
}
const wholePages = (name: string, text: string, field: string): FieldError[] =>
  (!isHugePages(name) || hugePagesFit(name, text) ? [] : [invalid(field, canonical(text), `${canonical(text)} is not positive integer multiple of ${name}`)]);
/** What cannot be overcommitted needs a limit, and a request that equals it. */
function againstLimit(name: string, text: string, limits: ResourceList, f: string): FieldError[] {
  const overcommits = isNative(name) && !isHugePages(name);
  const limit = limits[name];
  if (limit === undefined) return overcommits ? [] : [required(`${f}.limits`, 'Limit must be set for non overcommitable resources')];
  if (nanos(text) !== nanos(limit) && !overcommits) return [invalid(`${f}.requests`, canonical(text), `must be equal to ${name} limit of ${canonical(limit)}`)];
  return nanos(text) > nanos(limit) ? [invalid(`${f}.requests`, canonical(text), `must be less than or equal to ${name} limit of ${canonical(limit)}`)] : [];
}
function claims(list: readonly Claim[], ofPod: readonly string[], f: string): FieldError[] {
  const out: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, { name, request }] of list.entries()) {
    const at = `${f}[${i}]`;
    if (name === '') { out.push(required(at)); continue; }
    if (seen.has(name)) out.push(duplicate(at, name));
    else {
      const key = request ? `${name}/${request}` : name;
      if (request) out.push(...eachInvalid(dnsLabel(request), `${at}.request`, request));
      if (seen.has(key)) out.push(duplicate(at, key));
      else if (!request) for (const k of seen) if (k.startsWith(`${name}/`)) out.push(duplicate(at, name));
      seen.add(key);
    }
    if (!ofPod.includes(name)) out.push(notFoundValue(at, name, `must be one of the names in pod.spec.resourceClaims${ofPod.length === 0 ? ' which is empty' : `: ${[...new Set(ofPod)].sort().join(', ')}`}`));
  }
  return out;
}
const sorted = (list: ResourceList | undefined) => Object.entries(list ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
function requirements(r: Requirements, nameErrors: typeof anyName, claimsOfPod: readonly string[], f: string): FieldError[] {
  const out: FieldError[] = [];
  for (const [name, text] of sorted(r.limits)) {
    const at = `${f}.limits[${name}]`;
    out.push(...nameErrors(name, at), ...amount(name, text, at), ...wholePages(name, text, at));
  }
  for (const [name, text] of sorted(r.requests)) {
    const at = `${f}.requests[${name}]`;
    out.push(...nameErrors(name, at), ...amount(name, text, at), ...againstLimit(name, text, r.limits ?? {}, f), ...wholePages(name, text, at));
  }
  const named = [...Object.keys(r.limits ?? {}), ...Object.keys(r.requests ?? {})];
  if (named.some(isHugePages) && !named.includes('cpu') && !named.includes('memory')) out.push(forbidden(f, 'HugePages require cpu or memory'));
  return [...out, ...claims(r.claims ?? [], claimsOfPod, `${f}.claims`)];
}
export const resources = (r: Requirements | undefined, claimsOfPod: readonly string[], f: string): FieldError[] => requirements(r ?? {}, containerName, claimsOfPod, f);

/** Sum of the main containers and sidecars, or what one init container needs beside the sidecars before it. Models AggregateContainerRequests. */
function aggregate(spec: PodSpec): Map<string, bigint> {
  const sum = new Map<string, bigint>();
  const most = new Map<string, bigint>();
  const sidecars = new Map<string, bigint>();
  const add = (to: Map<string, bigint>, list: ResourceList | undefined) => { for (const [k, v] of Object.entries(list ?? {})) to.set(k, (to.get(k) ?? 0n) + nanos(v)); };
  for (const c of spec.containers ?? []) add(sum, c.resources?.requests);
  for (const c of spec.initContainers ?? []) {
    const needs = new Map<string, bigint>(sidecars);
    add(needs, c.resources?.requests);
    if (c.restartPolicy === 'Always') { add(sidecars, c.resources?.requests); add(sum, c.resources?.requests); }
    for (const [k, v] of needs) if (v > (most.get(k) ?? -1n)) most.set(k, v);
  }
  for (const [k, v] of most) if (v > (sum.get(k) ?? -1n)) sum.set(k, v);
  return sum;
}
const formatOf = (spec: PodSpec, name: string) => [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((c) => c.resources?.requests?.[name]).find((x) => x !== undefined);
/** Of the whole Pod: at least what its containers request together, no less than any one limit. */
export function podResources(spec: PodSpec, f: string): FieldError[] {
  const own = spec.resources as Requirements | undefined;
  if (!own) return [];
  const out: FieldError[] = own.claims ? [forbidden(`${f}.claims`, 'claims cannot be set for Resources at pod-level')] : [];
  out.push(...requirements(own, podName, [], f));
  for (const [name, total] of [...aggregate(spec)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const request = own.requests?.[name] ?? '0';
    const text = quantityText({ nanos: total, format: parseQuantity(formatOf(spec, name) ?? '0')?.format ?? 'decimal' });
    if (total > nanos(request)) out.push(invalid(`${f}.requests[${name}]`, canonical(request), `must be greater than or equal to aggregate container requests of ${text}`));
  }
  for (const [i, c] of (spec.containers ?? []).entries()) for (const [name, text] of sorted(c.resources?.limits)) {
    const limit = own.limits?.[name];
    if (limit !== undefined && nanos(text) > nanos(limit)) out.push(invalid(`${f}.containers[${i}][${name}].limits`, canonical(text), `must be less than or equal to pod limits of ${canonical(limit)}`));
  }
  return out;
}
