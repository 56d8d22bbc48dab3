// The CronJob controller (v2) as stages of a sync held as data. Models pkg/controller/cronjob/cronjob_controllerv2.go.
import { changed } from '../../../base/changed.ts';
import { millis } from '../../../base/time.ts';
import type { CronJob, Job } from '../../../api/types.ts';
import type { ApiReply } from '../../messages.ts';
import type { Advance, ControllerDef, StageContext, SyncState } from '../../client-go/types.ts';
import { because } from './because.ts';
import { decideSchedule, type CronEvent } from './decide.ts';
import { cronJobReference, jobFromTemplate, jobReference } from './from-template.ts';
import { handleCronJob, handleJob } from './handlers.ts';
import { finishedCondition, inActiveList, jobsOf, jobsToTrim, withoutActive, withStatus } from './jobs.ts';
import { nextScheduleTimeDuration } from './schedule-time.ts';

/** `cj`: the working copy. `left`: the copy that it took the place of, when the API server knew more than the cache; that one is what is written, as upstream does. `now`: when syncCronJob began (ms since 1970). */
export type CronFacts = {
  readonly cj: CronJob | null; readonly left: CronJob | null; readonly jobs: readonly Job[]; readonly trimmed: readonly Job[]; readonly missing: readonly string[];
  readonly unexpected: readonly string[]; readonly dirty: boolean; readonly now: number; readonly slot: number; readonly replaced: readonly string[];
  readonly requeueAfter: number | null; readonly error: string | null;
};
type Memory = Record<never, never>;
type Ctx = StageContext<Memory>;
type Step = Advance<CronFacts>;
type State = SyncState<CronFacts>;
const none: CronFacts = { cj: null, left: null, jobs: [], trimmed: [], missing: [], unexpected: [], dirty: false, now: 0, slot: 0, replaced: [], requeueAfter: null, error: null };

const tell = (ctx: Ctx, cj: CronJob, events: readonly CronEvent[]) => { for (const e of events) ctx.event(cronJobReference(cj), e.type, e.reason, e.message); };
const normal = (reason: string, message: string): CronEvent => ({ type: 'Normal', reason, message });
const warning = (reason: string, message: string): CronEvent => ({ type: 'Warning', reason, message });
const errorOf = (reply: ApiReply | undefined): string | null => (reply && !reply.result.ok ? reply.result.status.message : null);
const background = { propagationPolicy: 'Background' as const };
const deletion = (job: { namespace: string; name: string }) => ({ verb: 'delete' as const, kind: 'Job' as const, ...job, options: background });
/** Nothing to come back for: the key's failures are not forgotten then. Models processNextWorkItem. */
const settled = { type: 'ok', keepFailures: true } as const;
const placeOf = (job: Job) => ({ namespace: job.metadata.namespace ?? '', name: job.metadata.name });

function load({ key, facts }: State, ctx: Ctx): Step {
  const cj = ctx.lister.get('CronJob', key);
  if (!cj) return { type: 'done', outcome: settled, because: because('gone') };
  const jobs = jobsOf(cj, ctx.lister.list('Job'));
  const trimmed = jobsToTrim(cj, jobs);
  return {
    type: 'next', stage: 'trimHistory', facts: changed(facts, { cj, jobs, trimmed }), calls: trimmed.map((j) => deletion(placeOf(j))),
    because: because('loaded', { jobs: jobs.length, active: cj.status.active?.length ?? 0 }), values: { jobs: jobs.length, active: cj.status.active?.length ?? 0, remove: trimmed.length },
  };
}

/** The answers to the deletions, then the questions about Jobs that the active list and the cache disagree on. */
function trimHistory({ facts }: State, ctx: Ctx): Step {
  let cj = facts.cj!;
  let dirty = facts.dirty;
  facts.trimmed.forEach((job, i) => {
    const error = errorOf(ctx.replies[i]);
    if (error !== null) { tell(ctx, cj, [warning('FailedDelete', `Deleted job: ${error}`)]); return; }
    cj = withoutActive(cj, job.metadata.uid);
    dirty = true;
    tell(ctx, cj, [normal('SuccessfulDelete', `Deleted job ${job.metadata.name}`)]);
  });
  const children = new Set(facts.jobs.map((j) => j.metadata.uid));
  const unexpected = facts.jobs.filter((j) => !inActiveList(cj, j.metadata.uid) && finishedCondition(j) === null);
  const missing = (cj.status.active ?? []).filter((r) => !children.has(r.uid));
  const { namespace = '', name } = cj.metadata;
  return {
    type: 'next', stage: 'checkActive', facts: changed(facts, { cj, dirty, now: ctx.epochNow, missing: missing.map((r) => r.uid ?? ''), unexpected: unexpected.map((j) => j.metadata.uid ?? '') }),
    calls: [...(unexpected.length > 0 ? [{ verb: 'get' as const, kind: 'CronJob' as const, namespace, name }] : []), ...missing.map((r) => ({ verb: 'get' as const, kind: 'Job' as const, namespace: r.namespace ?? '', name: r.name ?? '' }))],
    because: facts.trimmed.length > 0 ? because('trimming', { remove: facts.trimmed.length }) : because('nothingToTrim'), values: { remove: facts.trimmed.length },
  };
}

