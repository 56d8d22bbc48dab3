// What of a Pod template works and is seldom meant. Models pkg/api/pod/warnings.go.
import { parseQuantity, quantityText } from '../decode/quantity.ts';
import { quote } from '../schedule/go.ts';
import type { Container, LabelSelector, PodSpec, PodTemplateSpec, ResourceList } from '../types.ts';
import { labelValue } from '../validation/names.ts';
import { containersOf } from '../validation/pod/each-container.ts';
import { addressWarnings } from './addresses.ts';
import { overlappingPaths } from './paths.ts';

const instead = (since: string, label: string) => `deprecated since ${since}; use "${label}" instead`;
const oldLabels = new Map([
  ['beta.kubernetes.io/arch', instead('v1.14', 'kubernetes.io/arch')], ['beta.kubernetes.io/os', instead('v1.14', 'kubernetes.io/os')], ['failure-domain.beta.kubernetes.io/region', instead('v1.17', 'topology.kubernetes.io/region')],
  ['failure-domain.beta.kubernetes.io/zone', instead('v1.17', 'topology.kubernetes.io/zone')], ['beta.kubernetes.io/instance-type', instead('v1.17', 'node.kubernetes.io/instance-type')],
]);
const oldAnnotations = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'], ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
] as const;
/** Kinds of volume that are old, as the server's warnings spell them. */
const oldVolumes = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'v1.11, non-functional in v1.16+'], ['gitRepo', 'gitRepo', 'v1.11, and disabled by default in v1.33+'], ['scaleIO', 'scaleIO', 'v1.16, non-functional in v1.22+'], ['flocker', 'flocker', 'v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'v1.22, non-functional in v1.25+'], ['quobyte', 'quobyte', 'v1.22, non-functional in v1.25+'], ['glusterfs', 'glusterfs', 'v1.25, non-functional in v1.26+'], ['cephfs', 'cephfs', 'v1.28, non-functional in v1.31+'], ['rbd', 'rbd', 'v1.28, non-functional in v1.31+'],
] as const;

type Term = { matchExpressions?: { key: string; values?: string[] }[] };
type PodTerm = { labelSelector?: LabelSelector };
type Affinity = {
  nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: Term[] }; preferredDuringSchedulingIgnoredDuringExecution?: { preference?: Term }[] };
  podAffinity?: PodAffinity; podAntiAffinity?: PodAffinity;
};
type PodAffinity = { requiredDuringSchedulingIgnoredDuringExecution?: PodTerm[]; preferredDuringSchedulingIgnoredDuringExecution?: { podAffinityTerm?: PodTerm }[] };
const nullSelector = 'a null labelSelector results in matching no pod';

