// Deletes what nobody owns any more, and holds back owners that wait for their dependents. Models pkg/controller/garbagecollector.
import type { ApiObject } from '../../../api/types.ts';
import type { Advance, ControllerDef, StageContext, SyncState } from '../../client-go/types.ts';
import type { ApiCall, Because } from '../../messages.ts';
import { because } from './because.ts';
import { classifyReference, decide } from './decide.ts';
import { blockingDependents, deletingDependentsFinalizer, dependentsOf, orphanFinalizer, servedKind, type GraphNode } from './graph.ts';
import { handleDelta, removed } from './handlers.ts';
import { copyGcMemory, deleteKey, initGcMemory, isOrphanKey, rememberAbsent, uidOfKey, type GcMemory } from './memory.ts';

const workers = 20;
/** `asked`: which of the owner references were looked up at the API server. */
export type GcFacts = { readonly latest: ApiObject | null; readonly asked: readonly number[] };
type Ctx = StageContext<GcMemory>;
type State = SyncState<GcFacts>;
type Step = Advance<GcFacts>;

const done = (why: Because): Step => ({ type: 'done', outcome: { type: 'ok' }, because: why });
const failed = (message: string): Step => ({ type: 'done', outcome: { type: 'error', message }, because: because('gc.failed', { message }) });
const next = (stage: string, facts: GcFacts, why: Because, calls: ApiCall[]): Step => ({ type: 'next', stage, facts, because: why, calls });

const stages: Readonly<Record<string, (state: State, node: GraphNode, ctx: Ctx) => Step>> = {
  attemptToDelete, latest, classify, delete: deleteItem, attemptToOrphan, removeOrphanFinalizer, finish,
};

export const garbageCollector: ControllerDef<GcFacts, GcMemory> = {
  id: 'garbage-collector',
  watches: ['Job', 'CronJob', 'Pod'],
  workers: () => workers,
  initMemory: initGcMemory,
  copyMemory: copyGcMemory,
  handle: (_kind, delta, ctx) => handleDelta(delta, ctx),
  begin: (key) => ({ stage: isOrphanKey(key) ? 'attemptToOrphan' : 'attemptToDelete', facts: { latest: null, asked: [] } }),
  advance(state, ctx) {
    if (state.stage === 'finish') return finish(state, null, ctx);
    const node = ctx.memory.graph.get(uidOfKey(state.key));
    return node ? stages[state.stage]!(state, node, ctx) : done(because('gc.notInGraph'));
  },
};

const where = (n: GraphNode) => ({ kind: servedKind(n.kind)!, namespace: n.namespace, name: n.name });

function attemptToDelete({ facts }: State, node: GraphNode, ctx: Ctx): Step {
  if (node.beingDeleted && !node.deletingDependents) return done(because('gc.beingDeleted'));
  if (servedKind(node.kind) === null) { removed(node.uid, ctx); return done(because('gc.gone')); }
  return next('latest', facts, because('gc.readsLatest'), [{ verb: 'get', ...where(node) }]);
}

function latest({ facts }: State, node: GraphNode, ctx: Ctx): Step {
  const result = ctx.replies[0]!.result;
  if (!result.ok && result.status.code !== 404) return failed(result.status.message);
  const object = result.ok ? result.object : null;
  if (object === null || object.metadata.uid !== node.uid) { removed(node.uid, ctx); return done(because('gc.gone')); }
  if (node.deletingDependents) return processDeletingDependents(facts, node, ctx);
  const refs = object.metadata.ownerReferences ?? [];
  if (refs.length === 0) return done(because('gc.noOwner'));
  const asked = [...refs.keys()].filter((i) => !ctx.memory.absentOwners.has(refs[i]!.uid) && servedKind(refs[i]!.kind) !== null);
  const calls = asked.map((i): ApiCall => ({ verb: 'get', kind: servedKind(refs[i]!.kind)!, namespace: node.namespace, name: refs[i]!.name }));
  return next('classify', { latest: object, asked }, because('gc.readsOwners', { owners: refs.length }), calls);
}

