// The template of a claim that lives as long as its Pod. Models ValidatePersistentVolumeClaimTemplate of pkg/apis/core/validation.
import { canonicalQuantity, parseQuantity } from '../../decode/quantity.ts';
import type { LabelSelector, ResourceList, TemplateMeta } from '../../types.ts';
import { eachInvalid, forbidden, invalid, notSupported, required, type FieldError } from '../errors.ts';
import { annotations, labels, labelSelector } from '../meta.ts';
import { dnsSubdomain } from '../names.ts';

type ClaimSpec = { accessModes?: string[]; selector?: LabelSelector; resources?: { requests?: ResourceList }; storageClassName?: string; volumeMode?: string };
const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** Of the metadata only labels and annotations may be set. */
function metadata(meta: TemplateMeta, f: string): FieldError[] {
  const others = Object.entries(meta).filter(([k, v]) => k !== 'labels' && k !== 'annotations' && v !== '' && v !== null && v !== undefined);
  return [...annotations(meta.annotations, `${f}.annotations`), ...labels(meta.labels, `${f}.labels`), ...others.map(([k]) => forbidden(`${f}.${k === 'uid' ? 'uID' : k}`, 'cannot be set'))];
}
function spec(s: ClaimSpec, f: string): FieldError[] {
  const out: FieldError[] = s.accessModes?.length ? [] : [required(`${f}.accessModes`, 'at least 1 access mode is required')];
  if (s.selector) out.push(...labelSelector(s.selector, `${f}.selector`));
  for (const mode of s.accessModes ?? []) if (!modes.includes(mode)) out.push(notSupported(`${f}.accessModes`, mode, modes));
  if (s.accessModes?.includes('ReadWriteOncePod') && s.accessModes.some((m) => m !== 'ReadWriteOncePod' && modes.includes(m))) out.push(forbidden(`${f}.accessModes`, 'may not use ReadWriteOncePod with other access modes'));
  const storage = s.resources?.requests?.storage;
  if (storage === undefined) out.push(required(`${f}.resources[storage]`));
  else if ((parseQuantity(storage)?.nanos ?? 0n) <= 0n) out.push(invalid(`${f}.resources[storage]`, canonicalQuantity(storage), 'must be greater than zero'));
  if (s.storageClassName) out.push(...eachInvalid(dnsSubdomain(s.storageClassName), `${f}.storageClassName`, s.storageClassName));
  if (s.volumeMode !== undefined && !['Block', 'Filesystem'].includes(s.volumeMode)) out.push(notSupported(`${f}.volumeMode`, s.volumeMode, ['Block', 'Filesystem']));
  return out;
}
export const claimTemplate = (t: { metadata?: TemplateMeta; spec?: ClaimSpec }, f: string): FieldError[] => [...metadata(t.metadata ?? {}, `${f}.metadata`), ...spec(t.spec ?? {}, `${f}.spec`)];
