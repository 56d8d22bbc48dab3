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
  const rest = (object.metadata.finalizers ?? []).filter((f) => f !== foregroundFinalizer && f !== orphanFinalizer);
  if (options.propagationPolicy === 'Foreground') return [...rest, foregroundFinalizer];
  if (options.propagationPolicy === 'Orphan') return [...rest, orphanFinalizer];
  return options.propagationPolicy === 'Background' ? rest : object.metadata.finalizers ?? [];
}

/** Seconds a Pod gets: none when it was never bound or has ended. Other kinds have no grace period (null). */
export function graceSeconds(object: ApiObject, options: DeleteOptions): number | null {
  if (object.kind !== 'Pod') return null;
  const pod: Pod = object;
  if (!pod.spec.nodeName || pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return 0;
  return options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
}

function preconditions(object: ApiObject, options: DeleteOptions): ApiStatus | null {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const m = object.metadata;
  if (uid !== undefined && uid !== m.uid) return uidMismatch(object.kind, m.name, uid, m.uid ?? '');
  if (resourceVersion !== undefined && resourceVersion !== m.resourceVersion) return conflict(object.kind, m.name, `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${m.resourceVersion}`);
  return null;
}

/** `epochNow`: milliseconds since 1970. */
export function decideDelete(object: ApiObject, options: DeleteOptions, epochNow: number): Deletion {
  const refused = preconditions(object, options);
  if (refused) return { type: 'refuse', status: refused };
  const m = object.metadata;
  const grace = graceSeconds(object, options);
  const finalizers = finalizersFor(object, options);
  if (m.deletionTimestamp) {
    const shorter = grace !== null && grace < (m.deletionGracePeriodSeconds ?? 0);
    const atOnce = (grace ?? 0) === 0;
    if (atOnce && finalizers.length === 0) return { type: 'remove' };
    const sameFinalizers = finalizers.length === (m.finalizers ?? []).length && finalizers.every((f, i) => f === m.finalizers![i]);
    if (!shorter && sameFinalizers) return { type: 'nothing' };
    return { type: 'put', object: withMeta(object, { finalizers: finalizers.length ? finalizers : undefined, ...(shorter ? { deletionGracePeriodSeconds: grace, deletionTimestamp: timestamp(epochNow + grace * 1000) } : {}) }) };
  }
  if ((grace ?? 0) === 0 && finalizers.length === 0) return { type: 'remove' };
  return { type: 'put', object: withMeta(object, {
    deletionTimestamp: timestamp(epochNow + (grace ?? 0) * 1000), deletionGracePeriodSeconds: grace ?? 0,
    generation: (m.generation ?? 0) > 0 ? m.generation! + 1 : m.generation, finalizers: finalizers.length ? finalizers : undefined,
  }) };
}

/** True if an update has taken away the last thing that kept a deleted object. Models deleteWithoutFinalizers / ShouldDeleteDuringUpdate. */
export const goneByUpdate = (object: ApiObject): boolean =>
  Boolean(object.metadata.deletionTimestamp) && (object.metadata.finalizers?.length ?? 0) === 0 && (object.metadata.deletionGracePeriodSeconds ?? 0) === 0;
