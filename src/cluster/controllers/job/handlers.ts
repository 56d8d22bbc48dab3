// What the Job controller does when its informers report a change: observe expectations and put Jobs on the queue. Models addPod … deleteJob of pkg/controller/job/job_controller.go.
import { millis } from '../../../base/time.ts';
import type { ApiObject, Job, Kind, OwnerReference, Pod } from '../../../api/types.ts';
import type { ControllerContext, Delta, Handled } from '../../client-go/types.ts';
import { namespacedName } from '../../keys.ts';
import type { QueueKey } from '../../messages.ts';
import { because } from './because.ts';
import { clearWritten } from './consistency.ts';
import { syncJobBatchPeriod } from './constants.ts';
import { finalizerRemovalObserved } from './finalizer-expectations.ts';
import type { JobMemory } from './memory.ts';
import { orphanPodKey, orphanSelectorKey } from './orphan-keys.ts';
import { getControllerOf, hasJobTrackingFinalizer, isJobFinished } from './pods.ts';
import { matchesSelector } from './selector.ts';
import { uidOf } from './sync-context.ts';

type Context = ControllerContext<JobMemory>;
export const keyOf = (object: { metadata: { namespace?: string; name: string } }): QueueKey => namespacedName(object.metadata.namespace ?? '', object.metadata.name);

export function handleDelta(kind: Kind, delta: Delta, ctx: Context): Handled[] {
  if (kind === 'Job') return handleJob(delta as Delta<Job>, ctx);
  if (kind === 'Pod') return handlePod(delta as Delta<Pod>, ctx);
  return [];
}

function handleJob(delta: Delta<Job>, ctx: Context): Handled[] {
  switch (delta.type) {
    case 'Added': return [immediately('addJob', delta.object, ctx)];
    case 'Updated': return updateJob(delta.previous, delta.object, ctx);
    case 'Deleted': return deleteJob(delta.object, ctx);
  }
}

function handlePod(delta: Delta<Pod>, ctx: Context): Handled[] {
  switch (delta.type) {
    case 'Added': return addPod(delta.object, ctx);
    case 'Updated': return updatePod(delta.previous, delta.object, ctx);
    case 'Deleted': return deletePod('deletePod', delta.object, true, ctx);
  }
}

const atOnce = because('job.immediately'), inABatch = because('job.batched');
function immediately(handler: string, job: ApiObject, ctx: Context): Handled {
  const key = keyOf(job);
  ctx.queue.add(key);
  return { handler, enqueued: key, because: atOnce };
}

function batched(handler: string, job: ApiObject, ctx: Context): Handled {
  const key = keyOf(job);
  ctx.queue.addAfter(key, syncJobBatchPeriod);
  return { handler, enqueued: key, because: inABatch };
}

function orphaned(handler: string, pod: Pod, ctx: Context): Handled {
  const key = orphanPodKey(pod);
  ctx.queue.add(key);
  return { handler, enqueued: key };
}

/** The Job in the cache that a controller reference means; null if it is another of that name, or gone. */
export function resolveControllerRef(ctx: Context, namespace: string, ref: OwnerReference): Job | null {
  if (ref.kind !== 'Job') return null;
  const job = ctx.lister.get('Job', namespacedName(namespace, ref.name));
  return job && job.metadata.uid === ref.uid ? job : null;
}

/** Jobs whose selector fits the labels of an orphan: one of them may adopt it. */
const getPodJobs = (pod: Pod, ctx: Context): Job[] => (Object.keys(pod.metadata.labels ?? {}).length === 0 ? []
  : ctx.lister.list('Job').filter((j) => j.metadata.namespace === pod.metadata.namespace && matchesSelector(j.spec.selector, pod.metadata.labels)));

const nobody = (handler: string): Handled => ({ handler, enqueued: null, because: because('job.notAJobsPod') });

function addPod(pod: Pod, ctx: Context): Handled[] {
  if (pod.metadata.deletionTimestamp !== undefined) return deletePod('addPod', pod, false, ctx);
  const ref = getControllerOf(pod);
  if (ref) {
    const job = resolveControllerRef(ctx, pod.metadata.namespace ?? '', ref);
    if (!job) return [nobody('addPod')];
    ctx.expectations.creationObserved(keyOf(job));
    return [batched('addPod', job, ctx)];
  }
  const handled: Handled[] = hasJobTrackingFinalizer(pod) ? [orphaned('addPod', pod, ctx)] : [];
  for (const job of getPodJobs(pod, ctx)) handled.push(batched('addPod', job, ctx));
  return handled;
}

