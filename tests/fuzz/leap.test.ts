// Random CronJobs: whether a run leaps or not, it arrives at the world of the whole run.
import { describe, expect, it } from 'vitest';
import { advance as turn, seedOf, valueOf } from '../../src/base/prng.ts';
import { advance } from '../../src/sim/timeline.ts';
import { begun, cron, hour, skipped, whole } from '../cluster/skipping.ts';

function pickerOf(seed: number): <T>(list: readonly T[]) => T {
  let state = seedOf(seed, 'leap');
  return (list) => list[Math.floor(valueOf(state = turn(state)) * list.length)]!;
}
function manifestOf(pick: ReturnType<typeof pickerOf>, name: string): string {
  const schedule = pick(['* * * * *', '*/2 * * * *', '*/3 * * * *', '1-59/4 * * * *', '0,10,15 * * * *', '@every 45s', '@every 2m', '*/5 8-20 * * *']);
  const zone = schedule.startsWith('@') ? '' : pick(['', '', 'timeZone: Asia/Kolkata, ']);
  const spec = zone + pick(['', '', 'concurrencyPolicy: Forbid, ', 'concurrencyPolicy: Replace, ', 'startingDeadlineSeconds: 15, ']) + pick(['', 'successfulJobsHistoryLimit: 0, ', 'failedJobsHistoryLimit: 2, ']);
  const job = pick(['', 'backoffLimit: 0, ', 'completions: 3, parallelism: 2, ', 'completionMode: Indexed, completions: 2, parallelism: 2, ', 'ttlSecondsAfterFinished: 30, ', 'activeDeadlineSeconds: 40, ']);
  return cron(name, schedule, { spec, job, command: pick(['[sh, -c, "date; echo hi"]', '[sleep, "3"]', '[sleep, "50"]', '[sleep, "130"]', '[sh, -c, "sleep 2; exit 3"]']) });
}

describe('random CronJobs', () => {
  let leaps = 0;
  for (const seed of [1, 2, 3, 4, 5, 6]) it(`seed ${seed}`, () => {
    const pick = pickerOf(seed);
    const text = pick([['a'], ['a'], ['a', 'b']]).map((name) => manifestOf(pick, name)).join('---\n');
    const options = { epoch: pick(['2026-01-05T00:00:00Z', '2026-03-06T13:17:20Z', '2026-10-23T08:00:05Z']), seed };
    const plain = begun(text, options);
    advance(plain, 24 * hour, Infinity);
    const { silent } = skipped(begun(text, options), 24 * hour);
    leaps += silent.leaps.length;
    expect(whole(silent)).toEqual(whole(plain));
  });
  it('most of them leapt', () => expect(leaps).toBeGreaterThan(2));
});
