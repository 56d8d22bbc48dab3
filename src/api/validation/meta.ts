// Metadata, labels and selectors. Models apimachinery pkg/api/validation and pkg/apis/meta/v1/validation.
import type { LabelSelector, ObjectMeta } from '../types.ts';
import { forbidden, inOrder, invalid, required, tooLong, type FieldError } from './errors.ts';
import { byteLength, dnsSubdomain, labelValue, maskedDash, qualifiedName } from './names.ts';

export const labels = (map: Readonly<Record<string, string>> | undefined, field: string): FieldError[] =>
  Object.entries(map ?? {}).flatMap(([k, v]) => [...qualifiedName(k).map((m) => invalid(field, k, m)), ...labelValue(v).map((m) => invalid(field, v, m))]);

const annotationsMax = 256 * 1024;
export function annotations(map: Readonly<Record<string, string>> | undefined, field: string): FieldError[] {
  const entries = Object.entries(map ?? {});
  const errors = entries.flatMap(([k]) => qualifiedName(k.toLowerCase()).map((m) => invalid(field, k, m)));
  return entries.reduce((n, [k, v]) => n + byteLength(k) + byteLength(v), 0) > annotationsMax ? [...errors, tooLong(field, annotationsMax)] : errors;
}
const standardFinalizers = ['foregroundDeletion', 'kubernetes', 'orphan'];
function finalizers(list: readonly string[] | undefined, field: string): FieldError[] {
  const out = (list ?? []).flatMap((f) => qualifiedName(f).map((m) => invalid(field, f, m)));
  if (list?.includes('orphan') && list.includes('foregroundDeletion')) out.push(invalid(field, list, 'finalizer orphan and foregroundDeletion cannot be both set'));
  return [...out, ...(list ?? []).flatMap((f, i) => (f.includes('/') || standardFinalizers.includes(f) ? [] : [invalid(`${field}[${i}]`, f, 'name is neither a standard finalizer name nor is it fully qualified')]))];
}
/** Its complaints name the list and not the place in it. */
function ownerReferences(meta: ObjectMeta, field: string): FieldError[] {
  const refs = meta.ownerReferences ?? [];
  let first: string | null = null;
  return refs.flatMap((o) => {
    const out: FieldError[] = o.apiVersion && !o.apiVersion.endsWith('/') ? [] : [invalid(`${field}.apiVersion`, o.apiVersion, 'version must not be empty')];
    for (const k of ['kind', 'name', 'uid'] as const) if (!o[k]) out.push(invalid(`${field}.${k}`, o[k], 'must not be empty'));
    if (o.apiVersion === 'v1' && o.kind === 'Event') out.push(invalid(field, o, '/v1, Kind=Event is disallowed from being an owner'));
    if (!o.controller) return out;
    const name = `${o.kind}/${o.name}`;
    if (first !== null) out.push(invalid(field, refs, `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${name}`)); else first = name;
    return out;
  });
}

export function objectMeta(meta: ObjectMeta, field: string): FieldError[] {
  const out: FieldError[] = [];
  if (meta.generateName) out.push(...dnsSubdomain(maskedDash(meta.generateName)).map((m) => invalid(`${field}.generateName`, meta.generateName, m)));
  if (!meta.name) out.push(required(`${field}.name`, 'name or generateName is required'));
  else out.push(...dnsSubdomain(meta.name).map((m) => invalid(`${field}.name`, meta.name, m)));
  return [...out, ...labels(meta.labels, `${field}.labels`), ...annotations(meta.annotations, `${field}.annotations`), ...ownerReferences(meta, `${field}.ownerReferences`), ...finalizers(meta.finalizers, `${field}.finalizers`)];
}
const fixedMeta = ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;
export function objectMetaUpdate(next: ObjectMeta, old: ObjectMeta, field: string): FieldError[] {
  const same = (key: keyof ObjectMeta): FieldError[] => (next[key] === old[key] ? [] : [invalid(`${field}.${key}`, next[key], 'field is immutable')]);
  const out: FieldError[] = [];
  if (old.deletionTimestamp) {
    const added = [...new Set(next.finalizers)].filter((f) => !old.finalizers?.includes(f)).sort();
    if (added.length > 0) out.push(forbidden(`${field}.finalizers`, `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((f) => JSON.stringify(f)).join(', ')}}`));
  }
  if (next.generation !== undefined && old.generation !== undefined && next.generation < old.generation) out.push(invalid(`${field}.generation`, next.generation, 'must not be decremented'));
  for (const key of fixedMeta) out.push(...same(key));
  return [...out, ...labels(next.labels, `${field}.labels`), ...annotations(next.annotations, `${field}.annotations`), ...ownerReferences(next, `${field}.ownerReferences`), ...finalizers(next.finalizers, `${field}.finalizers`)];
}

export function labelSelector(s: LabelSelector, field: string): FieldError[] {
  const out = labels(s.matchLabels, `${field}.matchLabels`);
  for (const [i, e] of (s.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${i}]`;
    if ((e.operator === 'In' || e.operator === 'NotIn') && !e.values?.length) out.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    else if ((e.operator === 'Exists' || e.operator === 'DoesNotExist') && e.values?.length) out.push(forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    else if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(e.operator)) out.push(invalid(`${at}.operator`, e.operator, 'not a valid selector operator'));
    out.push(...qualifiedName(e.key).map((m) => invalid(`${at}.key`, e.key, m)));
    out.push(...(e.values ?? []).flatMap((v, j) => labelValue(v).map((m) => invalid(`${at}.values[${j}]`, v, m))));
  }
  return out;
}
/** A selector as messages print it. */
export const selectorDump = (s: LabelSelector): unknown => ({ ...(s.matchLabels ? { matchLabels: inOrder(s.matchLabels) } : {}), ...(s.matchExpressions ? { matchExpressions: s.matchExpressions.map((e) => ({ key: e.key, operator: e.operator, ...(e.values ? { values: e.values } : {}) })) } : {}) });
/** A missing selector selects nothing, an empty one everything. */
export function selects(s: LabelSelector | undefined, map: Readonly<Record<string, string>> | undefined): boolean {
  if (!s) return false;
  const of = map ?? {};
  return Object.entries(s.matchLabels ?? {}).every(([k, v]) => of[k] === v) && (s.matchExpressions ?? []).every((e) => {
    const has = e.key in of;
    switch (e.operator) {
      case 'In': return has && (e.values ?? []).includes(of[e.key]!);
      case 'NotIn': return !has || !(e.values ?? []).includes(of[e.key]!);
      case 'Exists': return has;
      default: return !has;
    }
  });
}
