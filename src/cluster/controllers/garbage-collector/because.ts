// Every reason a stage of the garbage collector gives. The words live in src/i18n.
import type { Because } from '../../messages.ts';

export type GcBecause =
  | 'gc.notInGraph' //          the object is no longer known
  | 'gc.beingDeleted' //        it is on its way out already
  | 'gc.readsLatest' //         the object is read anew from the API server
  | 'gc.gone' //                the object no longer exists
  | 'gc.noOwner' //             it has no owner: nothing to collect
  | 'gc.readsOwners' //         its owners are looked up {owners}
  | 'gc.ownerExists' //         an owner exists: it stays
  | 'gc.dropsReferences' //     an owner exists, others are gone: their references come off {count}
  | 'gc.deletes' //             no owner is left: deleted {policy}
  | 'gc.waitsForDependents' //  deleted in the foreground: dependents that block it are deleted first {blocking}
  | 'gc.unblocked' //           nothing blocks it any more: the finalizer foregroundDeletion comes off
  | 'gc.orphans' //             its dependents lose their reference and stay {count}
  | 'gc.orphaned' //            all dependents are let go: the finalizer orphan comes off
  | 'gc.ownerDeleted' //        (handler) its owner is gone
  | 'gc.ownerWaits' //          (handler) its owner waits for its dependents to go
  | 'gc.done' | 'gc.failed'; // the API server agreed, or refused {message}: tried again

export const because = (code: GcBecause, params?: Because['params']): Because => (params === undefined ? { code } : { code, params });
