// Stages decide, untrackPods, deletePods, createBatch: the right number of Pods.
import { changed } from '../../../base/changed.ts';
import { millis } from '../../../base/time.ts';
import type { Job, Pod } from '../../../api/types.ts';
import type { ApiReply, Because } from '../../messages.ts';
import { because } from './because.ts';
import { removeTrackingFinalizerPatch } from './claims.ts';
import { wroteAt } from './consistency.ts';
import { slowStartInitialBatchSize, syncJobBatchPeriod } from './constants.ts';
import { answered, factsWith, isNotFound, jobReference, managingWith, next, numbers, refusal, type Context, type JobFacts, type Managing, type State, type Step, type Values } from './facts.ts';
import { deadlineLeft, evaluateFinishedCondition } from './finished-condition.ts';
import { manageJob, type PodPlan } from './manage-job.ts';
import { newPod } from './pod-template.ts';
import { hasBackoffLimitPerIndex, isPodReady } from './pods.ts';
import { ctxWith, uidOf, type SyncJobCtx } from './sync-context.ts';

export function decide({ key, facts }: State, ctx: Context): Step {
  const { ctx: counted, syncAgainIn } = evaluateFinishedCondition(facts.ctx!, ctx.epochNow);
  if (syncAgainIn !== null) ctx.queue.addAfter(key, millis(Math.max(0, syncAgainIn)));
  const evaluated: JobFacts = factsWith(facts, { ctx: counted });
  const values = { ...numbers(counted), deadlineLeftMs: deadlineLeft(counted.job, ctx.epochNow) };
  if (counted.finishedCondition !== null) {
    const why = because('job.finishing', { reason: counted.finishedCondition.reason ?? '', active: counted.active });
    return startDeleting(factsWith(evaluated, { managing: managingWith(facts.managing, { type: 'finish', deleting: counted.activePods }) }), why, values);
  }
  if (!facts.satisfied) return next('flushStatus', evaluated, because('job.waitsForExpectations'), values);
  if (counted.job.metadata.deletionTimestamp !== undefined) return next('flushStatus', evaluated, because('job.beingDeleted'), values);
  return enactPlan(key, evaluated, manageJob(counted, ctx.epochNow), values, ctx);
}

function enactPlan(key: string, facts: JobFacts, plan: PodPlan, counted: Values, ctx: Context): Step {
  const { wantActive } = plan;
  const values = changed(counted, { want: wantActive });
  const now = facts.ctx!;
  const managing: Managing = managingWith(facts.managing, { called: true });
  switch (plan.type) {
    case 'none': {
      const held = wantActive > now.active;
      const why = held ? because('job.waitsForTerminating', { terminating: now.terminating, want: wantActive }) : because('job.enoughPods', { active: now.active, want: wantActive });
      return next('flushStatus', factsWith(facts, { managing }), why, values);
    }
    case 'remove': {
      ctx.expectations.expectDeletions(key, plan.pods.length);
      const why = plan.because === 'suspended' ? because('job.suspended', { active: now.active })
        : because('job.tooManyPods', { active: now.active, want: wantActive, remove: plan.pods.length });
      return startDeleting(factsWith(facts, { managing: managingWith(managing, { type: 'remove', deleting: plan.pods }) }), why, values);
    }
    case 'wait': {
      ctx.queue.addAfter(key, millis(Math.max(plan.remaining, syncJobBatchPeriod)));
      const params = { leftMs: plan.remaining, missing: plan.missing };
      const why = hasBackoffLimitPerIndex(now.job) ? because('job.indexBackoff', params)
        : because('job.backoff', { ...params, failures: now.newBackoffRecord.failuresAfterLastSuccess });
      return next('flushStatus', factsWith(facts, { managing, ctx: ctxWith(now, { active: 0 }) }), why, changed(values, { backoffLeftMs: plan.remaining, missing: plan.missing }));
    }
    case 'create': {
      ctx.expectations.expectCreations(key, plan.indexes.length);
      const why = because('job.tooFewPods', { active: now.active, want: wantActive, create: plan.indexes.length });
      const stage = plan.indexes.length > 0 ? 'createBatch' : 'flushStatus';
      return next(stage, factsWith(facts, { managing: managingWith(managing, { type: 'create', toCreate: plan.indexes }), ctx: ctxWith(now, { active: now.active + plan.indexes.length }) }), why, changed(values, { creating: plan.indexes.length }));
    }
  }
}

/** Pods of an ending Job keep their finalizer until they are counted; surplus Pods lose it first, for they shall not count. */
function startDeleting(facts: JobFacts, why: Because, values: Values): Step {
  const { managing } = facts;
  const shown = changed(values, { deleting: managing.deleting.length });
  if (managing.deleting.length === 0) return next('flushStatus', facts, why, shown);
  return next(managing.type === 'remove' ? 'untrackPods' : 'deletePods', facts, why, shown);
}

export function untrackPods({ facts }: State, _ctx: Context): Step {
  const calls = facts.managing.deleting.map(removeTrackingFinalizerPatch).filter((c) => c !== null);
  return next('deletePods', facts, because('job.untracking', { count: calls.length }), { count: calls.length }, calls);
}

