// A Pod's life under its worker, told as lines: what each change of its status says, and when.
import { describe, expect, it } from 'vitest';
import { simTime } from '../../../src/base/time.ts';
import type { Pod } from '../../../src/api/types.ts';
import { sigtermOf } from '../../../src/cluster/kubelet/containers.ts';
import { meddle, newPodRecord, nextWake, stepPod, stopPod, type Outcome } from '../../../src/cluster/kubelet/pod-worker.ts';
import { podWith, type Effects, type PodRecord } from '../../../src/cluster/kubelet/record.ts';
import { podStatus } from '../../../src/cluster/kubelet/status.ts';

type Act = { at: number; delete: number } | { at: number; outcome: Outcome };

function podOf(spec: Partial<Pod['spec']>, annotations: Record<string, string> = {}): Pod {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default', uid: 'u1', annotations },
    spec: { restartPolicy: 'Never', nodeName: 'node-1', terminationGracePeriodSeconds: 30, containers: [], ...spec }, status: { phase: 'Pending' },
  };
}
const run = (script: string, more = {}) => ({ name: 'main', image: 'busybox', command: ['sh', '-c', script], ...more });

/** Plays the Pod; a line for every status that differs: seconds, phase, each container's state, readiness and restarts. Of its conditions whatever each of them says in turn. */
function live(pod: Pod, seconds: number, acts: Act[] = []) {
  const images = new Set<string>(), events: string[] = [], logs: string[] = [], lines: string[] = [], said: Record<string, string[]> = {};
  let draws = 0;
  const fx = (now: number): Effects => ({
    now: simTime(now), epoch: Date.UTC(2026, 10, 23), node: 'node-1', imagePull: 1000, containerStart: 500,
    log: (_, line) => logs.push(`${now / 1000} ${line}`), event: (_, reason, message) => events.push(`${reason}: ${message}`), container: () => {},
    sigterm: (c) => sigtermOf(pod, c), draw: () => [0.1, 0.9][draws++ % 2]!, hasImage: (i) => images.has(i), gotImage: (i) => { images.add(i); },
  });
  const show = (p: PodRecord, now: number): PodRecord => {
    const s = podStatus(p, 'node-1', 0, simTime(now));
    const parts = [...(s.initContainerStatuses ?? []), ...(s.containerStatuses ?? [])].map((c) => `${c.name}:${c.state?.running ? 'running' : c.state?.terminated ? `${c.state.terminated.reason}(${c.state.terminated.exitCode})` : c.state?.waiting?.reason}${c.ready ? '+' : ''}${c.restartCount ? ` r${c.restartCount}` : ''}`);
    const text = `${s.phase}${s.reason ? `/${s.reason}` : ''} ${parts.join(' ')}`;
    if (lines[lines.length - 1]?.replace(/^\S+ /, '') !== text) lines.push(`${now / 1000} ${text}`);
    for (const c of s.conditions!) {
      const all = said[c.type] ??= [], word = `${c.status}${c.reason ? `/${c.reason}` : ''}`;
      if (all.at(-1) !== word) all.push(word);
    }
    return podWith(p, { told: s });
  };
  let p = stepPod(newPodRecord(pod, 'default/p', simTime(0), '10.244.1.2', false), simTime(0), fx(0)), now = 0;
  p = show(p, 0);
  const todo = [...acts];
  for (;;) {
    const wake = nextWake(p), act = todo[0];
    const at = Math.min(wake ?? Infinity, act ? act.at * 1000 : Infinity);
    if (at > seconds * 1000) break;
    now = at;
    if (act && at === act.at * 1000) {
      todo.shift();
      p = 'delete' in act ? stopPod(p, simTime(at), 'deleted', act.delete, fx(at)) : meddle(p, act.outcome, simTime(at), fx(at));
    } else p = stepPod(p, simTime(at), fx(at));
    p = show(p, at);
  }
  return { lines, events, logs, said, record: p, status: podStatus(p, 'node-1', 0, simTime(now)) };
}

