// Containers, init containers, sidecars and ephemeral containers. Models validateContainers, validateInitContainers and validateEphemeralContainers of pkg/apis/core/validation.
import type { Container, PodSpec } from '../../types.ts';
import { duplicate, eachInvalid, forbidden, invalid, notFoundValue, notSupported, required, tooMany, type FieldError } from '../errors.ts';
import { dnsLabel, portName, portNumber } from '../names.ts';
import { env, envFrom } from './env.ts';
import { volumeDevices, volumeMounts } from './mounts.ts';
import { noProbesNorHooks, probesAndHooks } from './probes.ts';
import { resources } from './resources.ts';
import { containerSecurity } from './security.ts';
import type { Volumes } from './volumes.ts';

/** What of the Pod its containers are held against. */
export type Surroundings = { volumes: Volumes; claims: readonly string[]; spec: PodSpec };

const protocols = ['SCTP', 'TCP', 'UDP'];
function ports(c: Container, field: string): FieldError[] {
  const seen = new Set<string>();
  return (c.ports ?? []).flatMap((p, i) => {
    const at = `${field}[${i}]`;
    const out: FieldError[] = [];
    const wrong = p.name ? portName(p.name) : [];
    out.push(...eachInvalid(wrong, `${at}.name`, p.name));
    if (p.name && wrong.length === 0) { if (seen.has(p.name)) out.push(duplicate(`${at}.name`, p.name)); seen.add(p.name); }
    if (!p.containerPort) out.push(required(`${at}.containerPort`)); else out.push(...eachInvalid(portNumber(p.containerPort), `${at}.containerPort`, p.containerPort));
    if (p.hostPort) out.push(...eachInvalid(portNumber(p.hostPort), `${at}.hostPort`, p.hostPort));
    if (!p.protocol) out.push(required(`${at}.protocol`)); else if (!protocols.includes(p.protocol)) out.push(notSupported(`${at}.protocol`, p.protocol, protocols));
    return out;
  });
}
/** Two containers cannot have the same port of the host. */
function hostPorts(list: readonly Container[], field: string): FieldError[] {
  const seen = new Set<string>();
  return list.flatMap((c, i) => (c.ports ?? []).flatMap((p, j) => {
    if (!p.hostPort) return [];
    const id = `${p.protocol ?? ''}/${p.hostIP ?? ''}/${p.hostPort}`;
    if (seen.has(id)) return [duplicate(`${field}[${i}].ports[${j}].hostPort`, id)];
    seen.add(id);
    return [];
  }));
}
const resizePoliciesOf = (c: Container) => (c as { resizePolicy?: { resourceName: string; restartPolicy: string }[] }).resizePolicy ?? [];
function resizePolicy(c: Container, podPolicy: string | undefined, f: string): FieldError[] {
  const seen = new Set<string>();
  return resizePoliciesOf(c).flatMap(({ resourceName, restartPolicy }, i) => {
    const out: FieldError[] = seen.has(resourceName) ? [duplicate(`${f}[${i}]`, resourceName)] : [];
    seen.add(resourceName);
    if (resourceName === '') out.push(required(f)); else if (!['cpu', 'memory'].includes(resourceName)) out.push(notSupported(f, resourceName, ['cpu', 'memory']));
    if (restartPolicy === '') out.push(required(f)); else if (!['NotRequired', 'RestartContainer'].includes(restartPolicy)) out.push(notSupported(f, restartPolicy, ['NotRequired', 'RestartContainer']));
    if (podPolicy === 'Never' && restartPolicy !== 'NotRequired') out.push(invalid(f, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    return out;
  });
}
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const messagePolicies = ['File', 'FallbackToLogsOnError'];

function common(c: Container, { volumes, claims, spec }: Surroundings, at: string): FieldError[] {
  const out: FieldError[] = c.name === '' ? [required(`${at}.name`)] : eachInvalid(dnsLabel(c.name), `${at}.name`, c.name);
  if (!c.image) out.push(required(`${at}.image`));
  const messages = c.terminationMessagePolicy;
  if (!messages) out.push(required(`${at}.terminationMessagePolicy`)); else if (!messagePolicies.includes(messages)) out.push(notSupported(`${at}.terminationMessagePolicy`, messages, messagePolicies));
  out.push(...ports(c, `${at}.ports`), ...env(c, `${at}.env`), ...envFrom(c, `${at}.envFrom`), ...volumeMounts(c, volumes, `${at}.volumeMounts`), ...volumeDevices(c, volumes, `${at}.volumeDevices`));
  if (!c.imagePullPolicy) out.push(required(`${at}.imagePullPolicy`)); else if (!pullPolicies.includes(c.imagePullPolicy)) out.push(notSupported(`${at}.imagePullPolicy`, c.imagePullPolicy, pullPolicies));
  return [...out, ...resources(c.resources as never, claims, `${at}.resources`), ...resizePolicy(c, spec.restartPolicy, `${at}.resizePolicy`), ...containerSecurity(c, spec.hostUsers !== false, `${at}.securityContext`)];
}

const restartPolicies = ['Always', 'Never', 'OnFailure'];
type Rule = { action: string; exitCodes?: { operator: string; values?: number[] } };
const rulesMax = 20;
const valuesMax = 255;
function restartRules(c: Container, at: string): FieldError[] {
  const rules = (c.restartPolicyRules ?? []) as Rule[];
  const out: FieldError[] = c.restartPolicy === undefined ? (rules.length > 0 ? [required(`${at}.restartPolicy`, 'must specify restartPolicy when restart rules are used')] : [])
    : restartPolicies.includes(c.restartPolicy) ? [] : [notSupported(`${at}.restartPolicy`, c.restartPolicy, restartPolicies)];
  if (rules.length > rulesMax) out.push(tooMany(`${at}.restartPolicyRules`, rules.length, rulesMax));
  for (const [i, { action, exitCodes }] of rules.entries()) {
    const f = `${at}.restartPolicyRules[${i}]`;
    if (!['Restart', 'RestartAllContainers'].includes(action)) out.push(notSupported(`${f}.action`, action, ['Restart', 'RestartAllContainers']));
    if (!exitCodes) { out.push(required(`${f}.exitCodes`, 'must be specified')); continue; }
    if (!['In', 'NotIn'].includes(exitCodes.operator)) out.push(notSupported(`${f}.exitCodes.operator`, exitCodes.operator, ['In', 'NotIn']));
    if ((exitCodes.values?.length ?? 0) > valuesMax) out.push(tooMany(`${f}.exitCodes.values`, exitCodes.values!.length, valuesMax));
  }
  return out;
}

export function containers(around: Surroundings, field: string): FieldError[] {
  const { spec } = around;
  const list = spec.containers as Container[] | null | undefined;
  if (!list?.length) return [required(field)];
  const seen = new Set<string>();
  const out = list.flatMap((c, i) => {
    const at = `${field}[${i}]`;
    const own = common(c, around, at);
    if (seen.has(c.name)) own.push(duplicate(`${at}.name`, c.name)); else seen.add(c.name);
    return [...own, ...probesAndHooks(c, spec.terminationGracePeriodSeconds, at), ...restartRules(c, at)];
  });
  return [...out, ...hostPorts(list, field)];
}
const restartsToResize = (c: Container, at: string): FieldError[] => resizePoliciesOf(c).flatMap(({ restartPolicy }, i) => (restartPolicy !== 'RestartContainer' ? []
  : [invalid(`${at}.resizePolicy[${i}].restartPolicy`, restartPolicy, "must not be set to 'RestartContainer' for non-sidecar initContainers")]));

export function initContainers(around: Surroundings, field: string): FieldError[] {
  const { spec } = around;
  const seen = new Set((spec.containers ?? []).map((c) => c.name));
  return (spec.initContainers ?? []).flatMap((c, i) => {
    const at = `${field}[${i}]`;
    const out = [...common(c, around, at), ...restartRules(c, at)];
    if (seen.has(c.name)) out.push(duplicate(`${at}.name`, c.name)); else if (c.name) seen.add(c.name);
    // Each runs alone, so that its ports are held only against each other; the server calls it number 0.
    out.push(...hostPorts([c], field));
    return [...out, ...(c.restartPolicy === 'Always' ? probesAndHooks(c, spec.terminationGracePeriodSeconds, at) : [...noProbesNorHooks(c, at), ...restartsToResize(c, at)])];
  });
}

const notForEphemeral = ['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'];
const isSet = (v: unknown): boolean => v !== undefined && v !== null && !(typeof v === 'object' && Object.keys(v).length === 0);
/** They are checked although no template may have them. */
export function ephemeralContainers(around: Surroundings, field: string): FieldError[] {
  const { spec } = around;
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((c) => c.name));
  const seen = new Set(others);
  return ((spec.ephemeralContainers ?? []) as (Container & { targetContainerName?: string })[]).flatMap((c, i) => {
    const at = `${field}[${i}]`;
    const out = common(c, around, at);
    if (c.image && c.image !== c.image.trim()) out.push(invalid(`${at}.image`, c.image, 'must not have leading or trailing whitespace'));
    if (seen.has(c.name)) out.push(duplicate(`${at}.name`, c.name)); else seen.add(c.name);
    if (c.targetContainerName && !others.has(c.targetContainerName)) out.push(notFoundValue(`${at}.targetContainerName`, c.targetContainerName));
    for (const k of notForEphemeral) if (isSet((c as Record<string, unknown>)[k])) out.push(forbidden(`${at}.${k}`, 'cannot be set for an Ephemeral Container'));
    for (const [j, m] of (c.volumeMounts ?? []).entries()) for (const k of ['subPath', 'subPathExpr']) if (m[k]) out.push(forbidden(`${at}.volumeMounts[${j}].${k}`, 'cannot be set for an Ephemeral Container'));
    return out;
  });
}
