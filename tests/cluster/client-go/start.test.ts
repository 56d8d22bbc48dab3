// A controller or a scheduler that starts anew waits until its caches have had their first list.
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cluster/messages.ts';
import { jobOf, playStory, told } from '../kubelet/story.ts';

/** The n-th answer that a component gets from the fifth second on is lost. */
const lost = (to: string, nth: number): Input => ({ type: 'faults', rules: [{
  id: 'f', enabled: true, window: { from: 5_000 as never, to: null }, match: { from: 'kube-apiserver', to, payload: 'reply', nth }, chance: { num: 1, den: 1 }, act: { type: 'drop' },
}] });
const restarted = (process: string): Input => ({ type: 'crash', process, downFor: 2_000 as never });

describe('a Job controller that starts anew', () => {
  it.each([['its Jobs', 1], ['its Pods', 2]])('makes no Pod while the list of %s is missing', (_, nth) => {
    const s = playStory(jobOf('sleep 60', { parallelism: 2, completions: 2 }), 30, [[4, restarted('job-controller')], [5, lost('job-controller', nth)]]);
    expect(told(s.pods())).toEqual(['Running on node-1', 'Running on node-2']);
    const first = s.records.find((r) => r.process === 'job-controller' && r.at > 6_000 && r.body.type === 'stage');
    expect(first!.at).toBeGreaterThan(16_000);
    expect(first!.body).toMatchObject({ stage: 'load', because: { code: 'job.loaded' } });
  });
});

it('a scheduler that starts anew waits for the list of the nodes', () => {
  const s = playStory(jobOf('sleep 60', { parallelism: 1, completions: 2, suspend: true }), 30, [[4, restarted('kube-scheduler')], [5, lost('kube-scheduler', 1)], [7, { type: 'patch', kind: 'Job', namespace: 'default', name: 'j', patch: { spec: { suspend: false } } }]]);
  expect(s.events().filter((e) => e.reason === 'FailedScheduling')).toEqual([]);
  expect(told(s.pods())).toEqual(['Running on node-1']);
});
