// English: the inspector's other panels.
export const events = { none: 'No event yet.', warningsOnly: 'Warnings only', forgotten: 'Of this long run, detail before {{time}} is no longer kept. Every moment can still be shown: it is played again.' };
export const logs = { pod: 'Pod', container: 'Container', all: 'all containers', times: 'with times', none: 'Nothing written yet.', noPod: 'No Pod yet.' };
export const queue = {
  controller: 'Controller', ready: 'In line', readyWhy: 'A key stands here once, however many changes there were: that is why there is a queue between the handlers and the workers.',
  empty: 'empty', none: 'none', processing: 'In hand', again: 'changed meanwhile: comes back', waiting: 'Delayed', failures: 'Failures in a row', expectations: 'Expectations', expect: '{{adds|creation|creations}}, {{dels|deletion|deletions}} not yet seen',
  caches: 'Caches', behind_one: '{{count}} revision behind', behind_other: '{{count}} revisions behind', current: 'current', workerAt: 'A worker has {{key}}: {{stage}}',
};
export const reconcile = { none: 'No reconcile yet.', now: '{{controller}} reconciles {{key}} since {{at}}', last: 'Last: {{controller}}, {{key}}, at {{at}}', values: 'What decides it', told: 'Stages of this sync' };
export const objects = { key: 'Key in etcd', none: 'Nothing is stored yet.', revision: 'Revision', now: 'as of now', at: 'revision {{revision}}, {{at}}', diff: 'what changed since the revision before', first: 'This is the first revision.' };
export const breakpoints = {
  intro: 'Play stops when one of these happens.', kind: 'Condition', add: 'Add', remove: 'Remove',
  on: { podFailed: 'A Pod fails', conflict: 'A write meets a conflict', queueOver: 'The queue holds more than', condition: 'A Job gets the condition', event: 'An event with the reason', sync: 'A sync of the Job', time: 'At the second' },
  value: { queueOver: 'Number of keys', condition: 'Condition type', event: 'Reason', sync: 'Namespace and name', time: 'Seconds since the start' },
};
export const branches = {
  intro: 'Whatever you do at a past moment begins a new branch; the old one stays.', none: 'Only one branch so far.', origin: 'from the start', from: 'from {{at}}', until: 'until {{at}}', go: 'Go there', compare: 'Compare', beside: 'Side by side', besideOf: 'beside {{name}}, at the same moment', here: 'shown',
  compared: 'Branches {{a}} and {{b}}', firstDifference: 'First difference at {{at}}:', same: 'No difference so far.', nothing: 'nothing more happens',
};
export const why = {
  object: 'Object', nothing: 'Nothing to ask about yet.', pause: 'Pause to ask about this very moment.', here: 'Why is {{name}} here?', wholeObject: 'Ask about a whole object',
  about: { field: 'Why is {{field}} of {{name}} as it is?', condition: 'Why does {{name}} have the condition {{condition}}?', queueItem: 'Why is the key {{name}} in the queue?', event: 'Why was there an Event {{reason}} for {{name}}?', flight: 'Why was this sent?' },
  noChain: 'No answer for this moment.', noAnswer: 'No answer for this moment.', decided: 'decided at {{at}}',
  not: { noNewPod: 'Why does no new Pod come?', notComplete: 'Why is it not complete?', notRunning: 'Why is it not running?', nextRun: 'When does it run next?' },
};
export const cronWords = {
  sentence: '{{time}}{{days}}', every: 'every {{ms, seconds}} from when the controller sees it', everyMinute: 'every minute', everyMinutes: 'every {{n}} minutes', everyHour: 'every hour, on the hour', everyHours: 'every {{n}} hours at minute {{minutes}}',
  during: ', in the hours from {{hours}}', at: 'at {{times}}', pastEveryHour: 'every hour at minute {{minutes}}', pastHours: 'at minute {{minutes}} of the hours {{hours}}', range: '{{from}} to {{to}}',
  everyDay: ', every day', onDays: ', on day {{days}} of the month', onWeekdays: ', on {{days}}', either: '{{a}} or {{b}}', inMonths: ', in {{months}}',
};
export const schedule = {
  title: 'Schedule', next: 'Next runs', inZone: 'in its zone', inYours: 'in yours', reader: 'your zone', dst: { forward: 'clocks go forward', back: 'clocks go back' },
  never: 'This schedule never fires.', span: 'Runs of the next', day: 'day', week: 'week', month: 'month', year: 'year', runs_one: '{{count}} run', runs_other: '{{count}} runs', many: 'more than {{count}} runs',
  setClock: 'Set the clock', setClockText: 'Starts anew at this moment (UTC).', go: 'Start there', none: 'No CronJob in the manifest.', jump: 'Go to {{at}}', bad: 'The schedule cannot be read.', zone: 'Zone',
};