function updatePod(old: Pod, pod: Pod, ctx: Context): Handled[] {
  if (pod.metadata.resourceVersion === old.metadata.resourceVersion) return [];
  if (pod.metadata.deletionTimestamp !== undefined) return deletePod('updatePod', pod, false, ctx);
  const ref = getControllerOf(pod);
  const oldRef = getControllerOf(old);
  const refChanged = !sameRef(ref, oldRef);
  const left = refChanged && oldRef ? wake(oldRef, old.metadata.namespace ?? '', pod, ctx) : null;
  if (ref) {
    const woken = wake(ref, pod.metadata.namespace ?? '', pod, ctx);
    if (woken) return left ? [left, woken] : [woken];
    return [left ?? nobody('updatePod')];
  }
  const handled: Handled[] = left ? [left] : [];
  if (hasJobTrackingFinalizer(pod)) handled.push(orphaned('updatePod', pod, ctx));
  if (refChanged || !sameLabels(pod.metadata.labels, old.metadata.labels)) for (const job of getPodJobs(pod, ctx)) handled.push(batched('updatePod', job, ctx));
  return handled;
}
/** Tells the Job that a Pod's reference means, if it is there, of the change. */
function wake(ref: OwnerReference, namespace: string, pod: Pod, ctx: Context): Handled | null {
  const job = resolveControllerRef(ctx, namespace, ref);
  if (!job) return null;
  if (!hasJobTrackingFinalizer(pod)) finalizerRemovalObserved(ctx.memory.finalizers, keyOf(job), uidOf(pod));
  return batched('updatePod', job, ctx);
}

const sameRef = (a: OwnerReference | undefined, b: OwnerReference | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.uid === b.uid && a.name === b.name && a.kind === b.kind && a.apiVersion === b.apiVersion && a.blockOwnerDeletion === b.blockOwnerDeletion);

function sameLabels(a: Record<string, string> = {}, b: Record<string, string> = {}): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => a[k] === b[k]);
}

/** `final`: the Pod is gone; else it has only been told to go, and its Job may replace it already. */
function deletePod(handler: string, pod: Pod, final: boolean, ctx: Context): Handled[] {
  const ref = getControllerOf(pod);
  const tracked = hasJobTrackingFinalizer(pod);
  const job = ref ? resolveControllerRef(ctx, pod.metadata.namespace ?? '', ref) : null;
  if (!job || isJobFinished(job)) return [tracked ? orphaned(handler, pod, ctx) : nobody(handler)];
  ctx.expectations.deletionObserved(keyOf(job));
  if (final || !tracked) finalizerRemovalObserved(ctx.memory.finalizers, keyOf(job), uidOf(pod));
  return [batched(handler, job, ctx)];
}

function updateJob(old: Job, job: Job, ctx: Context): Handled[] {
  const key = keyOf(job);
  if (isJobFinished(job)) {
    const selector = orphanSelectorKey(job);
    ctx.queue.add(selector);
    return [{ handler: 'updateJob', enqueued: selector, because: because('job.finished') }];
  }
  const handled: Handled[] = [job.metadata.generation === old.metadata.generation ? batched('updateJob', job, ctx) : immediately('updateJob', job, ctx)];
  const deadline = job.spec.activeDeadlineSeconds;
  if (job.status.startTime !== undefined && deadline !== undefined && deadline !== old.spec.activeDeadlineSeconds) {
    const left = millis(deadline * 1000 - (ctx.epochNow - Date.parse(job.status.startTime)));
    if (left > 0) ctx.queue.addAfter(key, left); else ctx.queue.add(key);
    handled.push({ handler: 'updateJob', enqueued: key, because: because('job.deadlineChanged', { inMs: left }) });
  }
  return handled;
}

function deleteJob(job: Job, ctx: Context): Handled[] {
  const handled = [immediately('deleteJob', job, ctx)];
  clearWritten(ctx.memory.written, keyOf(job), uidOf(job));
  ctx.memory.finished.delete(uidOf(job));
  const selector = orphanSelectorKey(job);
  ctx.queue.add(selector);
  ctx.memory.backoff.delete(keyOf(job));
  return [...handled, { handler: 'deleteJob', enqueued: selector }];
}
