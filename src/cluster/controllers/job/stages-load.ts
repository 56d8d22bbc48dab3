// Stages load, expectations, count, claim, adopt: what is known of the Job and its Pods.
import type { Job, Pod } from '../../../api/types.ts';
import type { ApiCall } from '../../messages.ts';
import { because } from './because.ts';
import { adoptPod, claimPod, releasePod, withTrackingFinalizer } from './claims.ts';
import { clearWritten, ensureReady, wroteAt } from './consistency.ts';
import { jobControllerName } from './constants.ts';
import { answered, done, factsWith, failed, isNotFound, next, numbers, refusal, type Claiming, type Context, type JobFacts, type State, type Step } from './facts.ts';
import { getExpectedUIDs } from './finalizer-expectations.ts';
import { isJobFinished } from './pods.ts';
import { countPods, uidOf } from './sync-context.ts';

/** The name of the other controller that manages the Job, or null. */
export const managedByExternalController = (job: Job): string | null =>
  (job.spec.managedBy !== undefined && job.spec.managedBy !== jobControllerName ? job.spec.managedBy : null);

export function load({ key, facts }: State, ctx: Context): Step {
  const { memory } = ctx;
  const stale = ensureReady(memory.written, key, ctx.lastRevision?.bind(ctx));
  if (stale) return failed(`cache of ${stale.kind} is at ${stale.read}, written at ${stale.written}`, because('job.cacheStale', stale));
  const job = ctx.lister.get('Job', key);
  if (!job) {
    ctx.expectations.delete(key);
    memory.finalizers.delete(key);
    clearWritten(memory.written, key, null);
    memory.backoff.delete(key);
    return done(because('job.deleted'));
  }
  const other = managedByExternalController(job);
  if (other !== null) return done(because('job.managedByOther', { controller: other }));
  if (isJobFinished(job)) {
    memory.backoff.delete(key);
    clearWritten(memory.written, key, uidOf(job));
    memory.finished.delete(uidOf(job));
    return done(because('job.finished'));
  }
  if (memory.finished.has(uidOf(job))) return done(because('job.finishedNotObserved'));
  return next('expectations', factsWith(facts, { job }), because('job.loaded'));
}

/** Asked before the Pods are listed, so that a Pod that arrives in between cannot be missed. */
export function expectations({ key, facts }: State, ctx: Context): Step {
  const satisfied = ctx.expectations.satisfied(key);
  const pending = ctx.expectations.get(key);
  const params = { adds: pending?.adds ?? 0, dels: pending?.dels ?? 0 };
  return next('count', factsWith(facts, { satisfied }), satisfied ? because('job.expectationsMet') : because('job.expectationsPending', params), params);
}

export function count(state: State, ctx: Context): Step {
  const { key, facts } = state;
  const job = facts.job!;
  let pods = facts.pods;
  if (pods === null) {
    const claiming = listPods(job, ctx);
    if (claiming.adopt.length + claiming.release.length > 0) return startClaiming(facts, job, claiming);
    pods = claiming.keep;
  }
  const counted = countPods(job, key, pods, [...getExpectedUIDs(ctx.memory.finalizers, key)], ctx.memory.backoff.get(key), ctx.epochNow);
  return next('decide', factsWith(facts, { pods, ctx: counted }), because('job.podsCounted'), numbers(counted));
}

function listPods(job: Job, ctx: Context): Claiming {
  const { namespace } = job.metadata;
  const lists = { keep: [] as Pod[], adopt: [] as Pod[], release: [] as Pod[] };
  const sort = (pod: Pod): void => {
    const claim = claimPod(job, pod);
    if (claim !== 'ignore') lists[claim].push(pod);
  };
  for (const pod of ctx.lister.ownedBy('Pod', uidOf(job))) if (pod.metadata.namespace === namespace) sort(pod);
  for (const pod of ctx.lister.orphans('Pod', namespace ?? '')) sort(pod);
  return lists;
}

/** Before an adoption the Job is read from the API server, not from the cache: it may just have been deleted. */
function startClaiming(facts: JobFacts, job: Job, claiming: Claiming): Step {
  const numbersOf = { adopt: claiming.adopt.length, release: claiming.release.length };
  const calls: ApiCall[] = claiming.release.map((pod) => releasePod(job, pod));
  if (claiming.adopt.length > 0) calls.push({ verb: 'get', kind: 'Job', namespace: job.metadata.namespace ?? '', name: job.metadata.name });
  return next('claim', factsWith(facts, { claiming }), because('job.claiming', numbersOf), numbersOf, calls);
}

export function claim({ key, facts }: State, ctx: Context): Step {
  const { claiming } = facts;
  const job = facts.job!;
  for (const [i] of claiming!.release.entries()) {
    const refused = refusal(ctx.replies[i]);
    if (refused && !isNotFound(refused) && refused.code !== 422) return failed(refused.message);
  }
  if (claiming!.adopt.length === 0) return next('count', factsWith(facts, { pods: claiming!.keep }), because('job.claimed'));
  const reply = ctx.replies[claiming!.release.length];
  const fresh = answered<Job>(reply);
  const refused = fresh === null ? refusal(reply)?.message ?? 'not found'
    : uidOf(fresh) !== uidOf(job) ? `original Job ${key} is gone: got uid ${uidOf(fresh)}, wanted ${uidOf(job)}`
      : fresh.metadata.deletionTimestamp !== undefined ? `${key} has just been deleted at ${fresh.metadata.deletionTimestamp}` : null;
  if (refused !== null) return failed(`can't adopt Pod: ${refused}`, because('job.adoptionRefused', { message: refused }));
  const n = claiming!.adopt.length;
  return next('adopt', facts, because('job.adopting', { adopt: n }), { adopt: n }, claiming!.adopt.map((pod) => adoptPod(job, pod)));
}

export function adopt({ key, facts }: State, ctx: Context): Step {
  const { keep, adopt: wanted } = facts.claiming!;
  const adopted: Pod[] = [];
  for (const [i, pod] of wanted.entries()) {
    const refused = refusal(ctx.replies[i]);
    if (refused && !isNotFound(refused)) return failed(refused.message);
    if (refused) continue;
    const stored = answered<Pod>(ctx.replies[i]);
    if (stored) wroteAt(ctx.memory.written, key, uidOf(facts.job!), stored);
    adopted.push(withTrackingFinalizer(pod));
  }
  return next('count', factsWith(facts, { pods: [...keep, ...adopted] }), because('job.claimed'));
}
