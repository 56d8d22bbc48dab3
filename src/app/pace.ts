// How virtual time follows wall time: the story pace, which gives each event a beat and jumps over quiet stretches, and the clock pace.
import type { View } from '../engine/protocol.ts';

export type Pace = 'story' | 'clock';
/** What goes on in a stretch: work, only the recording of Events, or nothing. */
export type Bustle = 'busy' | 'events' | 'quiet';

/** Story pace: wall milliseconds that one virtual millisecond takes while something is on its way. */
export const storyBeat = 40;
/** Virtual milliseconds from which a stretch counts as quiet. */
export const quietFrom = 40;
/** Wall milliseconds that a busy stretch between two events takes at most. */
const busyMost = 900;

/** Wall milliseconds of a jump over so many virtual ones: longer stretches take a little longer, never a second. */
export const jumpTime = (gap: number): number => Math.min(900, 200 + 55 * Math.log2(1 + gap / quietFrom));

export function bustleOf(view: View): Bustle {
  const worked = Object.values(view.controllers).some((c) => c.workers.some((w) => w !== null));
  if (worked || view.flights.some((f) => f.tone !== 'event')) return 'busy';
  return view.flights.length > 0 ? 'events' : 'quiet';
}

/** One stretch of the clock between two events: from `from` to `to` in `wall` milliseconds. */
export type Stretch = { from: number; to: number; wall: number; jump: boolean };

/** How a stretch with no event in it is played in story pace. */
export function storyStretch(from: number, to: number, bustle: Bustle, factor: number): Stretch {
  const gap = Math.max(0, to - from);
  const told = gap * (bustle === 'busy' ? storyBeat : storyBeat / 4);
  const jump = gap >= quietFrom || (bustle === 'quiet' && told > jumpTime(gap));
  const wall = jump ? jumpTime(gap) : Math.min(told, busyMost);
  return { from, to, wall: wall / factor, jump };
}

/** Where the clock stands after `passed` wall milliseconds of a stretch. A jump starts slowly and lands slowly. */
export function along(stretch: Stretch, passed: number): number {
  if (stretch.wall <= 0 || passed >= stretch.wall) return stretch.to;
  const part = Math.max(0, passed) / stretch.wall;
  const eased = stretch.jump ? part * part * (3 - 2 * part) : part;
  return stretch.from + (stretch.to - stretch.from) * eased;
}

/** How much a sentence of the narrator matters, 0 to 3, when not all can be read. */
export function importance(code: string): 0 | 1 | 2 | 3 {
  if (/^(api\.(refused|conflict)|kubectl\.|sync\.error|crashed|restarted|tick\.|throttled|unschedulable)/.test(code)) return 3;
  if (/^(stored\.(ADDED|DELETED)|queue\.(add|merged|dirty|rateLimited)$|stage\.job\.(tooFew|tooMany|creating|deleting|ended|finishing|backoff|suspended|countersUp)|scheduled|container\.(started|exited|killed))/.test(code)) return 2;
  return /^(stored|handler|queue|api|stage)/.test(code) ? 1 : 0;
}

/** Wall milliseconds that the picture rests after something happened, so that it can be seen: a key in the queue, above all. */
export const beatOf = (code: string): number => (/^queue\.(add|merged|requeued)$/.test(code) ? 240 : code === 'queue.get' ? 160 : importance(code) >= 2 ? 40 : 0);

/** What the reader has seen often is told faster: how familiar the latest sentences are. */
export type Familiarity = { seen: Map<string, number>; familiar: number };
export const nothingSeen = (): Familiarity => ({ seen: new Map(), familiar: 0 });
export function noteSeen(f: Familiarity, codes: readonly string[]): void {
  for (const code of codes) {
    const times = (f.seen.get(code) ?? 0) + 1;
    f.seen.set(code, times);
    f.familiar = times > 2 ? f.familiar + 1 : Math.max(0, f.familiar - 8);
  }
}
/** 1 at first, at most 2.5. */
export const haste = (f: Familiarity): number => 1 + Math.min(1.5, f.familiar / 90);

/** Speeds of the clock pace and factors of the story pace that the page offers. */
export const clockSpeeds = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1000, 10_000, 100_000] as const;
export const storyFactors = [0.25, 0.5, 1, 2, 4, 8] as const;
