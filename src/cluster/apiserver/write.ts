// What each writing verb makes of the current object: a put, a removal, or an answer. Pure: time, uid and chance are given.
import { changed } from '../../base/changed.ts';
import { equal, equalBut } from '../../base/equal.ts';
import { mergePatch } from '../../base/merge-patch.ts';
import { copiedMeta, withMetadata, withSpec, withStatus } from '../../api/copies.ts';
import type { ApiObject, ApiStatus, Kind, Pod } from '../../api/types.ts';
import type { ApiCall, ApiResult, ObjectKey } from '../messages.ts';
import { objectKey, timestamp } from '../keys.ts';
import { admitNew, admitChange, admitStatus } from './admission.ts';
import { decideDelete, goneByUpdate } from './delete.ts';
import { alreadyExists, conflict, notFound, replaced } from './errors.ts';
import { generateName, newUid, type Chance } from './meta.ts';
import { strategicPatch } from './strategic.ts';

export type Decision =
  | { type: 'put'; object: ApiObject; warnings?: string[]; then?: ApiCall }
  | { type: 'remove' }
  | { type: 'answer'; result: ApiResult };
export type Env = { epochNow: number; revision: number; chance: Chance };

const refuse = (status: ApiStatus): Decision => ({ type: 'answer', result: { ok: false, status } });

type Named = { metadata?: { name?: string; generateName?: string; namespace?: string } };
/** The key that a call is about; a create with generateName gets its name here, so that a second try keeps it. */
export function keyOfCall(call: ApiCall, chance: Chance): { key: ObjectKey; call: ApiCall } {
  switch (call.verb) {
    case 'list': case 'watch': return { key: `${call.kind}//`, call };
    case 'update': case 'updateStatus': return { key: objectKey(call.kind, call.object.metadata.namespace ?? '', call.object.metadata.name), call };
    case 'create': return keyOfNew(call, chance);
    default: return { key: objectKey(call.kind, call.namespace, call.name), call };
  }
}
function keyOfNew(call: Extract<ApiCall, { verb: 'create' }>, chance: Chance): { key: ObjectKey; call: ApiCall } {
  const meta = (call.object as Named).metadata ?? {};
  if (meta.name || !meta.generateName) return { key: objectKey(call.kind, call.namespace, String(meta.name ?? '')), call };
  const name = generateName(meta.generateName, chance);
  return { key: objectKey(call.kind, call.namespace, name), call: { verb: 'create', kind: call.kind, namespace: call.namespace, object: named(call, meta, name), ...(call.raw && { raw: true }) } };
}

function named(call: Extract<ApiCall, { verb: 'create' }>, meta: NonNullable<Named['metadata']>, name: string): ApiObject | unknown {
  // What a user sent may have any shape.
  if (call.raw) return changed(call.object as Named, { metadata: changed(meta, { name }) });
  const metadata = copiedMeta((call.object as ApiObject).metadata);
  metadata.name = name;
  return withMetadata(call.object as ApiObject, metadata);
}

function create(call: Extract<ApiCall, { verb: 'create' }>, current: ApiObject | null, env: Env): Decision {
  const meta = (call.object as Named).metadata ?? {};
  const admitted = admitNew(call.kind, call.object, call.namespace, { uid: newUid(env.chance), now: timestamp(env.epochNow) }, call.raw === true);
  if (!admitted.ok) return refuse(admitted.status);
  if (current) return refuse(alreadyExists(call.kind, String(meta.name)));
  return { type: 'put', object: admitted.object, warnings: admitted.warnings };
}

/** After an update: nothing changed, the last finalizer went, or a new version. */
function afterUpdate(current: ApiObject, next: ApiObject, revision: number, warnings: string[] = []): Decision {
  if (goneByUpdate(next) && current.metadata.deletionTimestamp) return { type: 'remove' };
  if (equalBut(current, next, 'metadata') && equalBut(current.metadata, next.metadata, 'resourceVersion')) {
    return { type: 'answer', result: { ok: true, object: current, revision, warnings } };
  }
  return { type: 'put', object: next, warnings };
}

function update(call: Extract<ApiCall, { verb: 'update' | 'updateStatus' }>, current: ApiObject | null, env: Env): Decision {
  const { kind, object } = call;
  if (!current) return refuse(notFound(kind, object.metadata.name));
  const { resourceVersion: version, uid } = object.metadata;
  if (uid && uid !== current.metadata.uid) return refuse(replaced(kind, current.metadata, uid));
  if (version && version !== current.metadata.resourceVersion) return refuse(conflict(kind, object.metadata.name));
  const admitted = call.verb === 'updateStatus' ? admitStatus(current, object, timestamp(env.epochNow)) : admitChange(current, object, timestamp(env.epochNow));
  return admitted.ok ? afterUpdate(current, admitted.object, env.revision, admitted.warnings) : refuse(admitted.status);
}

function patch(call: Extract<ApiCall, { verb: 'patch' }>, current: ApiObject | null, env: Env): Decision {
  if (!current) return refuse(notFound(call.kind, call.name));
  // A user's patch may be of any shape: admission looks at it.
  const wanted = call.raw ? undefined : (call.patch as Named & { metadata?: { resourceVersion?: string; uid?: string } }).metadata;
  if (wanted?.resourceVersion && wanted.resourceVersion !== current.metadata.resourceVersion) return refuse(conflict(call.kind, call.name));
  if (wanted?.uid && wanted.uid !== current.metadata.uid) return refuse(conflict(call.kind, call.name));
  const now = timestamp(env.epochNow);
  if (call.subresource === 'status' && current.kind === 'Pod') return patchPodStatus(current, call.patch as { status?: unknown }, now, env);
  const merged = (call.strategic ? strategicPatch(current, call.patch as never) : mergePatch(current, call.patch)) as ApiObject;
  const admitted = call.subresource === 'status' ? admitStatus(current, merged, now) : admitChange(current, merged, now, call.raw ? call.patch : undefined);
  return admitted.ok ? afterUpdate(current, admitted.object, env.revision, admitted.warnings) : refuse(admitted.status);
}

