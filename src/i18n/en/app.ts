// English: the shell of the page, transport.
export const app = {
  title: 'Kronoscope', examples: 'Examples', share: 'Share', settings: 'Settings', help: 'Help', language: 'Language', close: 'Close', views: 'Views',
  theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  transport: 'Playback', play: 'Play', pause: 'Pause', restart: 'Back to the start', stepBack: 'One event back', stepBy: 'Step by', back: 'Back', forward: 'Forward', toEnd: 'Run to the end', stop: 'Stop',
  skipAhead: 'Skip ahead', skip: { hour: 'One hour', day: 'One day', month: '30 days', year: 'One year' },
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

export const broken = { title: 'The simulation stopped', text: 'Something in the simulator went wrong; this is our mistake, not yours. Save the run for a report, or start anew.', save: 'Save run', restart: 'Start anew' };

/** The one that is there at first sight; the others are in examples.ts. */
export const examples = { 'paral-1': { name: 'Eight runs, two at a time', seen: 'A Job wants eight Pods to succeed, two at a time: watch the controller keep exactly two running until eight are done.' } };
