// One run with its branches: each branch is a timeline and its history; one of them is shown.
import { advance, fork, newTimeline, worldOf, cursorOf, seekCount, type Timeline } from '../../sim/timeline.ts';
import { hashOfTrace } from '../../sim/trace.ts';
import { arrived, continueSkip, type Skip } from '../../sim/skip.ts';
import { assert } from '../../base/assert.ts';
import type { EpochMillis, SimTime } from '../../base/time.ts';
import { createCluster } from '../../cluster/wiring.ts';
import { withDefaults } from '../../cluster/settings.ts';
import type { Body, Because, BranchInfo, Input, Moment, Scenario } from '../protocol.ts';
import type { Payload } from '../../cluster/messages.ts';
import { foldHistory, forgetOld, newHistory, recordsMax, sendAllAgain, type History } from '../history/fold.ts';

export type RunTimeline = Timeline<Payload, Body, Input>;
export type Branch = { id: number; parent: number | null; forkedAt: Moment | null; label: Because; timeline: RunTimeline; history: History };
export type Run = { scenario: Scenario; branches: Branch[]; current: Branch };

/** Makes a world of what was recorded; given from outside, because few runs need it. */
export type MakeRecording = typeof import('../incident/world.ts').createRecording;

export function openRun(asked: Scenario, recordings: MakeRecording | null): Run {
  assert(!asked.recorded || recordings, 'a recording needs who can show it');
  const recording = asked.recorded ? recordings!(asked.recorded) : null;
  const scenario = recording ? { ...asked, epoch: recording.epoch, inputs: [] } : asked;
  const { world, rules } = recording ?? createCluster({ settings: withDefaults(scenario.settings), epoch: scenario.epoch as EpochMillis, seed: scenario.seed });
  const timeline = newTimeline<Payload, Body, Input>(world, rules);
  for (const i of scenario.inputs) timeline.inputs.push({ after: i.after, at: i.at as SimTime, input: i.input });
  const first: Branch = { id: 1, parent: null, forkedAt: null, label: { code: 'original' }, timeline, history: newHistory(scenario.epoch) };
  return { scenario, branches: [first], current: first };
}

export function foldCurrent(run: Run): void {
  const { history, timeline } = run.current;
  const trace = timeline.trace!;
  foldHistory(history, trace);
  if (trace.length - trace.from > recordsMax) forgetOld(history, trace);
}

/** From the cursor on, another future. The old branch stays; the new one is shown. */
export function branchHere(run: Run, label: Because): void {
  const { current } = run;
  const timeline = fork(current.timeline);
  addBranch(run, timeline, cursorOf(timeline), label);
}
function addBranch(run: Run, timeline: RunTimeline, forkedAt: Moment, label: Because, history = newHistory(run.scenario.epoch)): void {
  const branch: Branch = { id: run.branches.length + 1, parent: run.current.id, forkedAt, label, timeline, history };
  run.branches.push(branch);
  run.current = branch;
}
export type RunSkip = Skip<Payload, Body, Input>;
/** Goes on skipping; with 0 events it ends where it is. True: it has arrived, and the branch is `take`n. */
export function skipOn(skip: RunSkip, eventsMax: number, take: (timeline: RunTimeline) => void): boolean {
  if (eventsMax > 0 && !continueSkip(skip, eventsMax)) return false;
  const timeline = arrived(skip);
  // A branch has at least one record: before it, nothing is known.
  while (timeline.trace!.length === timeline.trace!.from && advance(timeline, Infinity, 1) > 0) { /* one more */ }
  take(timeline);
  return true;
}
/** Shows the branch that a skip arrived at; the one that it came from stays. What kubectl was told is known here too. */
export const showSkipped = (run: Run, from: Moment, timeline: RunTimeline): void =>
  addBranch(run, timeline, from, { code: 'skipped' }, { ...newHistory(run.scenario.epoch), kubectl: run.current.history.kubectl.slice() });
/** Shows another branch, at the moment that was shown or where it ends. */
export function showBranch(run: Run, id: number): boolean {
  const branch = run.branches.find((b) => b.id === id);
  if (!branch) return false;
  const count = worldOf(run.current.timeline).eventCount;
  run.current = branch;
  seekCount(branch.timeline, Math.min(count, branch.timeline.head.eventCount));
  sendAllAgain(branch.history);
  return true;
}
export const branchInfos = (run: Run): BranchInfo[] =>
  run.branches.map((b) => ({ id: b.id, parent: b.parent, forkedAt: b.forkedAt, head: b.timeline.head, label: b.label, current: b === run.current }));

/** All that is needed to run it again: a run is a pure function of this. */
export type RunFile = { kronoscope: 1; kubernetes: '1.36'; scenario: Scenario; head: Moment; hash: string };
export function runFile(run: Run): RunFile {
  const t = run.current.timeline;
  const inputs = t.inputs.map((i) => ({ after: i.after, at: i.at as number, input: i.input }));
  return { kronoscope: 1, kubernetes: '1.36', scenario: { ...run.scenario, inputs }, head: t.head, hash: hashOfTrace(t.trace!) };
}
