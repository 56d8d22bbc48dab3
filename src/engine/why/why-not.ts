// Why has something not happened: read from the last sync's deciding values and from the objects as they stand.
import { worldOf } from '../../sim/timeline.ts';
import { bodyAt, countOf, recordAt } from '../../sim/trace.ts';
import type { CronJob, Job, Pod } from '../../api/types.ts';
import type { ControllerState } from '../../cluster/client-go/controller-state.ts';
import type { EtcdState } from '../../cluster/etcd/store.ts';
import type { Because, Record_, WhyLink, WhyNot } from '../protocol.ts';
import type { Run } from '../session/run.ts';

type Facts = { run: Run; now: number; objects: EtcdState['objects']; controller: (id: string) => ControllerState | undefined };
const factsOf = (run: Run, at: number): Facts => {
  const world = worldOf(run.current.timeline);
  return { run, now: Math.max(world.now, at), objects: (world.processes.get('etcd')!.state as EtcdState).objects, controller: (id) => world.processes.get(id)?.state as ControllerState | undefined };
};
const queueKey = (key: string) => key.slice(key.indexOf('/') + 1);

function lastStage(f: Facts, process: string, key: string, fits: (r: Record_) => boolean): Record_ | null {
  const t = f.run.current.timeline;
  const trace = t.trace!;
  for (let seq = worldOf(t).traceLength - 1; seq >= trace.from; seq--) {
    const body = bodyAt(trace, seq);
    if (body?.type !== 'stage' || body.key !== key) continue;
    const r = recordAt(trace, seq)!;
    if (r.process === process && fits(r)) return r;
  }
  return null;
}
const link = (f: Facts, because: Because, r: Record_ | null, parts: string[], subject: string | null): WhyLink => ({
  because, at: r?.at ?? f.now, moment: r ? { eventCount: countOf(f.run.current.timeline.trace!, r.seq), at: r.at as never } : { eventCount: worldOf(f.run.current.timeline).eventCount, at: f.now as never }, parts, subject,
});
const seconds = (ms: number) => Math.round(ms / 100) / 10;
const holds = (job: Job, type: string) => job.status.conditions?.find((c) => c.type === type && c.status === 'True');

function noNewPod(f: Facts, key: string): Because[] {
  const job = f.objects.get(key)?.object as Job | undefined;
  if (!job) return [{ code: 'gone' }];
  const s = job.status;
  const { completions, parallelism = 1 } = job.spec;
  const done = holds(job, 'Complete') ?? holds(job, 'Failed');
  if (done) return [{ code: done.type === 'Complete' ? 'complete' : 'failed', params: { reason: done.reason ?? '' } }];
  if (job.spec.managedBy && job.spec.managedBy !== 'kubernetes.io/job-controller') return [{ code: 'managedBy', params: { manager: job.spec.managedBy } }];
  const target = holds(job, 'FailureTarget') ?? holds(job, 'SuccessCriteriaMet');
  if (target) return [{ code: 'ending', params: { condition: target.type, reason: target.reason ?? '', terminating: s.terminating ?? 0 } }];
  if (job.spec.suspend) return [{ code: 'suspended' }];
  const found: Because[] = [];
  const waiting = f.controller('job-controller')?.queue.waiting.get(queueKey(key));
  const stage = lastStage(f, 'job-controller', queueKey(key), (r) => r.body.type === 'stage' && typeof r.body.values?.backoffLeftMs === 'number' && r.body.values.backoffLeftMs > 0);
  const until = stage?.body.type === 'stage' ? stage.at + Number(stage.body.values!.backoffLeftMs) : 0;
  if (until > f.now) found.push({ code: 'backoff', params: { until, left: seconds(until - f.now), failed: s.failed ?? 0 } });
  const expected = f.controller('job-controller')?.expectations.get(queueKey(key));
  if (expected && (expected.adds > 0 || expected.dels > 0)) found.push({ code: 'expectations', params: { adds: expected.adds, dels: expected.dels } });
  if (parallelism === 0) found.push({ code: 'parallelismZero' });
  else if ((s.active ?? 0) >= parallelism) found.push({ code: 'parallelismFull', params: { active: s.active ?? 0, parallelism } });
  if (completions !== undefined && (s.active ?? 0) + (s.succeeded ?? 0) >= completions && (s.active ?? 0) < parallelism) found.push({ code: 'enough', params: { active: s.active ?? 0, succeeded: s.succeeded ?? 0, completions } });
  if (job.spec.podReplacementPolicy === 'Failed' && (s.terminating ?? 0) > 0) found.push({ code: 'terminating', params: { terminating: s.terminating ?? 0 } });
  if (completions === undefined && (s.succeeded ?? 0) > 0) found.push({ code: 'workQueueDone', params: { succeeded: s.succeeded ?? 0 } });
  if (found.length === 0 && waiting) found.push({ code: 'queued', params: { left: seconds(waiting.readyAt - f.now) } });
  return found.length > 0 ? found : [{ code: 'soon' }];
}