const ofTerm = (t: Term, at: string, values: boolean): string[] => (t.matchExpressions ?? []).flatMap(({ key, values: list = [] }, i) => {
  const f = `${at}.matchExpressions[${i}]`;
  const old = oldLabels.get(key);
  return [...(old ? [`${f}.key: ${key} is ${old}`] : []), ...(values ? list.flatMap((v, j) => labelValue(v).map((m) => `${f}.values[${j}]: ${v} is invalid, ${m}`)) : [])];
});
function nodeChoice(s: PodSpec, at: string): string[] {
  const out = Object.keys(s.nodeSelector ?? {}).filter((k) => oldLabels.has(k)).map((k) => `${at}.nodeSelector[${k}]: ${oldLabels.get(k)!}`);
  const node = (s.affinity as Affinity | undefined)?.nodeAffinity;
  const f = `${at}.affinity.nodeAffinity`;
  for (const [i, t] of (node?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).entries()) out.push(...ofTerm(t, `${f}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${i}]`, false));
  for (const [i, p] of (node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) out.push(...ofTerm(p.preference ?? {}, `${f}.preferredDuringSchedulingIgnoredDuringExecution[${i}].preference`, true));
  for (const [i, c] of ((s.topologySpreadConstraints ?? []) as { topologyKey: string; labelSelector?: unknown }[]).entries()) {
    const old = oldLabels.get(c.topologyKey);
    if (old) out.push(`${at}.topologySpreadConstraints[${i}].topologyKey: ${c.topologyKey} is ${old}`);
    if (!c.labelSelector) out.push(`${at}.topologySpreadConstraints[${i}].labelSelector: ${nullSelector}`);
  }
  return out;
}
function podChoice(s: PodSpec, at: string): string[] {
  const a = (s.affinity ?? {}) as Affinity;
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) => [
    ...(a[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((t, i) => (t.labelSelector ? [] : [`${at}.affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution[${i}].labelSelector: ${nullSelector}`])),
    ...(a[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap((w, i) => (w.podAffinityTerm?.labelSelector ? [] : [`${at}.affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution[${i}].podAffinityTerm.labelSelector: ${nullSelector}`])),
  ]);
}
function lists(s: PodSpec, at: string): string[] {
  const out: string[] = [];
  const seen = new Set<string>();
  for (const [i, { ip }] of ((s.hostAliases ?? []) as { ip: string }[]).entries()) { if (seen.has(ip)) out.push(`${at}.hostAliases[${i}].ip: duplicate ip ${quote(ip)}`); seen.add(ip); }
  const secrets = ((s.imagePullSecrets ?? []) as { name?: string }[]).map((x) => x.name ?? '');
  const names = new Set<string>();
  for (const [i, name] of secrets.entries()) { if (names.has(name)) out.push(`${at}.imagePullSecrets[${i}].name: duplicate name ${quote(name)}`); names.add(name); }
  for (const [i, name] of secrets.entries()) if (name === '') out.push(`${at}.imagePullSecrets[${i}].name: invalid empty name ""`);
  return out;
}
const bytes = ['memory', 'ephemeral-storage'];
function fraction(list: ResourceList | undefined, name: string, at: string): string[] {
  const q = list?.[name] === undefined ? null : parseQuantity(list[name]);
  return q && q.nanos % 10n ** 9n !== 0n ? [`${at}[${name}]: fractional byte value ${quote(quantityText(q))} is invalid, must be an integer`] : [];
}
/** A later value may build on the earlier one of its name. */
function env(c: Container, at: string): string[] {
  const seen = new Set<string>();
  return (c.env ?? []).flatMap((e, i) => {
    const before = seen.has(e.name);
    seen.add(e.name);
    const self = `$(${e.name})`;
    const value = e.value ?? '';
    return before && (e.valueFrom !== undefined || value === self || !value.includes(self)) ? [`${at}.env[${i}]: hides previous definition of ${quote(e.name)}, which may be dropped when using apply`] : [];
  });
}
const seccomp = 'container.seccomp.security.alpha.kubernetes.io/';
const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const appArmor = 'container.apparmor.security.beta.kubernetes.io/';
function container(c: Container, f: string, template: PodTemplateSpec, at: string): string[] {
  const noted = template.metadata?.annotations ?? {};
  const out: string[] = [];
  if (!c.securityContext?.seccompProfile && `${seccomp}${c.name}` in noted) out.push(`${at}.metadata.annotations[${seccomp}${c.name}]: non-functional in v1.27+; use the "seccompProfile" field instead`);
  if (!template.spec.securityContext?.appArmorProfile && !c.securityContext?.appArmorProfile && `${appArmor}${c.name}` in noted) out.push(`${at}.metadata.annotations[${appArmor}${c.name}]: deprecated since v1.30; use the "appArmorProfile" field instead`);
  for (const name of bytes) out.push(...fraction(c.resources?.limits, name, `${f}.resources.limits`), ...fraction(c.resources?.requests, name, `${f}.resources.requests`));
  return [...out, ...env(c, f)];
}
type Port = NonNullable<Container['ports']>[number];
function ports(s: PodSpec, at: string): string[] {
  const held = new Map<string, { f: string; port: Port }[]>();
  const out: string[] = [];
  for (const { c, at: container } of containersOf(s, at)) for (const [i, port] of (c.ports ?? []).entries()) {
    const f = `${container}.ports[${i}]`;
    const [host, ip] = [port.hostPort ?? 0, port.hostIP ?? ''];
    if (ip !== '' && host === 0) out.push(`${f}: hostIP set without hostPort: {Name:${port.name ?? ''} HostPort:0 ContainerPort:${port.containerPort} Protocol:${port.protocol ?? ''} HostIP:${ip}}`);
    const others = held.get(`${port.containerPort}/${port.protocol ?? ''}`) ?? [];
    for (const o of others) {
      const [otherHost, otherIp] = [o.port.hostPort ?? 0, o.port.hostIP ?? ''];
      if (ip === otherIp && host === otherHost) out.push(`${f}: duplicate port definition with ${o.f}`);
      else if (host === 0 || otherHost === 0) out.push(`${f}: overlapping port definition with ${o.f}`);
      else if (host === otherHost && (ip === '') !== (otherIp === '')) out.push(`${f}: dangerously ambiguous port definition with ${o.f}`);
    }
    held.set(`${port.containerPort}/${port.protocol ?? ''}`, [...others, { f, port }]);
  }
  return out;
}

/** A name can be asked for only once: what comes later is never found by it. */
function portNames(s: PodSpec, at: string): string[] {
  const held = new Map<string, string>();
  return containersOf(s, at).flatMap(({ c, at: container }) => (c.ports ?? []).flatMap(({ name }, i) => {
    const first = name ? held.get(name) : undefined;
    if (name && first === undefined) held.set(name, `${container}.ports[${i}]`);
    return first === undefined ? [] : [`${container}.ports[${i}]: duplicate port name ${quote(name!)} with ${first}, services and probes that select ports by name will use ${first}`];
  }));
}
function addresses(s: PodSpec, at: string): string[] {
  const { nameservers = [] } = (s.dnsConfig ?? {}) as { nameservers?: string[] };
  return [...nameservers.flatMap((ip, i) => addressWarnings(ip, `${at}.dnsConfig.nameservers[${i}]`)), ...((s.hostAliases ?? []) as { ip: string }[]).flatMap(({ ip }, i) => addressWarnings(ip, `${at}.hostAliases[${i}].ip`))];
}
type Ephemeral = { volumeClaimTemplate?: { spec?: { resources?: { requests?: ResourceList } } } };
const claimed = (v: Record<string, unknown>, at: string): string[] => fraction((v.ephemeral as Ephemeral | undefined)?.volumeClaimTemplate?.spec?.resources?.requests, 'storage', `${at}.ephemeral.volumeClaimTemplate.spec.resources.requests`);

/** `field`: the template's path. */
export function podTemplateWarnings(t: PodTemplateSpec, field: string): string[] {
  const s = t.spec;
  const at = `${field}.spec`;
  const noted = t.metadata?.annotations ?? {};
  const out = [...nodeChoice(s, at), ...oldAnnotations.filter(([k]) => k in noted).map(([k, m]) => `${field}.metadata.annotations[${k}]: ${m}`)];
  for (const [i, v] of (s.volumes ?? []).entries()) {
    for (const [kind, name, since] of oldVolumes) if (v[kind]) out.push(`${at}.volumes[${i}].${name}: deprecated in ${since}`);
    out.push(...claimed(v, `${at}.volumes[${i}]`));
  }
  out.push(...overlappingPaths(s.volumes ?? []), ...lists(s, at));
  for (const name of bytes) out.push(...fraction(s.overhead as ResourceList | undefined, name, `${at}.overhead`));
  if (!s.securityContext?.seccompProfile && seccompPod in noted) out.push(`${field}.metadata.annotations[${seccompPod}]: non-functional in v1.27+; use the "seccompProfile" field instead`);
  for (const { c, at: f } of containersOf(s, at)) out.push(...container(c, f, t, field));
  out.push(...ports(s, at), ...portNames(s, at));
  if (s.terminationGracePeriodSeconds !== undefined && s.terminationGracePeriodSeconds < 0) out.push(`${at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`);
  return [...out, ...podChoice(s, at), ...addresses(s, at)];
}
