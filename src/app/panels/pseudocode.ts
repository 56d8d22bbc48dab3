// The reconciles in a few lines of our own words; each line names the stages of the simulation that it stands for.

export type Line = { code: string; depth: number; stages: readonly string[] };
const line = (depth: number, code: string, ...stages: string[]): Line => ({ code, depth, stages });

export const jobLines: readonly Line[] = [
  line(0, 'sync(key)', 'begin'),
  line(1, 'job = cache.get(key)', 'load'),
  line(1, 'may act = expectations met?', 'expectations'),
  line(1, 'count pods: active, ok, failed', 'count', 'claim', 'adopt'),
  line(1, 'ended, or may not act?', 'decide'),
  line(1, 'want = min(parallelism, left)', 'decide'),
  line(1, 'active > want: delete some', 'untrackPods', 'deletePods'),
  line(1, 'active < want: create 1, 2, 4 …', 'createBatch'),
  line(1, 'status.uncounted += ended pods', 'flushStatus'),
  line(1, 'take their finalizers off', 'removeFinalizers'),
  line(1, 'count them, write status', 'updateStatus'),
  line(1, 'done', 'done'),
];

export const cronJobLines: readonly Line[] = [
  line(0, 'sync(key)', 'begin'),
  line(1, 'cronJob, jobs = cache', 'load'),
  line(1, 'delete old finished jobs', 'trimHistory'),
  line(1, 'active list: still there, still active?', 'checkActive'),
  line(1, 'slot = newest one not started', 'decide'),
  line(1, 'none, suspended, too late: wait', 'decide'),
  line(1, 'Forbid and active: skip', 'applyConcurrency'),
  line(1, 'Replace: delete the active', 'applyConcurrency'),
  line(1, 'create <name>-<minutes>', 'createJob', 'created'),
  line(1, 'write active, lastScheduleTime', 'updateStatus'),
  line(1, 'come back at the next slot', 'done'),
];

export const otherLines: Readonly<Record<string, readonly Line[]>> = {
  'ttl-after-finished': [line(0, 'sync(key)', 'begin'), line(1, 'finished + ttl over?', 'load'), line(1, 'ask the API server again', 'recheck'), line(1, 'delete it, Pods first', 'delete'), line(1, 'done', 'done')],
  'garbage-collector': [line(0, 'attempt to delete', 'begin', 'load'), line(1, 'read the object anew', 'latest'), line(1, 'does an owner exist?', 'classify'), line(1, 'orphan its dependents', 'removeOrphanFinalizer'), line(1, 'delete, or unblock', 'delete', 'finish'), line(1, 'done', 'done')],
  'dependency-controller': [line(0, 'sync(key)', 'begin'), line(1, 'are all it waits for complete?', 'decide'), line(1, 'suspend = false', 'resume'), line(1, 'done', 'done')],
};
