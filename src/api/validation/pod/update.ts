// What of a Pod's spec may change once it stands. Models pkg/apis/core/validation ValidatePodUpdate; the difference that the server prints below its refusal is left out.
import { equal, equalBut } from '../../../base/equal.ts';
import type { Container, PodSpec } from '../../types.ts';
import { forbidden, invalid, type FieldError } from '../errors.ts';

/** Only sooner than before; '' where nothing is wrong. */
function lateDeadline(next: number | undefined, old: number | undefined): string {
  if (next === undefined) return old === undefined ? '' : 'must not update from a positive integer to nil value';
  if (next < 0 || next > 2_147_483_647) return 'must be between 0 and 2147483647, inclusive';
  return old !== undefined && next > old ? 'must be less than or equal to previous value' : '';
}
const addedGates = (next: PodSpec['schedulingGates'], old: PodSpec['schedulingGates']): FieldError[] => (next ?? []).flatMap(({ name }, i) =>
  (old?.some((g) => g.name === name) ? [] : [forbidden(`spec.schedulingGates[${i}].name`, `only deletion is allowed, but found new scheduling gate '${name}'`)]));
const images = (next: Container[] | undefined, old: Container[] | undefined) => next?.map((c, i) => ({ ...c, image: old?.[i]?.image }));
const others = 'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

export function podSpecUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list]?.length ?? 0) !== (old[list]?.length ?? 0)) return [forbidden(`spec.${list}`, 'pod updates may not add or remove containers')];
  }
  const { activeDeadlineSeconds, tolerations, schedulingGates } = old;
  const late = lateDeadline(spec.activeDeadlineSeconds, activeDeadlineSeconds);
  if (late) return [invalid('spec.activeDeadlineSeconds', spec.activeDeadlineSeconds, late)];
  const added = tolerations?.every((t) => spec.tolerations?.some((n) => equalBut(n, t, 'tolerationSeconds'))) !== false;
  // As if nothing had changed of what may.
  const same = { ...spec, activeDeadlineSeconds, tolerations, schedulingGates, containers: images(spec.containers, old.containers), initContainers: images(spec.initContainers, old.initContainers) };
  return [
    ...(added ? [] : [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')]), ...addedGates(spec.schedulingGates, schedulingGates),
    ...(equal(same, old) ? [] : [forbidden('spec', others)]),
  ];
}