describe('a container', () => {
  it('is pulled, created, started, and ends', () => {
    const r = live(podOf({ containers: [run('echo hi; sleep 3')] }), 60);
    expect(r.lines).toEqual(['0 Pending main:ContainerCreating', '1.5 Running main:running+', '4.5 Succeeded main:Completed(0)']);
    expect(r.events).toEqual(['Pulling: Pulling image "busybox"', 'Pulled: Successfully pulled image "busybox" in 1s (1s including waiting). Image size: 2223685 bytes.', 'Created: Container created', 'Started: Container started']);
    expect(r.logs).toEqual(['1.5 hi']);
    expect(r.status.conditions!.map((c) => `${c.type}=${c.status}${c.reason ? `/${c.reason}` : ''}`)).toEqual(['PodReadyToStartContainers=False', 'Initialized=True/PodCompleted', 'Ready=False/PodCompleted', 'ContainersReady=False/PodCompleted', 'PodScheduled=True']);
  });
  it('that fails under Never fails its Pod', () => {
    expect(live(podOf({ containers: [run('exit 42')] }), 60).lines.at(-1)).toBe('1.5 Failed main:Error(42)');
  });
  it('restarts under OnFailure: at once, then after 10 s, then 20 s', () => {
    const r = live(podOf({ restartPolicy: 'OnFailure', containers: [run('exit 1', { imagePullPolicy: 'IfNotPresent' })] }), 40);
    expect(r.lines).toEqual(['0 Pending main:ContainerCreating', '1.5 Running main:Error(1)', '3 Running main:Error(1) r1', '4 Running main:CrashLoopBackOff r1', '13.5 Running main:Error(1) r2', '14.5 Running main:CrashLoopBackOff r2', '34 Running main:Error(1) r3', '35 Running main:CrashLoopBackOff r3']);
    expect(r.events.filter((e) => e.startsWith('BackOff'))[0]).toBe('BackOff: Back-off restarting failed container main in pod p_default(u1)');
  });
  it('whose image is not there backs off', () => {
    const r = live(podOf({ containers: [run('date', { image: 'nope/missing:1' })] }), 35);
    expect(r.lines).toEqual(['0 Pending main:ContainerCreating', '1 Pending main:ErrImagePull', '2 Pending main:ImagePullBackOff', '12 Pending main:ErrImagePull', '13 Pending main:ImagePullBackOff', '33 Pending main:ErrImagePull', '34 Pending main:ImagePullBackOff']);
  });
  it('whose command is a command line in one word cannot be started', () => {
    const r = live(podOf({ containers: [{ name: 'main', image: 'busybox', command: ['echo hello'] }] }), 60);
    expect(r.lines.at(-1)).toBe('1.5 Failed main:StartError(128)');
    expect(r.events.at(-1)).toMatch(/^Failed: Error: failed to create containerd task: .* exec: "echo hello": executable file not found in \$PATH$/);
  });
  it('with an impossible image name never starts', () => {
    expect(live(podOf({ containers: [run('date', { image: 'Bad Name' })] }), 35).lines).toEqual(['0 Pending main:InvalidImageName']);
  });
});

