// Containers, init containers and volumes. Models pkg/apis/core/validation validateContainers and ValidateVolumes.
import { parseQuantity, quantityText } from '../decode/quantity.ts';
import type { Container, EnvVar, PodSpec, Probe } from '../types.ts';
import { duplicate, forbidden, invalid, nonnegative, notFoundValue, notSupported, required, type FieldError } from './errors.ts';
import { dnsLabel, envVarName, portNumber, qualifiedName } from './names.ts';

type VolumeNames = ReadonlySet<string>;

export function volumes(spec: PodSpec, field: string): { errors: FieldError[]; names: VolumeNames } {
  const names = new Set<string>();
  const errors: FieldError[] = [];
  for (const [i, raw] of (spec.volumes ?? []).entries()) {
    const v = raw as { name: string } & Record<string, Record<string, unknown> | undefined>;
    const at = `${field}[${i}]`;
    const sources = Object.keys(v).filter((k) => k !== 'name');
    const own: FieldError[] = sources.length === 0 ? [required(at, 'must specify a volume type')] : sources.slice(1).map((s) => forbidden(`${at}.${s}`, 'may not specify more than 1 volume type'));
    if (v.configMap && !v.configMap.name) own.push(required(`${at}.configMap.name`));
    if (v.secret && !v.secret.secretName) own.push(required(`${at}.secret.secretName`));
    if (v.hostPath && !v.hostPath.path) own.push(required(`${at}.hostPath.path`));
    if (v.persistentVolumeClaim && !v.persistentVolumeClaim.claimName) own.push(required(`${at}.persistentVolumeClaim.claimName`));
    if (v.name === '') own.push(required(`${at}.name`)); else own.push(...dnsLabel(v.name).map((m) => invalid(`${at}.name`, v.name, m)));
    if (names.has(v.name)) own.push(duplicate(`${at}.name`, v.name));
    if (own.length === 0) names.add(v.name);
    errors.push(...own);
  }
  return { errors, names };
}

