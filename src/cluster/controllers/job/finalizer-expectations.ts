// Pods whose tracking finalizer was removed while the cache may not show it yet: they must not be counted twice. Models uidTrackingExpectations of pkg/controller/job/tracking_utils.go.
import type { QueueKey } from '../../messages.ts';

/** Job's key → uids of Pods. Mutated in place. */
export type FinalizerExpectations = Map<QueueKey, Set<string>>;

export const getExpectedUIDs = (all: FinalizerExpectations, key: QueueKey): ReadonlySet<string> => new Set(all.get(key));

export function expectFinalizersRemoved(all: FinalizerExpectations, key: QueueKey, uids: readonly string[]): void {
  const set = all.get(key) ?? new Set<string>();
  for (const uid of uids) set.add(uid);
  all.set(key, set);
}

export function finalizerRemovalObserved(all: FinalizerExpectations, key: QueueKey, uid: string): void {
  all.get(key)?.delete(uid);
}

export const deleteFinalizerExpectations = (all: FinalizerExpectations, key: QueueKey): boolean => all.delete(key);

export const copyFinalizerExpectations = (all: FinalizerExpectations): FinalizerExpectations => new Map([...all].map(([k, s]) => [k, new Set(s)]));
