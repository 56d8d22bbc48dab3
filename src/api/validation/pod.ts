// The Pod template as far as Job users write it. Models pkg/apis/core/validation ValidatePodTemplateSpec and ValidatePodSpec.
import type { PodSpec, PodTemplateSpec } from '../types.ts';
import { containers, initContainers, volumes } from './containers.ts';
import { duplicate, invalid, notSupported, required, type FieldError } from './errors.ts';
import { annotations, labels, labelSelector } from './meta.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts';

const int32Max = 2147483647;

function tolerations(spec: PodSpec, field: string): FieldError[] {
  const out: FieldError[] = [];
  for (const [i, t] of (spec.tolerations ?? []).entries()) {
    const at = `${field}[${i}]`;
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = t as { key?: string; operator?: string; value?: string; effect?: string; tolerationSeconds?: number };
    if (key !== '') out.push(...qualifiedName(key).map((m) => invalid(`${at}.key`, key, m)));
    if (key === '' && operator !== 'Exists') out.push(invalid(`${at}.operator`, operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\""));
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') out.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    if (operator === 'Equal' || operator === '') out.push(...labelValue(value).map((m) => invalid(`${at}.operator`, value, m)));
    else if (operator === 'Exists') { if (value !== '') out.push(invalid(`${at}.operator`, t, 'value must be empty when `operator` is \'Exists\'')); } else out.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    if (effect !== '' && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) out.push(notSupported(`${at}.effect`, effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']));
  }
  return out;
}
function schedulingGates(spec: PodSpec, field: string): FieldError[] {
  const seen = new Set<string>();
  return (spec.schedulingGates ?? []).flatMap((g, i) => {
    const out = g.name === '' ? [required(`${field}[${i}].name`)] : qualifiedName(g.name).map((m) => invalid(`${field}[${i}].name`, g.name, m));
    if (seen.has(g.name)) out.push(duplicate(`${field}[${i}].name`, g.name));
    seen.add(g.name);
    return out;
  });
}
function topologySpread(spec: PodSpec, field: string): FieldError[] {
  return (spec.topologySpreadConstraints ?? []).flatMap((raw, i) => {
    const c = raw as { maxSkew?: number; topologyKey?: string; whenUnsatisfiable?: string; labelSelector?: never };
    const at = `${field}[${i}]`;
    return [
      ...((c.maxSkew ?? 0) <= 0 ? [invalid(`${at}.maxSkew`, c.maxSkew ?? 0, 'must be greater than zero')] : []),
      ...(c.topologyKey ? [] : [required(`${at}.topologyKey`, 'can not be empty')]),
      ...(['DoNotSchedule', 'ScheduleAnyway'].includes(c.whenUnsatisfiable ?? '') ? [] : [notSupported(`${at}.whenUnsatisfiable`, c.whenUnsatisfiable ?? '', ['DoNotSchedule', 'ScheduleAnyway'])]),
      ...(c.labelSelector ? labelSelector(c.labelSelector, `${at}.labelSelector`) : []),
    ];
  });
}
function names(spec: PodSpec, field: string): FieldError[] {
  const sub = (value: string | undefined, name: string, check: (t: string) => string[]) => (value ? check(value).map((m) => invalid(`${field}.${name}`, value, m)) : []);
  return [...sub(spec.serviceAccountName, 'serviceAccountName', dnsSubdomain), ...sub(spec.nodeName, 'nodeName', dnsSubdomain)];
}

export function podSpec(spec: PodSpec, field: string): FieldError[] {
  const vols = volumes(spec, `${field}.volumes`);
  const out: FieldError[] = [...vols.errors, ...containers(spec, vols.names, `${field}.containers`), ...initContainers(spec, vols.names, `${field}.initContainers`)];
  const choice = (value: string | undefined, name: string, supported: string[]) => { if (!value) out.push(required(`${field}.${name}`)); else if (!supported.includes(value)) out.push(notSupported(`${field}.${name}`, value, supported)); };
  choice(spec.restartPolicy, 'restartPolicy', ['Always', 'OnFailure', 'Never']);
  choice(spec.dnsPolicy, 'dnsPolicy', ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']);
  if (spec.dnsPolicy === 'None' && !(spec.dnsConfig as { nameservers?: string[] } | undefined)?.nameservers?.length) out.push(required(`${field}.dnsConfig`, "must provide `dnsConfig` when `dnsPolicy` is None"));
  out.push(...labels(spec.nodeSelector, `${field}.nodeSelector`), ...schedulingGates(spec, `${field}.schedulingGates`), ...topologySpread(spec, `${field}.topologySpreadConstraints`), ...names(spec, field));
  const ads = spec.activeDeadlineSeconds;
  if (ads !== undefined && (ads < 1 || ads > int32Max)) out.push(invalid(`${field}.activeDeadlineSeconds`, ads, 'must be between 1 and 2147483647, inclusive'));
  if (spec.hostname) out.push(...dnsLabel(spec.hostname).map((m) => invalid(`${field}.hostname`, spec.hostname, m)));
  if (spec.subdomain) out.push(...dnsLabel(spec.subdomain).map((m) => invalid(`${field}.subdomain`, spec.subdomain, m)));
  out.push(...tolerations(spec, `${field}.tolerations`));
  if (spec.priorityClassName) out.push(...dnsSubdomain(spec.priorityClassName).map((m) => invalid(`${field}.priorityClassName`, spec.priorityClassName, m)));
  const preemption = spec.preemptionPolicy as string | undefined;
  if (preemption !== undefined && !['PreemptLowerPriority', 'Never'].includes(preemption)) out.push(notSupported(`${field}.preemptionPolicy`, preemption, ['PreemptLowerPriority', 'Never']));
  return out;
}

export const podTemplate = (t: PodTemplateSpec, field: string): FieldError[] =>
  [...labels(t.metadata?.labels, `${field}.labels`), ...annotations(t.metadata?.annotations, `${field}.annotations`), ...podSpec(t.spec, `${field}.spec`)];
