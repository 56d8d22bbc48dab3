// Every reason a stage of the TTL controller gives. The words live in src/i18n.
import type { Because } from '../../messages.ts';

export type TtlBecause =
  | 'ttl.notToClean' //   gone, going, not finished, or without ttlSecondsAfterFinished
  | 'ttl.noFinishTime' // finished, but nobody knows when
  | 'ttl.waits' //        the time to live is not over {leftMs}
  | 'ttl.expired' //      over according to the cache: the Job is read anew from the API server
  | 'ttl.deletes' //      over according to the API server too: deleted, with its Pods first (Foreground)
  | 'ttl.deleted' //      the deletion was accepted
  | 'ttl.gone' //         somebody else deleted it
  | 'ttl.failed'; //      the API server refused {message}: tried again

export const because = (code: TtlBecause, params?: Because['params']): Because => (params === undefined ? { code } : { code, params });
