// Whether a Job that depends on other Jobs may start. An add-on of this project: Kubernetes has nothing like it.
import type { Job } from '../../../api/types.ts';

/** Names of Jobs in the same namespace, separated by commas. */
export const dependsOnAnnotation = 'kronoscope.dev/depends-on';
/** Set when the Job was resumed, so that a later suspension by hand stands. */
export const resumedAnnotation = 'kronoscope.dev/dependencies-met';

export const dependenciesOf = (job: Job): string[] =>
  [...new Set((job.metadata.annotations?.[dependsOnAnnotation] ?? '').split(',').map((s) => s.trim()).filter((s) => s !== ''))];

export type Verdict =
  | { type: 'none' }
  | { type: 'circle'; circle: readonly string[] }
  | { type: 'failed'; failed: readonly string[] }
  /** `missing` do not exist (yet); `waiting` holds all that are not Complete, the missing ones too. */
  | { type: 'waits'; waiting: readonly string[]; missing: readonly string[] }
  | { type: 'met'; jobs: readonly string[] };

const has = (job: Job, type: string): boolean => job.status.conditions?.some((c) => c.type === type && c.status === 'True') ?? false;

/** `find` gives the Job of that name in the same namespace. */
export function decide(job: Job, find: (name: string) => Job | undefined): Verdict {
  const names = dependenciesOf(job);
  if (names.length === 0 || job.spec.suspend !== true || has(job, 'Complete') || has(job, 'Failed')) return { type: 'none' };
  if (job.metadata.deletionTimestamp !== undefined || job.metadata.annotations?.[resumedAnnotation] !== undefined) return { type: 'none' };
  const circle = findCircle(job, find);
  if (circle) return { type: 'circle', circle };
  const failed = names.filter((n) => { const j = find(n); return j !== undefined && has(j, 'Failed'); });
  if (failed.length > 0) return { type: 'failed', failed };
  const waiting = names.filter((n) => { const j = find(n); return j === undefined || !has(j, 'Complete'); });
  return waiting.length > 0 ? { type: 'waits', waiting, missing: waiting.filter((n) => find(n) === undefined) } : { type: 'met', jobs: names };
}

/** The shortest way back to the Job itself along unfinished dependencies: a, b, a; null if there is none. */
export function findCircle(job: Job, find: (name: string) => Job | undefined): string[] | null {
  const start = job.metadata.name;
  const paths: string[][] = [[start]];
  const seen = new Set<string>();
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    const last = path[path.length - 1]!;
    const at = last === start ? job : find(last);
    if (!at || has(at, 'Complete')) continue;
    for (const name of dependenciesOf(at)) {
      if (name === start) return [...path, start];
      if (!seen.has(name)) { seen.add(name); paths.push([...path, name]); }
    }
  }
  return null;
}
