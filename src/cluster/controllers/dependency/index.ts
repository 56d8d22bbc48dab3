// Resumes a Job that was created suspended once the Jobs named in its annotation kronoscope.dev/depends-on are Complete; says in events what it waits for. An add-on, told apart from Kubernetes' own controllers.
import { millis } from '../../../base/time.ts';
import type { Job } from '../../../api/types.ts';
import type { Advance, ControllerDef, StageContext, SyncState } from '../../client-go/types.ts';
import { because } from './because.ts';
import { decide, dependenciesOf, resumedAnnotation, type Verdict } from './decide.ts';

/** Jobs that are applied together are known after so long: nobody is told that one of them is missing. */
const settleMillis = millis(1_000);
type Facts = Record<never, never>;
/** `said`: the last words about a Job, by uid: nothing is said twice in a row. `waiting`: the Jobs that wait for others, so that news of a Job costs only these. */
type Memory = { said: Map<string, string>; waiting: Set<string> };
type Step = Advance<Facts>;
type Ctx = StageContext<Memory>;

const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`;

export const dependencyController: ControllerDef<Facts, Memory> = {
  id: 'dependency-controller',
  watches: ['Job'],
  workers: () => 1,
  initMemory: () => ({ said: new Map(), waiting: new Set() }),
  copyMemory: ({ said, waiting }) => ({ said: new Map(said), waiting: new Set(waiting) }),
  handle(_kind, delta, ctx) {
    const job = delta.object as Job;
    const namespace = job.metadata.namespace ?? '';
    const { said, waiting: keys } = ctx.memory;
    const own = keyOf(namespace, job.metadata.name);
    if (delta.type === 'Deleted') said.delete(job.metadata.uid ?? '');
    if (delta.type !== 'Deleted' && job.spec.suspend === true && dependenciesOf(job).length > 0) keys.add(own); else keys.delete(own);
    const waiting = [...keys].map((key) => ctx.lister.get('Job', key)).filter((j) => j !== undefined && j.metadata.namespace === namespace) as Job[];
    const concerned = waiting.filter((j) => j.metadata.uid === job.metadata.uid || dependenciesOf(j).includes(job.metadata.name) || delta.type === 'Added');
    return concerned.map((j) => {
      const key = keyOf(namespace, j.metadata.name);
      if (delta.type === 'Added') ctx.queue.addAfter(key, settleMillis); else ctx.queue.add(key);
      return { handler: { Added: 'addJob', Updated: 'updateJob', Deleted: 'deleteJob' }[delta.type], enqueued: key };
    });
  },
  begin: () => ({ stage: 'decide', facts: {} }),
  advance: (state, ctx) => (state.stage === 'decide' ? decideStage(state, ctx) : resumed(ctx)),
};

function decideStage({ key, facts }: SyncState<Facts>, ctx: Ctx): Step {
  const job = ctx.lister.get('Job', key);
  const verdict: Verdict = job ? decide(job, (name) => ctx.lister.get('Job', keyOf(job.metadata.namespace ?? '', name))) : { type: 'none' };
  const done = (why: ReturnType<typeof because>): Step => ({ type: 'done', outcome: { type: 'ok' }, because: why });
  switch (verdict.type) {
    case 'none': return done(because('dependency.none'));
    case 'circle': {
      const circle = verdict.circle.join(' -> ');
      say(job!, 'Warning', 'DependencyCircle', `Dependencies form a circle: ${circle}`, ctx);
      return done(because('dependency.circle', { circle }));
    }
    case 'failed': {
      const failed = verdict.failed.join(', ');
      say(job!, 'Warning', 'DependencyFailed', `Jobs this one depends on have failed: ${failed}`, ctx);
      return done(because('dependency.failed', { failed }));
    }
    case 'waits': {
      const waiting = verdict.waiting.map((n) => (verdict.missing.includes(n) ? `${n} (not found)` : n)).join(', ');
      say(job!, 'Normal', 'WaitingForDependencies', `Waiting for Jobs to complete: ${waiting}`, ctx);
      return done(because('dependency.waits', { waiting }));
    }
    case 'met': {
      const jobs = verdict.jobs.join(', ');
      say(job!, 'Normal', 'DependenciesMet', `All Jobs this one depends on are complete: ${jobs}`, ctx);
      return { type: 'next', stage: 'resume', facts, because: because('dependency.met', { jobs }), calls: [{
        verb: 'patch', kind: 'Job', namespace: job!.metadata.namespace ?? '', name: job!.metadata.name,
        patch: { metadata: { uid: job!.metadata.uid, annotations: { [resumedAnnotation]: 'true' } }, spec: { suspend: false } },
      }] };
    }
  }
}

function say(job: Job, type: 'Normal' | 'Warning', reason: string, message: string, ctx: Ctx): void {
  const { name, namespace, uid, resourceVersion } = job.metadata;
  if (ctx.memory.said.get(uid ?? '') === message) return;
  ctx.memory.said.set(uid ?? '', message);
  ctx.event({ apiVersion: 'batch/v1', kind: 'Job', name, ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) }, type, reason, message);
}

function resumed(ctx: Ctx): Step {
  const result = ctx.replies[0]!.result;
  if (result.ok || result.status.code === 404) return { type: 'done', outcome: { type: 'ok' }, because: because('dependency.resumed') };
  return { type: 'done', outcome: { type: 'error', message: result.status.message }, because: because('dependency.refused', { message: result.status.message }) };
}
