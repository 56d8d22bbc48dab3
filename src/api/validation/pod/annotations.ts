// Annotations that the server itself reads. Models ValidatePodSpecificAnnotations and validateSeccompAnnotationsAndFields of pkg/apis/core/validation.
import { quote } from '../../schedule/go.ts';
import type { PodSpec, TemplateMeta } from '../../types.ts';
import { forbidden, invalid, type FieldError } from '../errors.ts';
import { containersOf } from './each-container.ts';
import { descendingPath } from './paths.ts';

const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorContainer = 'container.apparmor.security.beta.kubernetes.io/';
const local = 'localhost/';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const mirror = 'kubernetes.io/config.mirror';

function seccompValue(p: string, field: string): FieldError[] {
  if (p === 'runtime/default' || p === 'docker/default' || p === 'unconfined') return [];
  return p.startsWith(local) ? descendingPath(p.slice(local.length), field) : [invalid(field, p, 'must be a valid seccomp profile')];
}
/** The cost is a whole number of 32 bits, written without needless signs and zeros. */
function cost(text: string | undefined, field: string): FieldError[] {
  if (text === undefined) return [];
  const n = Number(text);
  const plain = /^(0|-?[1-9]\d*)$/.test(text) && n >= -2147483648 && n <= 2147483647;
  return plain ? [] : [invalid(`${field}[${deletionCost}]`, text, 'must be a 32bit integer')];
}
export function podAnnotations(meta: TemplateMeta, spec: PodSpec, field: string): FieldError[] {
  const map = meta.annotations ?? {};
  const out: FieldError[] = map[mirror] !== undefined && !spec.nodeName ? [invalid(`${field}[${mirror}]`, map[mirror], 'must set spec.nodeName if mirror pod annotation is set')] : [];
  out.push(...cost(map[deletionCost], field));
  if (map[seccompPod] !== undefined) out.push(...seccompValue(map[seccompPod], `${field}.${seccompPod}`));
  for (const [k, v] of Object.entries(map)) if (k.startsWith(seccompContainer)) out.push(...seccompValue(v, `${field}.${k}`));
  for (const [k, v] of Object.entries(map)) {
    if (!k.startsWith(appArmorContainer)) continue;
    const name = k.slice(appArmorContainer.length);
    if (!containersOf(spec, '').some(({ c }) => c.name === name)) out.push(invalid(`${field}[${k}]`, name, 'container not found'));
    if (v !== '' && v !== 'runtime/default' && v !== 'unconfined' && !v.startsWith(local)) out.push(invalid(`${field}[${k}]`, v, `invalid AppArmor profile name: ${quote(v)}`));
  }
  return out;
}

type Profile = { type: string; localhostProfile?: string };
function agreement(value: string | undefined, p: Profile | undefined, field: string): FieldError[] {
  if (value === undefined || !p) return [];
  const type = [forbidden(`${field}.type`, 'seccomp type in annotation and field must match')];
  switch (p.type) {
    case 'Unconfined': return value === 'unconfined' ? [] : type;
    case 'RuntimeDefault': return value === 'runtime/default' || value === 'docker/default' ? [] : type;
    case 'Localhost': return !value.startsWith(local) ? type : value.slice(local.length) === p.localhostProfile ? [] : [forbidden(`${field}.localhostProfile`, 'seccomp profile in annotation and field must match')];
    default: return [];
  }
}
export function seccompAgreement(meta: TemplateMeta, spec: PodSpec, f: string): FieldError[] {
  const map = meta.annotations ?? {};
  const of = (context: Record<string, unknown> | undefined) => context?.seccompProfile as Profile | undefined;
  return [...agreement(map[seccompPod], of(spec.securityContext), `${f}.securityContext.seccompProfile`), ...containersOf(spec, f).flatMap(({ c, at }) => agreement(map[`${seccompContainer}${c.name}`], of(c.securityContext), `${at}.securityContext.seccompProfile`))];
}
