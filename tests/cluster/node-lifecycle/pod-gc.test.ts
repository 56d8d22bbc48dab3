// Pods that no kubelet will end: deleted before they had a node.
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/api/types.ts';
import { jobOf, playStory, told } from '../kubelet/story.ts';

const nowhere = { nodeSelector: { disk: 'none' } };
/** Such a Job takes a Pod for failed only when its phase says so, and till then keeps its finalizer on it. */
const patient = { podReplacementPolicy: 'Failed' };
const remove = (pods: { metadata: { name: string } }[]) => ({ type: 'delete' as const, kind: 'Pod' as const, namespace: 'default', name: pods[0]!.metadata.name });

describe('a Pod that is deleted before it has a node', () => {
  it('waits for its finalizer until the next round of Pod garbage collection', () => {
    expect(told(playStory(jobOf('true', patient, nowhere), 18, [[5, remove]]).pods())).toContain('Pending on none terminating');
  });
  it('is then Failed, counts as a failure of its Job, and goes', () => {
    const s = playStory(jobOf('true', { ...patient, backoffLimit: 0 }, nowhere), 30, [[5, remove]]);
    expect(s.pods()).toEqual([]);
    const [job] = s.objects<Job>('Job');
    expect(job!.status.failed).toBe(1);
    expect(job!.status.conditions?.map((c) => `${c.type}/${c.reason}`)).toEqual(['FailureTarget/BackoffLimitExceeded', 'Failed/BackoffLimitExceeded']);
  });
  it('does not keep a Job that ran out of time from failing', () => {
    const s = playStory(jobOf('true', { ...patient, activeDeadlineSeconds: 5 }, nowhere), 30);
    expect(s.objects<Job>('Job')[0]!.status.conditions?.map((c) => `${c.type}/${c.reason}`)).toContain('Failed/DeadlineExceeded');
  });
});

describe('a Pod on a node that is not there', () => {
  it('is Failed after forty seconds and counts: its template names a node that never was', () => {
    const s = playStory(jobOf('true', { backoffLimit: 0 }, { nodeName: 'ghost' }), 50);
    const failed = s.records.flatMap((r) => (r.body.type === 'stored' && r.body.object.kind === 'Pod' && r.body.object.status.phase === 'Failed' ? [[r.at, r.body.object.status.conditions?.map((c) => `${c.type}/${c.reason}`)] as const] : []))[0];
    expect(failed).toEqual([expect.any(Number), ['DisruptionTarget/DeletionByPodGC']]);
    expect(failed![0]).toBeGreaterThan(40_000);
    expect(s.pods()).toEqual([]);
    expect(s.objects<Job>('Job')[0]!.status.conditions?.map((c) => `${c.type}/${c.reason}`)).toContain('Failed/BackoffLimitExceeded');
  });
  it('goes too when the node was deleted while nobody looked', () => {
    const forever = jobOf('sleep 1000', { parallelism: 1, completions: 1, backoffLimit: 3 });
    const s = playStory(forever, 70, [[5, { type: 'crash', process: 'node-lifecycle-controller', downFor: 4_000 as never }], [6, { type: 'delete', kind: 'Node', namespace: '', name: 'node-1' }]]);
    expect(told(s.pods()).filter((t) => !t.includes('node-1'))).toEqual(['Running on node-2']);
    expect(told(s.pods()).filter((t) => t.includes('node-1') && !t.includes('terminating'))).toEqual([]);
  });
});