function processDeletingDependents(facts: GcFacts, node: GraphNode, ctx: Ctx): Step {
  const blocking = blockingDependents(ctx.memory.graph, node);
  if (blocking.length === 0) return next('finish', facts, because('gc.unblocked'), [removeFinalizer(node, deletingDependentsFinalizer)]);
  for (const dependent of blocking) if (!dependent.deletingDependents) ctx.queue.add(deleteKey(dependent));
  return done(because('gc.waitsForDependents', { blocking: blocking.length }));
}

const removeFinalizer = (node: GraphNode, finalizer: string): ApiCall =>
  ({ verb: 'patch', ...where(node), strategic: true, patch: { metadata: { uid: node.uid, '$deleteFromPrimitiveList/finalizers': [finalizer] } } });
const dropOwners = (node: GraphNode, uids: readonly string[]): ApiCall =>
  ({ verb: 'patch', ...where(node), strategic: true, patch: { metadata: { uid: node.uid, ownerReferences: uids.map((uid) => ({ $patch: 'delete', uid })) } } });

function classify({ facts }: State, node: GraphNode, ctx: Ctx): Step {
  const object = facts.latest!;
  const refs = object.metadata.ownerReferences ?? [];
  const owners = new Map<number, ApiObject | null>();
  for (const [n, i] of facts.asked.entries()) {
    const result = ctx.replies[n]!.result;
    if (!result.ok && result.status.code !== 404) return failed(result.status.message);
    owners.set(i, result.ok ? result.object : null);
  }
  const states = refs.map((ref, i) => classifyReference(ref, owners.get(i) ?? null));
  for (const [i, state] of states.entries()) if (state === 'dangling') rememberAbsent(ctx.memory, refs[i]!.uid);
  const verdict = decide(object, states, dependentsOf(ctx.memory.graph, node));
  switch (verdict.type) {
    case 'keep': return settled(node, because('gc.ownerExists'));
    case 'dropReferences': return next('finish', facts, because('gc.dropsReferences', { count: verdict.uids.length }), [dropOwners(node, verdict.uids)]);
    case 'delete': {
      const why = because('gc.deletes', { policy: verdict.policy });
      const unblock: ApiCall = { verb: 'patch', ...where(node), strategic: true, patch: { metadata: { uid: node.uid, ownerReferences: refs.map((r) => ({ ...r, blockOwnerDeletion: false })) } } };
      if (verdict.unblock) return next('delete', facts, why, [unblock]);
      return next('finish', facts, why, [deletion(node, verdict.policy)]);
    }
  }
}

const deletion = (node: GraphNode, propagationPolicy: 'Foreground' | 'Background' | 'Orphan'): ApiCall =>
  ({ verb: 'delete', ...where(node), options: { propagationPolicy, preconditions: { uid: node.uid } } });

/** Only after a circle was broken. */
function deleteItem({ facts }: State, node: GraphNode, ctx: Ctx): Step {
  const result = ctx.replies[0]!.result;
  if (!result.ok) return failed(result.status.message);
  return next('finish', facts, because('gc.deletes', { policy: 'Foreground' }), [deletion(node, 'Foreground')]);
}

function attemptToOrphan({ facts }: State, node: GraphNode, ctx: Ctx): Step {
  const dependents = dependentsOf(ctx.memory.graph, node);
  return next('removeOrphanFinalizer', facts, because('gc.orphans', { count: dependents.length }), dependents.map((d) => dropOwners(d, [node.uid])));
}

function removeOrphanFinalizer({ facts }: State, node: GraphNode, ctx: Ctx): Step {
  const refused = ctx.replies.map((r) => (r.result.ok ? null : r.result.status)).find((s) => s !== null && s.code !== 404);
  if (refused) return failed(`orphanDependents for ${node.kind} ${node.name} failed: ${refused.message}`);
  return next('finish', facts, because('gc.orphaned'), [removeFinalizer(node, orphanFinalizer)]);
}

function finish(state: State, _node: GraphNode | null, ctx: Ctx): Step {
  const result = ctx.replies[0]?.result;
  if (result && !result.ok && result.status.code !== 404) return failed(result.status.message);
  const node = ctx.memory.graph.get(uidOfKey(state.key));
  return node ? settled(node, because('gc.done')) : done(because('gc.done'));
}

/** A virtual node is looked at again until an informer has shown it or the API server has denied it. */
const settled = (node: GraphNode, why: Because): Step => (node.virtual ? failed('the object was not observed by an informer yet') : done(why));
