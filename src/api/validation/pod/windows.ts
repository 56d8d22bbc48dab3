// Pods and the operating system they name. Models validateWindowsSecurityContextOptions, validateWindowsHostProcessPod, validateLinux and validateWindows of pkg/apis/core/validation.
import type { Container, PodSpec } from '../../types.ts';
import { eachInvalid, forbidden, invalid, notSupported, required, type FieldError } from '../errors.ts';
import { dnsSubdomain } from '../names.ts';
import { containersOf } from './each-container.ts';

export type WindowsOptions = { gmsaCredentialSpecName?: string; gmsaCredentialSpec?: string; runAsUserName?: string; hostProcess?: boolean };
type Context = Readonly<Record<string, unknown>> & { windowsOptions?: WindowsOptions };

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const domainName = new RegExp(`^${label}(?:\\.${label})*$`);
const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
function userName(text: string): string[] {
  if (text === '') return ['runAsUserName cannot be an empty string'];
  if (/\p{Cc}/u.test(text)) return ['runAsUserName cannot contain control characters'];
  const parts = text.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? parts[0]! : null;
  const user = parts.at(-1)!;
  const out: string[] = [];
  if (domain !== null && domain.length >= 256) out.push("runAsUserName's Domain length must be under 256 characters");
  if (domain !== null && !netBios.test(domain) && !domainName.test(domain)) out.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  if (user === '') out.push("runAsUserName's User cannot be empty"); else if (user.length > 104) out.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) out.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) out.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  return out;
}
export function windowsOptions(o: WindowsOptions | undefined, f: string): FieldError[] {
  if (!o) return [];
  const out: FieldError[] = o.gmsaCredentialSpecName === undefined ? [] : eachInvalid(dnsSubdomain(o.gmsaCredentialSpecName), `${f}.gmsaCredentialSpecName`, o.gmsaCredentialSpecName);
  if (o.gmsaCredentialSpec === '') out.push(invalid(`${f}.gmsaCredentialSpec`, '', 'gmsaCredentialSpec cannot be an empty string'));
  else if ((o.gmsaCredentialSpec?.length ?? 0) > 64 * 1024) out.push(invalid(`${f}.gmsaCredentialSpec`, o.gmsaCredentialSpec, 'gmsaCredentialSpec size must be under 64 KiB'));
  return o.runAsUserName === undefined ? out : [...out, ...eachInvalid(userName(o.runAsUserName), `${f}.runAsUserName`, o.runAsUserName)];
}

const hostProcessOf = (c: { securityContext?: Record<string, unknown> }) => (c.securityContext as Context | undefined)?.windowsOptions?.hostProcess;

/** Either all containers of a Pod run as host processes or none. */
export function hostProcess(spec: PodSpec, f: string): FieldError[] {
  const ofPod = hostProcessOf(spec as never);
  const all = containersOf(spec, f);
  const out = all.filter(({ c }) => ofPod !== undefined && hostProcessOf(c) !== undefined && hostProcessOf(c) !== ofPod)
    .map(({ c, at }) => invalid(`${at}.securityContext.windowsOptions.hostProcess`, hostProcessOf(c), `pod hostProcess value must be identical if both are specified, was ${String(ofPod)}`));
  const count = all.filter(({ c }) => hostProcessOf(c) ?? ofPod ?? false).length;
  if (count === 0) return out;
  if (count !== all.length) out.push(invalid(f, '', 'If pod contains any hostProcess containers then all containers must be HostProcess containers'));
  return spec.hostNetwork ? out : [...out, invalid(`${f}.hostNetwork`, false, 'hostNetwork must be true if pod contains any hostProcess containers')];
}

const notOnWindows = 'cannot be set for a windows pod';
const ofContainer = ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'];
function windows(spec: PodSpec, f: string): FieldError[] {
  const context = (spec.securityContext ?? {}) as Context;
  const own = (name: string): FieldError[] => (context[name] === undefined ? [] : [forbidden(`${f}.securityContext.${name}`, notOnWindows)]);
  const ofPod = (name: string, set: boolean): FieldError[] => (set ? [forbidden(`${f}.${name}`, notOnWindows)] : []);
  return [
    ...own('appArmorProfile'), ...own('seLinuxOptions'), ...ofPod('hostUsers', spec.hostUsers !== undefined), ...ofPod('hostPID', spec.hostPID === true), ...ofPod('hostIPC', spec.hostIPC === true),
    ...['seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls'].flatMap(own), ...ofPod('shareProcessNamespace', spec.shareProcessNamespace !== undefined),
    ...['runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'].flatMap(own),
    ...containersOf(spec, f).flatMap(({ c, at }) => ofContainer.filter((n) => c.securityContext?.[n] !== undefined).map((n) => forbidden(`${at}.securityContext.${n}`, notOnWindows))),
  ];
}
function linux(spec: PodSpec, f: string): FieldError[] {
  const why = 'windows options cannot be set for a linux pod';
  const all = [{ c: spec as unknown as Container, at: f }, ...containersOf(spec, f)];
  return all.filter(({ c }) => (c.securityContext as Context | undefined)?.windowsOptions).map(({ at }) => forbidden(`${at}.securityContext.windowsOptions`, why));
}
export function operatingSystem(spec: PodSpec, f: string): FieldError[] {
  const os = spec.os as { name: string } | undefined;
  if (!os) return [];
  if (os.name === '') return [required(`${f}.os.name`, 'cannot be empty')];
  if (os.name === 'linux') return linux(spec, f);
  return os.name === 'windows' ? windows(spec, f) : [notSupported(`${f}.os`, os.name, ['linux', 'windows'])];
}