function ports(c: Container, field: string): FieldError[] {
  const seen = new Set<string>();
  return (c.ports ?? []).flatMap((p, i) => {
    const at = `${field}[${i}]`;
    const out: FieldError[] = [];
    if (p.name) {
      const wrong = /^(?=.{1,15}$)(?!.*--)(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(p.name);
      if (!wrong) out.push(invalid(`${at}.name`, p.name, p.name.length > 15 ? 'must be no more than 15 characters' : 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'));
      else if (seen.has(p.name)) out.push(duplicate(`${at}.name`, p.name));
      seen.add(p.name);
    }
    if (!p.containerPort) out.push(required(`${at}.containerPort`)); else out.push(...portNumber(p.containerPort).map((m) => invalid(`${at}.containerPort`, p.containerPort, m)));
    if (p.hostPort) out.push(...portNumber(p.hostPort).map((m) => invalid(`${at}.hostPort`, p.hostPort, m)));
    if (!p.protocol) out.push(required(`${at}.protocol`)); else if (!['SCTP', 'TCP', 'UDP'].includes(p.protocol)) out.push(notSupported(`${at}.protocol`, p.protocol, ['SCTP', 'TCP', 'UDP']));
    return out;
  });
}

const fieldPaths = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.hostIP', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'];
function valueFrom(e: EnvVar, field: string): FieldError[] {
  const from = e.valueFrom as Record<string, Record<string, unknown> | undefined> | undefined;
  if (!from) return [];
  const given = Object.keys(from);
  const out: FieldError[] = [];
  if (given.length === 0) out.push(invalid(field, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'));
  else if (given.length > 1) out.push(invalid(field, '', 'may not have more than one field specified at a time'));
  if (e.value) out.push(invalid(field, '', 'may not be specified when `value` is not empty'));
  const path = from.fieldRef?.fieldPath as string | undefined;
  if (from.fieldRef && !path) out.push(required(`${field}.fieldRef.fieldPath`));
  else if (path && !fieldPaths.includes(path) && !/^metadata\.(labels|annotations)\['.+'\]$/.test(path)) {
    out.push(/^metadata\.(labels|annotations)$/.test(path) || !/^(metadata|spec|status)\./.test(path) ? invalid(`${field}.fieldRef.fieldPath`, path, `error converting fieldPath: field label not supported: ${path}`) : notSupported(`${field}.fieldRef.fieldPath`, path, [...fieldPaths].sort()));
  }
  for (const kind of ['configMapKeyRef', 'secretKeyRef']) if (from[kind] && !from[kind].key) out.push(required(`${field}.${kind}.key`));
  return out;
}
const env = (c: Container, field: string): FieldError[] => (c.env ?? []).flatMap((e, i) => {
  const at = `${field}[${i}]`;
  return [...(e.name === '' ? [required(`${at}.name`)] : envVarName(e.name).map((m) => invalid(`${at}.name`, e.name, m))), ...valueFrom(e, `${at}.valueFrom`)];
});
function mounts(c: Container, names: VolumeNames, field: string): FieldError[] {
  const points = new Set<string>();
  return ((c.volumeMounts ?? []) as { name: string; mountPath: string }[]).flatMap((m, i) => {
    const at = `${field}[${i}]`;
    const out: FieldError[] = [];
    if (!m.name) out.push(required(`${at}.name`));
    if (!names.has(m.name)) out.push(notFoundValue(`${at}.name`, m.name));
    if (!m.mountPath) out.push(required(`${at}.mountPath`));
    if (points.has(m.mountPath)) out.push(invalid(`${at}.mountPath`, m.mountPath, 'must be unique'));
    points.add(m.mountPath);
    return out;
  });
}

const standard = ['cpu', 'memory', 'ephemeral-storage'];
function resourceName(name: string, field: string): FieldError[] {
  const out = qualifiedName(name).map((m) => invalid(field, name, m));
  if (out.length > 0 || name.includes('/')) return out;
  return standard.includes(name) || name.startsWith('hugepages-') ? [] : [invalid(field, name, 'must be a standard resource type or fully qualified'), invalid(field, name, 'must be a standard resource for containers')];
}
export function resources(c: Pick<Container, 'resources'>, field: string): FieldError[] {
  const out: FieldError[] = [];
  const { requests = {}, limits = {} } = c.resources ?? {};
  const amount = (text: string) => parseQuantity(text)!;
  for (const [list, at] of [[limits, `${field}.limits`], [requests, `${field}.requests`]] as const) {
    for (const [name, text] of Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1))) {
      out.push(...resourceName(name, at));
      if (amount(text).nanos < 0n) out.push(invalid(`${at}[${name}]`, text, 'must be greater than or equal to 0'));
      const limit = at.endsWith('requests') ? limits[name] : undefined;
      if (limit !== undefined && amount(text).nanos > amount(limit).nanos) out.push(invalid(at, quantityText(amount(text)), `must be less than or equal to ${name} limit of ${quantityText(amount(limit))}`));
    }
  }
  return out;
}
function probe(p: Probe | undefined, field: string, liveness: boolean): FieldError[] {
  if (!p) return [];
  const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'].filter((h) => h in p);
  const out: FieldError[] = handlers.length === 0 ? [required(field, 'must specify a handler type')] : handlers.slice(1).map((h) => forbidden(`${field}.${h}`, 'may not specify more than 1 handler type'));
  if (p.exec && !p.exec.command?.length) out.push(required(`${field}.exec.command`));
  for (const k of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const) out.push(...nonnegative(p[k], `${field}.${k}`));
  if (liveness && p.successThreshold !== undefined && p.successThreshold !== 1) out.push(invalid(`${field}.successThreshold`, p.successThreshold, 'must be 1'));
  return out;
}

function common(c: Container, names: VolumeNames, at: string): FieldError[] {
  const out: FieldError[] = c.name === '' ? [required(`${at}.name`)] : dnsLabel(c.name).map((m) => invalid(`${at}.name`, c.name, m));
  if (!c.image) out.push(required(`${at}.image`));
  else if (c.image !== c.image.trim()) out.push(invalid(`${at}.image`, c.image, 'must not have leading or trailing whitespace'));
  if (!['File', 'FallbackToLogsOnError'].includes(c.terminationMessagePolicy ?? '')) out.push(notSupported(`${at}.terminationMessagePolicy`, c.terminationMessagePolicy ?? '', ['FallbackToLogsOnError', 'File']));
  out.push(...ports(c, `${at}.ports`), ...env(c, `${at}.env`), ...mounts(c, names, `${at}.volumeMounts`));
  if (!['Always', 'IfNotPresent', 'Never'].includes(c.imagePullPolicy ?? '')) out.push(c.imagePullPolicy ? notSupported(`${at}.imagePullPolicy`, c.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']) : required(`${at}.imagePullPolicy`));
  return [...out, ...resources(c, `${at}.resources`)];
}
const restartPolicies = ['Always', 'Never', 'OnFailure'];

export function containers(spec: PodSpec, names: VolumeNames, field: string): FieldError[] {
  const list = spec.containers as Container[] | null | undefined;
  if (!list?.length) return [required(field)];
  const seen = new Set<string>();
  return list.flatMap((c, i) => {
    const at = `${field}[${i}]`;
    const out = common(c, names, at);
    if (seen.has(c.name)) out.push(duplicate(`${at}.name`, c.name));
    if (c.name) seen.add(c.name);
    out.push(...probe(c.livenessProbe, `${at}.livenessProbe`, true), ...probe(c.readinessProbe, `${at}.readinessProbe`, false), ...probe(c.startupProbe, `${at}.startupProbe`, true));
    if (c.restartPolicy !== undefined && !restartPolicies.includes(c.restartPolicy)) out.push(notSupported(`${at}.restartPolicy`, c.restartPolicy, restartPolicies));
    return out;
  });
}
export function initContainers(spec: PodSpec, names: VolumeNames, field: string): FieldError[] {
  const seen = new Set((spec.containers ?? []).map((c) => c.name));
  return (spec.initContainers ?? []).flatMap((c, i) => {
    const at = `${field}[${i}]`;
    const out = common(c, names, at);
    if (seen.has(c.name) && c.name) out.push(duplicate(`${at}.name`, c.name));
    if (c.name) seen.add(c.name);
    const sidecar = c.restartPolicy === 'Always';
    if (c.restartPolicy !== undefined && !restartPolicies.includes(c.restartPolicy)) out.push(notSupported(`${at}.restartPolicy`, c.restartPolicy, restartPolicies));
    for (const k of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
      if (c[k] === undefined) continue;
      if (!sidecar) out.push(forbidden(`${at}.${k}`, 'may not be set for init containers without restartPolicy=Always'));
      else if (k !== 'lifecycle') out.push(...probe(c[k], `${at}.${k}`, k !== 'readinessProbe'));
    }
    return out;
  });
}
