// What the Job controller remembers from sync to sync, in its own process only: all of it is lost in a crash.
import type { QueueKey } from '../../messages.ts';
import type { BackoffRecord } from './backoff.ts';
import type { ConsistencyStore } from './consistency.ts';
import { copyFinalizerExpectations, type FinalizerExpectations } from './finalizer-expectations.ts';

export type JobMemory = {
  backoff: Map<QueueKey, BackoffRecord>; finalizers: FinalizerExpectations;
  /** uids of Jobs that this controller finished and has not seen finished yet. */
  finished: Set<string>; written: ConsistencyStore;
};

export const initJobMemory = (): JobMemory => ({ backoff: new Map(), finalizers: new Map(), finished: new Set(), written: new Map() });
export const copyJobMemory = (m: JobMemory): JobMemory =>
  ({ backoff: new Map(m.backoff), finalizers: copyFinalizerExpectations(m.finalizers), finished: new Set(m.finished), written: new Map(m.written) });
