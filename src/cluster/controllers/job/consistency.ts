// What the controller itself wrote for a Job, so that it never decides on a cache older than that. Models pkg/controller/util/consistency (gate StaleControllerConsistencyJob, on since 1.36).
import type { Job, Kind, Pod } from '../../../api/types.ts';
import { revisionOf } from '../../keys.ts';
import type { QueueKey } from '../../messages.ts';

export type WrittenKind = 'Job' | 'Pod';
/** The newest revision written of each kind, on behalf of the Job with this uid. */
export type Written = { readonly uid: string; readonly revisions: Readonly<Partial<Record<WrittenKind, number | undefined>>> };
export type ConsistencyStore = Map<QueueKey, Written>;

export function wroteAt(store: ConsistencyStore, key: QueueKey, jobUid: string, object: Job | Pod): void {
  const revision = revisionOf(object.metadata);
  const before = store.get(key);
  const revisions: Written['revisions'] = before?.uid === jobUid ? before.revisions : {};
  if ((revisions[object.kind] ?? 0) >= revision) return;
  const { Job, Pod } = revisions;
  store.set(key, { uid: jobUid, revisions: object.kind === 'Pod' ? { Job, Pod: revision } : { Job: revision, Pod } });
}

/** The kind whose cache is behind, or null if all is well. `lastRevision` says how far the cache of a kind has come. */
export function ensureReady(store: ConsistencyStore, key: QueueKey, lastRevision: ((kind: Kind) => number) | undefined): { kind: WrittenKind; written: number; read: number } | null {
  const revisions: Written['revisions'] = store.get(key)?.revisions ?? {};
  for (const kind of ['Pod', 'Job'] as const) {
    const written = revisions[kind] ?? 0;
    const read = lastRevision?.(kind) ?? written;
    if (read < written) return { kind, written, read };
  }
  return null;
}

/** Forgets the Job, unless another one of that name (another uid) was written since. */
export function clearWritten(store: ConsistencyStore, key: QueueKey, uid: string | null): void {
  if (uid === null || store.get(key)?.uid === uid) store.delete(key);
}
