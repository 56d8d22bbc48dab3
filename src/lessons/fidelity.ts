// What is simulated exactly, what is simplified and what is left out. The Fidelity page shows this list; the conformance tests hold its evidence to be true.

export type FidelityLevel = 'exact' | 'simplified' | 'leftOut';
/** `recordings`: names (a trailing * stands for any ending) of recorded runs of a real v1.36 control plane that must agree. `tests`: folders or files below tests/. */
export type FidelityEntry = { id: string; area: FidelityArea; level: FidelityLevel; recordings: string[]; tests: string[] };
export const fidelityAreas = ['admission', 'job', 'cronjob', 'neighbours', 'machinery', 'node'] as const;
export type FidelityArea = (typeof fidelityAreas)[number];

const exact = (area: FidelityArea, id: string, recordings: string[], tests: string[] = []): FidelityEntry => ({ id, area, level: 'exact', recordings, tests });
const simplified = (area: FidelityArea, id: string, tests: string[] = []): FidelityEntry => ({ id, area, level: 'simplified', recordings: [], tests });
const leftOut = (area: FidelityArea, id: string): FidelityEntry => ({ id, area, level: 'leftOut', recordings: [], tests: [] });

/** The words for each id are in src/i18n under `fidelity.<id>`. */
export const fidelity: readonly FidelityEntry[] = [
  exact('admission', 'decoding', [], ['conformance', 'api']),
  exact('admission', 'defaults', [], ['conformance', 'api']),
  exact('admission', 'validation', [], ['conformance', 'api']),
  exact('admission', 'updates', [], ['conformance', 'api']),
  simplified('admission', 'podTemplateValidation', ['api']),
  exact('admission', 'podClasses', [], ['api/admission/pod-create.test.ts']),
  leftOut('admission', 'authentication'),
  leftOut('admission', 'webhooks'),
  leftOut('admission', 'quotas'),

  exact('job', 'completions', ['seed-*', 'work-queue*', 'more-parallel-than-completions', 'parallelism-zero', 'never-starts', 'wide', 'deep'], ['cluster/controllers/job']),
  exact('job', 'indexed', ['indexed*'], ['cluster/controllers/job']),
  exact('job', 'backoff', ['backoff-*', 'onfailure-*'], ['cluster/controllers/job']),
  exact('job', 'perIndex', ['per-index-*'], ['cluster/controllers/job']),
  exact('job', 'failurePolicy', ['pfp-*'], ['cluster/controllers/job']),
  exact('job', 'successPolicy', ['success-policy-*'], ['cluster/controllers/job']),
  exact('job', 'replacementPolicy', ['replace-*'], ['cluster/controllers/job']),
  exact('job', 'suspend', ['suspend*'], ['cluster/controllers/job']),
  exact('job', 'deadline', ['deadline*'], ['cluster/controllers/job']),
  exact('job', 'scaling', ['scale-*'], ['cluster/controllers/job']),
  exact('job', 'tracking', ['failed-then-deleted', 'pod-deleted', 'pod-evicted'], ['cluster/controllers/job']),
  exact('job', 'selector', ['manual-selector', 'managed-by'], ['cluster/controllers/job']),
  leftOut('job', 'workloadScheduling'),

  exact('cronjob', 'schedule', [], ['api/schedule']),
  exact('cronjob', 'controller', ['cron-*'], ['cluster/controllers/cronjob']),

  exact('neighbours', 'ttl', ['ttl*'], ['cluster/controllers/ttl-after-finished']),
  exact('neighbours', 'garbageCollector', ['delete-*'], ['cluster/controllers/garbage-collector']),
  simplified('neighbours', 'scheduler', ['cluster/scheduler']),
  simplified('neighbours', 'nodeLifecycle', ['cluster']),
  leftOut('neighbours', 'dependencyAddOn'),

  exact('machinery', 'workQueue', [], ['cluster/client-go']),
  exact('machinery', 'informer', [], ['cluster/client-go']),
  exact('machinery', 'concurrency', [], ['cluster/apiserver']),
  simplified('machinery', 'latencies'),
  simplified('machinery', 'events', ['cluster/client-go']),
  leftOut('machinery', 'replication'),
  leftOut('machinery', 'leaderElection'),

  exact('node', 'restarts', ['onfailure-*'], ['cluster/kubelet']),
  simplified('node', 'restartRules', ['cluster/kubelet']),
  exact('node', 'termination', ['deadline-slow-term', 'replace-*'], ['cluster/kubelet']),
  simplified('node', 'shell', ['cluster/kubelet']),
  simplified('node', 'images', ['cluster/kubelet']),
  simplified('node', 'probes', ['cluster/kubelet']),
  leftOut('node', 'network'),
  leftOut('node', 'storage'),
];
