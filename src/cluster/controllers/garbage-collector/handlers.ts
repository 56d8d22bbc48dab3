// Informers' changes become changes of the graph, and of the two queues. Models processGraphChanges of pkg/controller/garbagecollector/graph_builder.go.
import type { ApiObject, ObjectMeta, OwnerReference } from '../../../api/types.ts';
import type { ControllerContext, Delta, Handled } from '../../client-go/types.ts';
import { because } from './because.ts';
import { addDependentToOwners, deletingDependentsFinalizer, deletionStartsWithFinalizer, dependentsOf, isBeingDeleted, nodeOf, orphanFinalizer, removeDependentFromOwners, type GraphNode } from './graph.ts';
import { deleteKey, orphanKey, rememberAbsent, type GcMemory } from './memory.ts';

type Context = ControllerContext<GcMemory>;

const nothing: Handled[] = [];
/** A change that the graph does not show: most changes are of a status. */
const alike = (a: ObjectMeta, b: ObjectMeta): boolean => a.ownerReferences === b.ownerReferences && a.finalizers === b.finalizers && a.deletionTimestamp === b.deletionTimestamp;

export function handleDelta(delta: Delta, ctx: Context): Handled[] {
  if (delta.type === 'Updated' && alike(delta.object.metadata, delta.previous.metadata) && ctx.memory.graph.has(delta.object.metadata.uid ?? '')) return nothing;
  if (delta.type === 'Deleted') return removed(delta.object.metadata.uid ?? '', ctx);
  return changed(delta.type === 'Updated' ? delta.previous : null, delta.object, ctx);
}

function queue(key: string, handler: string, ctx: Context, why?: Handled extends null ? never : ReturnType<typeof because>): Handled {
  ctx.queue.add(key);
  return { handler, enqueued: key, ...(why ? { because: why } : {}) };
}

function changed(old: ApiObject | null, object: ApiObject, ctx: Context): Handled[] {
  const { graph } = ctx.memory;
  const handler = old === null ? 'addObject' : 'updateObject';
  const fresh = nodeOf(object);
  const known = graph.get(fresh.uid);
  const before: readonly OwnerReference[] = known?.owners ?? [];
  const handled: Handled[] = [];
  const gone = before.filter((o) => !fresh.owners.some((n) => n.uid === o.uid));
  const come = fresh.owners.filter((n) => !before.some((o) => o.uid === n.uid));
  const unblocked = fresh.owners.filter((n) => n.blockOwnerDeletion !== true && before.some((o) => o.uid === n.uid && o.blockOwnerDeletion === true));
  graph.set(fresh.uid, {
    ...fresh, dependents: known?.dependents ?? null,
    beingDeleted: fresh.beingDeleted || (known?.beingDeleted ?? false), deletingDependents: known ? known.deletingDependents : fresh.deletingDependents,
  });
  if (known) for (const ref of [...gone.filter((o) => o.blockOwnerDeletion === true), ...unblocked]) {
    const owner = graph.get(ref.uid);
    if (owner) handled.push(queue(deleteKey(owner), handler, ctx));
  }
  for (const owner of addDependentToOwners(graph, fresh, come)) handled.push(queue(deleteKey(owner), handler, ctx));
  removeDependentFromOwners(graph, fresh.uid, gone);
  return [...handled, ...transitions(old, object, handler, ctx)];
}

/** An object that begins to wait: for its dependents to be let go, or to be gone. */
function transitions(old: ApiObject | null, object: ApiObject, handler: string, ctx: Context): Handled[] {
  const { graph } = ctx.memory;
  const node = graph.get(object.metadata.uid ?? '')!;
  if (!isBeingDeleted(object)) return [];
  if (deletionStartsWithFinalizer(old, object, orphanFinalizer)) return [queue(orphanKey(node), handler, ctx)];
  if (!deletionStartsWithFinalizer(old, object, deletingDependentsFinalizer)) return [];
  graph.set(node.uid, { ...node, deletingDependents: true });
  return [...dependentsOf(graph, node).map((d) => queue(deleteKey(d), handler, ctx, because('gc.ownerWaits'))), queue(deleteKey(node), handler, ctx)];
}

/** Takes a node out. Its dependents may have to go; an owner that waits for it may go on. Also used when the API server says that an object does not exist. */
export function removed(uid: string, ctx: Context): Handled[] {
  const { graph } = ctx.memory;
  const node: GraphNode | undefined = graph.get(uid);
  if (!node) return [];
  graph.delete(uid);
  removeDependentFromOwners(graph, uid, node.owners);
  if (node.dependents && node.dependents.size > 0) rememberAbsent(ctx.memory, uid);
  const handled = dependentsOf(graph, node).map((d) => queue(deleteKey(d), 'deleteObject', ctx, because('gc.ownerDeleted')));
  for (const ref of node.owners) {
    const owner = graph.get(ref.uid);
    if (owner?.deletingDependents) handled.push(queue(deleteKey(owner), 'deleteObject', ctx));
  }
  return handled;
}
