// Stages flushStatus, removeFinalizers, updateStatus, done: from Pods that ended to counters and conditions, in the order that survives a crash at any point.
import { withStatus as withWholeStatus } from '../../../api/copies.ts';
import type { Job, Pod } from '../../../api/types.ts';
import { because } from './because.ts';
import { removeTrackingFinalizerPatch } from './claims.ts';
import { ensureJobConditionStatus, preciseTime } from './conditions.ts';
import { wroteAt } from './consistency.ts';
import { answered, done, factsWith, failed, isNotFound, jobReference, next, numbers, refusal, type Context, type JobFacts, type Refusal, type State, type Step } from './facts.ts';
import { expectFinalizersRemoved, finalizerRemovalObserved } from './finalizer-expectations.ts';
import { completionsReached } from './finished-condition.ts';
import { jobSuspended } from './pods.ts';
import { settleManaging } from './stages-manage.ts';
import { ctxWith, uidOf, uncountedOf, withStatus, type SyncJobCtx } from './sync-context.ts';
import { cleanUncountedPodsWithoutFinalizers, enactJobFinished, statusForApi, trackPods, type Tracking } from './tracking.ts';

export function flushStatus({ key, facts }: State, ctx: Context): Step {
  const managed = settleManaging(key, facts, ctx);
  const concluded = conclude(managed, ctx);
  const { job, active, ready, terminating } = concluded.ctx;
  const differs = concluded.suspendChanged || active !== (job.status.active ?? 0) || ready !== job.status.ready || terminating !== job.status.terminating;
  const counted = ctxWith(concluded.ctx, { job: withStatus(job, { active, ready, terminating }) });
  const tracking = trackPods(counted, differs, ctx.epochNow);
  const flushed: JobFacts = factsWith(managed, { ctx: ctxWith(counted, { job: tracking.job }), tracking, flushed: tracking.needsFlush });
  const { succeeded, failed: uncountedFailed } = uncountedOf(tracking.job.status);
  const interim = tracking.job.status.conditions?.length !== job.status.conditions?.length ? tracking.job.status.conditions?.at(-1) : undefined;
  const why = !tracking.needsFlush ? because('job.statusUnchanged')
    : interim ? because('job.endDecided', { condition: interim.type, reason: interim.reason ?? '' })
      : because('job.statusChanged', { uncounted: succeeded.length + uncountedFailed.length });
  return next('removeFinalizers', flushed, why, numbers(counted), tracking.needsFlush ? [writeStatus(tracking.job)] : []);
}

const writeStatus = (job: Job): { verb: 'updateStatus'; kind: 'Job'; object: Job } => ({ verb: 'updateStatus', kind: 'Job', object: statusForApi(job) });

/** Complete if enough has succeeded; else notes a suspension or a resumption. */
function conclude({ ctx: counted, managing }: JobFacts, ctx: Context): { ctx: SyncJobCtx; suspendChanged: boolean } {
  const now = ctx.epochNow;
  if (managing.type === 'finish') return { ctx: counted!, suspendChanged: false };
  const success = completionsReached(counted!, now);
  if (success) return { ctx: ctxWith(counted!, { finishedCondition: success }), suspendChanged: false };
  if (!managing.called) return { ctx: counted!, suspendChanged: false };
  const { job } = counted!;
  const suspended = jobSuspended(job);
  const { list, changed: moved } = suspended
    ? ensureJobConditionStatus(job.status.conditions ?? [], 'Suspended', 'True', 'JobSuspended', 'Job suspended', now)
    : ensureJobConditionStatus(job.status.conditions ?? [], 'Suspended', 'False', 'JobResumed', 'Job resumed', now);
  if (!moved) return { ctx: counted!, suspendChanged: false };
  ctx.event(jobReference(job), 'Normal', suspended ? 'Suspended' : 'Resumed', suspended ? 'Job suspended' : 'Job resumed');
  // The time of the start is kept only while the Job runs, so that the active deadline counts time in a row.
  return { ctx: ctxWith(counted!, { job: withStatus(job, { conditions: list, startTime: suspended ? undefined : preciseTime(now) }) }), suspendChanged: true };
}

const writeRefused = (what: string, r: Refusal, { active, ready }: SyncJobCtx): Step => {
  const message = `tracking status: ${what}: ${r.message}`;
  return failed(message, r.code === 422 && ready > active ? because('job.readyOverActive', { ready }) : because(r.code === 409 ? 'job.conflict' : 'job.writeFailed', { message: r.message }));
};

