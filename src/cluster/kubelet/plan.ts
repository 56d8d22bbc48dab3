// A recorded scenario's plan: how Pods live, in the place of real containers (the stand-in kubelet of the recordings followed the same plan).
import type { Pod } from '../../api/types.ts';

export type PlanMatch = { ordinal?: number; ordinals?: number[]; index?: number; indexes?: number[]; attempt?: number; job?: string };
/** Seconds. `start` null: never. `restarts`: later runs of a container under OnFailure, the last repeats. */
export type PlanLife = {
  start?: number | null; run?: number | null; exit?: number; restarts?: { run?: number; exit?: number }[];
  term?: { after?: number; exit?: number };
};
export type Plan = { pods?: ({ match: PlanMatch } & PlanLife)[]; default?: PlanLife };

/** What a Pod is matched by. `index` is null where the Job has no indexes. */
export type PlanFacts = { ordinal: number; index: number | null; attempt: number; job: string | null; /** Which batch of its owner's Pods it was created in, and the how manieth there, from 0. */ wave: number; place: number };

const indexAnnotation = 'batch.kubernetes.io/job-completion-index';
export const completionIndex = (pod: Pod): number | null => {
  const text = pod.metadata.annotations?.[indexAnnotation];
  return text === undefined ? null : Number(text);
};
export const jobNameOf = (pod: Pod): string | null =>
  pod.metadata.labels?.['batch.kubernetes.io/job-name'] ?? pod.metadata.labels?.['job-name'] ?? pod.metadata.ownerReferences?.find((o) => o.kind === 'Job')?.name ?? null;
export const ownerUid = (pod: Pod): string => pod.metadata.ownerReferences?.find((o) => o.controller)?.uid ?? pod.metadata.name;
/** Pods with the same one are attempts at the same work. */
export const attemptGroup = (pod: Pod): string => `${ownerUid(pod)}#${completionIndex(pod) ?? ''}`;

export function matches(m: PlanMatch, f: PlanFacts): boolean {
  return (m.ordinal === undefined || m.ordinal === f.ordinal) && (m.ordinals === undefined || m.ordinals.includes(f.ordinal))
    && (m.index === undefined || m.index === f.index) && (m.indexes === undefined || (f.index !== null && m.indexes.includes(f.index)))
    && (m.attempt === undefined || m.attempt === f.attempt) && (m.job === undefined || m.job === f.job);
}

/** The first entry that fits, else the default. */
export const lifeOf = (plan: Plan, facts: PlanFacts): PlanLife => plan.pods?.find((p) => matches(p.match, facts)) ?? plan.default ?? {};

/**
 * The recordings' kubelet reported a container's end some hundredths of a second late. A run of two seconds then ends just when the Job controller's
 * second batched sync begins, and chance decided whether that sync saw it or the next one did, a second later: about as often this as that; where several
 * Pods ended together it may have seen the first ones only. Here it takes turns: in even waves all come late, in odd ones those after the second just miss it.
 */
export const lateMillis = (wave: number, place: number): number => (wave % 2 === 0 ? 35 : place < 2 ? 0 : 13);

/** Seconds and exit code of the container's n-th run (0: the first). Null seconds: it runs for ever. */
export function runOf(life: PlanLife, restart: number): { run: number | null; exit: number } {
  const first = { run: life.run === undefined ? 2 : life.run, exit: life.exit ?? 0 };
  const list = life.restarts;
  if (restart === 0 || !list || list.length === 0) return first;
  const later = list[Math.min(restart, list.length) - 1]!;
  return { run: later.run ?? first.run, exit: later.exit ?? first.exit };
}