/** Also hears whether the finalizers came off: a Pod that kept it is not deleted. */
export function deletePods({ key, facts }: State, ctx: Context): Step {
  const { managing } = facts;
  const job = facts.ctx!.job;
  const doing: Pod[] = [];
  let counted = facts.ctx!;
  let { error } = managing;
  const replies = ctx.replies.values();
  for (const pod of managing.deleting) {
    const reply = managing.type === 'remove' && removeTrackingFinalizerPatch(pod) !== null ? replies.next().value as ApiReply | undefined : null;
    const refused = reply === null ? null : refusal(reply);
    if (refused === null) {
      if (reply) noteWrite(key, job, reply, ctx);
      doing.push(pod);
      continue;
    }
    ctx.expectations.deletionObserved(key);
    if (isNotFound(refused)) counted = deletedOne(counted, false); else error ??= `removing completion finalizer: ${refused.message}`;
  }
  const calls = doing.map((pod) => ({ verb: 'delete' as const, kind: 'Pod' as const, namespace: job.metadata.namespace ?? '', name: pod.metadata.name }));
  return next('flushStatus', factsWith(facts, { ctx: counted, managing: managingWith(managing, { deleting: doing, error }) }), because('job.deleting', { count: doing.length }), { count: doing.length }, calls);
}

function noteWrite(key: string, job: Job, reply: ApiReply, ctx: Context): void {
  const stored = answered<Pod>(reply);
  if (stored) wroteAt(ctx.memory.written, key, uidOf(job), stored);
}

const deletedOne = (c: SyncJobCtx, ready: boolean): SyncJobCtx => ctxWith(c, { active: c.active - 1, terminating: c.terminating + 1, ready: c.ready - (ready ? 1 : 0) });

/** Takes in the answers to the deletions or to the last batch of creations. */
export function settleManaging(key: string, facts: JobFacts, ctx: Context): JobFacts {
  if (facts.managing.type === 'create') return settleBatch(key, facts, ctx);
  return facts.managing.type === 'none' ? facts : settleDeletions(key, facts, ctx);
}

function settleDeletions(key: string, facts: JobFacts, ctx: Context): JobFacts {
  const { managing } = facts;
  let counted = facts.ctx!;
  let { error } = managing;
  for (const [i, pod] of managing.deleting.entries()) {
    const refused = refusal(ctx.replies[i]);
    if (refused && managing.type === 'remove') ctx.expectations.deletionObserved(key);
    const gone = refused === null || isNotFound(refused);
    if (refused === null) ctx.event(jobReference(counted.job), 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    else if (!gone) {
      ctx.event(jobReference(counted.job), 'Warning', 'FailedDelete', `Error deleting: ${refused.message}`);
      error ??= refused.message;
    }
    if (gone) counted = deletedOne(counted, false);
    if (isPodReady(pod)) counted = ctxWith(counted, { ready: counted.ready - 1 });
  }
  // Some Pods may be left, or unobserved: the Job cannot be declared finished yet.
  const unsure = managing.type === 'finish' && (counted.active !== 0 || !facts.satisfied);
  return factsWith(facts, { ctx: unsure ? ctxWith(counted, { finishedCondition: null }) : counted, managing: managingWith(managing, { deleting: [], error }) });
}

/** Slow start: 1, 2, 4 … Pods at a time, each batch only after the one before succeeded. */
export function createBatch({ key, facts }: State, ctx: Context): Step {
  const before = facts.managing.batch.length;
  const settled = settleBatch(key, facts, ctx);
  const { toCreate, error } = settled.managing;
  if (toCreate.length === 0) return next('flushStatus', settled, because('job.createFailed', { skipped: facts.managing.toCreate.length, message: error ?? '' }));
  const size = before === 0 ? slowStartInitialBatchSize : before * 2;
  const batch = toCreate.slice(0, size);
  const managing: Managing = managingWith(settled.managing, { batch, toCreate: toCreate.slice(size) });
  const counted = settled.ctx!;
  const calls = batch.map((index) => ({
    verb: 'create' as const, kind: 'Pod' as const, namespace: counted.job.metadata.namespace ?? '',
    object: newPod(counted.job, index, counted.podsWithDelayedDeletionPerIndex[index]),
  }));
  const left = managing.toCreate.length;
  return next(left === 0 ? 'flushStatus' : 'createBatch', factsWith(settled, { managing }), because('job.creating', { count: batch.length, remaining: left }), { count: batch.length, remaining: left }, calls);
}

/** After a failure in a batch the rest is left out, and not expected any more. */
function settleBatch(key: string, facts: JobFacts, ctx: Context): JobFacts {
  const { managing } = facts;
  let counted = facts.ctx!;
  let { error } = managing;
  let refusals = 0;
  for (const i of managing.batch.keys()) {
    const refused = refusal(ctx.replies[i]);
    const pod = answered<Pod>(ctx.replies[i]);
    if (refused === null) {
      if (pod) wroteAt(ctx.memory.written, key, uidOf(counted.job), pod);
      ctx.event(jobReference(counted.job), 'Normal', 'SuccessfulCreate', `Created pod: ${pod?.metadata.name ?? ''}`);
      continue;
    }
    ctx.event(jobReference(counted.job), 'Warning', 'FailedCreate', `Error creating: ${refused.message}`);
    ctx.expectations.creationObserved(key);
    counted = ctxWith(counted, { active: counted.active - 1 });
    error ??= refused.message;
    refusals++;
  }
  const skipped = refusals > 0 ? managing.toCreate.length : 0;
  for (let i = 0; i < skipped; i++) ctx.expectations.creationObserved(key);
  return factsWith(facts, { ctx: ctxWith(counted, { active: counted.active - skipped }), managing: managingWith(managing, { batch: [], toCreate: refusals > 0 ? [] : managing.toCreate, error }) });
}