export function removeFinalizers({ key, facts }: State, ctx: Context): Step {
  let { ctx: counted } = facts;
  if (facts.flushed) {
    const refused = refusal(ctx.replies[0]);
    if (refused) return writeRefused('adding uncounted pods to status', refused, counted!);
    const job = answered<Job>(ctx.replies[0]) ?? counted!.job;
    wroteAt(ctx.memory.written, key, uidOf(job), job);
    ctx.memory.backoff.set(key, counted!.newBackoffRecord);
    counted = ctxWith(counted!, { job });
  }
  const pods = facts.tracking!.podsToRemoveFinalizer;
  if (pods.length > 0) expectFinalizersRemoved(ctx.memory.finalizers, key, pods.map(uidOf));
  const calls = pods.map(removeTrackingFinalizerPatch).filter((c) => c !== null);
  const why = pods.length > 0 ? because('job.removingFinalizers', { count: pods.length }) : because('job.noFinalizers');
  return next('updateStatus', factsWith(facts, { ctx: counted }), why, { count: pods.length }, calls);
}

export function updateStatus({ key, facts }: State, ctx: Context): Step {
  const tracking = facts.tracking!;
  const counted = facts.ctx!;
  const { left, error } = finalizersLeft(key, facts, tracking, ctx);
  const cleaned = cleanUncountedPodsWithoutFinalizers(counted.job.status, left);
  const job = withWholeStatus(counted.job, cleaned.status);
  if (error !== null) {
    return next('done', factsWith(facts, { removeError: `tracking status: ${error}`, ended: null, flushed: cleaned.updated }), because('job.writeFailed', { message: error }), {}, cleaned.updated ? [writeStatus(job)] : []);
  }
  const finished = tracking.reachedMaxUncountedPods ? null : enactJobFinished(job, tracking.finishedCondition, counted.terminating, ctx.epochNow);
  const write = finished !== null || cleaned.updated;
  const written: JobFacts = factsWith(facts, { ctx: ctxWith(counted, { job: finished ?? job }), ended: finished === null ? null : tracking.finishedCondition, flushed: write });
  const values = { succeeded: job.status.succeeded ?? 0, failed: job.status.failed ?? 0, terminating: counted.terminating };
  return next('done', written, whyUpdated(job, tracking, counted, finished !== null, cleaned.updated), values, write ? [writeStatus(finished ?? job)] : []);
}

function whyUpdated(job: Job, tracking: Tracking, counted: SyncJobCtx, finished: boolean, updated: boolean): ReturnType<typeof because> {
  const condition = tracking.finishedCondition;
  const { succeeded, failed: uncountedFailed } = uncountedOf(job.status);
  const uncounted = succeeded.length + uncountedFailed.length;
  if (condition && finished) return because('job.ended', { condition: condition.type, reason: condition.reason ?? '' });
  if (condition && uncounted > 0) return because('job.endWaitsForUncounted', { uncounted });
  if (condition && counted.terminating > 0) return because('job.endWaitsForTerminating', { terminating: counted.terminating });
  return updated ? because('job.countersUp', { succeeded: job.status.succeeded ?? 0, failed: job.status.failed ?? 0 }) : because('job.nothingToWrite');
}

/** Which Pods still have the finalizer after the answers. A Pod that is gone counts as one that lost it. */
function finalizersLeft(key: string, facts: JobFacts, tracking: Tracking, ctx: Context): { left: Set<string>; error: string | null } {
  const left = new Set(tracking.uidsWithFinalizer);
  let error: string | null = null;
  for (const [i, pod] of tracking.podsToRemoveFinalizer.entries()) {
    const refused = refusal(ctx.replies[i]);
    if (refused) finalizerRemovalObserved(ctx.memory.finalizers, key, uidOf(pod));
    if (refused && !isNotFound(refused)) { error ??= refused.message; continue; }
    const stored = answered<Pod>(ctx.replies[i]);
    if (stored) wroteAt(ctx.memory.written, key, uidOf(facts.ctx!.job), stored);
    left.delete(uidOf(pod));
  }
  return { left, error };
}

export function finish({ key, facts }: State, ctx: Context): Step {
  if (facts.flushed) {
    const refused = refusal(ctx.replies[0]);
    if (refused) return writeRefused('removing uncounted pods from status', refused, facts.ctx!);
    const job = answered<Job>(ctx.replies[0]) ?? facts.ctx!.job;
    wroteAt(ctx.memory.written, key, uidOf(job), job);
    if (facts.ended) recordJobFinished(job, facts, ctx);
  }
  if (facts.removeError !== null) return failed(facts.removeError);
  if (facts.managing.error !== null) return failed(facts.managing.error);
  return done(because('job.synced'), numbers(facts.ctx!));
}

function recordJobFinished(job: Job, { ended }: JobFacts, ctx: Context): void {
  const about = jobReference(job);
  if (ended!.type === 'Complete') {
    if (job.spec.completions !== undefined && (job.status.succeeded ?? 0) > job.spec.completions) {
      ctx.event(about, 'Warning', 'TooManySucceededPods', 'Too many succeeded pods running after completion count reached');
    }
    ctx.event(about, 'Normal', 'Completed', 'Job completed');
  } else ctx.event(about, 'Warning', ended!.reason ?? '', ended!.message ?? '');
  ctx.memory.finished.add(uidOf(job));
}
