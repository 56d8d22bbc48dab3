// How virtual time follows wall time: the story pace, which gives each event a beat and jumps over quiet stretches, and the clock pace.

export type Pace = 'story' | 'clock';
export type Pacing = { pace: Pace; /** virtual seconds a second, in clock pace */ speed: number; /** story pace: how much faster than told */ factor: number };

/** Story pace: wall milliseconds that one virtual millisecond takes while something is on its way. */
export const storyBeat = 60;
/** Wall milliseconds of a jump over a quiet stretch. */
export const jumpTime = 500;
/** Virtual milliseconds from which a stretch counts as quiet. */
export const quietFrom = 40;
/** Wall milliseconds that a busy stretch between two events takes at most. */
const busyMost = 900;

/** One stretch of the clock between two events: from `from` to `to` in `wall` milliseconds. */
export type Stretch = { from: number; to: number; wall: number; jump: boolean };

/** How a stretch with no event in it is played in story pace. `busy`: something is in flight or a worker is at it. */
export function storyStretch(from: number, to: number, busy: boolean, factor: number): Stretch {
  const gap = Math.max(0, to - from);
  const told = gap * storyBeat;
  const jump = gap >= quietFrom || (!busy && told > jumpTime);
  const wall = jump ? jumpTime : Math.min(told, busyMost);
  return { from, to, wall: wall / factor, jump };
}

/** Where the clock stands after `passed` wall milliseconds of a stretch. A jump starts slowly and lands slowly. */
export function along(stretch: Stretch, passed: number): number {
  if (stretch.wall <= 0 || passed >= stretch.wall) return stretch.to;
  const part = Math.max(0, passed) / stretch.wall;
  const eased = stretch.jump ? part * part * (3 - 2 * part) : part;
  return stretch.from + (stretch.to - stretch.from) * eased;
}

/** Speeds of the clock pace and factors of the story pace that the page offers. */
export const clockSpeeds = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1000, 10_000, 100_000] as const;
export const storyFactors = [0.25, 0.5, 1, 2, 4, 8] as const;
