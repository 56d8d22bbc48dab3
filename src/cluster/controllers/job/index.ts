// The Job controller: named stages over pure decisions. Models pkg/controller/job of Kubernetes v1.36.
import { millis } from '../../../base/time.ts';
import type { ControllerDef } from '../../client-go/types.ts';
import { defaultJobApiBackOff, maxJobApiBackOff } from './constants.ts';
import { initialFacts, type Context, type JobFacts, type JobStage, type State, type Step } from './facts.ts';
import { handleDelta } from './handlers.ts';
import { copyJobMemory, initJobMemory, type JobMemory } from './memory.ts';
import { parseOrphanKey } from './orphan-keys.ts';
import { adopt, claim, count, expectations, load } from './stages-load.ts';
import { createBatch, decide, deletePods, untrackPods } from './stages-manage.ts';
import { orphan, orphanDone } from './stages-orphan.ts';
import { finish, flushStatus, removeFinalizers, updateStatus } from './stages-track.ts';

const stages: Readonly<Record<JobStage, (state: State, ctx: Context) => Step>> = {
  load, expectations, count, claim, adopt, decide, untrackPods, deletePods, createBatch,
  flushStatus, removeFinalizers, updateStatus, done: finish, orphan, orphanDone,
};

export const jobController: ControllerDef<JobFacts, JobMemory> = {
  id: 'job-controller',
  watches: ['Job', 'Pod'],
  workers: (settings) => settings.jobWorkers,
  initMemory: initJobMemory,
  copyMemory: copyJobMemory,
  handle: handleDelta,
  begin: (key) => ({ stage: parseOrphanKey(key) ? 'orphan' : 'load', facts: initialFacts }),
  advance: (state, ctx) => stages[state.stage as JobStage](state, ctx),
  limiter: (failures) => millis(Math.min(defaultJobApiBackOff * 2 ** failures, maxJobApiBackOff)),
};
