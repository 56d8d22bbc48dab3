// What is on its way: pending messages as flights that the picture can place by time alone.
import type { ApiCall, Payload } from '../../cluster/messages.ts';
import { keyOf, objectKey } from '../../cluster/keys.ts';
import type { SimEvent } from '../../sim/types.ts';
import type { Flight } from '../protocol.ts';

const subjectOf = (c: ApiCall): string | null => {
  switch (c.verb) {
    case 'list': case 'watch': return null;
    case 'update': case 'updateStatus': return keyOf(c.object);
    case 'create': { const m = (c.object as { metadata?: { name?: string; generateName?: string } }).metadata; return objectKey(c.kind, c.namespace, m?.name || `${m?.generateName ?? ''}…`); }
    default: return objectKey(c.kind, c.namespace, c.name);
  }
};
const verbOf = (c: ApiCall): string =>
  c.verb === 'updateStatus' ? 'update status' : c.verb === 'patch' && c.subresource ? 'patch status' : c.verb;

/** Null for timers and pokes: they go nowhere. */
export function flightOf(e: SimEvent<Payload>): Flight | null {
  const base = { id: e.id, from: e.from, to: e.to, sentAt: e.sentAt, arrivesAt: e.at };
  const p = e.payload;
  switch (p.type) {
    case 'request': return { ...base, shape: 'request', label: verbOf(p.request.call), kind: p.request.call.kind, subject: subjectOf(p.request.call), tone: p.request.call.kind === 'Event' ? 'event' : 'plain' };
    case 'reply': return { ...base, shape: 'reply', label: p.reply.result.ok ? 'ok' : String(p.reply.result.status.code), kind: p.reply.call.kind, subject: subjectOf(p.reply.call), tone: p.reply.result.ok ? (p.reply.call.kind === 'Event' ? 'event' : 'good') : 'bad' };
    case 'txn': return { ...base, shape: 'txn', label: p.txn.put ? 'put' : 'delete', kind: null, subject: p.txn.key, tone: p.txn.key.startsWith('Event/') ? 'event' : 'plain' };
    case 'txnDone': return { ...base, shape: 'txn', label: p.ok ? `rev ${p.revision}` : 'conflict', kind: null, subject: null, tone: p.ok ? 'good' : 'bad' };
    case 'read': case 'readDone': return { ...base, shape: 'txn', label: '', kind: null, subject: p.type === 'read' ? p.key : null, tone: 'event' };
    case 'watchEvent': return p.object ? { ...base, shape: 'watch', label: p.event, kind: p.kind, subject: keyOf(p.object), tone: p.event === 'DELETED' ? 'bad' : 'plain' } : null;
    case 'command': return { ...base, shape: 'command', label: p.command.type, kind: null, subject: null, tone: 'plain' };
    case 'meddle': return { ...base, shape: 'meddle', label: p.name, kind: 'Pod', subject: null, tone: 'bad' };
    default: return null;
  }
}
