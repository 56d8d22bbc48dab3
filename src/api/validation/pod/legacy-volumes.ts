// The volume types of old clouds and network file systems, most of which work no more but are still checked. Models the validate…VolumeSource functions of pkg/apis/core/validation.
import { eachInvalid, invalid, notSupported, required, type FieldError } from '../errors.ts';
import { between, dnsLabel } from '../names.ts';
import { descendingPath } from './paths.ts';
import { need, type Check, type Source } from './source.ts';

const range = (s: Source, name: string, f: string, low: number, high: number): FieldError[] => eachInvalid(between(Number(s[name] ?? 0), low, high), `${f}.${name}`, s[name] ?? 0);
/** Zero, which stands for none, is let pass and still not named. */
const partition = (s: Source, f: string): FieldError[] => (between(Number(s.partition ?? 0), 0, 255).length > 0 ? [invalid(`${f}.partition`, s.partition, 'must be between 1 and 255, inclusive')] : []);
const formats: Record<string, RegExp> = { iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/, eui: /^eui.[A-Za-z0-9]{16}$/, naa: /^naa.[A-Za-z0-9]{32}$/ };
function initiator(text: string, field: string): FieldError[] {
  const format = formats[text.slice(0, 3)];
  if (!format) return [invalid(field, text, 'must be valid format starting with iqn, eui, or naa')];
  return format.test(text) ? [] : [invalid(field, text, 'must be valid format')];
}
const iscsi: Check = (s, f) => [
  ...need(s, f, 'targetPortal'), ...(s.iqn ? initiator(String(s.iqn), `${f}.iqn`) : [required(`${f}.iqn`)]), ...range(s, 'lun', f, 0, 255),
  ...((s.chapAuthDiscovery || s.chapAuthSession) && !s.secretRef ? [required(`${f}.secretRef`)] : []), ...(s.initiatorName === undefined ? [] : initiator(String(s.initiatorName), `${f}.initiatorname`)),
];
function fc(s: Source, f: string): FieldError[] {
  const names = (s.targetWWNs ?? []) as string[];
  const ids = (s.wwids ?? []) as string[];
  const out: FieldError[] = [];
  if (names.length === 0 && ids.length === 0) out.push(required(`${f}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'));
  if (names.length > 0 && ids.length > 0) out.push(invalid(`${f}.targetWWNs`, names, 'targetWWNs and wwids can not be specified simultaneously'));
  if (names.length > 0) out.push(...(s.lun === undefined ? [required(`${f}.lun`, 'lun is required if targetWWNs is specified')] : range(s, 'lun', f, 0, 255)));
  return out;
}
function flocker(s: Source, f: string): FieldError[] {
  const out: FieldError[] = [];
  if (!s.datasetName && !s.datasetUUID) out.push(required(f, 'one of datasetName and datasetUUID is required'));
  if (s.datasetName && s.datasetUUID) out.push(invalid(f, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  if (String(s.datasetName ?? '').includes('/')) out.push(invalid(`${f}.datasetName`, s.datasetName, "must not contain '/'"));
  return out;
}
const pairs = 'must be a host:port pair or multiple pairs separated by commas';
function quobyte(s: Source, f: string): FieldError[] {
  const registry = String(s.registry ?? '');
  const out: FieldError[] = registry === '' ? [required(`${f}.registry`, pairs)]
    : String(s.tenant ?? '').length >= 65 ? [required(`${f}.tenant`, 'must be a UUID and may not exceed a length of 64 characters')]
      : registry.split(',').filter((p) => !/^(\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(p)).map(() => invalid(`${f}.registry`, registry, pairs));
  return [...out, ...need(s, f, 'volume')];
}
const flexVolume: Check = (s, f) => [...need(s, f, 'driver'), ...Object.keys((s.options ?? {}) as object).filter((k) => /\.(kubernetes|k8s)\.io$/.test(`.${k.split('/').length > 1 ? k.split('/')[0]!.toLowerCase() : k.toLowerCase()}`)).map((k) => invalid(`${f}.options[${k}]`, k, 'kubernetes.io and k8s.io namespaces are reserved'))];
function azureDisk(s: Source, f: string): FieldError[] {
  const out = need(s, f, 'diskName', 'diskURI');
  const uri = String(s.diskURI ?? '');
  const choice = (name: string, supported: string[]) => { if (s[name] !== undefined && !supported.includes(String(s[name]))) out.push(notSupported(`${f}.${name}`, s[name], supported)); };
  choice('cachingMode', ['None', 'ReadOnly', 'ReadWrite']);
  choice('kind', ['Dedicated', 'Managed', 'Shared']);
  if (s.kind === 'Managed' && !uri.startsWith('/subscriptions/')) out.push(notSupported(`${f}.diskURI`, uri, ['/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}']));
  if (s.kind !== undefined && s.kind !== 'Managed' && !uri.startsWith('https://')) out.push(notSupported(`${f}.diskURI`, uri, ['https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd']));
  return out;
}
const secretName = (s: Source, f: string): FieldError[] => (s.secretRef && !(s.secretRef as { name?: string }).name ? [required(`${f}.secretRef.name`)] : []);
const storageos: Check = (s, f) => [
  ...(s.volumeName ? eachInvalid(dnsLabel(String(s.volumeName)), `${f}.volumeName`, s.volumeName) : [required(`${f}.volumeName`)]), ...(s.volumeNamespace ? eachInvalid(dnsLabel(String(s.volumeNamespace)), `${f}.volumeNamespace`, s.volumeNamespace) : []), ...secretName(s, f),
];
const gitRepo: Check = (s, f) => [...need(s, f, 'repository'), ...descendingPath(String(s.directory ?? ''), `${f}.directory`)];
const fields = (...names: string[]): Check => (s, f) => need(s, f, ...names);

export const legacyVolumes = {
  gitRepo, iscsi, fc, flocker, quobyte, flexVolume, azureDisk, storageos,
  gcePersistentDisk: (s: Source, f: string) => [...need(s, f, 'pdName'), ...partition(s, f)], awsElasticBlockStore: (s: Source, f: string) => [...need(s, f, 'volumeID'), ...partition(s, f)],
  glusterfs: fields('endpoints', 'path'), rbd: fields('monitors', 'image'), cinder: (s: Source, f: string) => [...need(s, f, 'volumeID'), ...secretName(s, f)], cephfs: fields('monitors'), azureFile: fields('secretName', 'shareName'),
  vsphereVolume: fields('volumePath'), photonPersistentDisk: fields('pdID'), portworxVolume: fields('volumeID'), scaleIO: fields('gateway', 'system', 'volumeName'),
} satisfies Record<string, Check>;
