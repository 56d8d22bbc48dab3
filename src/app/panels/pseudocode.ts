// The reconcile of a Job and of a CronJob in a few lines of our own words; each line names the stages of the simulation that it stands for.

export type Line = { code: string; depth: number; stages: readonly string[] };
const line = (depth: number, code: string, ...stages: string[]): Line => ({ code, depth, stages });

export const jobLines: readonly Line[] = [
  line(0, 'sync(key):', 'begin'),
  line(1, 'job, pods = read from cache', 'load'),
  line(1, 'if job is finished: stop', 'load'),
  line(1, 'needsSync = expectations satisfied?', 'load'),
  line(1, 'active, succeeded, failed = count(pods)', 'count'),
  line(1, 'if limit or deadline is passed:', 'decide'),
  line(2, 'delete active pods', 'deletePods'),
  line(1, 'else if needsSync and not suspended:', 'decide'),
  line(2, 'want = min(parallelism, left to do)', 'decide'),
  line(2, 'too many: delete (active − want)', 'deletePods'),
  line(2, 'too few: create in batches 1, 2, 4 …', 'createBatch', 'createPods'),
  line(1, 'note finished pods in status', 'flushStatus'),
  line(1, 'remove finalizers, then count them', 'removeFinalizers'),
  line(1, 'write status if it changed', 'updateStatus'),
  line(1, 'done', 'done'),
];

export const cronJobLines: readonly Line[] = [
  line(0, 'sync(key):', 'begin'),
  line(1, 'cronJob, jobs = read from cache', 'load'),
  line(1, 'delete old finished jobs', 'trimHistory', 'history', 'cleanup'),
  line(1, 'last = newest slot not yet started', 'decide'),
  line(1, 'if suspended or none: wait for the next', 'decide'),
  line(1, 'if later than startingDeadline: missed', 'decide'),
  line(1, 'Forbid and one is active: skip', 'applyConcurrency'),
  line(1, 'Replace: delete the active ones', 'applyConcurrency'),
  line(1, 'create job <name>-<minutes>', 'createJob'),
  line(1, 'write active, lastScheduleTime', 'updateStatus'),
  line(1, 'come back at the next slot', 'done'),
];
