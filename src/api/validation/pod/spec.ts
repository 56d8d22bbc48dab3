// A Pod's spec and the template that holds it. Models ValidatePodTemplateSpec and ValidatePodSpec of pkg/apis/core/validation.
import type { PodSpec, PodTemplateSpec } from '../../types.ts';
import { duplicate, eachInvalid, forbidden, invalid, notSupported, required, tooLong, type FieldError } from '../errors.ts';
import { annotations, labels } from '../meta.ts';
import { between, dnsLabel, dnsSearch, dnsSubdomain, ipAddress, qualifiedName } from '../names.ts';
import { affinity } from './affinity.ts';
import { podAnnotations, seccompAgreement } from './annotations.ts';
import { containers, ephemeralContainers, initContainers } from './containers.ts';
import { containersOf } from './each-container.ts';
import { filesOfValues } from './env.ts';
import { podResources, resources } from './resources.ts';
import { schedulingGates, tolerations, topologySpread } from './scheduling.ts';
import { podSecurity } from './security.ts';
import { volumes } from './volumes.ts';
import { hostProcess, operatingSystem } from './windows.ts';

const int32Max = 2147483647;
type ResourceClaim = { name: string; resourceClaimName?: string; resourceClaimTemplateName?: string };

function resourceClaims(list: readonly ResourceClaim[], f: string): FieldError[] {
  const seen = new Set<string>();
  return list.flatMap((c, i) => {
    const at = `${f}[${i}]`;
    const { name, resourceClaimName: direct, resourceClaimTemplateName: template } = c;
    const out: FieldError[] = name === '' ? [required(`${at}.name`)] : seen.has(name) ? [duplicate(`${at}.name`, name)] : eachInvalid(dnsLabel(name), `${at}.name`, name);
    seen.add(name);
    const printed = { Name: name, ResourceClaimName: direct ?? null, ResourceClaimTemplateName: template ?? null };
    if (direct !== undefined && template !== undefined) out.push(invalid(at, printed, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'));
    if (direct === undefined && template === undefined) out.push(invalid(at, printed, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    if (direct !== undefined) out.push(...eachInvalid(dnsSubdomain(direct), `${at}.resourceClaimName`, direct));
    if (template !== undefined) out.push(...eachInvalid(dnsSubdomain(template), `${at}.resourceClaimTemplateName`, template));
    return out;
  });
}
function hostNetworkPorts(spec: PodSpec, f: string): FieldError[] {
  if (!spec.hostNetwork) return [];
  return (spec.containers ?? []).flatMap((c, i) => (c.ports ?? []).flatMap((p, j) => (p.hostPort && p.hostPort !== p.containerPort ? [invalid(`${f}.containers[${i}].ports[${j}].hostPort`, p.hostPort, 'must match `containerPort` when `hostNetwork` is true')] : [])));
}
type DnsConfig = { nameservers?: string[]; searches?: string[]; options?: { name?: string }[] };
function dnsConfig(spec: PodSpec, f: string): FieldError[] {
  const config = spec.dnsConfig as DnsConfig | undefined;
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  if (spec.dnsPolicy === 'None' && !config) return [required(f, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  if (spec.dnsPolicy === 'None' && nameservers.length === 0) return [required(`${f}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  return [
    ...(nameservers.length > 3 ? [invalid(`${f}.nameservers`, nameservers, 'must not have more than 3 nameservers')] : []), ...nameservers.flatMap((n, i) => eachInvalid(ipAddress(n), `${f}.nameservers[${i}]`, n)),
    ...(searches.length > 32 ? [invalid(`${f}.searches`, searches, 'must not have more than 32 search paths')] : []),
    ...(searches.join(' ').length > 2048 ? [invalid(`${f}.searches`, searches, 'must not have more than 2048 characters (including spaces) in the search list')] : []),
    ...searches.flatMap((s, i) => (s === '.' ? [] : eachInvalid(dnsSearch(s.replace(/\.$/, '')), `${f}.searches[${i}]`, s.replace(/\.$/, '')))),
    ...options.flatMap((o, i) => (o.name ? [] : [required(`${f}.options[${i}]`, 'must not be empty')])),
  ];
}
/** A Pod with users of its own shares no other namespace with the host, and has no block devices. */
function hostUsers(spec: PodSpec, f: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const why = 'when `hostUsers` is false';
  return [...(spec.hostNetwork ? [forbidden(`${f}.hostNetwork`, why)] : []), ...(spec.hostPID ? [forbidden(`${f}.HostPID`, why)] : []), ...(spec.hostIPC ? [forbidden(`${f}.HostIPC`, why)] : []), ...containersOf(spec, f).filter(({ c }) => c.volumeDevices?.length).map(({ at }) => forbidden(`${at}.volumeDevices`, why))];
}
const hostAliases = (spec: PodSpec, f: string): FieldError[] => ((spec.hostAliases ?? []) as { ip: string; hostnames?: string[] }[]).flatMap((a, i) =>
  [...eachInvalid(ipAddress(a.ip), `${f}[${i}].ip`, a.ip), ...(a.hostnames ?? []).flatMap((h, j) => eachInvalid(dnsSubdomain(h), `${f}[${i}].hostnames[${j}]`, h))]);
const choice = (value: string | undefined, supported: readonly string[], f: string): FieldError[] => (!value ? [required(f)] : supported.includes(value) ? [] : [notSupported(f, value, supported)]);
const text = (value: unknown, check: (t: string) => string[], f: string): FieldError[] => (typeof value === 'string' && value !== '' ? eachInvalid(check(value), f, value) : []);

const hostnameMax = 64;
/** A host name of one's own is a Pod's alone, and the whole of it. That the two others are refused is from the field's documentation; the words are not the server's. */
function hostnameOverride(spec: PodSpec, f: string): FieldError[] {
  const given = spec.hostnameOverride as string | undefined;
  if (given === undefined) return [];
  const at = `${f}.hostnameOverride`;
  return [
    ...eachInvalid(dnsSubdomain(given), at, given), ...(given.length > hostnameMax ? [tooLong(at, hostnameMax)] : []),
    ...(['hostNetwork', 'setHostnameAsFQDN'] as const).filter((k) => spec[k] === true).map((k) => forbidden(at, `may not be set when \`${k}\` is true`)),
  ];
}
/** Names, deadlines and the rest that stands alone, in the server's order. */
function single(spec: PodSpec, f: string): FieldError[] {
  const deadline = spec.activeDeadlineSeconds;
  const runtimeClass = spec.runtimeClassName as string | undefined;
  return [
    ...text(spec.serviceAccountName, dnsSubdomain, `${f}.serviceAccountName`), ...text(spec.nodeName, dnsSubdomain, `${f}.nodeName`),
    ...(deadline === undefined ? [] : eachInvalid(between(deadline, 1, int32Max), `${f}.activeDeadlineSeconds`, deadline)),
    ...text(spec.hostname, dnsLabel, `${f}.hostname`), ...text(spec.subdomain, dnsLabel, `${f}.subdomain`), ...hostnameOverride(spec, f), ...tolerations(spec, `${f}.tolerations`), ...hostAliases(spec, `${f}.hostAliases`),
    ...text(spec.priorityClassName, dnsSubdomain, `${f}.priorityClassName`), ...(runtimeClass === undefined ? [] : eachInvalid(dnsSubdomain(runtimeClass), `${f}.runtimeClassName`, runtimeClass)),
    ...(spec.preemptionPolicy === undefined ? [] : choice(spec.preemptionPolicy as string, ['PreemptLowerPriority', 'Never'], `${f}.preemptionPolicy`)),
    ...(spec.overhead === undefined ? [] : resources({ limits: spec.overhead as Record<string, string> }, [], `${f}.overhead`)),
  ];
}
export function podSpec(spec: PodSpec, f: string): FieldError[] {
  const vols = volumes(spec, `${f}.volumes`);
  const claims = (spec.resourceClaims ?? []) as ResourceClaim[];
  const around = { volumes: vols.good, claims: claims.map((c) => c.name).filter((n) => n !== ''), spec };
  return [
    ...vols.errors, ...resourceClaims(claims, `${f}.resourceClaims`), ...containers(around, `${f}.containers`), ...initContainers(around, `${f}.initContainers`), ...ephemeralContainers(around, `${f}.ephemeralContainers`),
    ...filesOfValues(spec, f), ...podResources(spec, `${f}.resources`), ...hostNetworkPorts(spec, f), ...choice(spec.restartPolicy, ['Always', 'OnFailure', 'Never'], `${f}.restartPolicy`),
    ...choice(spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'], `${f}.dnsPolicy`), ...labels(spec.nodeSelector, `${f}.nodeSelector`), ...podSecurity(spec, `${f}.securityContext`),
    ...affinity(spec, `${f}.affinity`), ...dnsConfig(spec, `${f}.dnsConfig`), ...((spec.readinessGates ?? []) as { conditionType: string }[]).flatMap((g, i) => eachInvalid(qualifiedName(g.conditionType), `${f}.readinessGates[${i}].conditionType`, g.conditionType)),
    ...schedulingGates(spec, `${f}.schedulingGates`), ...topologySpread(spec, `${f}.topologySpreadConstraints`), ...hostProcess(spec, f), ...hostUsers(spec, f), ...single(spec, f), ...operatingSystem(spec, f),
  ];
}

export function podTemplate(t: PodTemplateSpec, field: string): FieldError[] {
  const meta = t.metadata ?? {};
  return [
    ...labels(meta.labels, `${field}.labels`), ...annotations(meta.annotations, `${field}.annotations`), ...podAnnotations(meta, t.spec, `${field}.annotations`), ...podSpec(t.spec, `${field}.spec`), ...seccompAgreement(meta, t.spec, `${field}.spec`),
    ...((t.spec.ephemeralContainers as unknown[] | undefined)?.length ? [forbidden(`${field}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')] : []),
  ];
}
