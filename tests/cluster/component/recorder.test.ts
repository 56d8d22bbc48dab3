// How much is written of one object: client-go's spam filter, alone and in front of a kubelet's Events.
import { describe, expect, it } from 'vitest';
import { simTime } from '../../../src/base/time.ts';
import { asked, type Bucket } from '../../../src/cluster/component/spam-filter.ts';
import { jobOf, playStory } from '../kubelet/story.ts';

describe('the spam filter', () => {
  it('lets 25 pass at once, then one each five minutes', () => {
    let bucket: Bucket | undefined;
    const pass = (at: number, times: number) => Array.from({ length: times }, () => (bucket = asked(bucket, simTime(at))).passed).filter(Boolean).length;
    expect([pass(0, 40), pass(299_000, 1), pass(301_000, 5), pass(1_000_000, 5)]).toEqual([25, 0, 1, 2]);
  });
});

it('of a container that crashes on and on the kubelet soon says less', () => {
  const { records, pods } = playStory(jobOf('exit 1', { backoffLimit: 99 }, { restartPolicy: 'OnFailure' }), 2_400);
  const told = records.flatMap((r) => (r.process.startsWith('kubelet') && r.body.type === 'event' ? [r.body] : []));
  // 25 at once and 8 in 40 minutes, though there were four Events or five a restart.
  expect(told.length).toBeLessThanOrEqual(33);
  expect(pods()[0]!.status.containerStatuses![0]!.restartCount).toBeGreaterThan(10);
  const last = (reason: string) => told.filter((e) => e.reason === reason).at(-1)?.count;
  // From the seventh try on there is one Event each five minutes, and the pull comes first.
  expect([last('Pulling'), last('Created'), last('BackOff')]).toEqual([13, 5, 4]);
});