describe('init containers and sidecars', () => {
  it('run in order, the sidecar ends last', () => {
    const pod = podOf({ initContainers: [run('sleep 1', { name: 'i' }), run('trap "exit 0" TERM; while true; do sleep 1; done', { name: 's', restartPolicy: 'Always' })], containers: [run('sleep 2')] });
    expect(live(pod, 60).lines).toEqual([
      '0 Pending i:PodInitializing s:PodInitializing main:PodInitializing', '1.5 Pending i:running s:PodInitializing main:PodInitializing', '2.5 Pending i:Completed(0)+ s:PodInitializing main:PodInitializing',
      '3 Pending i:Completed(0)+ s:running+ main:PodInitializing', '3.5 Running i:Completed(0)+ s:running+ main:running+', '5.5 Running i:Completed(0)+ s:running+ main:Completed(0)', '6 Succeeded i:Completed(0)+ s:Completed(0) main:Completed(0)',
    ]);
  });
  it('a rule that restarts an init container keeps its Pod under Never from failing', () => {
    const again = { name: 'i', restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [0] } }] };
    expect(live(podOf({ initContainers: [run('sleep 1', again)], containers: [run('sleep 1')] }, { 'kronoscope.dev/exit-code.i': '3,0' }), 60).lines).toEqual([
      '0 Pending i:PodInitializing main:PodInitializing', '1.5 Pending i:running main:PodInitializing', '2.5 Pending i:Error(3) main:PodInitializing', '4 Pending i:running r1 main:PodInitializing',
      '5 Pending i:Completed(0)+ r1 main:PodInitializing', '5.5 Running i:Completed(0)+ r1 main:running+', '6.5 Succeeded i:Completed(0)+ r1 main:Completed(0)',
    ]);
  });
  it('a failed init container under Never fails the Pod', () => {
    expect(live(podOf({ initContainers: [run('exit 3', { name: 'i' })], containers: [run('date')] }), 60).lines.at(-1)).toBe('1.5 Failed i:Error(3) main:ContainerStatusUnknown(137)');
  });
});

describe('last words', () => {
  const fallback = { terminationMessagePolicy: 'FallbackToLogsOnError' };
  const lines = Array.from({ length: 100 }, (_, i) => `echo line ${i}`).join('; ');
  it.each<[string, ReturnType<typeof run>, string | undefined]>([
    ['what was written to the termination log', run('echo broken > /dev/termination-log; exit 1'), 'broken\n'], ['of a success too', run('echo done > /dev/termination-log'), 'done\n'],
    ['at a path of its own', run('echo broken > /tmp/why; exit 1', { terminationMessagePath: '/tmp/why' }), 'broken\n'], ['nothing, where only the logs tell', run('echo broken; exit 1'), undefined],
    ['the logs of a failure', run('echo broken; exit 1', fallback), 'broken\n'], ['not those of a success', run('echo fine', fallback), undefined],
    ['not where it wrote better', run('echo noise; echo broken > /dev/termination-log; exit 1', fallback), 'broken\n'],
    ['the last eighty lines', run(`${lines}; exit 1`, fallback), Array.from({ length: 80 }, (_, i) => `line ${i + 20}\n`).join('')],
  ])('%s', (_, container, message) => { expect(live(podOf({ containers: [container] }), 60).status.containerStatuses![0]!.state!.terminated!.message).toBe(message); });
  it('of one that is killed are those that it had come to', () => {
    const pod = podOf({ containers: [run('echo first > /dev/termination-log; sleep 20; echo second > /dev/termination-log')] });
    expect(live(pod, 60, [{ at: 5, outcome: { type: 'oomKilled' } }]).status.containerStatuses![0]!.state!.terminated).toMatchObject({ reason: 'OOMKilled', message: 'first\n' });
  });
});

