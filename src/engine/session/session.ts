// The session: answers what the page asks of the run. Knows no worker and no page; give it a question, take the answer.
import { getAt } from '../../base/growing.ts';
import type { SimTime } from '../../base/time.ts';
import { advance, atHead, cursorOf, enter, nextAt, seekCount, seekTime, worldOf } from '../../sim/timeline.ts';
import { beginSkip } from '../../sim/skip.ts';
import { countOf } from '../../sim/trace.ts';
import type { Breakpoint, FromEngine, Input, Query, Shown, ToEngine, View } from '../protocol.ts';
import { inputName } from '../history/captions.ts';
import { captionsOf, historyPatch } from '../history/fold.ts';
import { follow, newProjector, type Projector } from '../view/project.ts';
import { nextTimeBreak, struckBy } from './breakpoints.ts';
import { answerQuery } from './queries.ts';
import { branchHere, foldCurrent, openRun, runFile, showBranch, showSkipped, skipOn, type MakeRecording, type Run, type RunSkip } from './run.ts';
import { step } from './steps.ts';

type Ask = Exclude<ToEngine['body'], { type: 'text' }>;
type Answer = FromEngine['body'];
export type Session = { run: Run | null; projector: Projector; /** Its objects change in place. */ shown: View | null; breakpoints: Breakpoint[]; /** Under way. */ skip: RunSkip | null; /** Null until a recording is to be opened. */ recordings: MakeRecording | null };
export const newSession = (recordings: MakeRecording | null = null): Session => ({ run: null, projector: newProjector(), shown: null, breakpoints: [], skip: null, recordings });
const captionsMax = 200;
/** So many events are run before their history is taken in. */
const stretchMax = 100_000;
/** A saved run of more events is skipped through, with records of its last two hours only; those of all would not be kept anyway. */
const eventsWhole = 1_000_000;
const tailMillis = 2 * 3_600_000;

/** The view (whole or as a patch), the new history, and what was told since `before`. */
function show(s: Session, run: Run, before: number, whole: boolean, stoppedBy: Shown['stoppedBy'] = null): Answer {
  foldCurrent(run);
  const t = run.current.timeline;
  const { view, patch } = follow(s.projector, s.shown, worldOf(t), t.trace!, nextAt(t));
  const count = view.moment.eventCount;
  const answer: Shown = {
    ...(whole || !patch ? { view } : { patch }), history: historyPatch(run.current.history, t.trace!, t.head),
    told: toldBetween(run, before, count), stoppedBy, idle: view.nextAt === null,
  };
  s.shown = view;
  return { type: 'shown', ...answer };
}
function toldBetween(run: Run, before: number, count: number): string[] {
  const { history, timeline } = run.current;
  const countAt = (i: number) => countOf(timeline.trace!, getAt(history.captions, i));
  let end = history.captions.length;
  const { from } = history.captions;
  while (end > from && countAt(end - 1) > count) end--;
  let start = end;
  while (start > from && end - start < captionsMax && countAt(start - 1) > before) start--;
  // Without anything new the sentence stays what it was.
  return captionsOf(history, timeline.trace!, start === end ? end - 1 : start, end).map((c) => c.code);
}

function open(s: Session, ask: Extract<Ask, { type: 'open' }>): Answer {
  const run = openRun(ask.scenario, s.recordings);
  s.run = run;
  s.projector = newProjector();
  s.shown = null;
  s.skip = null;
  const { head } = ask.scenario as { head?: { eventCount: number; at: number } };
  if (head && head.eventCount > eventsWhole) {
    const skip = beginSkip(run.current.timeline, (head.at - tailMillis) as SimTime);
    while (!skipOn(skip, stretchMax, (timeline) => { run.current.timeline = timeline; })) { /* on */ }
  }
  // Exactly to where it was saved: a CronJob always has something to do beyond.
  while (head && worldOf(run.current.timeline).eventCount < head.eventCount && advance(run.current.timeline, Infinity, Math.min(stretchMax, head.eventCount - worldOf(run.current.timeline).eventCount)) > 0) foldCurrent(run);
  // A recording is there from the first: the timeline shows all of it, the picture its beginning.
  if (ask.scenario.recorded) { advance(run.current.timeline, Infinity, Infinity); foldCurrent(run); seekCount(run.current.timeline, 0); }
  return show(s, run, 0, true);
}

