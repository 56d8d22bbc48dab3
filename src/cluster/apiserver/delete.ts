// What a delete request makes of an object: gone at once, or marked and waiting for a grace period or finalizers.
// Models apiserver pkg/registry/generic/registry/store.go Delete and pkg/registry/core/pod/strategy.go CheckGracefulDelete.
import type { ApiObject, ApiStatus, Pod } from '../../api/types.ts';
import type { DeleteOptions } from '../messages.ts';
import { timestamp } from '../keys.ts';
import { conflict, uidMismatch } from './errors.ts';
import { withMeta } from './meta.ts';

export type Deletion = { type: 'remove' } | { type: 'put'; object: ApiObject } | { type: 'nothing' } | { type: 'refuse'; status: ApiStatus };

export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

function finalizersFor(object: ApiObject, options: DeleteOptions): string[] {
  const held = object.metadata.finalizers ?? [];
  const rest = held.filter((f) => f !== foregroundFinalizer && f !== orphanFinalizer);
  if (options.propagationPolicy === 'Foreground') return [...rest, foregroundFinalizer];
  if (options.propagationPolicy === 'Orphan') return [...rest, orphanFinalizer];
  if (options.propagationPolicy === 'Background' || held.length > rest.length) return options.propagationPolicy === 'Background' ? rest : held;
  // Nobody said what is to become of the Pods: batch/v1 Jobs leave them, as they always did (jobStrategy.DefaultGarbageCollectionPolicy).
  return object.kind === 'Job' ? [...rest, orphanFinalizer] : held;
}

/** Seconds a Pod gets: none when it was never bound or has ended. Other kinds have no grace period (null). */
export function graceSeconds(object: ApiObject, options: DeleteOptions): number | null {
  if (object.kind !== 'Pod') return null;
  const pod: Pod = object;
  if (!pod.spec.nodeName || pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return 0;
  const asked = options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return asked < 0 ? 1 : asked;
}

function preconditions(object: ApiObject, options: DeleteOptions): ApiStatus | null {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const m = object.metadata;
  if (uid !== undefined && uid !== m.uid) return uidMismatch(object.kind, m.name, uid, m.uid ?? '');
  if (resourceVersion !== undefined && resourceVersion !== m.resourceVersion) return conflict(object.kind, m.name, `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${m.resourceVersion}`);
  return null;
}

/** A Pod that is being deleted: only a shorter grace period that was asked for counts, reckoned from the first deletion; without one nothing changes, not even finalizers. Models rest.BeforeDelete. */
function deleteAgain(pod: Pod, { gracePeriodSeconds }: DeleteOptions, finalizers: string[]): Deletion {
  const { deletionTimestamp = '', deletionGracePeriodSeconds: held = 0 } = pod.metadata;
  if (gracePeriodSeconds === undefined) return { type: 'nothing' };
  const asked = gracePeriodSeconds < 0 ? 1 : gracePeriodSeconds;
  if (asked >= held) return { type: 'nothing' };
  if (asked === 0 && finalizers.length === 0) return { type: 'remove' };
  const at = timestamp(Date.parse(deletionTimestamp) + (asked - held) * 1000);
  return { type: 'put', object: withMeta(pod, { finalizers: finalizers.length ? finalizers : undefined, deletionGracePeriodSeconds: asked, deletionTimestamp: at }) };
}
/** Another kind that is being deleted: its finalizers follow the new policy, and with the last of them it goes. */
function finalizeAgain(object: ApiObject, finalizers: string[]): Deletion {
  const held = object.metadata.finalizers ?? [];
  if (finalizers.length === 0) return { type: 'remove' };
  if (finalizers.length === held.length && finalizers.every((f, i) => f === held[i])) return { type: 'nothing' };
  return { type: 'put', object: withMeta(object, { finalizers }) };
}

/** `epochNow`: milliseconds since 1970. */
export function decideDelete(object: ApiObject, options: DeleteOptions, epochNow: number): Deletion {
  const refused = preconditions(object, options);
  if (refused) return { type: 'refuse', status: refused };
  const m = object.metadata;
  const finalizers = finalizersFor(object, options);
  if (m.deletionTimestamp) return object.kind === 'Pod' ? deleteAgain(object, options, finalizers) : finalizeAgain(object, finalizers);
  const grace = graceSeconds(object, options);
  if ((grace ?? 0) === 0 && finalizers.length === 0) return { type: 'remove' };
  return { type: 'put', object: withMeta(object, {
    deletionTimestamp: timestamp(epochNow + (grace ?? 0) * 1000), deletionGracePeriodSeconds: grace ?? 0,
    generation: (m.generation ?? 0) > 0 ? m.generation! + 1 : m.generation, finalizers: finalizers.length ? finalizers : undefined,
  }) };
}

/** True if an update has taken away the last thing that kept a deleted object. Models deleteWithoutFinalizers / ShouldDeleteDuringUpdate. */
export const goneByUpdate = (object: ApiObject): boolean =>
  Boolean(object.metadata.deletionTimestamp) && (object.metadata.finalizers?.length ?? 0) === 0 && (object.metadata.deletionGracePeriodSeconds ?? 0) === 0;
