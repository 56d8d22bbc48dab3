// Finished Jobs go when their time is over.
import { describe, expect, it } from 'vitest';
import type { Job, JobCondition } from '../../../../src/api/types.ts';
import { ttlAfterFinished } from '../../../../src/cluster/controllers/ttl-after-finished/index.ts';
import { timeLeft } from '../../../../src/cluster/controllers/ttl-after-finished/time-left.ts';
import { accepted, fakeContext, refused, runSync } from '../fake-context.ts';
import { at, job, now } from '../job/build.ts';

const ended = (type: 'Complete' | 'Failed', seconds: number): JobCondition[] => [{ type, status: 'True', lastTransitionTime: at(seconds * 1000) }];
const done = (ttl: number | undefined, seconds: number, meta = {}): Job => job(ttl === undefined ? {} : { ttlSecondsAfterFinished: ttl }, { conditions: ended('Complete', seconds) }, meta);

describe('time left', () => {
  it.each([[10, -3, 7_000], [10, -10, 0], [10, -25, -15_000], [0, 0, 0], [10, 5, 15_000]])('ttl %i, finished %i s from now: %i ms', (ttl, seconds, want) => { expect(timeLeft(done(ttl, seconds), now)).toBe(want); });
  it('is counted from a failure too, and unknown without a time', () => {
    expect(timeLeft(job({ ttlSecondsAfterFinished: 5 }, { conditions: ended('Failed', 0) }), now)).toBe(5_000);
    expect(timeLeft(job({ ttlSecondsAfterFinished: 5 }, { conditions: [{ type: 'Failed', status: 'True' }] }), now)).toBeNull();
  });
});

describe('news', () => {
  it.each<[string, Job, number]>([
    ['finished, with a time to live', done(5, 0), 1], ['without a time to live', done(undefined, 0), 0], ['not finished', job({ ttlSecondsAfterFinished: 5 }), 0], ['being deleted', done(5, 0, { deletionTimestamp: at() }), 0],
  ])('%s', (_name, object, want) => {
    const fake = fakeContext(ttlAfterFinished, [], now);
    ttlAfterFinished.handle('Job', { type: 'Added', object }, fake.ctx);
    expect(fake.queue).toHaveLength(want);
  });
});

describe('a sync', () => {
  const run = (cached: Job | null, fresh: Job | null, deletion = accepted(null)) => {
    const fake = fakeContext(ttlAfterFinished, cached ? [cached] : [], now);
    const outcome = runSync(ttlAfterFinished, fake, 'default/j', (call) => (call.verb === 'get' ? (fresh ? accepted(fresh) : refused(404)) : deletion));
    return { fake, outcome, verbs: fake.calls.map((c) => c.verb) };
  };
  it('deletes in the foreground what has not become another Job', () => {
    const { fake, verbs, outcome } = run(done(5, -6), done(5, -6));
    expect([verbs, outcome.type]).toEqual([['get', 'delete'], 'ok']);
    expect(fake.calls[1]).toMatchObject({ options: { propagationPolicy: 'Foreground', preconditions: { uid: 'job-uid' } } });
  });
  it('waits for the rest of the time', () => { expect(run(done(5, -2), null).fake.queue).toEqual(['default/j +3000']); });
  it('looks again before it deletes: the time was raised', () => {
    const { fake, verbs } = run(done(5, -6), done(60, -6));
    expect([verbs, fake.queue]).toEqual([['get'], ['default/j +54000']]);
  });
  it('is content if the Job is gone', () => { expect([run(null, null).outcome.type, run(done(0, 0), null).outcome.type]).toEqual(['ok', 'ok']); });
  it('tries again if the deletion is refused', () => { expect(run(done(0, 0), done(0, 0), refused(409)).outcome.type).toBe('error'); });
});
