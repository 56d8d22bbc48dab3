// Every reason a stage of the dependency controller gives. The words live in src/i18n.
import type { Because } from '../../messages.ts';

export type DependencyBecause =
  | 'dependency.none' //      the Job is gone, not suspended, finished, resumed before, or depends on nothing
  | 'dependency.waits' //     it waits for Jobs {waiting}
  | 'dependency.failed' //    a Job it depends on has failed: it stays suspended {failed}
  | 'dependency.circle' //    its dependencies come back to itself: it stays suspended {circle}
  | 'dependency.met' //       all are Complete: it is resumed {jobs}
  | 'dependency.resumed' //   the API server agreed
  | 'dependency.refused'; //  the API server refused {message}: tried again

export const because = (code: DependencyBecause, params?: Because['params']): Because => (params === undefined ? { code } : { code, params });
