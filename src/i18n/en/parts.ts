// English: names of the parts; stages and values of a reconcile.
export const part = {
  'kubectl': { name: 'You' },
  'kube-apiserver': { name: 'API server' },
  'etcd': { name: 'etcd' },
  'watch': { name: 'Watches' },
  'informer': { name: 'Informer' },
  'handlers': { name: 'Handlers' },
  'queue': { name: 'Work queue' },
  'workers': { name: 'Workers' },
  'reconcile': { name: 'Reconcile' },
  'job-controller': { name: 'Job controller' },
  'cronjob-controller': { name: 'CronJob controller' },
  'ttl-after-finished': { name: 'TTL controller' },
  'garbage-collector': { name: 'Garbage collector' },
  'dependency-controller': { name: 'Dependencies' },
  'kube-scheduler': { name: 'Scheduler' },
  'kubelet': { name: 'kubelet' },
  'node': { name: 'Node' },
  'pod': { name: 'Pod' },
};

export const stage = {
  api: { decode: 'decode', default: 'default', validate: 'validate', admit: 'admit', store: 'store', respond: 'respond' },
  begin: 'begin', load: 'read from cache', expectations: 'expectations met?', claim: 'claim Pods', adopt: 'adopt orphans', count: 'count Pods', decide: 'decide', untrackPods: 'untrack Pods', deletePods: 'delete Pods', createBatch: 'create Pods',
  flushStatus: 'write interim status', removeFinalizers: 'remove finalizers', updateStatus: 'update status', done: 'done', orphan: 'orphaned Pods', orphanDone: 'orphaned Pods done',
  trimHistory: 'trim history', checkActive: 'check the active list', created: 'Job created', applyConcurrency: 'apply concurrency policy', createJob: 'create Job', recheck: 'read anew', delete: 'delete', latest: 'read anew', classify: 'look at owners', finish: 'finish', removeOrphanFinalizer: 'let dependents go', resume: 'resume',
};
export const value = {
  want: 'wanted', active: 'active', ready: 'ready', succeeded: 'succeeded', failed: 'failed', terminating: 'terminating', uncounted: 'not yet counted', missing: 'missing', create: 'to create', remove: 'to remove',
  deadlineLeftMs: 'deadline left (ms)', leftMs: 'back-off left (ms)', backoffLeftMs: 'back-off left (ms)', parallelism: 'parallelism', completions: 'completions', backoffLimit: 'backoffLimit', failures: 'failures',
};
