// The replay tool: it reads both forms of a recording, observes a run as a watcher would, and masks what differs from run to run.
import { describe, expect, it } from 'vitest';
import { simTime } from '../../src/base/time.ts';
import type { ApiObject, Job, KubeEvent, Pod } from '../../src/api/types.ts';
import type { Body } from '../../src/cluster/messages.ts';
import type { TraceRecord } from '../../src/sim/types.ts';
import { conclude, newObserver, observe } from '../../src/headless/replay/observe.ts';
import { play } from '../../src/headless/replay/play.ts';
import { readScenario } from '../../src/headless/replay/scenario.ts';

const epoch = Date.UTC(2026, 10, 23, 17, 7, 4);
const uid = '7d591149-c24d-4f25-9363-d697c22e1b4b';
const job = (status: Job['status']): Job => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'default', uid, resourceVersion: '7', creationTimestamp: '2026-11-23T17:07:04Z', labels: { 'controller-uid': uid } }, spec: { template: { spec: { containers: [] } } }, status });
const pod = (phase: Pod['status']['phase'], more: Partial<Pod['metadata']> = {}): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'j-abcde', namespace: 'default', uid: 'p1', labels: { 'job-name': 'j' }, finalizers: ['batch.kubernetes.io/job-tracking'], ...more }, spec: { containers: [] }, status: { ...(phase ? { phase } : {}), ...(phase === 'Running' ? { conditions: [{ type: 'Ready', status: 'True' }] } : {}) } });
const event = (message: string, count: number): KubeEvent => ({ apiVersion: 'v1', kind: 'Event', metadata: { name: 'e' }, involvedObject: { kind: 'Job', name: 'j' }, type: 'Normal', reason: 'SuccessfulCreate', message, count });

let seq = 0;
const stored = (at: number, object: ApiObject, type: 'ADDED' | 'MODIFIED' | 'DELETED' = 'MODIFIED'): TraceRecord<Body> =>
  ({ seq: seq++, at: simTime(at * 1000), event: 1, cause: null, process: 'etcd', subject: null, body: { type: 'stored', key: '', event: type, revision: 1, object, previous: null } });
const seen = (records: TraceRecord<Body>[], seconds: number) => { const o = newObserver(epoch); for (const r of records) observe(o, r); return conclude(o, seconds); };

describe('an observer', () => {
  const s = seen([
    stored(0.02, job({}), 'ADDED'), stored(0.05, pod('Pending'), 'ADDED'), stored(0.06, event('Created pod: j-abcde', 1), 'ADDED'), stored(0.1, job({ active: 1 })), stored(1.1, pod('Running')), stored(1.3, pod('Running')),
    stored(2.1, job({ active: 1, ready: 1 })), stored(3, pod('Running', { deletionTimestamp: '2026-11-23T17:07:07Z' })), stored(3.2, pod('Failed', { deletionTimestamp: '2026-11-23T17:07:07Z' })), stored(3.2, pod('Failed'), 'DELETED'),
    stored(3.3, job({ failed: 1, startTime: '2026-11-23T17:07:04Z', conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', lastProbeTime: '2026-11-23T17:07:07Z', lastTransitionTime: '2026-11-23T17:07:07Z' }] })),
  ], 10);
  it('keeps states that lasted', () => {
    expect(s.quietStates.map((q) => [q.from, q.to, q.state.jobs['j']!.active, q.state.pods.map((p) => `${p.phase}${p.ready ? '+' : ''}${p.tracked ? ' tracked' : ''}`).join()])).toEqual([
      [0.1, 1.1, 1, 'Pending tracked'], [1.1, 2.1, 1, 'Running+ tracked'], [2.1, 3, 1, 'Running+ tracked'], [3.3, 10, 0, ''],
    ]);
  });
  it('lists each status that the Job went through', () => expect(s.jobTransitions['j']!.map((t) => ('active' in t ? [t.t, t.active, t.ready, t.failed, t.conditions.join()] : t))).toEqual([[0.02, 0, 0, 0, ''], [0.1, 1, 0, 0, ''], [2.1, 1, 1, 0, ''], [3.3, 0, 0, 1, 'Failed=True/BackoffLimitExceeded']]));
  it('tells the Pods\' lives', () => expect(s.pods).toEqual([{ pod: 0, job: 'j', createdAt: 0.05, runningAt: 1.1, deletionAt: 3, finishedAt: 3.2, phase: 'Failed', goneAt: 3.2 }]));
  it('names Pods by number in events', () => expect(s.events).toEqual([{ object: 'Job/j', type: 'Normal', reason: 'SuccessfulCreate', message: 'Created pod: <pod 0>', count: 1 }]));
  it('masks uids, revisions and the wall clock', () => {
    expect(s.final.jobs[0]).toMatchObject({ metadata: { name: 'j', namespace: '<ns>', creationTimestamp: 0, labels: { 'controller-uid': '<uid of j>' } }, status: { startTime: 0, conditions: [{ lastTransitionTime: 3 }] } });
    expect(JSON.stringify(s.final.jobs[0])).not.toMatch(/resourceVersion|lastProbeTime|7d591149/);
  });
  it('shows the first Pod as it was created', () => expect(s.final.firstPod).toMatchObject({ metadata: { name: '<pod 0>' } }));
});

describe('reading a scenario', () => {
  const manifests = [{ kind: 'Job', metadata: { name: 'j' } }];
  it('from a recording', () => expect(readScenario({ startedAt: '2026-11-23T17:07:04.034Z', scenario: { name: 'x', seconds: 5, manifests } }, 'f')).toMatchObject({ name: 'x', seconds: 5, epoch: epoch + 34, manifests: [{ apiVersion: 'batch/v1' }], plan: {} }));
  it('alone', () => expect(readScenario({ seconds: 5, manifests, plan: { default: { run: 1 } }, actions: [{ at: 3, evict: 0 }, { at: 1, deleteJobs: true }] }, 'f')).toMatchObject({ name: 'f', plan: { default: { run: 1 } }, actions: [{ at: 1 }, { at: 3 }] }));
  it('refuses anything else', () => expect(() => readScenario({ seconds: 1 }, 'f')).toThrow('f: no manifests in it'));
});

describe('playing', () => {
  const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox', command: ['date'] }] } };
  const scenario = (actions: unknown[], more = {}) => readScenario({ seconds: 20, manifests: [{ kind: 'Job', metadata: { name: 'j' }, spec: { template } }], actions, plan: { default: { run: 60 } }, ...more }, 'f');
  it('answers every manifest and action with the API\'s code', () => {
    const r = play(scenario([{ at: 2, kind: 'Job', name: 'j', patch: { spec: { parallelism: 2 } } }, { at: 3, kind: 'Job', name: 'nobody', delete: true }, { at: 4, evict: 0 }, { at: 5, kind: 'Pod', ordinal: 99, delete: true }, { at: 6, deleteJobs: true }]));
    expect(r.results.map((x) => x.code)).toEqual([201, 200, 404, 201, 404, 200]);
  });
  it('is the same twice', () => expect(play(scenario([]))).toEqual(play(scenario([]))));
});
