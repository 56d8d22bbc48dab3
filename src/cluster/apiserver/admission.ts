// Which admission each kind goes through: Jobs and CronJobs all of it, Pods their own, Events and Nodes only metadata.
import { admitCreate, admitPatch, admitPodCreate, admitPodPatch, admitStatusUpdate, admitUpdate, podSpecDefaults } from '../../api/admission.ts';
import { isObject } from '../../api/manifest/kubectl.ts';
import { copiedMeta, withMetadata, withSpec, withStatus } from '../../api/copies.ts';
import type { ApiObject, ApiStatus, CronJob, Job, Kind, Pod } from '../../api/types.ts';

export type Admitted = { ok: true; object: ApiObject; warnings: string[] } | { ok: false; status: ApiStatus };
export type NewMeta = { uid: string; now: string };

const plain = (object: ApiObject, namespace: string, { uid, now }: NewMeta): ApiObject =>
  withMetadata(object, copiedMeta(object.metadata, undefined, namespace || undefined, uid, now));

type Given = Record<string, unknown> & { metadata?: Record<string, unknown> };
/** What is no object stays what it is: decoding refuses it. */
const metaIn = (given: Given['metadata'], namespace: string) => (given === null || given === undefined || isObject(given) ? { ...given, namespace: given?.namespace ?? namespace } : given);
const places = new WeakMap<Given, { readonly namespace: string; readonly object: Given }>();
/** The object in the namespace of the request, unless it names its own. The same object gives the very same: what admission finds of it need be found but once. */
function placed(given: Given, namespace: string): Given {
  let place = places.get(given);
  if (place?.namespace !== namespace) places.set(given, place = { namespace, object: { ...given, metadata: metaIn(given.metadata, namespace) } });
  return place!.object;
}

/** `raw`: from a user, not yet decoded. */
export function admitNew(kind: Kind, object: unknown, namespace: string, ctx: NewMeta, raw: boolean): Admitted {
  if (kind === 'Job' || kind === 'CronJob') {
    return admitCreate(placed(object as Given, namespace), { uid: ctx.uid, now: ctx.now, trusted: !raw });
  }
  const made = plain(object as ApiObject, namespace, ctx);
  if (kind === 'Pod') return admitPodCreate(raw ? withSpec(made as Pod, podSpecDefaults((made as Pod).spec)) : made as Pod, ctx);
  return { ok: true, object: made, warnings: [] };
}

/** A whole-object update. `patch`: the user's merge patch, when that is where `next` comes from. */
export function admitChange(before: ApiObject, next: ApiObject, now: string, patch?: unknown): Admitted {
  if (before.kind === 'Job' || before.kind === 'CronJob') {
    const ctx = { uid: before.metadata.uid ?? '', now, trusted: patch === undefined };
    return patch === undefined ? admitUpdate(before, next as Job | CronJob, ctx) : admitPatch(before, patch, ctx);
  }
  if (before.kind !== 'Pod') return { ok: true, object: next, warnings: [] };
  // A Pod's status goes through its subresource; no component changes its spec.
  const pod = withStatus(next as Pod, before.status);
  return patch === undefined ? { ok: true, object: pod, warnings: [] } : admitPodPatch(before, pod);
}

export function admitStatus(before: ApiObject, next: ApiObject, now: string): Admitted {
  if (before.kind === 'Job' || before.kind === 'CronJob') return admitStatusUpdate(before, next as Job | CronJob, { uid: before.metadata.uid ?? '', now });
  return { ok: true, object: withStatus(before as Pod, (next as Pod).status), warnings: [] };
}