function play(s: Session, run: Run, until: number, eventsMax: number): Answer {
  const t = run.current.timeline;
  const before = cursorOf(t).eventCount;
  const timed = nextTimeBreak(s.breakpoints, worldOf(t).now);
  const limit = timed ? Math.min(until, timed.at) : until;
  let stopped: Shown['stoppedBy'] = null;
  let checked = worldOf(t).traceLength;
  const watching = s.breakpoints.some((b) => b.enabled && b.on !== 'time');
  advance(t, limit, eventsMax, watching ? () => {
    stopped = struckBy(s.breakpoints, t.trace!, checked, worldOf(t).traceLength);
    checked = worldOf(t).traceLength;
    return stopped !== null;
  } : undefined);
  const due = nextAt(t);
  if (!stopped && timed && timed.at <= until && (due === null || due > timed.at)) stopped = { breakpoint: timed, because: { code: 'time' } };
  return show(s, run, before, false, stopped);
}

function input(s: Session, run: Run, i: Input, at: number): Answer {
  const before = cursorOf(run.current.timeline).eventCount;
  const branched = !atHead(run.current.timeline);
  if (branched) branchHere(run, { code: 'input', params: { input: inputName(i) } });
  enter(run.current.timeline, i, at as SimTime);
  return show(s, run, before, false);
}

/** Goes on without records, a stretch at a time. */
function skip(s: Session, run: Run, until: number, eventsMax: number): Answer {
  const t = run.current.timeline;
  if (s.skip?.until !== until) {
    seekCount(t, t.head.eventCount);
    s.skip = beginSkip(t, until as SimTime);
  }
  const from = cursorOf(t);
  if (skipOn(s.skip!, eventsMax, (timeline) => showSkipped(run, from, timeline))) { s.skip = null; return show(s, run, from.eventCount, true); }
  return { type: 'shown', history: null, told: [], stoppedBy: null, idle: false, skipping: worldOf(s.skip!.silent).now };
}

/** Answers one question. Throws only if the simulation itself is broken. */
export function answer(s: Session, ask: Ask): Answer {
  if (ask.type === 'open') return open(s, ask);
  if (ask.type === 'breakpoints') { s.breakpoints = ask.list; return { type: 'value', value: null }; }
  const run = s.run;
  if (!run) return { type: 'failed', message: 'no run is open' };
  const t = run.current.timeline;
  const before = cursorOf(t).eventCount;
  if (ask.type !== 'skip' && ask.type !== 'query') s.skip = null;
  switch (ask.type) {
    case 'skip': return run.scenario.recorded ? { type: 'failed', message: 'a recording ends where it ends' } : skip(s, run, ask.until, ask.eventsMax);
    case 'advance': return play(s, run, ask.until, ask.eventsMax);
    case 'input': return run.scenario.recorded ? { type: 'failed', message: 'a recording takes no inputs' } : input(s, run, ask.input, ask.at ?? worldOf(t).now);
    case 'step': step(t, ask.unit, ask.direction); return show(s, run, ask.direction === 1 ? before : -1, false);
    case 'seek': if ('at' in ask.to) seekTime(t, ask.to.at); else seekCount(t, ask.to.eventCount); return show(s, run, -1, false);
    case 'branch': return showBranch(run, ask.id) ? show(s, run, -1, true) : { type: 'failed', message: `no branch ${ask.id}` };
    case 'query': return { type: 'value', value: answerQuery(s, run, ask.query as Query) };
  }
}
/** For a report after something broke. */
export const runFileOf = (s: Session): unknown => (s.run ? runFile(s.run) : null);
