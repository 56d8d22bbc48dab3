// A run that leaps over what is always the same arrives at the very world that the whole run arrives at.
import { describe, expect, it } from 'vitest';
import type { SharedMap } from '../../src/base/shared-map.ts';
import type { SimTime } from '../../src/base/time.ts';
import { arrived } from '../../src/sim/skip.ts';
import { advance, cursorOf, enter, fork, seekCount, seekTime, worldOf } from '../../src/sim/timeline.ts';
import { begun, cron, hour, skipped, whole, type Run } from './skipping.ts';

describe('a run that leaps', () => {
  const cases: [string, string, number][] = [
    ['a Job a minute', cron('a', '* * * * *'), 24],
    ['that fails, with a time to live', cron('a', '* * * * *', { job: 'backoffLimit: 1, ttlSecondsAfterFinished: 100, ', command: '[sh, -c, "exit 1"]' }), 24],
    ['replaced while it runs', cron('a', '* * * * *', { spec: 'concurrencyPolicy: Replace, ', command: '[sleep, "150"]' }), 24],
    ['two CronJobs of different grain, one suspended', `${cron('a', '*/2 * * * *')}---\n${cron('b', '@every 150s')}---\n${cron('c', '0 * * * *', { spec: 'suspend: true, ' })}`, 40],
    ['over the change of the clocks', cron('a', '*/5 1-4 * * *', { spec: 'timeZone: "Europe/Berlin", ' }), 40 * 24],
  ];
  for (const [name, text, hours] of cases) it(name, () => {
    const plain = begun(text);
    advance(plain, hours * hour, Infinity);
    const { silent } = skipped(begun(text), hours * hour);
    expect(silent.leaps.length).toBeGreaterThan(0);
    expect(whole(silent)).toEqual(whole(plain));
  });

  it('does not leap where chance decides, or a program reads the clock', () => {
    const leapt = (command: string) => skipped(begun(cron('a', '* * * * *', { command })), 18 * hour).silent.leaps.length;
    expect(leapt('[sh, -c, "[ 1 -eq 0 ] && exit 1; exit 0"]')).toBe(1);
    expect(leapt('[sh, -c, "[ $((RANDOM % 9)) -eq 0 ] && exit 1; exit 0"]')).toBe(0);
    expect(leapt('[sh, -c, "[ $(date +%d) = 13 ] && exit 1; exit 0"]')).toBe(0);
  });
});

describe('after a leap', () => {
  const text = cron('a', '* * * * *');
  const plain = begun(text);
  const t = arrived(skipped(begun(text, { traced: true }), 24 * hour));

  it('any moment of it can be shown', () => {
    for (const at of [16 * hour, 12 * hour + 12_345, 23 * hour, 14 * hour]) {
      seekTime(t, at);
      if (worldOf(plain).now > at) seekTime(plain, at); else advance(plain, at, Infinity);
      expect(cursorOf(t)).toEqual(cursorOf(plain));
      expect(whole(t)).toEqual(whole(plain));
    }
  });
  it('the same moment is found by its number', () => {
    seekTime(t, 15 * hour);
    const here = cursorOf(t), world = whole(t);
    seekTime(t, 24 * hour);
    seekCount(t, here.eventCount);
    expect(cursorOf(t)).toEqual(here);
    expect(whole(t)).toEqual(world);
  });
  it('a branch can begin in it, and has its own records from there', () => {
    seekTime(t, 15 * hour);
    const branch = fork(t);
    enter(branch, { type: 'command', command: { type: 'delete', kind: 'CronJob', namespace: 'default', name: 'a' } }, (15 * hour) as SimTime);
    advance(branch, 16 * hour, Infinity);
    const etcd = (run: Run) => [...(worldOf(run).processes.get('etcd')!.state as { objects: SharedMap<string, unknown> }).objects.keys()];
    expect(etcd(branch).filter((k) => k.startsWith('CronJob/'))).toEqual([]);
    expect(branch.trace!.length).toBe(worldOf(branch).traceLength);
    const there = whole(branch);
    // What the other branch leapt over from here on is not this one's future.
    seekTime(branch, 15 * hour + 50 * 60_000);
    expect(etcd(branch).filter((k) => k.startsWith('CronJob/'))).toEqual([]);
    seekTime(branch, 16 * hour);
    expect(whole(branch)).toEqual(there);
    seekTime(t, 24 * hour);
    expect(etcd(t)).toContain('CronJob/default/a');
  });
});
