// A recording as a world: one process that holds what was recorded, and does nothing but let each observation come at its time. It plays in the same picture as a run.
import { SharedMap } from '../../base/shared-map.ts';
import { millis, type EpochMillis, type SimTime } from '../../base/time.ts';
import type { ProcessDef, SimProcess } from '../../sim/types.ts';
import { createStepper, createWorld } from '../../sim/world.ts';
import { initApiServer } from '../../cluster/apiserver/state.ts';
import { initEtcd, type EtcdState } from '../../cluster/etcd/store.ts';
import type { Body, Input, Payload } from '../../cluster/messages.ts';
import { initScheduler } from '../../cluster/scheduler/scheduler.ts';
import { defaultSettings } from '../../cluster/settings.ts';
import type { ClusterRules, ClusterWorld } from '../../cluster/wiring.ts';
import { observationsOf, type Item, type Observation } from './observations.ts';

const nextObservation = 'observation';
type State = EtcdState & { readonly observations: readonly Observation[]; next: number };

function observe(s: State, o: Observation, trace: (subject: string | null, body: Body) => void): void {
  if (o.type === 'event') { trace(o.object, { type: 'event', object: o.object, eventType: o.eventType, reason: o.reason, message: o.message, count: o.count }); return; }
  if (o.type === 'tick') { trace(`CronJob/${o.cronJob}`, { type: 'tick', cronJob: o.cronJob, slot: o.slot, fate: 'run', job: o.job }); return; }
  const previous = s.objects.get(o.key)?.object ?? null;
  const revision = ++s.revision;
  if (o.gone) s.objects.delete(o.key); else s.objects.set(o.key, { object: o.object, revision });
  trace(o.key, { type: 'stored', key: o.key, event: o.gone ? 'DELETED' : previous ? 'MODIFIED' : 'ADDED', revision, object: o.object, previous, recorded: true });
}

const recordingDef: ProcessDef<State, Payload, Body> = {
  kind: 'recording',
  recover: (s) => s,
  copy: (s) => ({ ...s, objects: s.objects.copy() }),
  handle(s, _, ctx) {
    const o = s.observations[s.next++];
    if (!o) return;
    observe(s, o, ctx.trace);
    const next = s.observations[s.next];
    if (next) ctx.timer(millis(next.at - o.at), { type: 'timer', name: nextObservation, key: '' });
  },
};

/** Its epoch is the time of the first observation. It takes no inputs. */
export function createRecording(items: readonly Item[]): { world: ClusterWorld; rules: ClusterRules; epoch: EpochMillis } {
  const observations = observationsOf(items);
  const epoch = (observations[0]?.at ?? 0) as EpochMillis;
  const etcd: State = { ...initEtcd(0), revision: 0, objects: new SharedMap(), observations, next: 0 };
  const up = (id: string, kind: string, state: unknown): SimProcess<unknown> => ({ id, kind, incarnation: 0, status: 'up', state });
  const world = createWorld<Payload>(epoch, 1, [up('etcd', recordingDef.kind, etcd), up('kube-apiserver', 'unseen', initApiServer(defaultSettings)), up('kube-scheduler', 'unseen', initScheduler(defaultSettings))]);
  const rules: ClusterRules = {
    defs: new Map([[recordingDef.kind, recordingDef as unknown as ProcessDef<never, Payload, Body>]]),
    describe: (p) => ({ type: p.type, key: null }), reject: () => null, applyInput: () => {},
  };
  if (observations.length > 0) createStepper<Payload, Body, Input>(world, rules, null).as('etcd', (ctx) => ctx.timer(millis(0), { type: 'timer', name: nextObservation, key: '' }));
  world.now = 0 as SimTime;
  return { world, rules, epoch };
}
