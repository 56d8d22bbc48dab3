// As much of strategic merge patch as controllers use on metadata: lists of finalizers and owner references that merge. Models apimachinery pkg/util/strategicpatch.
import { copiedMeta, withMetadata } from '../../api/copies.ts';
import type { ApiObject, ObjectMeta, OwnerReference } from '../../api/types.ts';
import { mergePatch } from '../../base/merge-patch.ts';

const fromList = '$deleteFromPrimitiveList/finalizers';
type OwnerPatch = OwnerReference | { $patch: 'delete'; uid: string };
type MetaPatch = Partial<Omit<ObjectMeta, 'ownerReferences'>> & { ownerReferences?: OwnerPatch[]; [fromList]?: string[] };

function owners(held: readonly OwnerReference[], patch: readonly OwnerPatch[]): OwnerReference[] {
  const removed = new Set(patch.filter((p) => '$patch' in p).map((p) => p.uid));
  const given = patch.filter((p): p is OwnerReference => !('$patch' in p));
  const kept = held.filter((o) => !removed.has(o.uid)).map((o) => ({ ...o, ...given.find((g) => g.uid === o.uid) }));
  return [...kept, ...given.filter((g) => !held.some((o) => o.uid === g.uid))];
}

/** `uid` in the patch is a precondition, checked before. An emptied list is left out. */
export function strategicPatch<T extends ApiObject>(target: T, patch: { metadata?: MetaPatch; [field: string]: unknown }): T {
  const { metadata = {}, ...rest } = patch;
  const { ownerReferences, finalizers, [fromList]: away, uid: _uid, ...others } = metadata;
  const meta = copiedMeta(isEmpty(others) ? target.metadata : mergePatch(target.metadata, others) as ObjectMeta);
  if (finalizers || away) meta.finalizers = orNone(finalizersAfter(target.metadata.finalizers ?? [], finalizers ?? [], away ?? []));
  if (ownerReferences) meta.ownerReferences = orNone(owners(target.metadata.ownerReferences ?? [], ownerReferences));
  return withMetadata(isEmpty(rest) ? target : mergePatch(target, rest) as T, meta);
}
const isEmpty = (o: object): boolean => { for (const _ in o) return false; return true; };
const orNone = <I>(list: I[]): I[] | undefined => (list.length > 0 ? list : undefined);
const finalizersAfter = (held: readonly string[], added: readonly string[], away: readonly string[]): string[] =>
  [...held, ...added.filter((f) => !held.includes(f))].filter((f) => !away.includes(f));
