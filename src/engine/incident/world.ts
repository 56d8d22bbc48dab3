// A recording as a world: one process that holds what was recorded, and does nothing but let each observation come at its time. It plays in the same picture as a run.
import type { ApiObject } from '../../api/types.ts';
import { SharedMap } from '../../base/shared-map.ts';
import type { EpochMillis, SimTime } from '../../base/time.ts';
import { push } from '../../sim/event-queue.ts';
import type { ProcessDef, SimProcess } from '../../sim/types.ts';
import { createWorld } from '../../sim/world.ts';
import { initApiServer } from '../../cluster/apiserver/state.ts';
import { initEtcd, type EtcdState } from '../../cluster/etcd/store.ts';
import type { Body, Payload } from '../../cluster/messages.ts';
import { initScheduler } from '../../cluster/scheduler/scheduler.ts';
import { defaultSettings } from '../../cluster/settings.ts';
import type { ClusterRules, ClusterWorld } from '../../cluster/wiring.ts';
import { observationsOf, type Item, type Observation } from './observations.ts';

const observation = 'observation';

function observe(s: EtcdState, o: Observation, trace: (subject: string | null, body: Body) => void): void {
  if (o.type === 'event') { trace(o.object, { type: 'event', object: o.object, eventType: o.eventType, reason: o.reason, message: o.message, count: o.count }); return; }
  if (o.type === 'tick') { trace(`CronJob/${o.cronJob}`, { type: 'tick', cronJob: o.cronJob, slot: o.slot, fate: o.fate, ...(o.job !== null && { job: o.job }) }); return; }
  const previous = s.objects.get(o.key)?.object ?? null;
  if (o.gone && !previous) return;
  const revision = ++s.revision;
  if (o.gone) s.objects.delete(o.key); else s.objects.set(o.key, { object: o.object, revision });
  trace(o.key, { type: 'stored', key: o.key, event: o.gone ? 'DELETED' : previous ? 'MODIFIED' : 'ADDED', revision, object: o.object, previous, recorded: true });
}

const recordingDef: ProcessDef<EtcdState, Payload, Body> = {
  kind: 'recording',
  recover: (s) => s,
  copy: (s) => ({ ...s, objects: s.objects.copy() }),
  handle(s, event, ctx) { if (event.payload.type === 'timer') observe(s, event.payload.data as Observation, (subject, body) => ctx.trace(subject, body)); },
};

/** Whose creation led to this object's: that is the one cause which a recording holds. */
const ownerUid = (o: ApiObject): string => (o.metadata.ownerReferences?.find((r) => r.controller) ?? o.metadata.ownerReferences?.[0])?.uid ?? '';
/** Every observation waits for its time from the beginning; one does not lead to the next. */
function schedule(world: ClusterWorld, observations: readonly Observation[], epoch: number): void {
  const born = new Map<string, number>();
  for (const data of observations) {
    const id = world.nextEventId++;
    const first = data.type === 'write' && !born.has(data.object.metadata.uid!);
    if (first) born.set(data.object.metadata.uid!, id);
    const cause = first ? born.get(ownerUid(data.object)) ?? null : null;
    push(world.queue, { id, at: (data.at - epoch) as SimTime, lane: 1, from: 'etcd', to: 'etcd', sentAt: 0 as SimTime, cause, incarnation: -1, payload: { type: 'timer', name: observation, key: '', data } });
  }
}

/** Its epoch is the time of the first observation. It takes no inputs. */
export function createRecording(items: readonly Item[]): { world: ClusterWorld; rules: ClusterRules; epoch: EpochMillis } {
  const observations = observationsOf(items);
  const epoch = (observations[0]?.at ?? 0) as EpochMillis;
  const etcd: EtcdState = { ...initEtcd(0), revision: 0, objects: new SharedMap() };
  const up = (id: string, kind: string, state: unknown): SimProcess<unknown> => ({ id, kind, incarnation: 0, status: 'up', state });
  const world = createWorld<Payload>(epoch, 1, [up('etcd', recordingDef.kind, etcd), up('kube-apiserver', 'unseen', initApiServer(defaultSettings)), up('kube-scheduler', 'unseen', initScheduler(defaultSettings))]);
  const rules: ClusterRules = {
    defs: new Map([[recordingDef.kind, recordingDef as unknown as ProcessDef<never, Payload, Body>]]),
    describe: (p) => ({ type: p.type, key: null }), reject: () => null, applyInput: () => {},
  };
  schedule(world, observations, epoch);
  world.now = 0 as SimTime;
  return { world, rules, epoch };
}
