// Stages orphan, orphanDone: Pods whose Job is gone or finished lose the tracking finalizer, else they could never be deleted. Models syncOrphanPod of pkg/controller/job/job_controller.go.
import type { LabelSelector, Pod } from '../../../api/types.ts';
import { because } from './because.ts';
import { removeTrackingFinalizerPatch } from './claims.ts';
import { done, factsWith, failed, isNotFound, next, refusal, type Context, type State, type Step } from './facts.ts';
import { resolveControllerRef } from './handlers.ts';
import { controllerUidLabel } from '../../../api/validation/job.ts';
import { parseOrphanKey } from './orphan-keys.ts';
import { getControllerOf, hasJobTrackingFinalizer, isJobFinished } from './pods.ts';
import { matchesSelector, parseSelector } from './selector.ts';
import { managedByExternalController } from './stages-load.ts';

export function orphan({ key, facts }: State, ctx: Context): Step {
  const orphans = candidates(key, ctx).filter((pod) => hasJobTrackingFinalizer(pod) && isOrphan(pod, ctx));
  if (orphans.length === 0) return done(because('job.orphanNone'));
  const calls = orphans.map(removeTrackingFinalizerPatch).filter((c) => c !== null);
  return next('orphanDone', factsWith(facts, { orphans }), because('job.orphanFound', { count: orphans.length }), { count: orphans.length }, calls);
}

function candidates(key: string, ctx: Context): Pod[] {
  const { by, namespace, value } = parseOrphanKey(key)!;
  if (by === 'name') return [ctx.lister.get('Pod', `${namespace}/${value}`)].filter((p) => p !== undefined);
  const selector = parseSelector(value);
  return labelled(selector, namespace, ctx).filter((p) => hasJobTrackingFinalizer(p) && p.metadata.namespace === namespace && matchesSelector(selector, p.metadata.labels));
}
/** Where the selector asks for one controller's label, as the generated one does, only that controller's Pods and those of nobody are looked at: all Pods for every Job that ends would be too many. Another owner's Pods come up under its own key. */
function labelled({ matchExpressions }: LabelSelector, namespace: string, ctx: Context): Pod[] {
  const asked = matchExpressions?.find((r) => r.key === controllerUidLabel && r.operator === 'In' && r.values?.length === 1);
  return asked ? [...ctx.lister.ownedBy('Pod', asked.values![0]!), ...ctx.lister.orphans('Pod', namespace)] : ctx.lister.list('Pod');
}

/** Not owned by a Job that still works, nor by anything else. */
function isOrphan(pod: Pod, ctx: Context): boolean {
  const ref = getControllerOf(pod);
  if (!ref) return true;
  if (ref.kind !== 'Job' || ref.apiVersion !== 'batch/v1') return false;
  const job = resolveControllerRef(ctx, pod.metadata.namespace ?? '', ref);
  return job === null || (managedByExternalController(job) === null && isJobFinished(job));
}

/** Only a single Pod is tried again; a whole selection is looked at anew when its Job changes. */
export function orphanDone({ key, facts }: State, ctx: Context): Step {
  const refused = facts.orphans.map((_, i) => refusal(ctx.replies[i])).find((r) => r !== null && !isNotFound(r));
  if (refused && parseOrphanKey(key)!.by === 'name') return failed(refused.message);
  return done(because('job.orphanFound', { count: facts.orphans.length }));
}
