// English: the shell of the page, transport, dialogs.
export const app = {
  title: 'Kronoscope', examples: 'Examples', share: 'Share', settings: 'Settings', help: 'Help', language: 'Language', close: 'Close', views: 'Views',
  theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  transport: 'Playback', play: 'Play', pause: 'Pause', restart: 'Back to the start', stepBack: 'One event back', stepBy: 'Step by', back: 'Back', forward: 'Forward', toEnd: 'Run to the end', stop: 'Stop',
  stepUnit: { event: 'One event', caption: 'One sentence', write: 'One API write', stage: 'One stage of a reconcile', sync: 'One whole reconcile', jobStatus: 'Next change of a Job’s status', pod: 'Next change of a Pod', tick: 'Next schedule tick' },
  speed: 'Speed', speedTitle: 'Story: each event gets a beat, quiet stretches are skipped. Clock: virtual seconds times a speed.', story: 'Story', clock: 'Clock',
  clockTitle: 'Time since the start, and the time in the cluster',
  manifest: 'Manifest', apply: 'Apply', undo: 'Undo', copy: 'Copy', notApplied: 'not applied yet', problems: 'Problems', line: 'Line {{line}}',
  moreProblems_one: 'and {{count}} more', moreProblems_other: 'and {{count}} more',
  picture: 'The control plane', inspector: 'Inspector', timeline: 'Timeline', detail: 'Level of detail', opened: 'Whose room is open',
  details: { system: 'System', controller: 'Controller', reconcile: 'Reconcile' },
  toggleEditor: 'Show or hide the manifest', toggleInspector: 'Show or hide the inspector', toggleTimeline: 'Show or hide the timeline',
  zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Fit', save: 'Save picture', saveSvg: 'Picture as SVG', savePng: 'Picture as PNG', timelineSvg: 'Timeline as SVG', timelinePng: 'Timeline as PNG', film: 'Film the picture', filmNote: 'Plays and records a video until you stop it', stopFilm: 'Stop and save', noFilm: 'This browser cannot record a video of the picture.', print: 'Print …',
  showParts: 'What the picture shows', parts: { side: 'The other controllers', lower: 'Scheduler and nodes', events: 'The traffic of Events' }, pods: 'Pods', counters: 'Counters',
  phone: { yaml: 'YAML', picture: 'Picture', timeline: 'Timeline', inspect: 'Inspect' },
  panel: { status: 'Status', objects: 'Objects', reconcile: 'Reconcile', queue: 'Queue', events: 'Events', logs: 'Logs', why: 'Why', cron: 'Schedule', breakpoints: 'Breakpoints', branches: 'Branches' },
  seen: 'Press Play to send this manifest to the API server and watch what the controllers make of it.',
  idle: 'Nothing more is going to happen.', stoppedAt: 'Stopped: {{what}}.', openFull: 'Open full view', loading: 'Loading …',
  jobSummary: 'Job {{name}}: {{active}} active, {{succeeded}} succeeded, {{failed}} failed.',
  learnMore: 'Kubernetes documentation',
};

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

export const broken = { title: 'The simulation stopped', text: 'Something in the simulator went wrong; this is our mistake, not yours. Save the run for a report, or start anew.', save: 'Save run', restart: 'Start anew' };
