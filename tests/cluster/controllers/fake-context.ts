// A controller's context without a cluster: caches as arrays, calls answered by the test, everything it did written down.
import { simTime } from '../../../src/base/time.ts';
import type { ApiObject, Kind, Pod } from '../../../src/api/types.ts';
import type { Advance, ControllerDef, Expectation, Outcome, StageContext, SyncState } from '../../../src/cluster/client-go/types.ts';
import type { ApiCall, ApiResult, QueueKey } from '../../../src/cluster/messages.ts';
import { defaultSettings } from '../../../src/cluster/settings.ts';

export type Fake<M> = {
  ctx: StageContext<M>; objects: ApiObject[]; calls: ApiCall[]; events: string[]; queue: string[]; stages: string[]; because: string[];
  expected: Map<QueueKey, Expectation>; unsatisfied: boolean; lastRevision: number; setReplies(results: ApiResult[], calls: ApiCall[]): void; setNow(epochNow: number): void;
};
const keyOf = (o: ApiObject): QueueKey => `${o.metadata.namespace ?? ''}/${o.metadata.name}`;
const controllerOf = (o: ApiObject) => o.metadata.ownerReferences?.find((r) => r.controller === true);

export function fakeContext<F, M>(def: ControllerDef<F, M>, objects: ApiObject[], epochNow: number): Fake<M> {
  let time = epochNow;
  let replies: StageContext<M>['replies'] = [];
  const fake = { objects, calls: [], events: [], queue: [], stages: [], because: [], expected: new Map(), unsatisfied: false, lastRevision: Number.MAX_SAFE_INTEGER } as unknown as Fake<M>;
  const raise = (key: QueueKey, adds: number, dels: number) => { const e = fake.expected.get(key); fake.expected.set(key, { adds: (e?.adds ?? 0) + adds, dels: (e?.dels ?? 0) + dels, at: simTime(0) }); };
  fake.setReplies = (results, calls) => { replies = results.map((result, i) => ({ id: i, call: calls[i]!, result })); };
  fake.setNow = (t) => { time = t; };
  fake.ctx = {
    now: simTime(0), get epochNow() { return time; }, self: def.id, settings: defaultSettings, memory: def.initMemory(), get replies() { return replies; },
    lastRevision: () => fake.lastRevision,
    lister: {
      get: (kind: Kind, key: QueueKey) => fake.objects.find((o) => o.kind === kind && keyOf(o) === key) as never,
      list: (kind: Kind) => fake.objects.filter((o) => o.kind === kind) as never,
      ownedBy: (kind: Kind, uid: string) => fake.objects.filter((o) => o.kind === kind && controllerOf(o)?.uid === uid) as never,
      orphans: (kind: Kind, namespace: string) => fake.objects.filter((o) => o.kind === kind && o.metadata.namespace === namespace && !controllerOf(o)) as Pod[],
    },
    queue: {
      add: (key) => { fake.queue.push(key); }, addAfter: (key, delay) => { fake.queue.push(`${key} +${delay}`); }, addRateLimited: (key) => { fake.queue.push(`${key} limited`); },
      forget: () => undefined, numRequeues: () => 0,
    },
    expectations: {
      expectCreations: (key, n) => raise(key, n, 0), expectDeletions: (key, n) => raise(key, 0, n), creationObserved: (key) => raise(key, -1, 0), deletionObserved: (key) => raise(key, 0, -1),
      satisfied: () => !fake.unsatisfied, delete: (key) => { fake.expected.delete(key); }, get: (key) => fake.expected.get(key),
    },
    event: (_object, type, reason, message) => { fake.events.push(`${type} ${reason}: ${message}`); },
    draw: () => 0, trace: () => undefined,
  };
  return fake;
}

export const accepted = (object: ApiObject | null, revision = 1): ApiResult => ({ ok: true, object, revision });
export const refused = (code: number, message = 'refused'): ApiResult => ({ ok: false, status: { code, reason: '', message } });

/** Runs a sync to its end. `answer` is asked once for every call, in their order. */
export function runSync<F, M>(def: ControllerDef<F, M>, fake: Fake<M>, key: QueueKey, answer: (call: ApiCall) => ApiResult): Outcome {
  let state: SyncState<F> = { key, worker: 0, startedAt: simTime(0), ...def.begin(key, fake.ctx) };
  for (let steps = 0; steps < 1_000; steps++) {
    const advance: Advance<F> = def.advance(state, fake.ctx);
    fake.stages.push(state.stage);
    if (advance.because) fake.because.push(advance.because.code);
    if (advance.type === 'done') return advance.outcome;
    const calls = advance.calls ?? [];
    fake.calls.push(...calls);
    fake.setReplies(calls.map(answer), calls);
    state = { ...state, stage: advance.stage, facts: advance.facts };
  }
  throw new Error('the sync does not end');
}
