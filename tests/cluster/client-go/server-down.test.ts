// While no API server listens, its clients hear so at once: what they wanted is tried again after their own back-off, and Events are kept.
import { expect, it } from 'vitest';
import { jobOf, playStory } from '../kubelet/story.ts';

it('a sync fails at once and is tried again after 1, 2, 4 s; what it had to tell is written when the server is back', () => {
  const s = playStory(jobOf('sleep 60', { activeDeadlineSeconds: 5 }, { terminationGracePeriodSeconds: 1 }), 40, [[4, { type: 'crash', process: 'kube-apiserver', downFor: 7_000 as never }]]);
  const failed = s.records.flatMap(({ at, body }) => (body.type === 'syncDone' && body.key === 'default/j' && body.outcome === 'error' ? [[Math.floor(at / 1000), body.message]] : []));
  expect(failed).toEqual([5, 6, 8].map((at) => [at, 'tracking status: adding uncounted pods to status: connect: connection refused']));
  const told = s.events().filter((e) => e.involvedObject.kind === 'Job').map((e) => `${e.reason} x${e.count}: ${e.message.replace(/j-\w+/, 'j-*')}`);
  expect(told).toEqual([
    'SuccessfulCreate x1: Created pod: j-*', 'FailedDelete x3: Error deleting: connect: connection refused', 'SuccessfulDelete x1: Deleted pod: j-*',
    'DeadlineExceeded x1: Job was active longer than specified deadline',
  ]);
  expect(s.objects('Job')[0]).toMatchObject({ status: { failed: 1, conditions: [{ type: 'FailureTarget' }, { type: 'Failed' }] } });
});

it('kubectl says that nobody listens, in its own words', () => {
  const patch = { type: 'patch', kind: 'Job', namespace: 'default', name: 'j', patch: { spec: { parallelism: 2 } } } as const;
  const s = playStory(jobOf('sleep 60'), 8, [[4, { type: 'crash', process: 'kube-apiserver', downFor: 7_000 as never }], [5, patch], [6, { type: 'create', manifests: [jobOf('true')] }]]);
  const said = s.records.flatMap(({ at, body }) => (body.type === 'kubectl' && !body.ok ? [[Math.floor(at / 1000), body.text]] : []));
  expect(said).toEqual([5, 6].map((at) => [at, 'The connection to the server was refused - did you specify the right host or port?']));
});
