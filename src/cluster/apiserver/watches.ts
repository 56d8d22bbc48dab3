// Watches: who is told of which change, in order, with a number on each message.
import type { Pod } from '../../api/types.ts';
import type { Context } from '../../sim/types.ts';
import type { ApiCall, Body, Payload, WatchEventType } from '../messages.ts';
import { recentMax, type ApiServerState, type Change, type Watch } from './state.ts';

type Ctx = Context<Payload, Body>;

function tell(s: ApiServerState, list: Watch[], i: number, event: WatchEventType, c: Change, ctx: Ctx): void {
  const w = list[i]!;
  list[i] = { ...w, sequence: w.sequence + 1 };
  ctx.send(w.client, { type: 'watchEvent', kind: w.kind, event, object: c.object, previous: c.previous, revision: c.revision, sequence: w.sequence + 1 }, s.settings.watchDelivery);
}

/** What a change is to a watch that sees only one node's Pods: coming into sight is ADDED. Null: out of sight. */
function seenAs(w: Watch, c: Change): WatchEventType | null {
  if (w.fieldNode === null) return c.type;
  const now = (c.object as Pod).spec.nodeName === w.fieldNode;
  if (!now) return null;
  return c.type === 'MODIFIED' && (c.previous as Pod | null)?.spec.nodeName !== w.fieldNode ? 'ADDED' : c.type;
}

export function fanOut(s: ApiServerState, change: Change, ctx: Ctx): void {
  s.recent.push(change);
  if (s.recent.length > recentMax * 2) s.compacted = s.recent.splice(0, recentMax).at(-1)!.revision;
  const list = s.watches.get(change.object.kind);
  if (!list) return;
  for (let i = 0; i < list.length; i++) {
    const event = seenAs(list[i]!, change);
    if (event) tell(s, list, i, event, change, ctx);
  }
}

/** Opens a watch and sends what happened since; a revision that is compacted away is answered with ERROR (410 Gone). */
export function openWatch(s: ApiServerState, client: string, call: Extract<ApiCall, { verb: 'watch' }>, ctx: Ctx): void {
  const list = (s.watches.get(call.kind) ?? []).filter((w) => w.client !== client);
  list.push({ client, kind: call.kind, fieldNode: call.fieldNode ?? null, sequence: 0 });
  s.watches.set(call.kind, list);
  const i = list.length - 1;
  if (call.sinceRevision < s.compacted) { closeOne(s, list, i, ctx); list.pop(); return; }
  for (const change of s.recent) {
    if (change.revision <= call.sinceRevision || change.object.kind !== call.kind) continue;
    const event = seenAs(list[i]!, change);
    if (event) tell(s, list, i, event, change, ctx);
  }
}

function closeOne(s: ApiServerState, list: Watch[], i: number, ctx: Ctx): void {
  const w = list[i]!;
  ctx.send(w.client, { type: 'watchEvent', kind: w.kind, event: 'ERROR', object: null as never, previous: null, revision: s.revision, sequence: w.sequence + 1 }, s.settings.watchDelivery);
}
/** After a restart every connection is gone: the reflectors list and watch again. */
export function closeWatches(s: ApiServerState, ctx: Ctx): void {
  for (const list of s.watches.values()) for (let i = 0; i < list.length; i++) closeOne(s, list, i, ctx);
  s.watches.clear();
}
