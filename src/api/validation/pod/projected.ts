// Volumes made of keys, fields and tokens. Models validateProjectionSources, validateDownwardAPIVolumeFile and validateKeyToPath of pkg/apis/core/validation.
import type { LabelSelector } from '../../types.ts';
import { forbidden, invalid, required, type FieldError } from '../errors.ts';
import { labelSelector } from '../meta.ts';
import { fieldRef, resourceRef, volumeFields, type FieldRef, type ResourceRef } from './fields.ts';
import { fileMode, localPath } from './paths.ts';

export type KeyToPath = { key: string; path: string; mode?: number };
export type DownwardFile = { path: string; fieldRef?: FieldRef; resourceFieldRef?: ResourceRef; mode?: number };
type Keys = { name?: string; items?: KeyToPath[] };
type Bundle = { name?: string; signerName?: string; labelSelector?: LabelSelector; path: string };
type Projection = { secret?: Keys; configMap?: Keys; downwardAPI?: { items?: DownwardFile[] }; serviceAccountToken?: { expirationSeconds?: number; path: string }; clusterTrustBundle?: Bundle };

export const keyToPath = (k: KeyToPath, field: string): FieldError[] => [
  ...(k.key ? [] : [required(`${field}.key`)]), ...(k.path ? [] : [required(`${field}.path`)]), ...localPath(k.path, `${field}.path`), ...fileMode(k.mode, `${field}.mode`),
];
/** Named after the list, not after its place in it, as the server does. */
export function downwardFile(file: DownwardFile, field: string): FieldError[] {
  const out = [...(file.path ? [] : [required(`${field}.path`)]), ...localPath(file.path, `${field}.path`)];
  if (file.fieldRef) {
    out.push(...fieldRef(file.fieldRef, volumeFields, `${field}.fieldRef`));
    if (file.resourceFieldRef) out.push(invalid(field, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (file.resourceFieldRef) out.push(...resourceRef(file.resourceFieldRef, true, `${field}.resourceFieldRef`));
  else out.push(required(field, 'one of fieldRef and resourceFieldRef is required'));
  return [...out, ...fileMode(file.mode, `${field}.mode`)];
}

type Taken = (path: string, value: string) => FieldError[];
function keys(source: Keys, at: string, taken: Taken): FieldError[] {
  return [...(source.name ? [] : [required(`${at}.name`)]), ...(source.items ?? []).flatMap((k, i) => [...keyToPath(k, `${at}.items[${i}]`), ...(k.path ? taken(k.path, source.name ?? '') : [])])];
}
function token(t: NonNullable<Projection['serviceAccountToken']>, at: string, whole: string): FieldError[] {
  const seconds = t.expirationSeconds ?? 3600;
  return [
    ...(seconds < 600 ? [invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes')] : []),
    ...(seconds > 2 ** 32 ? [invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds')] : []),
    ...(t.path === '' ? [required(`${whole}.path`)] : localPath(t.path, `${whole}.path`)),
  ];
}
function bundle(b: Bundle, at: string, taken: Taken): FieldError[] {
  const out: FieldError[] = [];
  if (b.name !== undefined && b.signerName !== undefined) out.push(invalid(at, b, 'only one of name and signerName may be used'));
  else if (b.name !== undefined) {
    if (b.name === '') out.push(required(`${at}.name`, 'must be a valid object name'));
    if (b.labelSelector) out.push(invalid(`${at}.labelSelector`, b.labelSelector, 'labelSelector must be unset if name is specified'));
  } else if (b.signerName !== undefined) {
    if (b.signerName === '') out.push(required(`${at}.signerName`, 'must be a valid signer name'));
    if (b.labelSelector) out.push(...labelSelector(b.labelSelector, `${at}.labelSelector`));
  } else out.push(required(at, 'either name or signerName must be specified'));
  return [...out, ...(b.path ? [] : [required(`${at}.path`)]), ...localPath(b.path, `${at}.path`), ...taken(b.path, b.path)];
}
export function projected(volume: { sources?: Projection[] | null; defaultMode?: number }, field: string): FieldError[] {
  const paths = new Set<string>();
  const taken: Taken = (path, value) => { if (paths.has(path)) return [invalid(field, value, 'conflicting duplicate paths')]; paths.add(path); return []; };
  return [...fileMode(volume.defaultMode, `${field}.defaultMode`), ...(volume.sources ?? []).flatMap((s, i) => {
    const at = `${field}.sources[${i}]`;
    const out: FieldError[] = [];
    if (s.secret) out.push(...keys(s.secret, `${at}.secret`, taken));
    if (s.configMap) out.push(...keys(s.configMap, `${at}.configMap`, taken));
    if (s.downwardAPI) for (const file of s.downwardAPI.items ?? []) out.push(...downwardFile(file, `${at}.downwardAPI`), ...(file.path ? taken(file.path, file.path) : []));
    if (s.serviceAccountToken) out.push(...token(s.serviceAccountToken, `${at}.serviceAccountToken`, field));
    if (s.clusterTrustBundle) out.push(...bundle(s.clusterTrustBundle, `${at}.clusterTrustBundle`, taken));
    if (Object.keys(s).length > 1) out.push(forbidden(at, 'may not specify more than 1 volume type per source'));
    return out;
  })];
}
