// The story pace: what is busy is told, what is quiet is jumped.
import { describe, expect, it } from 'vitest';
import { along, haste, importance, jumpTime, noteSeen, nothingSeen, storyBeat, storyStretch } from '../../src/app/pace.ts';

describe('a stretch between two events', () => {
  it('takes a beat a millisecond while something is on its way', () => {
    expect(storyStretch(100, 108, 'busy', 1)).toEqual({ from: 100, to: 108, wall: 8 * storyBeat, jump: false });
  });
  it('is jumped when it is long, however long', () => {
    const short = storyStretch(0, 1_000, 'quiet', 1);
    const year = storyStretch(0, 365 * 86_400_000, 'quiet', 1);
    expect(short.jump && year.jump).toBe(true);
    expect(year.wall).toBeGreaterThan(short.wall);
    expect(year.wall).toBeLessThan(1_000);
  });
  it('goes faster by the factor', () => {
    expect(storyStretch(0, 8, 'busy', 4).wall).toBe(storyStretch(0, 8, 'busy', 1).wall / 4);
  });
  it('of nothing takes no time', () => { expect(storyStretch(5, 5, 'busy', 1).wall).toBe(0); });
  it('with only Events under way is told more quickly', () => {
    expect(storyStretch(0, 8, 'events', 1).wall).toBeLessThan(storyStretch(0, 8, 'busy', 1).wall);
  });
});

describe('the clock along a stretch', () => {
  it('begins and ends where the stretch does and never goes back', () => {
    for (const stretch of [storyStretch(10, 20, 'busy', 1), storyStretch(10, 30_010, 'quiet', 1)]) {
      let last = along(stretch, 0);
      expect(last).toBe(stretch.from);
      for (let passed = 0; passed <= stretch.wall + 50; passed += 10) { const at = along(stretch, passed); expect(at).toBeGreaterThanOrEqual(last); last = at; }
      expect(last).toBe(stretch.to);
    }
  });
  it('jumps take longer over longer stretches', () => { expect(jumpTime(60_000)).toBeGreaterThan(jumpTime(1_000)); });
});

it('a refusal matters more than a stored status', () => { expect(importance('api.refused')).toBeGreaterThan(importance('stored.MODIFIED')); });

it('what was seen often is told faster, what is new slowly again', () => {
  const f = nothingSeen();
  expect(haste(f)).toBe(1);
  for (let i = 0; i < 300; i++) noteSeen(f, ['queue.add']);
  expect(haste(f)).toBe(2.5);
  const before = f.familiar;
  noteSeen(f, ['container.exited']);
  expect(f.familiar).toBeLessThan(before);
});
