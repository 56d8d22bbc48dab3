// Kubelets in a whole cluster: statuses reach the API server, nodes are drained, cut off and crash, and the run repeats.
import { describe, expect, it } from 'vitest';
import type { Job, Node } from '../../../src/api/types.ts';
import { jobOf, playStory, told } from './story.ts';

const forever = 'trap "exit 3" TERM; while true; do sleep 1; done';
const shared = { parallelism: 2, completions: 2 };

describe('a Job on three nodes', () => {
  it('its Pod runs, and the events say what happened in Kubernetes\' words', () => {
    const s = playStory(jobOf('echo hi; sleep 3'), 30);
    expect(told(s.pods())).toEqual(['Succeeded on node-1']);
    const pod = s.pods()[0]!;
    expect(s.events().filter((e) => e.involvedObject.kind === 'Pod').map((e) => `${e.reason}: ${e.message}`).sort()).toEqual([
      'Created: Container created', 'Pulled: Successfully pulled image "busybox" in 900ms (900ms including waiting). Image size: 2223685 bytes.', 'Pulling: Pulling image "busybox"',
      `Scheduled: Successfully assigned default/${pod.metadata.name} to node-1`, 'Started: Container started',
    ]);
    expect(pod.status.containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 0, reason: 'Completed', startedAt: '2026-11-23T09:00:01Z', finishedAt: '2026-11-23T09:00:04Z' });
  });
  it('its Pods are spread', () => {
    expect(told(playStory(jobOf('sleep 60', { parallelism: 4, completions: 4 }), 10).pods()).sort()).toEqual(['Running on node-1', 'Running on node-1', 'Running on node-2', 'Running on node-3']);
  });
  it('exit codes by attempt: the first Pod fails, the second does not', () => {
    const s = playStory(jobOf('sleep 1', {}, {}, { 'kronoscope.dev/exit-code': '7,0' }), 60);
    expect(told(s.pods())).toEqual(['Failed on node-1', 'Succeeded on node-1']);
  });
  it('exit codes by index', () => {
    const s = playStory(jobOf('sleep 1', { ...shared, completionMode: 'Indexed', backoffLimit: 0 }, {}, { 'kronoscope.dev/exit-code': '1=4;*=0' }), 20);
    expect(s.pods().map((p) => [p.metadata.annotations!['batch.kubernetes.io/job-completion-index'], p.status.containerStatuses![0]!.state!.terminated?.exitCode])).toEqual([['0', 0], ['1', 4]]);
  });
  it('a Pod that asks for too much waits, and starts when room comes free', () => {
    const hungry = jobOf('sleep 5', { parallelism: 4, completions: 4 }, {}, undefined, { resources: { requests: { cpu: '3' } } });
    const s = playStory(hungry, 5);
    expect(told(s.pods()).sort()).toEqual(['Pending on none', 'Running on node-1', 'Running on node-2', 'Running on node-3']);
    expect(s.events().find((e) => e.reason === 'FailedScheduling')!.message).toBe('0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.');
    expect(s.pods().find((p) => !p.spec.nodeName)!.status.conditions!.find((c) => c.type === 'PodScheduled')).toMatchObject({ status: 'False', reason: 'Unschedulable' });
    expect(told(playStory(hungry, 30).pods()).map((t) => t.split(' ')[0])).toEqual(Array(4).fill('Succeeded'));
  });
});

it('a deadline that a user gives a running Pod ends it, at once if it is past', () => {
  for (const [deadline, at] of [[9, 9], [2, 6]] as const) {
    const s = playStory(jobOf(forever), 20, [[6, (pods) => ({ type: 'patch', kind: 'Pod', namespace: 'default', name: pods[0]!.metadata.name, patch: { spec: { activeDeadlineSeconds: deadline } } })]]);
    expect(s.pods()[0]!.status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
    expect(s.events().find((e) => e.reason === 'DeadlineExceeded')?.firstTimestamp).toBe(`2026-11-23T09:00:0${at}Z`);
  }
});

it('a rule that restarts all containers of a Pod fails nothing: the Job sees it running, out of order for a while', () => {
  const rules = { restartPolicy: 'Never', restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } }] };
  const s = playStory(jobOf('sleep 3', { backoffLimit: 0 }, {}, { 'kronoscope.dev/exit-code': '42,0' }, rules), 30);
  expect([told(s.pods()), s.pods()[0]!.status.containerStatuses![0]!.restartCount, s.objects<Job>('Job')[0]!.status.succeeded, s.objects<Job>('Job')[0]!.status.failed]).toEqual([['Succeeded on node-1'], 1, 1, undefined]);
  const stored = s.records.flatMap((r) => (r.body.type === 'stored' && r.body.object.kind === 'Pod' && r.body.object.status.containerStatuses ? [r.body.object.status] : []));
  expect(stored.map((p) => `${p.phase} ${p.conditions!.filter((c) => c.type === 'AllContainersRestarting').map((c) => c.status).join()}`).filter((t, i, all) => t !== all[i - 1])).toEqual(['Pending False', 'Running False', 'Running True', 'Running False', 'Succeeded False']);
});