describe('a rule of one container restarts all', () => {
  const on42 = { restartPolicy: 'Never', restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } }] };
  const once42 = { 'kronoscope.dev/exit-code.source': '42,0' }, always42 = { 'kronoscope.dev/exit-code.source': '42' };
  const source = (seconds: number, more = {}) => run(`sleep ${seconds}`, { name: 'source', ...on42, ...more });
  const trap = 'trap "exit 7" TERM; while true; do sleep 1; done';
  const preStop = { lifecycle: { preStop: { sleep: { seconds: 20 } } } };
  const three = podOf({ containers: [source(3), run('sleep 100', { name: 'a', ...preStop }), run('sleep 9', { name: 'b' })] }, once42);
  const table: [string, Pod, string[]][] = [
    ['of a main container: the others are killed after two seconds each, without preStop', three, [
      '0 Pending source:ContainerCreating a:ContainerCreating b:ContainerCreating', '1.5 Running source:running+ a:running+ b:running+',
      '4.5 Running source:Error(42) a:running+ b:running+', '7.5 Running source:Error(42) a:Error(137) b:running+',
      '9.5 Running source:RestartingAllContainers r1 a:RestartingAllContainers r1 b:RestartingAllContainers r1',
      '10 Running source:running+ r1 a:running+ r1 b:running+ r1', '13 Running source:Completed(0) r1 a:running+ r1 b:running+ r1',
    ]],
    ['of an init container: what has not started yet is not counted', podOf({ initContainers: [run(trap, { name: 's', restartPolicy: 'Always' }), source(1)], containers: [run('sleep 2')] }, once42), [
      '0 Pending s:PodInitializing source:PodInitializing main:PodInitializing', '1.5 Pending s:running+ source:PodInitializing main:PodInitializing',
      '2 Pending s:running+ source:running main:PodInitializing', '3 Pending s:running+ source:Error(42) main:PodInitializing',
      '4.5 Pending s:RestartingAllContainers r1 source:RestartingAllContainers r1 main:PodInitializing', '5 Pending s:running+ r1 source:PodInitializing r1 main:PodInitializing',
      '5.5 Pending s:running+ r1 source:running r1 main:PodInitializing', '6.5 Pending s:running+ r1 source:Completed(0)+ r1 main:PodInitializing',
      '7 Running s:running+ r1 source:Completed(0)+ r1 main:running+', '9 Succeeded s:Error(7) r1 source:Completed(0)+ r1 main:Completed(0)',
    ]],
    ['of a sidecar: the init containers run again', podOf({ initContainers: [run('sleep 1', { name: 'i' }), source(4, { restartPolicy: 'Always' })], containers: [run(trap)] }, once42), [
      '0 Pending i:PodInitializing source:PodInitializing main:PodInitializing', '1.5 Pending i:running source:PodInitializing main:PodInitializing',
      '2.5 Pending i:Completed(0)+ source:PodInitializing main:PodInitializing', '3 Pending i:Completed(0)+ source:running+ main:PodInitializing',
      '3.5 Running i:Completed(0)+ source:running+ main:running+', '7 Running i:Completed(0)+ source:Error(42) main:running+',
      '8.5 Running i:RestartingAllContainers r1 source:RestartingAllContainers r1 main:RestartingAllContainers r1', '9 Pending i:running r1 source:PodInitializing r1 main:PodInitializing r1',
      '10 Running i:Completed(0)+ r1 source:PodInitializing r1 main:PodInitializing r1', '10.5 Running i:Completed(0)+ r1 source:running+ r1 main:PodInitializing r1',
      '11 Running i:Completed(0)+ r1 source:running+ r1 main:running+ r1', '14.5 Running i:Completed(0)+ r1 source:Completed(0) r1 main:running+ r1',
    ]],
    ['that does not match restarts nothing', podOf({ containers: [source(3), run('sleep 4', { name: 'a' })] }, { 'kronoscope.dev/exit-code.source': '1' }), [
      '0 Pending source:ContainerCreating a:ContainerCreating', '1.5 Running source:running+ a:running+', '4.5 Running source:Error(1) a:running+', '5.5 Failed source:Error(1) a:Completed(0)',
    ]],
  ];
  it.each(table)('%s', (_, pod, lines) => { expect(live(pod, 15).lines).toEqual(lines); });
  it('stops main containers in their order, sidecars in reverse, and says so', () => {
    const deaf = (name: string, more = {}) => run('sleep 100', { name, ...more }), sidecar = { restartPolicy: 'Always' };
    const pod = podOf({ initContainers: [deaf('s', sidecar), deaf('t', sidecar)], containers: [deaf('a'), source(3), deaf('b')] }, once42);
    expect(live(pod, 15).lines.flatMap((l) => (l.includes('Error(42)') ? [l.match(/\w+(?=:Error\(137\))/g)?.join(' ')] : []))).toEqual([undefined, 'a', 'a b', 't a b']);
    expect(live(three, 15).events.filter((e) => e.startsWith('Killing'))).toEqual(['Killing: killing', 'Killing: killing']);
  });
  it('shows in a condition from the exit until all are removed; the Pod stays initialized', () => {
    const pod = podOf({ initContainers: [run('sleep 1', { name: 'i' })], containers: [source(3)] }, once42), r = live(pod, 60);
    expect(r.said).toMatchObject({ AllContainersRestarting: ['False', 'True/RestartAllContainersStarted', 'False', 'False/PodCompleted'], Initialized: ['False/ContainersNotInitialized', 'True', 'True/PodCompleted'] });
    expect(live(pod, 6).status.conditions!.at(-1)).toEqual({ type: 'AllContainersRestarting', status: 'True', lastProbeTime: null, lastTransitionTime: '1970-01-01T00:00:06Z', reason: 'RestartAllContainersStarted', message: 'container exited with restart policy rule' });
    expect(live(podOf({ containers: [source(1)] }, { 'kronoscope.dev/exit-code.source': '1' }), 60).said['AllContainersRestarting']).toEqual(['False', 'False/PodFailed']);
    expect(Object.keys(live(podOf({ containers: [run('date')] }), 60).said)).not.toContain('AllContainersRestarting');
  });
  it('leaves of the runs before only that they were removed', () => {
    const removed = { terminated: { exitCode: 137, reason: 'RestartingAllContainers', message: 'The container is removed because RestartAllContainers in place' } };
    expect(live(three, 15).status.containerStatuses!.map((c) => c.lastState)).toEqual([removed, removed, removed]);
    expect(live(three, 9.6).status.containerStatuses![0]!.state).toEqual({ waiting: { reason: removed.terminated.reason, message: removed.terminated.message } });
  });
  it('knows no CrashLoopBackOff', () => {
    const r = live(podOf({ containers: [source(1)] }, always42), 15);
    expect(r.lines.filter((l) => l.includes('running'))).toEqual(['1.5 Running source:running+', '4 Running source:running+ r1', '6.5 Running source:running+ r2', '9 Running source:running+ r3', '11.5 Running source:running+ r4', '14 Running source:running+ r5']);
    expect(r.events.filter((e) => e.startsWith('BackOff'))).toEqual([]);
  });
  it.each([[5, '10 Failed source:Error(42) a:Error(137)'], [6, '7.5 Failed source:Error(42) a:Error(137)'], [7.7, '7.7 Failed source:ContainerStatusUnknown(137) r1 a:ContainerStatusUnknown(137) r1']])('restarts nothing of a Pod that is deleted after %d s', (at, last) => {
    expect(live(podOf({ containers: [source(3), run('sleep 100', { name: 'a' })] }, once42), 60, [{ at, delete: 5 }]).lines.at(-1)).toBe(last);
  });
});