/** Finished Jobs leave the active list, successes set lastSuccessfulTime, vanished ones are dropped. */
function checkActive({ facts }: State, ctx: Ctx): Step {
  let cj = facts.cj!;
  let dirty = facts.dirty;
  let finished = 0;
  let left: CronJob | null = null;
  const fresh = facts.unexpected.length > 0 ? ctx.replies[0] : undefined;
  if (fresh && !fresh.result.ok) return finish(facts, { cj, dirty, error: fresh.result.status.message });
  for (const job of facts.jobs) {
    const condition = finishedCondition(job);
    const found = inActiveList(cj, job.metadata.uid);
    if (!found && condition === null) {
      const live = fresh?.result.ok ? (fresh.result.object as CronJob) : cj;
      if (inActiveList(live, job.metadata.uid)) { left ??= cj; cj = live; continue; }
      tell(ctx, cj, [warning('UnexpectedJob', `Saw a job that the controller did not create or forgot: ${job.metadata.name}`)]);
    } else if (condition !== null) {
      if (found) { cj = withoutActive(cj, job.metadata.uid); finished++; dirty = true; tell(ctx, cj, [normal('SawCompletedJob', `Saw completed job: ${job.metadata.name}, condition: ${condition}`)]); }
      const done = job.status.completionTime;
      const last = cj.status.lastSuccessfulTime;
      if (condition === 'Complete' && done && (!last || Date.parse(done) > Date.parse(last))) { cj = withStatus(cj, { lastSuccessfulTime: done }); dirty = true; }
    }
  }
  const answers = ctx.replies.slice(facts.unexpected.length > 0 ? 1 : 0);
  for (const [i, uid] of facts.missing.entries()) {
    const result = answers[i]!.result;
    if (result.ok) continue;
    if (result.status.code !== 404) return finish(facts, { cj, left, dirty, error: result.status.message });
    const gone = cj.status.active?.find((r) => r.uid === uid);
    if (!gone) continue; // the API server's list had lost it already
    tell(ctx, cj, [normal('MissingJob', `Active job went missing: ${gone.name}`)]);
    cj = withoutActive(cj, uid);
    dirty = true;
  }
  const active = cj.status.active?.length ?? 0;
  return { type: 'next', stage: 'decide', facts: changed(facts, { cj, left, dirty }), because: because('activeChecked', { active, finished }), values: { active, finished } };
}

function decide({ facts }: State, ctx: Ctx): Step {
  const cj = facts.cj!;
  const decision = decideSchedule(cj, facts.now);
  tell(ctx, cj, decision.events);
  const key = `${cj.metadata.namespace}/${cj.metadata.name}`;
  const active = cj.status.active?.length ?? 0;
  if (decision.do !== 'start') {
    const params = { active, nextMs: Math.round(decision.requeueAfter ?? 0), ...(decision.slot === null ? {} : { lateMs: Math.max(0, facts.now - decision.slot) }) };
    const why = because(decision.why, params);
    if (decision.do === 'skip') ctx.trace(`CronJob/${key}`, { type: 'tick', cronJob: key, slot: decision.slot, fate: decision.why === 'forbid' ? 'skipped' : 'missed', because: why });
    return changed(finish(facts, { requeueAfter: decision.requeueAfter }), { because: why, values: { active } });
  }
  const replaced = cj.spec.concurrencyPolicy === 'Replace' ? cj.status.active ?? [] : [];
  return {
    type: 'next', stage: 'applyConcurrency', facts: changed(facts, { slot: decision.slot, replaced: replaced.map((r) => r.uid ?? '') }),
    calls: replaced.map((r) => ({ verb: 'get' as const, kind: 'Job' as const, namespace: r.namespace ?? '', name: r.name ?? '' })),
    because: because('due', { lateMs: Math.max(0, facts.now - decision.slot) }), values: { active, lateMs: facts.now - decision.slot },
  };
}

/** Replace: what was still active has been read; now it is deleted. */
function applyConcurrency({ facts }: State, ctx: Ctx): Step {
  const cj = facts.cj!;
  const failed = ctx.replies.find((r) => !r.result.ok);
  if (failed) { tell(ctx, cj, [warning('FailedGet', `Get job: ${errorOf(failed)}`)]); return finish(facts, { error: errorOf(failed) }); }
  const jobs = ctx.replies.map((r) => (r.result.ok ? (r.result.object as Job) : null)).filter((j) => j !== null);
  return { type: 'next', stage: 'createJob', facts: changed(facts, { trimmed: jobs }), calls: jobs.map((j) => deletion(placeOf(j))), because: jobs.length > 0 ? because('replacing', { remove: jobs.length }) : because('creating', { job: jobFromTemplate(cj, facts.slot).metadata.name }), values: { remove: jobs.length } };
}

