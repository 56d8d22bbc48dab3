// Who owns whom, by uid. Models pkg/controller/garbagecollector/graph.go and the bookkeeping of graph_builder.go.
import { SharedMap } from '../../../base/shared-map.ts';
import type { ApiObject, Kind, OwnerReference } from '../../../api/types.ts';

export type GraphNode = {
  readonly uid: string; readonly kind: string; readonly namespace: string; readonly name: string;
  readonly owners: readonly OwnerReference[];
  /** Mutated in place, since a large Job has many; copied with the memory. Null: there was none yet. */
  readonly dependents: SharedMap<string, true> | null;
  /** Known only from a reference to it; no informer has shown it. */
  readonly virtual: boolean; readonly deletingDependents: boolean; readonly beingDeleted: boolean;
};
/** uid → node. Nodes are replaced, the Map is mutated in place. */
export type Graph = SharedMap<string, GraphNode>;

export const deletingDependentsFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';
const knownKinds: readonly string[] = ['Job', 'CronJob', 'Pod', 'Node'];
/** Null for a kind that this cluster does not serve: such an owner cannot exist. */
export const servedKind = (kind: string): Kind | null => (knownKinds.includes(kind) ? kind as Kind : null);

export const isBeingDeleted = (o: ApiObject): boolean => o.metadata.deletionTimestamp !== undefined;
export const hasFinalizer = (o: ApiObject, finalizer: string): boolean => o.metadata.finalizers?.includes(finalizer) ?? false;

/** The change by which an object began to be deleted with this finalizer on it. */
export const deletionStartsWithFinalizer = (old: ApiObject | null, object: ApiObject, finalizer: string): boolean =>
  isBeingDeleted(object) && hasFinalizer(object, finalizer) && (old === null || !isBeingDeleted(old) || !hasFinalizer(old, finalizer));

export const nodeOf = (object: ApiObject): GraphNode => ({
  uid: object.metadata.uid ?? '', kind: object.kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name,
  owners: object.metadata.ownerReferences ?? [], dependents: null, virtual: false,
  deletingDependents: isBeingDeleted(object) && hasFinalizer(object, deletingDependentsFinalizer), beingDeleted: isBeingDeleted(object),
});

/** Enters a dependent at its owners. Owners that were unknown become virtual nodes; they are returned. */
export function addDependentToOwners(graph: Graph, node: GraphNode, owners: readonly OwnerReference[]): GraphNode[] {
  const added: GraphNode[] = [];
  for (const ref of owners) {
    const known = graph.get(ref.uid);
    const owner: GraphNode = known ?? { uid: ref.uid, kind: ref.kind, namespace: node.namespace, name: ref.name, owners: [], dependents: null, virtual: true, deletingDependents: false, beingDeleted: false };
    if (owner.dependents) { owner.dependents.set(node.uid, true); continue; }
    const first: GraphNode = { ...owner, dependents: new SharedMap<string, true>([[node.uid, true]]) };
    graph.set(ref.uid, first);
    if (!known) added.push(first);
  }
  return added;
}

export function removeDependentFromOwners(graph: Graph, uid: string, owners: readonly OwnerReference[]): void {
  for (const { uid: ownerUid } of owners) {
    const owner = graph.get(ownerUid);
    if (!owner) continue;
    owner.dependents?.delete(uid);
  }
}

/** Dependents whose reference to this owner says that it must wait for them. */
export const blockingDependents = (graph: Graph, owner: GraphNode): GraphNode[] => dependentsOf(graph, owner)
  .filter((d) => d.owners.some((o) => o.uid === owner.uid && o.blockOwnerDeletion === true));

export const dependentsOf = (graph: Graph, owner: GraphNode): GraphNode[] => [...owner.dependents?.keys() ?? []].map((uid) => graph.get(uid)).filter((n) => n !== undefined);