describe('what befalls a node', () => {
  it('drained: its Pods get SIGTERM and are replaced elsewhere', () => {
    const s = playStory(jobOf(forever, shared), 40, [[5, { type: 'node', node: 'node-1', action: 'drain' }]]);
    expect(told(s.pods()).sort()).toEqual(['Running on node-2', 'Running on node-3']);
    const evicted = s.records.find((r) => r.body.type === 'stored' && r.body.object.kind === 'Pod' && r.body.object.status.conditions?.some((c) => c.type === 'DisruptionTarget' && c.reason === 'EvictionByEvictionAPI'));
    expect(evicted).toBeDefined();
  });
  it('cut off: tainted after 50 s, its Pods deleted 300 s later, and gone only when it is back', () => {
    const cut: [number, { type: 'node'; node: string; action: 'cutOff' | 'reconnect' }] = [5, { type: 'node', node: 'node-1', action: 'cutOff' }];
    const early = playStory(jobOf(forever, shared), 60, [cut]);
    expect(early.objects<Node>('Node').find((n) => n.metadata.name === 'node-1')!.spec.taints!.map((t) => `${t.key}:${t.effect}`)).toEqual(['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute']);
    expect(told(early.pods()).sort()).toEqual(['Running on node-1', 'Running on node-2']);
    const late = playStory(jobOf(forever, shared), 380, [cut]);
    expect(told(late.pods()).filter((t) => t.includes('terminating'))).toEqual(['Running on node-1 terminating']);
    expect(late.pods().find((p) => p.metadata.deletionTimestamp)!.status.conditions!.find((c) => c.type === 'DisruptionTarget')!.reason).toBe('DeletionByTaintManager');
    const back = playStory(jobOf(forever, shared), 440, [cut, [400, { type: 'node', node: 'node-1', action: 'reconnect' }]]);
    expect(told(back.pods()).filter((t) => t.includes('terminating'))).toEqual([]);
    expect(back.objects<Node>('Node').find((n) => n.metadata.name === 'node-1')!.spec.taints ?? []).toEqual([]);
  });
  it('deleted: Pod garbage collection fails and removes its Pods', () => {
    const s = playStory(jobOf(forever, shared), 60, [[5, { type: 'delete', kind: 'Node', namespace: '', name: 'node-1' }]]);
    expect(s.objects<Node>('Node').map((n) => n.metadata.name)).toEqual(['node-2', 'node-3']);
    expect(told(s.pods()).sort()).toEqual(['Running on node-2', 'Running on node-3']);
    expect(s.records.some((r) => r.body.type === 'stored' && r.body.object.kind === 'Pod' && r.body.object.status.phase === 'Failed' && r.body.object.status.conditions!.some((c) => c.reason === 'DeletionByPodGC'))).toBe(true);
  });
  it('its kubelet crashes: the containers live on and their end is reported afterwards', () => {
    const s = playStory(jobOf('sleep 6'), 30, [[3, { type: 'crash', process: 'kubelet/node-1', downFor: 10_000 as never }]]);
    expect(s.pods()[0]!.status.containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 0, startedAt: '2026-11-23T09:00:01Z', finishedAt: '2026-11-23T09:00:07Z' });
  });
});

describe('a click on a Pod', () => {
  const click = (outcome: { type: 'exit'; code: number } | { type: 'oomKilled' }) => playStory(jobOf('sleep 100', { backoffLimit: 0 }), 20, [[5, (pods) => ({ type: 'podOutcome', namespace: 'default', name: pods[0]!.metadata.name, outcome })]]);
  it('fails it with a code', () => expect(click({ type: 'exit', code: 42 }).pods()[0]!.status.containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 42, reason: 'Error' }));
  it('makes it run out of memory', () => expect(click({ type: 'oomKilled' }).pods()[0]!.status.containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' }));
});

describe('lost messages', () => {
  it('a dropped watch event is noticed and listed again', () => {
    const drop = { id: 'f', enabled: true, window: { from: 0 as never, to: 2000 as never }, match: { payload: 'watchEvent', to: 'kubelet/node-1', nth: 1 }, chance: { num: 1, den: 1 }, act: { type: 'drop' as const } };
    const s = playStory(jobOf('sleep 1', { parallelism: 9, completions: 9 }), 60, [[0, { type: 'faults', rules: [drop] }]]);
    expect(s.records.filter((r) => r.body.type === 'dropped')).toHaveLength(1);
    expect(told(s.pods()).map((t) => t.split(' ')[0])).toEqual(Array(9).fill('Succeeded'));
  });
});

describe('the same inputs', () => {
  it('give the same run', () => {
    const trace = () => JSON.stringify(playStory(jobOf('sleep $((RANDOM % 5))', shared, {}, { 'kronoscope.dev/failure-probability': '0.4' }), 60).records.map((r) => [r.at, r.process, r.body.type]));
    expect(trace()).toBe(trace());
  });
});
