// Every reason a stage of the Job controller gives. The words live in src/i18n; the comment beside a code says what it means and which params it brings.
import type { Because } from '../../messages.ts';

export type JobBecause =
  // load
  | 'job.deleted' //              the Job is no longer in the cache: what was remembered of it is dropped
  | 'job.managedByOther' //       spec.managedBy names another controller {controller}
  | 'job.finished' //             the Job has Complete or Failed: nothing is left to do
  | 'job.finishedNotObserved' //  this controller finished it, and its cache does not show it yet
  | 'job.cacheStale' //           the cache is older than what this controller wrote itself {kind, written, read}: tried again later
  | 'job.loaded' //               there is work to do
  // expectations
  | 'job.expectationsMet' //      every Pod it made or deleted has been observed (or none was)
  | 'job.expectationsPending' //  it still waits to observe Pods {adds, dels}: no Pods are made or removed in this sync
  // count, claim
  | 'job.podsCounted' //          the Pods were counted
  | 'job.claiming' //             Pods are to be adopted or let go {adopt, release}
  | 'job.adopting' //             the Job still exists: orphans are adopted {adopt}
  | 'job.adoptionRefused' //      the Job is gone or going: orphans are not adopted {message}
  | 'job.claimed' //              adopting and letting go is done
  // decide
  | 'job.finishing' //            the Job ends: its active Pods go {reason, active}
  | 'job.waitsForExpectations' // would decide about Pods, but Pods are unobserved
  | 'job.beingDeleted' //         the Job is being deleted: no Pods are made or removed
  | 'job.suspended' //            suspended: all active Pods go {active}
  | 'job.tooManyPods' //          more active than wanted {active, want, remove}
  | 'job.tooFewPods' //           fewer active than wanted {active, want, create}
  | 'job.backoff' //              fewer active than wanted, but failures make it wait {leftMs, failures, missing}
  | 'job.indexBackoff' //         all indexes that need a Pod wait for their own back-off {leftMs, missing}
  | 'job.waitsForTerminating' //  fewer active than wanted, but Pods that are being deleted hold their place {terminating, want}
  | 'job.enoughPods' //           as many active as wanted {active, want}
  // untrackPods, deletePods, createBatch
  | 'job.untracking' //           finalizers come off Pods that are removed without counting {count}
  | 'job.deleting' //             Pods are deleted {count}
  | 'job.creating' //             the next batch of Pods {count, remaining}: batches double as long as all goes well
  | 'job.createFailed' //         a Pod could not be made: the rest is left for a later sync {skipped, message}
  // flushStatus
  | 'job.statusChanged' //        the status is written before any finalizer goes {uncounted}
  | 'job.endDecided' //           the status is written with the interim condition {condition, reason}
  | 'job.statusUnchanged' //      nothing new for the status
  // removeFinalizers
  | 'job.removingFinalizers' //   counted Pods may go: their finalizers come off {count}
  | 'job.noFinalizers' //         no finalizer to take off
  // updateStatus
  | 'job.countersUp' //           Pods without finalizer move from uncounted to the counters {succeeded, failed}
  | 'job.ended' //                the terminal condition is written {condition, reason}
  | 'job.endWaitsForTerminating' // the terminal condition waits for Pods that are being deleted {terminating}
  | 'job.endWaitsForUncounted' // the terminal condition waits for uncounted Pods {uncounted}
  | 'job.nothingToWrite' //       the status is as it should be
  // done
  | 'job.synced' //               the sync is done
  | 'job.conflict' //             the API server refused a write, for the Job had changed meanwhile {message}: tried again
  | 'job.writeFailed' //          the API server refused a write {message}: tried again
  | 'job.readyOverActive' //      the same, for the status has more ready Pods than active ones, as it does during a back-off {ready}
  // orphans
  | 'job.orphanFound' //          Pods whose Job is gone or finished lose the tracking finalizer {count}
  | 'job.orphanNone' //           nothing to take off
  // handlers
  | 'job.batched' //              gathered for a second with what else happens {}
  | 'job.immediately' //          synced at once {}
  | 'job.notAJobsPod' //          the Pod belongs to no Job in the cache
  | 'job.deadlineChanged'; //     activeDeadlineSeconds changed: synced when it strikes {inMs}

export const because = (code: JobBecause, params?: Because['params']): Because => (params === undefined ? { code } : { code, params });
