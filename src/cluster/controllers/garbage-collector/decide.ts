// What becomes of an object whose owners were looked up. Models classifyReferences and attemptToDeleteItem of pkg/controller/garbagecollector/garbagecollector.go.
import type { ApiObject, OwnerReference } from '../../../api/types.ts';
import type { DeleteOptions } from '../../messages.ts';
import { deletingDependentsFinalizer, hasFinalizer, isBeingDeleted, orphanFinalizer } from './graph.ts';

export type OwnerState = 'solid' | 'dangling' | 'waitingForDependentsDeletion';

/** `owner`: what the API server holds under the reference's name; null if nothing. */
export function classifyReference(ref: OwnerReference, owner: ApiObject | null): OwnerState {
  if (owner === null || owner.metadata.uid !== ref.uid) return 'dangling';
  return isBeingDeleted(owner) && hasFinalizer(owner, deletingDependentsFinalizer) ? 'waitingForDependentsDeletion' : 'solid';
}

export type Verdict =
  | { type: 'keep' }
  | { type: 'dropReferences'; uids: readonly string[] }
  /** `unblock`: its own dependents wait too; to break a circle its references stop blocking first. */
  | { type: 'delete'; policy: NonNullable<DeleteOptions['propagationPolicy']>; unblock: boolean };

export function decide(latest: ApiObject, states: readonly OwnerState[], dependents: readonly { deletingDependents: boolean }[]): Verdict {
  const refs = latest.metadata.ownerReferences ?? [];
  const waiting = states.includes('waitingForDependentsDeletion');
  if (states.includes('solid')) {
    const uids = refs.filter((_, i) => states[i] !== 'solid').map((r) => r.uid);
    return uids.length === 0 ? { type: 'keep' } : { type: 'dropReferences', uids };
  }
  if (waiting && dependents.length > 0) return { type: 'delete', policy: 'Foreground', unblock: dependents.some((d) => d.deletingDependents) };
  const policy = hasFinalizer(latest, orphanFinalizer) ? 'Orphan' : hasFinalizer(latest, deletingDependentsFinalizer) ? 'Foreground' : 'Background';
  return { type: 'delete', policy, unblock: false };
}
