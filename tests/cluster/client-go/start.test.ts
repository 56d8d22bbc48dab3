// A controller that starts anew: its workers wait until every cache has had its first list.
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cluster/messages.ts';
import { jobOf, playStory, told } from '../kubelet/story.ts';

/** The n-th answer that the Job controller gets after its restart is lost. */
const lost = (nth: number): Input => ({ type: 'faults', rules: [{
  id: 'f', enabled: true, window: { from: 5_000 as never, to: null }, match: { from: 'kube-apiserver', to: 'job-controller', payload: 'reply', nth }, chance: { num: 1, den: 1 }, act: { type: 'drop' },
}] });
const restarted: Input = { type: 'crash', process: 'job-controller', downFor: 2_000 as never };

describe('a Job controller that starts anew', () => {
  it.each([['its Jobs', 1], ['its Pods', 2]])('makes no Pod while the list of %s is missing', (_, nth) => {
    const s = playStory(jobOf('sleep 60', { parallelism: 2, completions: 2 }), 30, [[4, restarted], [5, lost(nth)]]);
    expect(told(s.pods())).toEqual(['Running on node-1', 'Running on node-2']);
    const first = s.records.find((r) => r.process === 'job-controller' && r.at > 6_000 && r.body.type === 'stage');
    expect(first!.at).toBeGreaterThan(16_000);
    expect(first!.body).toMatchObject({ stage: 'load', because: { code: 'job.loaded' } });
  });
});
