// Environment variables and where their values come from. Models ValidateEnv and ValidateEnvFrom of pkg/apis/core/validation.
import type { Container, EnvVar, PodSpec } from '../../types.ts';
import { eachInvalid, invalid, notFoundValue, required, type FieldError } from '../errors.ts';
import { configMapKey, dnsLabel, dnsSubdomain, envVarName, maskedDash } from '../names.ts';
import { containersOf } from './each-container.ts';
import { envFields, fieldRef, resourceRef, type FieldRef, type ResourceRef } from './fields.ts';
import { localPath } from './paths.ts';

type KeyRef = { name?: string; key: string };
type FileRef = { volumeName: string; path: string; key: string };
type Source = { fieldRef?: FieldRef; resourceFieldRef?: ResourceRef; configMapKeyRef?: KeyRef; secretKeyRef?: KeyRef; fileKeyRef?: FileRef };
type FromSource = { prefix?: string; configMapRef?: { name?: string }; secretRef?: { name?: string } };

const keyRef = (ref: KeyRef, field: string): FieldError[] =>
  [...eachInvalid(dnsSubdomain(ref.name ?? ''), `${field}.name`, ref.name ?? ''), ...(ref.key === '' ? [required(`${field}.key`)] : eachInvalid(configMapKey(ref.key), `${field}.key`, ref.key))];
const fileRef = (ref: FileRef, field: string): FieldError[] => [
  ...(ref.key === '' ? [required(`${field}.key`)] : eachInvalid(envVarName(ref.key), `${field}.key`, ref.key)),
  ...(ref.volumeName === '' ? [required(`${field}.volumeName`)] : eachInvalid(dnsLabel(ref.volumeName), `${field}.volumeName`, ref.volumeName)), ...(ref.path === '' ? [required(`${field}.path`)] : localPath(ref.path, `${field}.path`)),
];
function valueFrom(e: EnvVar, field: string): FieldError[] {
  const from = e.valueFrom as Source | undefined;
  if (!from) return [];
  const out: FieldError[] = [];
  if (from.fieldRef) out.push(...fieldRef(from.fieldRef, envFields, `${field}.fieldRef`));
  if (from.resourceFieldRef) out.push(...resourceRef(from.resourceFieldRef, false, `${field}.resourceFieldRef`));
  if (from.configMapKeyRef) out.push(...keyRef(from.configMapKeyRef, `${field}.configMapKeyRef`));
  if (from.secretKeyRef) out.push(...keyRef(from.secretKeyRef, `${field}.secretKeyRef`));
  if (from.fileKeyRef) out.push(...fileRef(from.fileKeyRef, `${field}.fileKeyRef`));
  const sources = Object.keys(from).length;
  if (sources === 0) out.push(invalid(field, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'));
  else if (e.value) out.push(invalid(field, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) out.push(invalid(field, '', 'may not have more than one field specified at a time'));
  return out;
}
export const env = (c: Container, field: string): FieldError[] => (c.env ?? []).flatMap((e, i) =>
  [...(e.name === '' ? [required(`${field}[${i}].name`)] : eachInvalid(envVarName(e.name), `${field}[${i}].name`, e.name)), ...valueFrom(e, `${field}[${i}].valueFrom`)]);
/** A file of values lies in an empty directory of the Pod's own; the container need not mount it. Models validateFileKeyRefVolumes, whose words for another kind of volume are from memory. */
export const filesOfValues = (spec: PodSpec, f: string): FieldError[] => containersOf(spec, f).flatMap(({ c, at }) => (c.env ?? []).flatMap((e, i) => {
  const name = (e.valueFrom as Source | undefined)?.fileKeyRef?.volumeName;
  const volume = spec.volumes?.find((v) => v.name === name);
  const field = `${at}.env[${i}].valueFrom.fileKeyRef.volumeName`;
  return name === undefined || volume?.emptyDir ? [] : [volume ? invalid(field, name, 'referenced volume must be of type emptyDir') : notFoundValue(field, name)];
}));

/** The name may end in a hyphen: the server takes it for a prefix. */
const namedSource = (ref: { name?: string }, field: string): FieldError[] => (ref.name ? eachInvalid(dnsSubdomain(maskedDash(ref.name)), `${field}.name`, ref.name) : [required(`${field}.name`)]);
export const envFrom = (c: Container, field: string): FieldError[] => ((c.envFrom ?? []) as FromSource[]).flatMap((e, i) => {
  const at = `${field}[${i}]`;
  const out: FieldError[] = e.prefix ? eachInvalid(envVarName(e.prefix), `${at}.prefix`, e.prefix) : [];
  if (e.configMapRef) out.push(...namedSource(e.configMapRef, `${at}.configMapRef`));
  if (e.secretRef) out.push(...namedSource(e.secretRef, `${at}.secretRef`));
  if (!e.configMapRef && !e.secretRef) out.push(invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`'));
  else if (e.configMapRef && e.secretRef) out.push(invalid(field, '', 'may not have more than one field specified at a time'));
  return out;
});
