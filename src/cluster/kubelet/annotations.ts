// Annotations under kronoscope.dev/ on the Pod (its template): what a container does instead of what its command says. This file is their reference.
//
//   run-seconds: "12"             every run lasts so long, whatever the command is ("inf": for ever)
//   start-seconds: "3"            creating the container takes so long
//   exit-code: "1,1,0"            how the runs end: the first value while nothing has failed yet, the second after one failure of the same work … the last repeats.
//                                 Failures of the same work are failed Pods of the same Job (and index) and restarts in place.
//   exit-code: "0=0;3=1,0;*=2"    the same for each completion index; * for all others
//   failure-probability: "0.3"    each run fails (exit 1, or exit-code's value if that is not 0) with this probability
//   on-sigterm: "exit 0 after 3"  reaction to SIGTERM: ends with the code so many seconds later ("exit 143": at once)
//   on-sigterm: "ignore"          runs on until it is killed
//   oom-after-seconds: "5"        is OOM-killed (exit 137, reason OOMKilled) after so many seconds
//   image-pull: "fail"            the image cannot be pulled; "fail 2": the first two attempts fail
//   image-pull-seconds: "8"       the pull takes so long
//   ready-seconds: "4"            turns ready so long after its start ("never")
//
// `<name>.<container>` (exit-code.main) holds for that container only; without it, for every container but init containers and sidecars.
import type { Pod } from '../../api/types.ts';
import { completionIndex } from './plan.ts';
import type { ContainerRecord } from './record.ts';

export const annotationPrefix = 'kronoscope.dev/';
export type AnnotationName =
  | 'run-seconds' | 'start-seconds' | 'exit-code' | 'failure-probability' | 'on-sigterm' | 'oom-after-seconds' | 'image-pull' | 'image-pull-seconds' | 'ready-seconds';

export function annotationOf(pod: Pod, c: Pick<ContainerRecord, 'spec' | 'role'>, name: AnnotationName): string | null {
  const all = pod.metadata.annotations;
  if (!all) return null;
  return all[`${annotationPrefix}${name}.${c.spec.name}`] ?? (c.role === 'main' ? (all[annotationPrefix + name] ?? null) : null);
}

/** Seconds as ms; Infinity for "inf" and "never"; null if absent or no number. */
export function millisOf(pod: Pod, c: Pick<ContainerRecord, 'spec' | 'role'>, name: AnnotationName): number | null {
  const text = annotationOf(pod, c, name)?.trim();
  if (text === undefined || text === '') return null;
  if (/^(inf|infinity|never)$/i.test(text)) return Infinity;
  const n = Number(text.replace(/s$/, ''));
  return Number.isFinite(n) && n >= 0 ? Math.round(n * 1000) : null;
}

/** The exit code for the run after so many failures; null: not annotated for this Pod. */
export function exitCodeOf(text: string | null, index: number | null, failures: number): number | null {
  if (text === null) return null;
  let list: string | undefined = text;
  if (text.includes('=')) {
    const byIndex = new Map(text.split(';').map((part) => { const [k = '', v = ''] = part.split('='); return [k.trim(), v] as const; }));
    list = byIndex.get(String(index ?? '')) ?? byIndex.get('*');
  }
  if (list === undefined) return null;
  const codes = list.split(',').map((s) => Number(s.trim())).filter((n) => Number.isInteger(n) && n >= 0 && n <= 255);
  return codes.length === 0 ? null : codes[Math.min(failures, codes.length - 1)]!;
}

/** True if the exit codes differ by attempt, so that earlier attempts must be counted. */
export const needsAttempts = (pod: Pod): boolean =>
  Object.entries(pod.metadata.annotations ?? {}).some(([k, v]) => k.startsWith(`${annotationPrefix}exit-code`) && v.includes(','));

export type SigtermReaction = { ignore: true } | { ignore: false; code: number; afterMillis: number };
export function sigtermReaction(text: string | null): SigtermReaction | null {
  if (text === null) return null;
  if (text.trim() === 'ignore') return { ignore: true };
  const m = /^\s*exit\s+(\d+)(?:\s+after\s+(\d+(?:\.\d+)?)\s*s?)?\s*$/.exec(text);
  return m ? { ignore: false, code: Number(m[1]) & 255, afterMillis: Math.round(Number(m[2] ?? 0) * 1000) } : null;
}

/** What the annotations say about one run of a container; null fields: nothing. */
export function runOverride(pod: Pod, c: ContainerRecord, failures: number, draw: () => number): { runMillis: number | null; code: number | null; oomMillis: number | null } {
  let code = exitCodeOf(annotationOf(pod, c, 'exit-code'), completionIndex(pod), failures);
  const p = Number(annotationOf(pod, c, 'failure-probability') ?? '0');
  if (p > 0) code = draw() < p ? code || 1 : 0;
  return { runMillis: millisOf(pod, c, 'run-seconds'), code, oomMillis: millisOf(pod, c, 'oom-after-seconds') };
}
