// English: the few words inside the picture and the timeline; the keys are those of src/diagram/texts.ts.
export const diagram = {
  revision: 'rev {{n}}', keys: '{{n|key|keys}}', behind: 'behind', empty: 'empty', again: 'again', idle: 'idle', waiting: 'delayed', queued: '{{n}} queued', down: 'down', addon: 'add-on',
  podsMore: '+{{n}} more', unscheduled: '{{n}} without a node', capacity: '{{n}} of {{max|Pod|Pods}}', podsHere: '{{n|Pod|Pods}}', unseen: 'its inside is not in the recording', pod: 'Pod {{name}}, {{state}}', cutOff: 'cut off', cordoned: 'cordoned', next: 'next in {{left}}',
  add: 'add', update: 'update', delete: 'delete',
};
export const timeline = { recorded: 'Recorded', backoff: 'back-off {{left}}', deadline: 'deadline', suspended: 'suspended', head: 'shown moment', empty: 'The Pods of the run appear here.', rowsMore: '{{n|more row|more rows}}', counters: 'Counters', queue: 'queue', whole: '◂ all', wholeTitle: 'Show all from the start', kept: 'kept ▸', keptTitle: 'Show only what is kept' };