function notComplete(f: Facts, key: string): Because[] {
  const job = f.objects.get(key)?.object as Job | undefined;
  if (!job) return [{ code: 'gone' }];
  const s = job.status;
  const failed = holds(job, 'Failed');
  if (holds(job, 'Complete')) return [{ code: 'isComplete' }];
  if (failed) return [{ code: 'failed', params: { reason: failed.reason ?? '', message: failed.message ?? '' } }];
  const need = job.spec.completions;
  const found: Because[] = [];
  if (need !== undefined) found.push({ code: 'completions', params: { succeeded: s.succeeded ?? 0, completions: need } });
  if ((s.active ?? 0) > 0) found.push({ code: 'active', params: { active: s.active ?? 0 } });
  if ((s.terminating ?? 0) > 0) found.push({ code: 'stillTerminating', params: { terminating: s.terminating ?? 0 } });
  const uncounted = (s.uncountedTerminatedPods?.succeeded?.length ?? 0) + (s.uncountedTerminatedPods?.failed?.length ?? 0);
  if (uncounted > 0) found.push({ code: 'uncounted', params: { pods: uncounted } });
  return [...found, ...noNewPod(f, key).filter((b) => b.code !== 'soon' && b.code !== 'parallelismFull')];
}

function notRunning(f: Facts, key: string): Because[] {
  const pod = f.objects.get(key)?.object as Pod | undefined;
  if (!pod) return [{ code: 'gone' }];
  if (pod.status.phase === 'Running') return [{ code: 'isRunning' }];
  if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return [{ code: 'ended', params: { phase: pod.status.phase } }];
  if (pod.spec.schedulingGates?.length) return [{ code: 'gated', params: { gates: pod.spec.schedulingGates.map((g) => g.name).join(', ') } }];
  const scheduled = pod.status.conditions?.find((c) => c.type === 'PodScheduled');
  if (!pod.spec.nodeName) return [scheduled?.status === 'False' ? { code: 'unschedulable', params: { message: scheduled.message ?? '' } } : { code: 'notScheduled' }];
  const waiting = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].find((c) => c.state?.waiting);
  return [waiting?.state?.waiting ? { code: 'containerWaiting', params: { container: waiting.name, reason: waiting.state.waiting.reason ?? '', message: waiting.state.waiting.message ?? '' } } : { code: 'starting', params: { node: pod.spec.nodeName } }];
}

function nextRun(f: Facts, key: string): Because[] {
  const cron = f.objects.get(key)?.object as CronJob | undefined;
  if (!cron) return [{ code: 'gone' }];
  if (cron.spec.suspend) return [{ code: 'cronSuspended' }];
  const found: Because[] = [];
  const active = cron.status.active?.length ?? 0;
  if (active > 0 && cron.spec.concurrencyPolicy === 'Forbid') found.push({ code: 'forbid', params: { active: cron.status.active!.map((a) => a.name).join(', ') } });
  const waiting = f.controller('cronjob-controller')?.queue.waiting.get(queueKey(key));
  found.push(waiting ? { code: 'nextSync', params: { at: waiting.readyAt, left: seconds(waiting.readyAt - f.now) } } : { code: 'noNextRun' });
  return found;
}

/** Reasons, the weightiest first. */
export function whyNot(run: Run, question: WhyNot, at = 0): WhyLink[] {
  const links = answersTo(factsOf(run, at), question);
  if (!run.scenario.recorded) return links;
  // A recording has no queue and no timer: what would be read from them is not known.
  const known = links.filter((l) => !unseen.has(l.because.code));
  return known.length > 0 ? known : links.slice(0, 1).map((l) => ({ ...l, because: { code: 'notRecorded' } }));
}
const unseen = new Set(['soon', 'queued', 'noNextRun', 'nextSync', 'starting', 'notScheduled']);
function answersTo(f: Facts, question: WhyNot): WhyLink[] {
  switch (question.type) {
    case 'noNewPod': return noNewPod(f, question.job).map((b) => link(f, b, lastStage(f, 'job-controller', queueKey(question.job), () => true), ['job-controller/reconcile'], question.job));
    case 'notComplete': return notComplete(f, question.job).map((b) => link(f, b, lastStage(f, 'job-controller', queueKey(question.job), () => true), ['job-controller/reconcile'], question.job));
    case 'notRunning': return notRunning(f, question.pod).map((b) => link(f, b, null, [question.pod], question.pod));
    case 'nextRun': return nextRun(f, question.cronJob).map((b) => link(f, b, lastStage(f, 'cronjob-controller', queueKey(question.cronJob), () => true), ['cronjob-controller'], question.cronJob));
  }
}