type Plain = Readonly<Record<string, unknown>>;
/** Whether a merge patch says all that there is, and nothing that would be merged deeper: then it is itself what comes of it. */
function replaces(held: object, patch: Plain): boolean {
  for (const key in held) if (patch[key] === undefined) return false;
  for (const key in patch) { const value = patch[key]; if (value === null || (typeof value === 'object' && !Array.isArray(value))) return false; }
  return true;
}
/** What kubelets write most: only the status is merged, and only it can differ. */
function patchPodStatus(current: Pod, { status = {} }: { status?: unknown }, now: string, env: Env): Decision {
  const merged = replaces(current.status, status as Plain) ? status : mergePatch(current.status, status);
  const admitted = admitStatus(current, withStatus(current, merged as Pod['status']), now);
  return admitted.ok ? afterUpdate(current, admitted.object, env.revision, admitted.warnings) : refuse(admitted.status);
}

function remove(call: Extract<ApiCall, { verb: 'delete' }>, current: ApiObject | null, env: Env): Decision {
  if (!current) return refuse(notFound(call.kind, call.name));
  const deletion = decideDelete(current, call.options ?? {}, env.epochNow);
  switch (deletion.type) {
    case 'refuse': return refuse(deletion.status);
    case 'nothing': return { type: 'answer', result: { ok: true, object: current, revision: env.revision } };
    case 'remove': return { type: 'remove' };
    case 'put': return { type: 'put', object: deletion.object };
  }
}

/** The Pod with a condition that holds: in the place of the older one of its type, whose time stays if it held already. Models podutil.UpdatePodCondition. */
function condition(pod: Pod, type: string, now: string, more: { reason?: string; message?: string }): Pod {
  const conditions = [...pod.status.conditions ?? []];
  const held = conditions.findIndex((c) => c.type === type);
  const since = conditions[held]?.status === 'True' ? conditions[held].lastTransitionTime ?? now : now;
  conditions.splice(held < 0 ? conditions.length : held, held < 0 ? 0 : 1, { type, status: 'True', observedGeneration: pod.metadata.generation ?? 1, lastProbeTime: null, lastTransitionTime: since, ...more });
  return withStatus(pod, changed(pod.status, { conditions }));
}

/** Pods of one template on one node share their specification: a thousand Pods need no thousand copies. */
const specsByNode = new WeakMap<Pod['spec'], Map<string, Pod['spec']>>();
function onNode(spec: Pod['spec'], node: string): Pod['spec'] {
  let specs = specsByNode.get(spec);
  if (!specs) specsByNode.set(spec, specs = new Map());
  let bound = specs.get(node);
  if (!bound) specs.set(node, bound = changed(spec, { nodeName: node }));
  return bound;
}

/** Binding: the node's name, and PodScheduled. Models pkg/registry/core/pod/storage assignPod. */
function bind(call: Extract<ApiCall, { verb: 'bind' }>, current: Pod | null, env: Env): Decision {
  if (!current) return refuse(notFound('Pod', call.name));
  if (current.metadata.deletionTimestamp) return refuse(conflict('Pod', call.name, `pod ${call.name} is being deleted, cannot be assigned to a host`));
  if (current.spec.nodeName) return refuse(conflict('Pod', call.name, `pod ${call.name} is already assigned to node "${current.spec.nodeName}"`));
  const bound = condition(current, 'PodScheduled', timestamp(env.epochNow), {});
  return { type: 'put', object: withSpec(bound, onNode(bound.spec, call.node)) };
}

/** Eviction: the DisruptionTarget condition first, then a deletion, whatever the Pod's phase; that only decides whether disruption budgets are asked. Models addConditionAndDeletePod of pkg/registry/core/pod/storage/eviction.go. */
function evict(call: Extract<ApiCall, { verb: 'evict' }>, current: Pod | null, env: Env): Decision {
  if (!current) return refuse(notFound('Pod', call.name));
  const deletion: ApiCall = { verb: 'delete', kind: 'Pod', namespace: call.namespace, name: call.name, options: {} };
  const marked = condition(current, 'DisruptionTarget', timestamp(env.epochNow), { reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' });
  return equal(marked, current) ? remove(deletion, current, env) : { type: 'put', object: marked, then: deletion };
}

export function decideWrite(call: ApiCall, current: ApiObject | null, env: Env): Decision {
  switch (call.verb) {
    case 'create': return create(call, current, env);
    case 'update': case 'updateStatus': return update(call, current, env);
    case 'patch': return patch(call, current, env);
    case 'delete': return remove(call, current, env);
    case 'bind': return bind(call, current as Pod | null, env);
    case 'evict': return evict(call, current as Pod | null, env);
    case 'get': return current ? { type: 'answer', result: { ok: true, object: current, revision: env.revision } } : refuse(notFound(call.kind as Kind, call.name));
    case 'list': case 'watch': throw new Error('not a write');
  }
}
