// What a container may take from its Pod's fields and resources. Models validateObjectFieldSelector and validateContainerResourceFieldSelector of pkg/apis/core/validation.
import { canonicalQuantity } from '../../decode/quantity.ts';
import { eachInvalid, invalid, notSupported, required, type FieldError } from '../errors.ts';
import { qualifiedName } from '../names.ts';

export type FieldRef = { apiVersion?: string; fieldPath: string };
export type ResourceRef = { containerName?: string; resource: string; divisor?: string };

export const envFields = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'];
export const volumeFields = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
/** What the downward API knows by name; not everything of it may be used everywhere. */
const labels = new Set([...envFields, ...volumeFields, 'spec.restartPolicy', 'spec.schedulerName', 'status.phase']);

/** `metadata.labels['a']` → path and subscript; null where there is none. */
function subscripted(path: string): { path: string; key: string } | null {
  if (!path.endsWith("']")) return null;
  const inner = path.slice(0, -2);
  const at = inner.indexOf("['");
  return at <= 0 ? null : { path: inner.slice(0, at), key: inner.slice(at + 2) };
}
const isMap = (path: string) => path === 'metadata.annotations' || path === 'metadata.labels';

export function fieldRef(ref: FieldRef, supported: readonly string[], field: string): FieldError[] {
  if (!ref.apiVersion) return [required(`${field}.apiVersion`)];
  const text = ref.fieldPath;
  if (!text) return [required(`${field}.fieldPath`)];
  const wrong = (why: string) => [invalid(`${field}.fieldPath`, text, `error converting fieldPath: ${why}`)];
  if (ref.apiVersion !== 'v1') return wrong(`unsupported pod version: ${ref.apiVersion}`);
  const sub = subscripted(text);
  if (sub) return isMap(sub.path) ? eachInvalid(qualifiedName(sub.path === 'metadata.annotations' ? sub.key.toLowerCase() : sub.key), field, sub.path === 'metadata.annotations' ? sub.key.toLowerCase() : sub.key) : wrong(`field label does not support subscript: ${text}`);
  const path = text === 'spec.host' ? 'spec.nodeName' : text;
  if (!labels.has(path)) return wrong(`field label not supported: ${text}`);
  return supported.includes(path) ? [] : [notSupported(`${field}.fieldPath`, path, [...supported].sort())];
}

const resources = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory'];
const ofHugePages = (name: string) => /^(limits|requests)\.hugepages-/.test(name);
const byteDivisors = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';
function divisor(ref: ResourceRef, field: string): FieldError[] {
  const text = ref.divisor === undefined ? '0' : canonicalQuantity(ref.divisor) ?? '0';
  const refuse = (allowed: string, what: string) => [invalid(`${field}.divisor`, ref.resource, `only divisor's values ${allowed} are supported with the ${what} resource`)];
  if (text === '0') return [];
  if (/^(limits|requests)\.cpu$/.test(ref.resource)) return ['1m', '1'].includes(text) ? [] : refuse('1m and 1', 'cpu');
  const what = /^(limits|requests)\.memory$/.test(ref.resource) ? 'memory' : /^(limits|requests)\.ephemeral-storage$/.test(ref.resource) ? 'local ephemeral storage' : ofHugePages(ref.resource) ? 'hugepages' : null;
  return what === null || byteDivisors.split(', ').includes(text) ? [] : refuse(byteDivisors, what);
}
/** In a volume the container must be named. */
export function resourceRef(ref: ResourceRef, inVolume: boolean, field: string): FieldError[] {
  const out: FieldError[] = [];
  if (inVolume && !ref.containerName) out.push(required(`${field}.containerName`));
  else if (!ref.resource) out.push(required(`${field}.resource`));
  else if (!resources.includes(ref.resource) && !ofHugePages(ref.resource)) out.push(notSupported(`${field}.resource`, ref.resource, resources));
  return [...out, ...divisor(ref, field)];
}
