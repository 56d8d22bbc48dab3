// English: the dialogs.
export const dialog = { share: 'Share', settings: 'Settings', help: 'Help', fidelity: 'Fidelity', incident: 'Your own incident' };

export const incident = {
  open: 'Your own incident …', openNote: 'What kubectl printed of a real cluster, as a picture that plays',
  intro: 'Paste what a real cluster told you, or drop the file here. It stays in this browser. What you will see is recorded, not simulated: only what the data tells.',
  snapshot: 'One look at everything:', stream: 'Or a stream, for as long as you let it run:', oneKind: '(a watch is of one kind; paste that of jobs and that of pods one after the other)', text: 'Output of kubectl', file: 'Open a file …', show: 'Show it', reading: 'Reading …', example: 'Try an example',
  recorded: 'Recorded, not simulated', objects_one: '{{count}} object', objects_other: '{{count}} objects', events_one: '{{count}} Event', events_other: '{{count}} Events',
  skipped: 'Left out: {{kinds}}.', cut: 'The last document was cut off and is left out.', unread: 'Left out at line {{line}}: {{message}}.',
  seen: 'Press Play to watch what the cluster did, as far as its objects and Events tell.', simulate: 'Simulate from here', simulated: 'Simulated from the recording, with its manifests and its clock.', backTo: { run: 'Back to my run', recording: 'Back to the recording' }, readOnly: 'This is a recording; it cannot be changed. Press “Simulate from here” to try things.', noManifest: 'There is no Job or CronJob at this moment to simulate from.',
  problem: {
    empty: 'There is nothing here yet.', table: 'This is the table that kubectl prints for people; it does not hold enough. Add “-o yaml” to the command.',
    syntax: 'Line {{line}} cannot be read: {{message}}', nothing: 'There is no Job, CronJob, Pod or Event in this text ({{message}}).', manifest: 'This is a manifest: it was never in a cluster and tells of nothing that happened. Put it into the editor.',
  },
};

export const share = {
  link: 'Link', linkText: 'Opens this manifest with these settings. It is all in the link; no server sees it.', copied: 'Copied',
  embed: 'Embed', embedText: 'The picture with its controls, to be put into another page. It needs no storage and works in a sandbox.', autoplay: 'Play at once', theme: 'Theme', tryIt: 'Try it',
  run: 'Run', runText: 'All inputs of this run as a file. Opened again, it plays exactly the same.', save: 'Save run', open: 'Open run …', notRun: 'This file holds no saved run; what was here stays.', hash: 'Hash of the trace: the same run gives the same hash everywhere',
};

export const settings = {
  intro: 'Latencies are fixed and small so that a run repeats and races are real. An empty field keeps the usual value.',
  start: 'Clock at the start (UTC)', seed: 'Seed', usual: 'usual', apiCall: 'API call', apiStage: 'Stage in the API server', etcdCommit: 'etcd commit', watchDelivery: 'Watch delivery', syncStage: 'Stage of a reconcile',
  scheduling: 'Scheduling', imagePull: 'Image pull', containerStart: 'Container start', jobWorkers: 'Job workers', cronJobWorkers: 'CronJob workers', clientQps: 'API client QPS', clientBurst: 'API client burst',
  restart: 'Start anew with these', now: 'Change them now',
};

export const help = {
  what: 'Kronoscope simulates the control plane of Kubernetes v1.36 in your browser: API server, etcd, watches, the Job and CronJob controllers with their informers and work queues, scheduler, nodes and containers. Paste the YAML of a Job or CronJob and press Play.',
  paces: 'Story pace gives each event a beat and skips quiet stretches. Clock pace runs virtual time at a fixed speed. You can step, go back, and change anything at any moment: a change in the past begins a new branch. What looks like a link or has a “Why?” beside it can be asked about; what kubectl printed of a real cluster can be opened under Examples.',
  fidelity: 'What is exact, simplified and left out', keys: 'Keys', stepKeys: '{{unit}}, forward and back',
  key: { play: 'Play or pause', stepArrows: 'One event forward or back', restart: 'Back to the start', toEnd: 'Run to the end', apply: 'Apply the manifest', zoom: 'Larger, smaller, the whole picture', pan: 'Move the picture', help: 'This help' },
};