describe('stopping', () => {
  it('a shell that knows no SIGTERM is killed when the grace period is over', () => {
    expect(live(podOf({ containers: [run('sleep 1000')] }), 60, [{ at: 5, delete: 30 }]).lines.at(-1)).toBe('35 Failed main:Error(137)');
  });
  it.each([0, 1, 2])('with a grace of %i s it is killed after two', (grace) => {
    expect(live(podOf({ containers: [run('sleep 1000')] }), 60, [{ at: 5, delete: grace }]).lines.at(-1)).toBe('7 Failed main:Error(137)');
  });
  it('a trap ends it earlier', () => {
    expect(live(podOf({ containers: [run('trap "exit 0" TERM; sleep 1000 & wait')] }), 60, [{ at: 5, delete: 30 }]).lines.at(-1)).toBe('5 Succeeded main:Completed(0)');
  });
  it('a Pod that has not started yet fails at once', () => {
    expect(live(podOf({ containers: [run('date')] }), 60, [{ at: 0.5, delete: 30 }]).lines.at(-1)).toBe('0.5 Failed main:ContainerStatusUnknown(137)');
  });
  it('activeDeadlineSeconds stops the Pod with DeadlineExceeded', () => {
    const r = live(podOf({ activeDeadlineSeconds: 4, containers: [run('sleep 100')] }, { 'kronoscope.dev/on-sigterm': 'exit 143 after 2' }), 60);
    expect(r.lines.slice(-2)).toEqual(['1.5 Running main:running+', '6 Failed/DeadlineExceeded main:Error(143)']);
    expect(r.events.slice(-2)).toEqual(['DeadlineExceeded: Pod was active on the node longer than the specified deadline', 'Killing: Stopping container main']);
  });
  it('an eviction by the node is told when it is over: reason and DisruptionTarget come with Failed', () => {
    const pod = podOf({ containers: [run('sleep 100')] });
    const r = live(pod, 60, [{ at: 5, outcome: { type: 'evict' } }]);
    expect(r.events.slice(-2)).toEqual(['Evicted: The node was low on resource: memory.', 'Killing: Stopping container main']);
    expect(r.status).toMatchObject({ phase: 'Failed', reason: 'Evicted', conditions: expect.arrayContaining([expect.objectContaining({ type: 'DisruptionTarget', reason: 'TerminationByKubelet' })]) });
    const going: PodRecord = { ...r.record, stage: 'stopping' };
    const meanwhile = podStatus(going, 'node-1', 0, simTime(5000));
    expect([meanwhile.reason, meanwhile.conditions!.some((c) => c.type === 'DisruptionTarget')]).toEqual([undefined, false]);
  });
});

