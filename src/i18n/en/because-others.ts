// English: why the TTL controller, the garbage collector and the dependency controller decided as they did.
export const ttl = {
  notToClean: 'Nothing to clean: it is gone or going, has not ended, or has no ttlSecondsAfterFinished.', noFinishTime: 'It has ended, but nobody knows when.', waits: 'Its time to live is not over: {{leftMs, seconds}} left.',
  expired: 'Its time to live is over according to the cache; the Job is read anew from the API server to be sure.', deletes: 'Its time to live is over: it is deleted, its Pods first.', deleted: 'The deletion was accepted.', gone: 'Somebody else has deleted it.', failed: 'The API server refused ({{message}}): tried again.',
};
export const gc = {
  notInGraph: 'The object is no longer known.', beingDeleted: 'It is on its way out already.', readsLatest: 'The object is read anew from the API server, for the cache may be old.', gone: 'The object no longer exists.', noOwner: 'It has no owner: nothing to collect.',
  readsOwners: 'Its owners are looked up ({{owners}}).', ownerExists: 'An owner exists: it stays.', dropsReferences: 'An owner exists, others are gone: {{count|reference comes|references come}} off.', deletes: 'No owner is left: it is deleted ({{policy}}).',
  waitsForDependents: 'Deleted in the foreground: {{blocking|dependent that blocks it is|dependents that block it are}} deleted first.', unblocked: 'Nothing blocks it any more: the finalizer foregroundDeletion comes off.', orphans: 'Its {{count|dependent loses its reference and stays|dependents lose their references and stay}}.',
  orphaned: 'All dependents are let go: the finalizer orphan comes off.', ownerDeleted: 'Its owner is gone.', ownerWaits: 'Its owner waits for its dependents to go.', done: 'The API server agreed.', failed: 'The API server refused ({{message}}): tried again.',
};
export const dependency = {
  none: 'Nothing to do: the Job is not suspended, has ended, was resumed before or depends on nothing.', waits: 'It waits for {{waiting}}.', failed: '{{failed}}, which it depends on, has failed: it stays suspended.', circle: 'Its dependencies come back to itself ({{circle}}): it stays suspended.',
  met: 'All that it waits for is complete ({{jobs}}): it is resumed.', resumed: 'The API server agreed.', refused: 'The API server refused ({{message}}): tried again.',
};
