// Copies of objects with one part in the place of another. Every field by name, so that objects of a kind are alike to the engine that runs this: most of what a cluster does is copy and change.
import type { Writable } from '../base/changed.ts';
import type { ApiObject, CronJob, Job, KubeEvent, Node, ObjectMeta, Pod } from './types.ts';

type Whole = Job | CronJob | Pod | Node;

const eventWith = (e: KubeEvent, metadata: ObjectMeta): KubeEvent => ({
  apiVersion: e.apiVersion, kind: e.kind, metadata, involvedObject: e.involvedObject, type: e.type, reason: e.reason, message: e.message, source: e.source!,
  firstTimestamp: e.firstTimestamp!, lastTimestamp: e.lastTimestamp!, count: e.count!, reportingComponent: e.reportingComponent!, reportingInstance: e.reportingInstance!,
});
export function withMetadata<T extends ApiObject>(o: T, metadata: ObjectMeta): T {
  if (o.kind === 'Event') return eventWith(o, metadata) as T;
  return { apiVersion: o.apiVersion, kind: o.kind, metadata, spec: o.spec, status: o.status } as T;
}
export const withSpec = <T extends Whole>(o: T, spec: T['spec']): T => ({ apiVersion: o.apiVersion, kind: o.kind, metadata: o.metadata, spec, status: o.status }) as T;
export const withStatus = <T extends Whole>(o: T, status: T['status']): T => ({ apiVersion: o.apiVersion, kind: o.kind, metadata: o.metadata, spec: o.spec, status }) as T;

/** What all that is stored has, at once: what is added to an object later costs more and takes more room. */
function begun(name: string, namespace: string | undefined, uid: string | undefined, creationTimestamp: string | undefined, resourceVersion: string | undefined): Writable<ObjectMeta> {
  if (namespace !== undefined && uid !== undefined && creationTimestamp !== undefined) {
    return resourceVersion === undefined ? { name, namespace, uid, creationTimestamp } : { name, namespace, uid, resourceVersion, creationTimestamp };
  }
  const next: Writable<ObjectMeta> = { name };
  if (namespace !== undefined) next.namespace = namespace;
  if (uid !== undefined) next.uid = uid;
  if (resourceVersion !== undefined) next.resourceVersion = resourceVersion;
  if (creationTimestamp !== undefined) next.creationTimestamp = creationTimestamp;
  return next;
}
/** A copy to write to before anybody else sees it, with what the server sets if it is given. What is undefined is left out. */
export function copiedMeta(m: ObjectMeta, resourceVersion = m.resourceVersion, namespace = m.namespace, uid = m.uid, creationTimestamp = m.creationTimestamp): Writable<ObjectMeta> {
  const next = begun(m.name, namespace, uid, creationTimestamp, resourceVersion);
  if (m.generateName !== undefined) next.generateName = m.generateName;
  if (m.generation !== undefined) next.generation = m.generation;
  if (m.deletionTimestamp !== undefined) next.deletionTimestamp = m.deletionTimestamp;
  if (m.deletionGracePeriodSeconds !== undefined) next.deletionGracePeriodSeconds = m.deletionGracePeriodSeconds;
  if (m.labels !== undefined) next.labels = m.labels;
  if (m.annotations !== undefined) next.annotations = m.annotations;
  if (m.ownerReferences !== undefined) next.ownerReferences = m.ownerReferences;
  if (m.finalizers !== undefined) next.finalizers = m.finalizers;
  return next;
}
