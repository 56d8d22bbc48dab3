// English: answers to why not, and what a branch is called.
export const whyNot = {
  gone: 'It no longer exists.', notRecorded: 'The recording does not say.', complete: 'The Job is complete.', failed: 'The Job has failed: {{reason}}.', managedBy: 'Another controller ({{manager}}) is in charge of this Job.',
  ending: 'The Job is already ending ({{condition}}, {{reason}}); {{terminating|Pod is|Pods are}} still terminating.', suspended: 'The Job is suspended.',
  backoff: 'Back-off after {{failed|failure|failures}}: until {{until, offset}}, {{left}} s left.', expectations: 'The controller still waits to see {{adds|creation|creations}} and {{dels|deletion|deletions}} that it asked for.',
  parallelismZero: 'parallelism is 0.', parallelismFull: 'parallelism is full: {{active}} of {{parallelism|Pod is|Pods are}} active.', enough: '{{active}} active and {{succeeded}} succeeded already make {{completions}}: no more are needed.',
  terminating: '{{terminating|Pod is|Pods are}} terminating, and podReplacementPolicy Failed waits until that is over.', workQueueDone: 'The Job has no completions and {{succeeded|Pod has|Pods have}} succeeded: the work is taken to be done, no new Pod is started.',
  queued: 'The Job’s next sync is due in {{left}} s.', soon: 'Nothing stands in the way: the next sync will create it.',
  isComplete: 'It is complete.', completions: '{{succeeded}} of {{completions|has|have}} succeeded.', active: '{{active|Pod is|Pods are}} still active.', stillTerminating: '{{terminating|Pod is|Pods are}} still terminating.', uncounted: '{{pods|finished Pod is|finished Pods are}} not counted yet.',
  isRunning: 'It is running.', ended: 'It has ended: {{phase}}.', gated: 'Scheduling gates hold it: {{gates}}.', unschedulable: 'No node fits: {{message}}', notScheduled: 'The scheduler has not placed it yet.',
  containerWaiting: 'Container {{container}} waits: {{reason}} {{message}}', starting: '{{node}} is starting it.',
  cronSuspended: 'The CronJob is suspended.', forbid: 'concurrencyPolicy is Forbid and {{active}} is still active.', nextSync: 'The controller looks again at {{at, offset}}, in {{left}} s.', noNextRun: 'Its schedule never comes again.',
};
export const branchLabel = { original: 'the first run', input: 'changed: {{inputName}}', skipped: 'skipped ahead' };
