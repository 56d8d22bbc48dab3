// Security contexts of Pods and containers. Models validatePodSpecSecurityContext and ValidateSecurityContext of pkg/apis/core/validation.
import type { Container, PodSpec } from '../../types.ts';
import { duplicate, eachInvalid, invalid, notSupported, required, tooLong, type FieldError } from '../errors.ts';
import { idNumber } from '../names.ts';
import { descendingPath } from './paths.ts';
import { windowsOptions, type WindowsOptions } from './windows.ts';

type Profile = { type: string; localhostProfile?: string };
export type SecurityContext = {
  runAsUser?: number; runAsGroup?: number; seccompProfile?: Profile; appArmorProfile?: Profile; windowsOptions?: WindowsOptions; seLinuxOptions?: unknown;
  fsGroup?: number; supplementalGroups?: number[]; sysctls?: { name: string; value: string }[]; fsGroupChangePolicy?: string; supplementalGroupsPolicy?: string; seLinuxChangePolicy?: string;
  privileged?: boolean; procMount?: string; allowPrivilegeEscalation?: boolean; capabilities?: { add?: string[]; drop?: string[] }; readOnlyRootFilesystem?: boolean;
};

const profiles = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const id = (n: number | undefined, field: string): FieldError[] => (n === undefined ? [] : eachInvalid(idNumber(n), field, n));
function seccomp(p: Profile | undefined, field: string): FieldError[] {
  if (!p) return [];
  const at = `${field}.localhostProfile`;
  const out: FieldError[] = p.type === '' ? [required(`${field}.type`, 'type is required when seccompProfile is set')] : profiles.includes(p.type) ? [] : [notSupported(`${field}.type`, p.type, profiles)];
  if (p.type === 'Localhost') out.push(...(p.localhostProfile === undefined ? [required(at, 'must be set when seccomp type is Localhost')] : descendingPath(p.localhostProfile, at)));
  else if (p.localhostProfile !== undefined) out.push(invalid(at, { Type: p.type, LocalhostProfile: p.localhostProfile }, 'can only be set when seccomp type is Localhost'));
  return out;
}
const pathMax = 4095;
function appArmor(p: Profile | undefined, field: string): FieldError[] {
  if (!p) return [];
  const at = `${field}.localhostProfile`;
  const text = p.localhostProfile;
  if (p.type === '') return [required(`${field}.type`, 'type is required when appArmorProfile is set')];
  if (!profiles.includes(p.type)) return [notSupported(`${field}.type`, p.type, profiles)];
  if (p.type !== 'Localhost') return text === undefined ? [] : [invalid(at, text, 'can only be set when AppArmor type is Localhost')];
  if (text === undefined) return [required(at, 'must be set when AppArmor type is Localhost')];
  const out: FieldError[] = text.trim() !== text ? [invalid(at, text, 'must not be padded with whitespace')] : text === '' ? [required(at, 'must be set when AppArmor type is Localhost')] : [];
  return text.length > pathMax ? [...out, tooLong(at, pathMax)] : out;
}

const segment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlName = `^(${segment}[\\./])*${segment}$`;
/** A kernel setting of the host's network or of its shared memory is not a Pod's to change. */
function sysctls(list: readonly { name: string }[], spec: PodSpec, field: string): FieldError[] {
  const seen = new Set<string>();
  return list.flatMap(({ name }, i) => {
    const at = `${field}[${i}].name`;
    const out: FieldError[] = [];
    if (name === '') out.push(required(at));
    else if (name.length > 253 || !new RegExp(sysctlName).test(name)) out.push(invalid(at, name, `must have at most 253 characters and match regex ${sysctlName}`));
    else if (seen.has(name)) out.push(duplicate(at, name));
    seen.add(name);
    const dotted = name.replaceAll('/', '.');
    if (spec.hostNetwork && dotted.startsWith('net.')) out.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    else if (spec.hostIPC && (/^kernel\.(shm|msg)|^fs\.mqueue\./.test(dotted) || dotted === 'kernel.sem')) out.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
    return out;
  });
}
const oneOf = (value: string | undefined, supported: readonly string[], field: string): FieldError[] => (value === undefined || supported.includes(value) ? [] : [notSupported(field, value, supported)]);

