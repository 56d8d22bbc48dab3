// Watches: who is told of which change, in order, with a number on each message.
import type { Pod } from '../../api/types.ts';
import type { Context } from '../../sim/types.ts';
import type { ApiCall, Body, Payload, WatchEventType } from '../messages.ts';
import type { ApiServerState, Change, Watch } from './state.ts';

type Ctx = Context<Payload, Body>;

function tell(s: ApiServerState, w: Watch, event: WatchEventType, c: Change, ctx: Ctx): void {
  ctx.send(w.client, { type: 'watchEvent', kind: w.kind, key: c.key, event, object: c.object, previous: c.previous, revision: c.revision, sequence: ++w.sequence }, s.settings.watchDelivery);
}

/** What a change is to a watch that sees only one node's Pods: coming into sight is ADDED. Null: out of sight. */
function seenAs(w: Watch, c: Change): WatchEventType | null {
  if (w.fieldNode === null) return c.type;
  const now = (c.object as Pod).spec.nodeName === w.fieldNode;
  if (!now) return null;
  return c.type === 'MODIFIED' && (c.previous as Pod | null)?.spec.nodeName !== w.fieldNode ? 'ADDED' : c.type;
}

export function fanOut(s: ApiServerState, change: Change, ctx: Ctx): void {
  s.recent.get(change.object.kind)!.changes.push(change);
  const list = s.watches.get(change.object.kind);
  if (!list) return;
  for (const w of list) {
    const event = seenAs(w, change);
    if (event) tell(s, w, event, change, ctx);
  }
}

/** Opens a watch and sends what happened since; a revision from before what is kept is answered with ERROR (410 Gone). */
export function openWatch(s: ApiServerState, client: string, call: Extract<ApiCall, { verb: 'watch' }>, ctx: Ctx): void {
  const list = (s.watches.get(call.kind) ?? []).filter((w) => w.client !== client);
  const watch: Watch = { client, kind: call.kind, fieldNode: call.fieldNode ?? null, sequence: 0 };
  s.watches.set(call.kind, list);
  const { changes, since } = s.recent.get(call.kind)!;
  if (call.sinceRevision < (changes.dropped?.revision ?? since)) { closeOne(s, watch, ctx); return; }
  list.push(watch);
  for (const change of changes.list()) {
    if (change.revision <= call.sinceRevision) continue;
    const event = seenAs(watch, change);
    if (event) tell(s, watch, event, change, ctx);
  }
}

function closeOne(s: ApiServerState, w: Watch, ctx: Ctx): void {
  ctx.send(w.client, { type: 'watchEvent', kind: w.kind, key: '', event: 'ERROR', object: null as never, previous: null, revision: s.revision, sequence: w.sequence + 1 }, s.settings.watchDelivery);
}
/** After a restart every connection is gone: the reflectors list and watch again. */
export function closeWatches(s: ApiServerState, ctx: Ctx): void {
  for (const list of s.watches.values()) for (const w of list) closeOne(s, w, ctx);
  s.watches.clear();
}
