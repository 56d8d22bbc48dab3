// The template of a claim that lives as long as its Pod. Models ValidatePersistentVolumeClaimTemplate of pkg/apis/core/validation.
import { canonicalQuantity, parseQuantity } from '../../decode/quantity.ts';
import { structOf } from '../../decode/schema.ts';
import type { LabelSelector, ResourceList, TemplateMeta } from '../../types.ts';
import { eachInvalid, forbidden, invalid, notSupported, required, type FieldError } from '../errors.ts';
import { annotations, labels, labelSelector } from '../meta.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';

type Source = { apiGroup: string | null; kind: string; name: string; namespace?: string };
type ClaimSpec = { accessModes?: string[]; selector?: LabelSelector; resources?: { requests?: ResourceList }; storageClassName?: string; volumeMode?: string; dataSource?: Source; dataSourceRef?: Source; volumeAttributesClassName?: string };
const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** Of the metadata only labels and annotations may be set. */
const metadata = (meta: TemplateMeta, f: string): FieldError[] => [
  ...annotations(meta.annotations, `${f}.annotations`), ...labels(meta.labels, `${f}.labels`),
  ...Object.keys(structOf('ObjectMeta')!).filter((k) => k in meta && k !== 'labels' && k !== 'annotations').map((k) => forbidden(`${f}.${k === 'uid' ? 'uID' : k}`, 'cannot be set')),
];
/** What the volume is filled from. Only a claim is of the core group. */
function source(s: Source | undefined, f: string): FieldError[] {
  if (!s) return [];
  const { apiGroup, kind, name, namespace } = s;
  return [
    ...(name ? [] : [required(`${f}.name`)]), ...(kind ? [] : [required(`${f}.kind`)]),
    ...(apiGroup || kind === 'PersistentVolumeClaim' ? [] : [invalid(f, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")]),
    ...(apiGroup ? eachInvalid(dnsSubdomain(apiGroup), `${f}.apiGroup`, apiGroup) : []), ...(namespace ? eachInvalid(dnsLabel(namespace), `${f}.namespace`, namespace) : []),
  ];
}
/** The older of the two fields says the same or nothing. */
function bothSources({ dataSource: old, dataSourceRef: ref }: ClaimSpec, f: string): FieldError[] {
  if (!old || !ref) return [];
  const wrong = ref.namespace ? 'may not be specified when dataSourceRef.namespace is specified' : old.apiGroup === ref.apiGroup && old.kind === ref.kind && old.name === ref.name ? '' : 'must match dataSourceRef';
  // The server gives its path as the value, which prints as an empty object.
  return wrong ? [invalid(f, {}, wrong)] : [];
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
  out.push(...source(s.dataSource, `${f}.dataSource`), ...source(s.dataSourceRef, `${f}.dataSourceRef`), ...bothSources(s, f));
  if (s.volumeAttributesClassName) out.push(...eachInvalid(dnsSubdomain(s.volumeAttributesClassName), `${f}.volumeAttributesClassName`, s.volumeAttributesClassName));
  return out;
}
export const claimTemplate = (t: { metadata?: TemplateMeta; spec?: ClaimSpec }, f: string): FieldError[] => [...metadata(t.metadata ?? {}, `${f}.metadata`), ...spec(t.spec ?? {}, `${f}.spec`)];