export function podSecurity(spec: PodSpec, f: string): FieldError[] {
  const c = spec.securityContext as SecurityContext | undefined;
  if (!c) return [];
  return [
    ...id(c.fsGroup, `${f}.fsGroup`), ...id(c.runAsUser, `${f}.runAsUser`), ...id(c.runAsGroup, `${f}.runAsGroup`), ...(c.supplementalGroups ?? []).flatMap((g, i) => id(g, `${f}.supplementalGroups[${i}]`)),
    ...(spec.shareProcessNamespace === true && spec.hostPID === true ? [invalid(`${f}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled')] : []),
    ...sysctls(c.sysctls ?? [], spec, `${f}.sysctls`), ...oneOf(c.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], `${f}.fsGroupChangePolicy`),
    ...seccomp(c.seccompProfile, `${f}.seccompProfile`), ...windowsOptions(c.windowsOptions, `${f}.windowsOptions`), ...appArmor(c.appArmorProfile, `${f}.appArmorProfile`),
    ...oneOf(c.supplementalGroupsPolicy, ['Merge', 'Strict'], `${f}.supplementalGroupsPolicy`), ...oneOf(c.seLinuxChangePolicy, ['MountOption', 'Recursive'], `${f}.seLinuxChangePolicy`),
  ];
}
/** `hostUsers`: whether the Pod shares the host's users, as it does unless told otherwise. */
export function containerSecurity(container: Container, hostUsers: boolean, f: string): FieldError[] {
  const c = container.securityContext as SecurityContext | undefined;
  if (!c) return [];
  const out = [...id(c.runAsUser, `${f}.runAsUser`), ...id(c.runAsGroup, `${f}.runAsGroup`), ...oneOf(c.procMount, ['Default', 'Unmasked'], `${f}.procMount`)];
  if (hostUsers && c.procMount === 'Unmasked') out.push(invalid(`${f}.procMount`, c.procMount, '`hostUsers` must be false to use `Unmasked`'));
  out.push(...seccomp(c.seccompProfile, `${f}.seccompProfile`));
  if (c.allowPrivilegeEscalation === false) {
    if (c.privileged) out.push(invalid(f, internalContext(c), 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
    for (const cap of c.capabilities?.add ?? []) if (cap === 'CAP_SYS_ADMIN') out.push(invalid(f, internalContext(c), 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'));
  }
  return [...out, ...windowsOptions(c.windowsOptions, `${f}.windowsOptions`), ...appArmor(c.appArmorProfile, `${f}.appArmorProfile`)];
}
const internalProfile = (p: Profile | undefined) => (p ? { Type: p.type, LocalhostProfile: p.localhostProfile ?? null } : null);
/** As the server's own type prints: Go's field names, everything present. */
function internalContext(c: SecurityContext): unknown {
  const se = c.seLinuxOptions as Record<string, string> | undefined;
  const w = c.windowsOptions;
  return {
    Capabilities: c.capabilities ? { Add: c.capabilities.add ?? null, Drop: c.capabilities.drop ?? null } : null, Privileged: c.privileged ?? null,
    SELinuxOptions: se ? { User: se.user ?? '', Role: se.role ?? '', Type: se.type ?? '', Level: se.level ?? '' } : null,
    WindowsOptions: w ? { GMSACredentialSpecName: w.gmsaCredentialSpecName ?? null, GMSACredentialSpec: w.gmsaCredentialSpec ?? null, RunAsUserName: w.runAsUserName ?? null, HostProcess: w.hostProcess ?? null } : null,
    RunAsUser: c.runAsUser ?? null, RunAsGroup: c.runAsGroup ?? null, RunAsNonRoot: (c as { runAsNonRoot?: boolean }).runAsNonRoot ?? null, ReadOnlyRootFilesystem: c.readOnlyRootFilesystem ?? null,
    AllowPrivilegeEscalation: c.allowPrivilegeEscalation ?? null, ProcMount: c.procMount ?? null, SeccompProfile: internalProfile(c.seccompProfile), AppArmorProfile: internalProfile(c.appArmorProfile),
  };
}
