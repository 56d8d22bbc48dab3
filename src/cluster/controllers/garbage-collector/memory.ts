// What the garbage collector remembers: the graph, and owners known to be absent. Its two queues share one, told apart by the key's prefix.
import { forgetful, remember, SharedMap } from '../../../base/shared-map.ts';
import type { QueueKey } from '../../messages.ts';
import type { Graph, GraphNode } from './graph.ts';

export type GcMemory = { graph: Graph; absentOwners: SharedMap<string, true> };
/** Models absentOwnerCache, which holds 500. */
const absentOwnersMax = 500;

export const initGcMemory = (): GcMemory => ({ graph: new SharedMap(), absentOwners: forgetful(absentOwnersMax) });
/** Nodes without dependents, the most of them by far, are shared. */
export function copyGcMemory(m: GcMemory): GcMemory {
  const graph = m.graph.copy();
  for (const [uid, n] of m.graph) if (n.dependents) graph.set(uid, { ...n, dependents: n.dependents.copy() });
  return { graph, absentOwners: m.absentOwners.copy() };
}

export const rememberAbsent = ({ absentOwners }: GcMemory, uid: string): void => remember(absentOwners, uid, true);

const identity = (n: GraphNode): string => `${n.kind}/${n.namespace}/${n.name}#${n.uid}`;
export const deleteKey = (n: GraphNode): QueueKey => `attemptToDelete:${identity(n)}`;
export const orphanKey = (n: GraphNode): QueueKey => `attemptToOrphan:${identity(n)}`;
export const isOrphanKey = (key: QueueKey): boolean => key.startsWith('attemptToOrphan:');
export const uidOfKey = (key: QueueKey): string => key.slice(key.lastIndexOf('#') + 1);
