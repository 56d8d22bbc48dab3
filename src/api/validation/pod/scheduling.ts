// Tolerations, gates and spreading. Models ValidateTolerations, validateSchedulingGates and validateTopologySpreadConstraints of pkg/apis/core/validation.
import type { LabelSelector, PodSpec } from '../../types.ts';
import { duplicate, eachInvalid, invalid, notSupported, required, type FieldError } from '../errors.ts';
import { labelSelector } from '../meta.ts';
import { labelValue, qualifiedName } from '../names.ts';
import { matchKeys } from './affinity.ts';

type Toleration = { key?: string; operator?: string; value?: string; effect?: string; tolerationSeconds?: number };
const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function toleration({ key = '', operator = '', value = '', effect = '', tolerationSeconds }: Toleration, at: string): FieldError[] {
  const out: FieldError[] = key === '' ? [] : eachInvalid(qualifiedName(key), `${at}.key`, key);
  if (key === '' && operator !== 'Exists') out.push(invalid(`${at}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"'));
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') out.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  const wrong = labelValue(value);
  if (operator === 'Equal' || operator === '') { if (wrong.length > 0) out.push(invalid(`${at}.operator`, value, wrong.join(';'))); } else if (operator === 'Exists') {
    if (value !== '') out.push(invalid(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"));
  } else out.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']));
  return effect === '' || effects.includes(effect) ? out : [...out, notSupported(`${at}.effect`, effect, effects)];
}
export const tolerations = (spec: PodSpec, field: string): FieldError[] => ((spec.tolerations ?? []) as Toleration[]).flatMap((t, i) => toleration(t, `${field}[${i}]`));

export function schedulingGates(spec: PodSpec, field: string): FieldError[] {
  const seen = new Set<string>();
  return (spec.schedulingGates ?? []).flatMap((g, i) => {
    const out = eachInvalid(qualifiedName(g.name), `${field}[${i}]`, g.name);
    if (seen.has(g.name)) out.push(duplicate(`${field}[${i}]`, g.name));
    seen.add(g.name);
    return out;
  });
}

type Spread = { maxSkew: number; topologyKey: string; whenUnsatisfiable: string; labelSelector?: LabelSelector; minDomains?: number; nodeAffinityPolicy?: string; nodeTaintsPolicy?: string; matchLabelKeys?: string[] };
const actions = ['DoNotSchedule', 'ScheduleAnyway'];
function spread(c: Spread, later: readonly Spread[], at: string): FieldError[] {
  const policy = (name: 'nodeAffinityPolicy' | 'nodeTaintsPolicy'): FieldError[] => (c[name] === undefined || ['Honor', 'Ignore'].includes(c[name]) ? [] : [notSupported(`${at}.${name}`, c[name], ['Honor', 'Ignore'])]);
  const out: FieldError[] = c.maxSkew <= 0 ? [invalid(`${at}.maxSkew`, c.maxSkew, 'must be greater than zero')] : [];
  if (!c.topologyKey) out.push(required(`${at}.topologyKey`, 'can not be empty'));
  if (!actions.includes(c.whenUnsatisfiable)) out.push(notSupported(`${at}.whenUnsatisfiable`, c.whenUnsatisfiable, actions));
  if (later.some((o) => o.topologyKey === c.topologyKey && o.whenUnsatisfiable === c.whenUnsatisfiable)) out.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${c.topologyKey}, ${c.whenUnsatisfiable}}`));
  if (c.minDomains !== undefined && c.minDomains <= 0) out.push(invalid(`${at}.minDomains`, c.minDomains, 'must be greater than zero'));
  if (c.minDomains !== undefined && c.whenUnsatisfiable !== 'DoNotSchedule') out.push(invalid(`${at}.minDomains`, c.minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${c.whenUnsatisfiable}`));
  return [...out, ...policy('nodeAffinityPolicy'), ...policy('nodeTaintsPolicy'), ...matchKeys(c, at), ...(c.labelSelector ? labelSelector(c.labelSelector, `${at}.labelSelector`) : [])];
}
export function topologySpread(spec: PodSpec, field: string): FieldError[] {
  const all = (spec.topologySpreadConstraints ?? []) as Spread[];
  return all.flatMap((c, i) => spread(c, all.slice(i + 1), `${field}[${i}]`));
}
