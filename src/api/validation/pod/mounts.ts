// Where volumes and block devices appear in a container. Models ValidateVolumeMounts and ValidateVolumeDevices of pkg/apis/core/validation.
import type { Container } from '../../types.ts';
import { forbidden, invalid, notFoundValue, notSupported, required, type FieldError } from '../errors.ts';
import { descendingPath, noBacksteps } from './paths.ts';
import type { Volumes } from './volumes.ts';

type Mount = { name: string; mountPath: string; readOnly?: boolean; recursiveReadOnly?: string; subPath?: string; subPathExpr?: string; mountPropagation?: string };
type Device = { name: string; devicePath: string };
const mountsOf = (c: Container) => (c.volumeMounts ?? []) as Mount[];
const devicesOf = (c: Container) => (c.volumeDevices ?? []) as Device[];

function propagation(m: Mount, c: Container, field: string): FieldError[] {
  if (m.mountPropagation === undefined) return [];
  const out: FieldError[] = ['Bidirectional', 'HostToContainer', 'None'].includes(m.mountPropagation) ? [] : [notSupported(field, m.mountPropagation, ['Bidirectional', 'HostToContainer', 'None'])];
  if (m.mountPropagation === 'Bidirectional' && c.securityContext?.privileged !== true) out.push(forbidden(field, 'Bidirectional mount propagation is available only to privileged containers'));
  return out;
}
function recursiveReadOnly(m: Mount, field: string): FieldError[] {
  const mode = m.recursiveReadOnly;
  if (mode === undefined || mode === 'Disabled') return [];
  if (mode !== 'Enabled' && mode !== 'IfPossible') return [notSupported(field, mode, ['Disabled', 'Enabled', 'IfPossible'])];
  return [
    ...(m.readOnly ? [] : [forbidden(field, 'may only be specified when readOnly is true')]),
    ...(m.mountPropagation !== undefined && m.mountPropagation !== 'None' ? [forbidden(field, 'may only be specified when mountPropagation is None or not specified')] : []),
  ];
}
/** Some complaints name the list and not the item, as the server's do. */
function mount(m: Mount, c: Container, at: string, list: string): FieldError[] {
  const out: FieldError[] = [];
  if (m.subPath) out.push(...descendingPath(m.subPath, `${list}.subPath`));
  if (m.subPathExpr) {
    if (m.subPath) out.push(invalid(`${at}.subPathExpr`, m.subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
    out.push(...descendingPath(m.subPathExpr, `${list}.subPathExpr`));
  }
  return [...out, ...propagation(m, c, `${list}.mountPropagation`), ...recursiveReadOnly(m, `${list}.recursiveReadOnly`)];
}
export function volumeMounts(c: Container, volumes: Volumes, list: string): FieldError[] {
  const points = new Set<string>();
  return mountsOf(c).flatMap((m, i) => {
    const at = `${list}[${i}]`;
    const out: FieldError[] = [];
    if (!m.name) out.push(required(`${at}.name`));
    if (!volumes.has(m.name)) out.push(notFoundValue(`${at}.name`, m.name));
    if (!m.mountPath) out.push(required(`${at}.mountPath`));
    if (points.has(m.mountPath)) out.push(invalid(`${at}.mountPath`, m.mountPath, 'must be unique'));
    points.add(m.mountPath);
    if (devicesOf(c).some((d) => d.name === m.name)) out.push(invalid(`${at}.name`, m.name, 'must not already exist in volumeDevices'));
    if (devicesOf(c).some((d) => d.devicePath === m.mountPath)) out.push(invalid(`${at}.mountPath`, m.mountPath, 'must not already exist as a path in volumeDevices'));
    return [...out, ...mount(m, c, at, list)];
  });
}
export function volumeDevices(c: Container, volumes: Volumes, list: string): FieldError[] {
  const paths = new Set<string>();
  const names = new Set<string>();
  return devicesOf(c).flatMap(({ name, devicePath }, i) => {
    const at = `${list}[${i}]`;
    const out: FieldError[] = [];
    const volume = volumes.get(name);
    if (!name) out.push(required(`${at}.name`));
    if (names.has(name)) out.push(invalid(`${at}.name`, name, 'must be unique'));
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral) out.push(invalid(`${at}.name`, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'));
    if (!volume) out.push(notFoundValue(`${at}.name`, name));
    if (!devicePath) out.push(required(`${at}.devicePath`));
    if (paths.has(devicePath)) out.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'));
    if (noBacksteps(devicePath, '').length > 0) out.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')")); else paths.add(devicePath);
    if (mountsOf(c).some((m) => m.name === name)) out.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
    if (mountsOf(c).some((m) => m.mountPath === devicePath)) out.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    if (name) names.add(name);
    return out;
  });
}
