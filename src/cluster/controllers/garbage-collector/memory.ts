// What the garbage collector remembers: the graph, and owners known to be absent. Its two queues share one, told apart by the key's prefix.
import type { QueueKey } from '../../messages.ts';
import type { Graph, GraphNode } from './graph.ts';

export type GcMemory = { graph: Graph; absentOwners: Set<string> };
const absentOwnersMax = 500;

export const initGcMemory = (): GcMemory => ({ graph: new Map(), absentOwners: new Set() });
/** Nodes without dependents, the most of them by far, are shared. */
export const copyGcMemory = (m: GcMemory): GcMemory => ({
  graph: new Map([...m.graph].map(([uid, n]) => [uid, n.dependents.size === 0 && n.kind === 'Pod' ? n : { ...n, dependents: new Set(n.dependents) }])), absentOwners: new Set(m.absentOwners),
});

/** The oldest entry goes when there are too many. */
export function rememberAbsent({ absentOwners }: GcMemory, uid: string): void {
  absentOwners.delete(uid);
  absentOwners.add(uid);
  const oldest = absentOwners.values().next();
  if (absentOwners.size > absentOwnersMax && !oldest.done) absentOwners.delete(oldest.value);
}

const identity = (n: GraphNode): string => `${n.kind}/${n.namespace}/${n.name}#${n.uid}`;
export const deleteKey = (n: GraphNode): QueueKey => `attemptToDelete:${identity(n)}`;
export const orphanKey = (n: GraphNode): QueueKey => `attemptToOrphan:${identity(n)}`;
export const isOrphanKey = (key: QueueKey): boolean => key.startsWith('attemptToOrphan:');
export const uidOfKey = (key: QueueKey): string => key.slice(key.lastIndexOf('#') + 1);