describe('annotations and clicks', () => {
  const table: [string, Record<string, string>, Act[], string][] = [
    ['run-seconds', { 'run-seconds': '7' }, [], '8.5 Succeeded main:Completed(0)'],
    ['exit-code', { 'run-seconds': '2', 'exit-code': '9' }, [], '3.5 Failed main:Error(9)'],
    ['exit-code of a long command', { 'exit-code': '4' }, [], '101.5 Failed main:Error(4)'],
    ['oom-after-seconds', { 'oom-after-seconds': '5' }, [], '6.5 Failed main:OOMKilled(137)'],
    ['start-seconds', { 'start-seconds': '4', 'run-seconds': '1' }, [], '6 Succeeded main:Completed(0)'],
    ['image-pull-seconds', { 'image-pull-seconds': '8', 'run-seconds': '1' }, [], '9.5 Succeeded main:Completed(0)'],
    ['image-pull fails twice', { 'image-pull': 'fail 2', 'run-seconds': '1' }, [], '34.5 Succeeded main:Completed(0)'],
    ['on-sigterm ignore', { 'on-sigterm': 'ignore' }, [{ at: 3, delete: 10 }], '13 Failed main:Error(137)'],
    ['failure-probability', { 'failure-probability': '0.5', 'run-seconds': '1' }, [], '2.5 Failed main:Error(1)'],
    ['a click: exit 3', {}, [{ at: 5, outcome: { type: 'exit', code: 3 } }], '5 Failed main:Error(3)'],
    ['a click: out of memory', {}, [{ at: 5, outcome: { type: 'oomKilled' } }], '5 Failed main:OOMKilled(137)'],
    ['a click: hang', {}, [{ at: 5, outcome: { type: 'hang' } }], '1.5 Running main:running+'],
    ['a click: evicted', {}, [{ at: 5, outcome: { type: 'evict' } }], '7 Failed/Evicted main:Error(137)'],
  ];
  it.each(table)('%s', (_, annotations, acts, last) => {
    const pod = podOf({ containers: [run('sleep 100')] }, Object.fromEntries(Object.entries(annotations).map(([k, v]) => [`kronoscope.dev/${k}`, v])));
    expect(live(pod, 200, acts).lines.at(-1)).toBe(last);
  });
});
