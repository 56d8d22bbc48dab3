// As much of strategic merge patch as controllers use on metadata: lists of finalizers and owner references that merge. Models apimachinery pkg/util/strategicpatch.
import { changed } from '../../base/changed.ts';
import type { ObjectMeta, OwnerReference } from '../../api/types.ts';
import { mergePatch } from './merge-patch.ts';

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
export function strategicPatch<T extends { metadata: ObjectMeta }>(target: T, patch: { metadata?: MetaPatch; [field: string]: unknown }): T {
  const { metadata = {}, ...rest } = patch;
  const { ownerReferences, finalizers, [fromList]: away = [], uid: _uid, ...others } = metadata;
  const meta = mergePatch(target.metadata, others) as ObjectMeta;
  const held = target.metadata.finalizers ?? [];
  const left = [...held, ...(finalizers ?? []).filter((f) => !held.includes(f))].filter((f) => !away.includes(f));
  const owned = ownerReferences ? owners(target.metadata.ownerReferences ?? [], ownerReferences) : target.metadata.ownerReferences;
  return changed(mergePatch(target, rest) as T, {
    metadata: changed(meta, { finalizers: left.length > 0 ? left : undefined, ownerReferences: owned && owned.length > 0 ? owned : undefined } as Partial<ObjectMeta>),
  } as Partial<T>);
}
