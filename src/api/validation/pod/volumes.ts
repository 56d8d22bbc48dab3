// The volumes of a Pod. Models ValidateVolumes and validateVolumeSource of pkg/apis/core/validation.
import { parseQuantity } from '../../decode/quantity.ts';
import type { PodSpec } from '../../types.ts';
import { duplicate, eachInvalid, forbidden, invalid, notSupported, required, tooLong, type FieldError } from '../errors.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';
import { claimTemplate } from './claim.ts';
import { legacyVolumes } from './legacy-volumes.ts';
import { fileMode, noBacksteps } from './paths.ts';
import { downwardFile, keyToPath, projected, type DownwardFile, type KeyToPath } from './projected.ts';
import { need, type Check, type Source } from './source.ts';

/** The good ones by name. */
export type Volumes = ReadonlyMap<string, Record<string, Source | undefined>>;

const items = (source: Source, field: string): FieldError[] => ((source.items ?? []) as KeyToPath[]).flatMap((k, i) => keyToPath(k, `${field}.items[${i}]`));
const hostPathTypes = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

const emptyDir: Check = (s, f) => (s.sizeLimit !== undefined && (parseQuantity(String(s.sizeLimit))?.nanos ?? 0n) < 0n ? [forbidden(`${f}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')] : []);
const hostPath: Check = (s, f) => (s.path ? [...noBacksteps(String(s.path), `${f}.path`), ...(s.type === undefined || hostPathTypes.includes(String(s.type)) ? [] : [notSupported(`${f}.type`, s.type, hostPathTypes)])] : [required(`${f}.path`)]);
const secret: Check = (s, f) => [...need(s, f, 'secretName'), ...fileMode(s.defaultMode as number, `${f}.defaultMode`), ...items(s, f)];
const configMap: Check = (s, f) => [...need(s, f, 'name'), ...fileMode(s.defaultMode as number, `${f}.defaultMode`), ...items(s, f)];
const nfs: Check = (s, f) => [...need(s, f, 'server', 'path'), ...(String(s.path).startsWith('/') ? [] : [invalid(`${f}.path`, s.path, 'must be an absolute path')])];
const downwardAPI: Check = (s, f) => [...fileMode(s.defaultMode as number, `${f}.defaultMode`), ...((s.items ?? []) as DownwardFile[]).flatMap((file) => downwardFile(file, f))];
function csi(s: Source, f: string): FieldError[] {
  const driver = String(s.driver ?? '');
  const out: FieldError[] = [...need(s, f, 'driver'), ...(driver.length > 63 ? [tooLong(`${f}.driver`, 63)] : []), ...eachInvalid(dnsSubdomain(driver.toLowerCase()), `${f}.driver`, driver)];
  const ref = s.nodePublishSecretRef as { name?: string } | undefined;
  if (ref) out.push(...(ref.name ? eachInvalid(dnsSubdomain(ref.name), `${f}.name`, ref.name) : [required(`${f}.nodePublishSecretRef.name`)]));
  return out;
}
const ephemeral: Check = (s, f) => (s.volumeClaimTemplate ? claimTemplate(s.volumeClaimTemplate as Source, `${f}.volumeClaimTemplate`) : [required(`${f}.volumeClaimTemplate`)]);
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
/** Only a Pod itself must say which image; its template may leave that to others. */
const image: Check = (s, f) => (pullPolicies.includes(String(s.pullPolicy ?? '')) ? [] : s.pullPolicy ? [notSupported(`${f}.pullPolicy`, s.pullPolicy, pullPolicies)] : [required(`${f}.pullPolicy`)]);

const { gitRepo, gcePersistentDisk, awsElasticBlockStore, iscsi, glusterfs, flocker, rbd, cinder, cephfs, quobyte, fc, flexVolume, azureFile, vsphereVolume, photonPersistentDisk, portworxVolume, azureDisk, storageos, scaleIO } = legacyVolumes;
/** In the order in which the server looks; the first that is given counts. `as`: how the server's complaint spells the second one, where it differs. */
const kinds: readonly { name: string; check: Check; as?: string; at?: string }[] = [
  { name: 'emptyDir', check: emptyDir }, { name: 'hostPath', check: hostPath }, { name: 'gitRepo', check: gitRepo }, { name: 'gcePersistentDisk', check: gcePersistentDisk, at: 'persistentDisk' }, { name: 'awsElasticBlockStore', check: awsElasticBlockStore },
  { name: 'secret', check: secret }, { name: 'nfs', check: nfs }, { name: 'iscsi', check: iscsi }, { name: 'glusterfs', check: glusterfs }, { name: 'flocker', check: flocker }, { name: 'persistentVolumeClaim', check: (s, f) => need(s, f, 'claimName') },
  { name: 'rbd', check: rbd }, { name: 'cinder', check: cinder }, { name: 'cephfs', check: cephfs, as: 'cephFS' }, { name: 'quobyte', check: quobyte }, { name: 'downwardAPI', check: downwardAPI, as: 'downwarAPI' }, { name: 'fc', check: fc }, { name: 'flexVolume', check: flexVolume },
  { name: 'configMap', check: configMap }, { name: 'azureFile', check: azureFile }, { name: 'vsphereVolume', check: vsphereVolume }, { name: 'photonPersistentDisk', check: photonPersistentDisk }, { name: 'portworxVolume', check: portworxVolume }, { name: 'azureDisk', check: azureDisk },
  { name: 'storageos', check: storageos }, { name: 'projected', check: (s, f) => projected(s as never, f) }, { name: 'scaleIO', check: scaleIO }, { name: 'csi', check: csi }, { name: 'ephemeral', check: ephemeral }, { name: 'image', check: image },
];
function source(v: Record<string, Source | undefined>, at: string, name: string): FieldError[] {
  const given = kinds.filter((k) => v[k.name] !== undefined && v[k.name] !== null);
  if (given.length === 0) return [required(at, 'must specify a volume type')];
  return given.flatMap((k, i) => {
    const out = i > 0 ? [forbidden(`${at}.${k.as ?? k.name}`, 'may not specify more than 1 volume type')] : k.check(v[k.name]!, `${at}.${k.at ?? k.name}`);
    if (k.name !== 'iscsi' || v.iscsi!.initiatorName === undefined || `${name}:${String(v.iscsi!.targetPortal)}`.length <= 64) return out;
    return [...out, invalid(`${at}.name`, name, 'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.')];
  });
}
export function volumes(spec: PodSpec, field: string): { errors: FieldError[]; good: Volumes } {
  const good = new Map<string, Record<string, Source | undefined>>();
  const errors: FieldError[] = [];
  for (const [i, raw] of (spec.volumes ?? []).entries()) {
    const { name, ...sources } = raw as { name: string } & Record<string, never>;
    const at = `${field}[${i}]`;
    const own = [...source(sources, at, name), ...(name === '' ? [required(`${at}.name`)] : eachInvalid(dnsLabel(name), `${at}.name`, name))];
    if (good.has(name)) own.push(duplicate(`${at}.name`, name));
    if (own.length === 0) good.set(name, sources);
    errors.push(...own);
  }
  return { errors, good };
}
