// What the picture needs of the machines: API server, etcd, controllers, scheduler, kubelets.
import type { ApiServerState } from '../../cluster/apiserver/state.ts';
import type { ControllerState } from '../../cluster/client-go/controller-state.ts';
import type { EtcdState } from '../../cluster/etcd/store.ts';
import type { KubeletState } from '../../cluster/kubelet/state.ts';
import type { SchedulerState } from '../../cluster/scheduler/scheduler.ts';
import type { SimProcess } from '../../sim/types.ts';
import { keysShown, type Objects } from './objects.ts';
import type { ControllerView, EtcdView, InformerView, QueueView, ServerView, View, WorkerView } from '../protocol.ts';

export const serverView = (p: SimProcess<unknown>): ServerView => {
  const s = p.state as ApiServerState;
  return { status: p.status, revision: s.revision, requests: [...s.requests.values()].filter((r) => r.call.kind !== 'Event').slice(-12).map((r) => ({ id: r.request.id, verb: r.call.verb, key: r.key, stage: r.stage, client: r.request.client })) };
};

export function etcdView(p: SimProcess<unknown>, newest: Objects['newest']): EtcdView {
  const s = p.state as EtcdState;
  return { status: p.status, revision: s.revision, keys: newest.slice(0, keysShown), size: s.objects.size + s.events.byKey.size };
}

function informers(s: ControllerState, latest: Objects['latest']): InformerView[] {
  return [...s.informers.values()].map((i) => ({
    kind: i.kind, phase: i.phase, size: i.cache.size, revision: i.lastRevision,
    behind: (latest.get(i.kind)?.revision ?? 0) > i.lastRevision ? 1 : 0, keys: i.cache.newest(24),
  }));
}
function queueView(s: ControllerState): QueueView {
  const q = s.queue;
  return {
    ready: q.ready.slice(0, 40), processing: [...q.processing], again: [...q.processing].filter((k) => q.dirty.has(k)),
    waiting: [...q.waiting].map(([key, w]) => ({ key, readyAt: w.readyAt as number })).sort((a, b) => a.readyAt - b.readyAt).slice(0, 40),
    failures: [...q.failures].slice(0, 40).map(([key, count]) => ({ key, count })),
  };
}
function workerViews(s: ControllerState): WorkerView[] {
  return s.workers.map((key) => {
    const sync = key === null ? undefined : s.syncs.get(key);
    return key === null || !sync ? null : { key, stage: sync.state.stage, since: sync.since, because: sync.because, values: sync.values };
  });
}
export function controllerView(p: SimProcess<unknown>, latest: Objects['latest']): ControllerView {
  const s = p.state as ControllerState;
  return {
    id: p.id, status: p.status, incarnation: p.incarnation, informers: informers(s, latest), queue: queueView(s), workers: workerViews(s),
    expectations: [...s.expectations].filter(([, e]) => e.adds > 0 || e.dels > 0).slice(0, 20).map(([key, e]) => ({ key, adds: e.adds, dels: e.dels })),
    lastHandler: s.lastHandler,
  };
}
export const schedulerView = (p: SimProcess<unknown>): View['scheduler'] =>
  ({ status: p.status, pending: [...(p.state as SchedulerState).pending.keys()].slice(0, 40) });
export function kubeletView(p: SimProcess<unknown>): View['kubelets'][string] {
  const s = p.state as KubeletState;
  return { status: p.status, node: s.node, connected: s.connected };
}
