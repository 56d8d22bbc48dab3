// Jobs that wait for other Jobs.
import { describe, expect, it } from 'vitest';
import type { Job, JobStatus } from '../../../../src/api/types.ts';
import { decide, dependsOnAnnotation, resumedAnnotation, type Verdict } from '../../../../src/cluster/controllers/dependency/decide.ts';
import { dependencyController } from '../../../../src/cluster/controllers/dependency/index.ts';
import { accepted, fakeContext, runSync } from '../fake-context.ts';
import { job, now } from '../job/build.ts';

const complete: JobStatus = { conditions: [{ type: 'Complete', status: 'True' }] };
const failed: JobStatus = { conditions: [{ type: 'Failed', status: 'True' }] };
const named = (name: string, dependsOn = '', status: JobStatus = {}, suspend = dependsOn !== '', more: Record<string, string> = {}): Job =>
  job({ suspend }, status, { name, uid: name, annotations: { ...(dependsOn ? { [dependsOnAnnotation]: dependsOn } : {}), ...more } });

describe('the verdict', () => {
  it.each<[string, Job[], Verdict]>([
    ['depends on nothing', [named('x', '', {}, true)], { type: 'none' }],
    ['not suspended', [named('x', 'a', {}, false)], { type: 'none' }],
    ['resumed before, suspended by hand since', [named('x', 'a', {}, true, { [resumedAnnotation]: 'true' }), named('a', '', complete)], { type: 'none' }],
    ['all complete', [named('x', 'a, b'), named('a', '', complete), named('b', '', complete)], { type: 'met', jobs: ['a', 'b'] }],
    ['one still runs', [named('x', 'a,b'), named('a', '', complete), named('b')], { type: 'waits', waiting: ['b'], missing: [] }],
    ['one does not exist', [named('x', ' a , ,a'), named('b')], { type: 'waits', waiting: ['a'], missing: ['a'] }],
    ['one has failed', [named('x', 'a,b'), named('a', '', failed), named('b')], { type: 'failed', failed: ['a'] }],
    ['itself', [named('x', 'x')], { type: 'circle', circle: ['x', 'x'] }],
    ['a circle of three', [named('x', 'a'), named('a', 'b'), named('b', 'x')], { type: 'circle', circle: ['x', 'a', 'b', 'x'] }],
    ['waits for a circle that it is not part of', [named('x', 'a'), named('a', 'b'), named('b', 'a')], { type: 'waits', waiting: ['a'], missing: [] }],
    ['the circle was broken: one is complete', [named('x', 'a'), named('a', 'x', complete)], { type: 'met', jobs: ['a'] }],
  ])('%s', (_name, jobs, want) => { expect(decide(jobs[0]!, (name) => jobs.find((j) => j.metadata.name === name))).toEqual(want); });
});

describe('the controller', () => {
  const run = (jobs: Job[], fake = fakeContext(dependencyController, jobs, now)) => { fake.objects = jobs; runSync(dependencyController, fake, 'default/x', () => accepted(null)); return fake; };
  it('says once what it waits for, then resumes', () => {
    const fake = run([named('x', 'a,b'), named('a')]);
    run([named('x', 'a,b'), named('a')], fake);
    run([named('x', 'a,b'), named('a', '', complete), named('b', '', complete)], fake);
    expect(fake.events).toEqual(['Normal WaitingForDependencies: Waiting for Jobs to complete: a, b (not found)', 'Normal DependenciesMet: All Jobs this one depends on are complete: a, b']);
    expect(fake.calls).toMatchObject([{ verb: 'patch', kind: 'Job', name: 'x', patch: { spec: { suspend: false }, metadata: { annotations: { [resumedAnnotation]: 'true' } } } }]);
  });
  it('warns of failures and circles, and resumes nothing', () => {
    expect(run([named('x', 'a'), named('a', '', failed)])).toMatchObject({ events: ['Warning DependencyFailed: Jobs this one depends on have failed: a'], calls: [] });
    expect(run([named('x', 'x')])).toMatchObject({ events: ['Warning DependencyCircle: Dependencies form a circle: x -> x'], calls: [] });
  });
  it('wakes the Jobs that wait for the one that changed', () => {
    const jobs = [named('x', 'a'), named('y', 'b'), named('a', '', complete)];
    const fake = fakeContext(dependencyController, jobs, now);
    for (const object of jobs) dependencyController.handle('Job', { type: 'Added', object }, fake.ctx);
    fake.queue.length = 0;
    dependencyController.handle('Job', { type: 'Updated', object: jobs[2]!, previous: named('a') }, fake.ctx);
    expect(fake.queue).toEqual(['default/x']);
  });
});
