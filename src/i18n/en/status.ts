// English: Pod states, the inspector's first panel, actions.
export const podState = { pending: 'Pending', creating: 'Creating', running: 'Running', succeeded: 'Succeeded', failed: 'Failed', terminating: 'Terminating', unknown: 'Unknown' };

export const status = {
  noJob: 'No Job yet.', askWhy: 'Why is it so?', morePods_one: 'and {{count}} more', morePods_other: 'and {{count}} more', nodes: 'Nodes', controllers: 'Controllers',
  pods_one: '{{count}} Pod', pods_other: '{{count}} Pods', process: { up: 'running', paused: 'paused', down: 'down' }, incarnation: 'restarted {{n}}×',
  podActions: 'What to do to {{pod}}', jobActions: 'What to do to the Job', cronActions: 'What to do to {{name}}', activeJobs_one: '{{count}} active', activeJobs_other: '{{count}} active', restarts_one: '{{count}} restart', restarts_other: '{{count}} restarts',
};

export const actions = {
  pod: { succeed: 'Let it succeed (exit 0)', fail: 'Let it fail (exit 1)', exit42: 'Let it fail (exit 42)', oom: 'Kill it for memory (OOM)', hang: 'Let it hang', evict: 'Evict', delete: 'Delete' },
  job: { suspend: 'Suspend', resume: 'Resume', less: 'Lower parallelism', more: 'Raise parallelism', delete: 'Delete' },
  node: { drain: 'Drain', uncordon: 'Uncordon', cutOff: 'Cut off', reconnect: 'Reconnect', add: 'Add a node' },
  cron: { run: 'Run now' },
  crash: 'Crash', logs: 'Logs', why: 'Why?',
};