function createJob({ facts }: State, ctx: Ctx): Step {
  let cj = facts.cj!;
  let dirty = facts.dirty;
  for (const [i, job] of (facts.replaced.length > 0 ? facts.trimmed : []).entries()) {
    const error = errorOf(ctx.replies[i]);
    if (error !== null) {
      tell(ctx, cj, [warning('FailedDelete', `Deleted job: ${error}`)]);
      return finish(facts, { cj, dirty, error: `could not replace job ${job.metadata.namespace}/${job.metadata.name}` });
    }
    cj = withoutActive(cj, job.metadata.uid);
    dirty = true;
    tell(ctx, cj, [normal('SuccessfulDelete', `Deleted job ${job.metadata.name}`)]);
  }
  const job = jobFromTemplate(cj, facts.slot);
  return { type: 'next', stage: 'created', facts: changed(facts, { cj, dirty }), calls: [{ verb: 'create', kind: 'Job', namespace: job.metadata.namespace ?? '', object: job }], because: because('creating', { job: job.metadata.name }) };
}

function created({ facts }: State, ctx: Ctx): Step {
  const cj = facts.cj!;
  const { result, call } = ctx.replies[0]!;
  if (!result.ok && result.status.reason === 'AlreadyExists' && call.verb === 'create') {
    const { namespace, name } = placeOf(jobFromTemplate(cj, facts.slot));
    return { type: 'next', stage: 'created', facts, calls: [{ verb: 'get', kind: 'Job', namespace, name }], because: because('exists', { job: name }) };
  }
  if (!result.ok) {
    if (call.verb === 'create') tell(ctx, cj, [warning('FailedCreate', `Error creating job: ${result.status.message}`)]);
    return changed(finish(facts, { error: result.status.message }), { because: because('createFailed', { message: result.status.message }) });
  }
  const job = result.object as Job;
  const owned = job.metadata.ownerReferences?.some((o) => o.controller && o.uid === cj.metadata.uid) ?? false;
  if (call.verb === 'get' && (!owned || inActiveList(cj, job.metadata.uid))) return changed(finish(facts, {}), { because: because('exists', { job: job.metadata.name }) });
  if (call.verb === 'create') tell(ctx, cj, [normal('SuccessfulCreate', `Created job ${job.metadata.name}`)]);
  const key = `${cj.metadata.namespace}/${cj.metadata.name}`;
  ctx.trace(`CronJob/${key}`, { type: 'tick', cronJob: key, slot: facts.slot, fate: facts.replaced.length > 0 ? 'replaced' : 'run', job: job.metadata.name });
  const decision = decideSchedule(facts.cj!, facts.now);
  const next = withStatus(cj, { active: [...(cj.status.active ?? []), jobReference(job)], lastScheduleTime: `${new Date(facts.slot).toISOString().slice(0, 19)}Z` });
  const wait = decision.do === 'start' ? nextScheduleTimeDuration(next, facts.now, decision.schedule) : null;
  return changed(finish(facts, { cj: next, dirty: true, requeueAfter: wait }), { because: because('created', { job: job.metadata.name }) });
}

/** On to the status, whatever else happened: an error is reported only after what is known has been written. */
function finish(facts: CronFacts, change: Partial<CronFacts>): Extract<Step, { type: 'next' }> {
  const next = changed(facts, change);
  return { type: 'next', stage: 'updateStatus', facts: next, calls: next.dirty ? [{ verb: 'updateStatus', kind: 'CronJob', object: next.left ?? next.cj! }] : [] };
}

function updateStatus({ facts }: State, ctx: Ctx): Step {
  const error = errorOf(ctx.replies[0]);
  if (error !== null) return { type: 'done', outcome: { type: 'error', message: error }, because: because('failed', { message: error }) };
  const why = facts.dirty ? because('written') : because('nothingToWrite');
  if (facts.requeueAfter !== null) return { type: 'done', outcome: { type: 'requeueAfter', delay: millis(Math.max(0, Math.round(facts.requeueAfter))), forget: true }, because: why, values: { nextMs: Math.round(facts.requeueAfter) } };
  if (facts.error !== null) return { type: 'done', outcome: { type: 'error', message: facts.error }, because: because('failed', { message: facts.error }) };
  return { type: 'done', outcome: settled, because: why };
}

const stages: Record<string, (state: State, ctx: Ctx) => Step> = { load, trimHistory, checkActive, decide, applyConcurrency, createJob, created, updateStatus };

export const cronJobController: ControllerDef<CronFacts, Memory> = {
  id: 'cronjob-controller',
  watches: ['CronJob', 'Job'],
  workers: (settings) => settings.cronJobWorkers,
  initMemory: () => ({}),
  copyMemory: (m) => m,
  handle: (kind, delta, ctx) => (kind === 'CronJob' ? handleCronJob(delta as never, ctx) : kind === 'Job' ? handleJob(delta as never, ctx) : []),
  begin: () => ({ stage: 'load', facts: none }),
  advance: (state, ctx) => stages[state.stage]!(state, ctx),
};
