// A Pod that follows a plan: the same life and the same statuses as under the recordings' stand-in kubelet.
import { changed } from '../../base/changed.ts';
import { simTime, type SimTime } from '../../base/time.ts';
import type { ContainerState, Pod, PodCondition, PodPhase, PodStatus } from '../../api/types.ts';
import { rfc3339 } from '../component/time.ts';
import { lateMillis, lifeOf, runOf, type Plan, type PlanFacts } from './plan.ts';
import type { PlannedRun } from './record.ts';

const seconds = (now: SimTime, s: number | null | undefined, otherwise: number): SimTime | null => (s === null ? null : simTime(now + Math.round((s ?? otherwise) * 1000)));

export function planPod(plan: Plan, facts: PlanFacts, now: SimTime): PlannedRun {
  const life = lifeOf(plan, facts);
  return { life, late: lateMillis(facts.wave, facts.place), phase: 'starting', dueAt: seconds(now, life.start, 1), restarts: 0, startedAt: null, everRan: false, exit: null, last: null };
}

const runsFrom = (p: PlannedRun, at: SimTime, restarts: number): PlannedRun =>
  (changed(p, { phase: 'running', restarts, startedAt: at, everRan: true, dueAt: later(seconds(at, runOf(p.life, restarts).run, 2), p.late) }));
const later = (at: SimTime | null, ms: number): SimTime | null => (at === null ? null : simTime(at + ms));

/** What the plan says next has come. */
export function stepPlanned(p: PlannedRun, policy: string): PlannedRun {
  const at = p.dueAt!;
  switch (p.phase) {
    case 'starting': return runsFrom(p, at, 0);
    case 'restarting': return runsFrom(p, at, 1);
    case 'waiting': return runsFrom(p, at, p.restarts);
    case 'running': {
      const code = runOf(p.life, p.restarts).exit;
      if (policy === 'Never' || (policy === 'OnFailure' && code === 0)) return changed(p, { phase: 'done', dueAt: null, exit: { code, at } });
      const last = { code, at, startedAt: p.startedAt! };
      // The first restart comes after a second, and nothing is reported before it. Later ones wait in CrashLoopBackOff: 10, 20, 40 … s.
      if (p.restarts === 0) return changed(p, { phase: 'restarting', last, dueAt: simTime(at + 1000) });
      return changed(p, { phase: 'waiting', restarts: p.restarts + 1, last, dueAt: simTime(at + Math.min(300_000, 10_000 * 2 ** (p.restarts - 1))) });
    }
    case 'terminating': return changed(p, { phase: 'done', dueAt: null, exit: p.everRan ? { code: p.life.term?.exit ?? 143, at } : null });
    case 'done': return changed(p, { dueAt: null });
  }
}

/** The Pod is being deleted: it ends as `term` says; one that never ran turns Failed after 0.2 s. */
export function stopPlanned(p: PlannedRun, now: SimTime): PlannedRun {
  if (p.phase === 'done' || p.phase === 'terminating') return p;
  return changed(p, { phase: 'terminating', dueAt: p.everRan ? seconds(now, p.life.term?.after, 1) : simTime(now + 200) });
}

const own = new Set(['Ready', 'ContainersReady', 'Initialized']);

/** The status to write; null: nothing to say yet. */
export function plannedStatus(p: PlannedRun, pod: Pod, told: PodStatus | null, acceptedAt: SimTime, epoch: number, now: SimTime): PodStatus | null {
  if (!p.everRan && p.phase !== 'done') return null;
  const phase: PodPhase = p.phase === 'done' ? (p.exit?.code === 0 ? 'Succeeded' : 'Failed') : 'Running';
  const ready = phase === 'Running' && p.phase !== 'waiting';
  const time = (t: SimTime): string => rfc3339(epoch + t);
  const before = pod.status.conditions ?? [];
  const condition = (type: string, yes: boolean): PodCondition => {
    const status = yes ? 'True' : 'False';
    const old = (told?.conditions ?? before).find((c) => c.type === type);
    return { type, status, lastProbeTime: null, lastTransitionTime: old?.status === status && old.lastTransitionTime ? old.lastTransitionTime : time(now) };
  };
  const state: ContainerState = p.phase === 'done'
    ? { terminated: { exitCode: p.exit?.code ?? 0, reason: p.exit?.code === 0 ? 'Completed' : 'Error', startedAt: time(p.startedAt ?? acceptedAt), finishedAt: time(p.exit?.at ?? now) } }
    : p.phase === 'waiting' ? { waiting: { reason: 'CrashLoopBackOff' } } : { running: { startedAt: time(p.startedAt!) } };
  const last = p.last && p.restarts > 0 ? { lastState: { terminated: { exitCode: p.last.code, reason: p.last.code === 0 ? 'Completed' : 'Error', startedAt: time(p.last.startedAt), finishedAt: time(p.last.at) } } } : {};
  return {
    phase, startTime: time(acceptedAt),
    conditions: [...before.filter((c) => !own.has(c.type)), condition('Initialized', true), condition('Ready', ready), condition('ContainersReady', ready)],
    ...(p.everRan ? { podIP: '10.0.0.1', containerStatuses: pod.spec.containers.map((c) => ({ name: c.name, state, ...last, ready, restartCount: p.restarts, image: c.image ?? '', imageID: '', started: phase === 'Running' && p.phase !== 'waiting' })) } : {}),
  };
}
