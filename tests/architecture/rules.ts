// The import law as data: which room may not import which, and why. The test beside this file enforces it.

export type ImportRule = { room: string; never: string[]; except?: string[]; because: string };

/** Rooms are folders below src/. `never` names rooms ('sim') or packages ('npm:svelte', 'npm:*' for any). `except` names files. */
export const importRules: ImportRule[] = [
  { room: 'base', never: ['sim', 'api', 'cluster', 'engine', 'diagram', 'lessons', 'i18n', 'share', 'app', 'headless', 'npm:*'], because: 'base is what everything stands on' },
  { room: 'sim', never: ['api', 'cluster', 'engine', 'diagram', 'lessons', 'i18n', 'share', 'app', 'headless', 'npm:*'], because: 'the kernel knows no Kubernetes' },
  { room: 'api', never: ['sim', 'cluster', 'engine', 'diagram', 'lessons', 'i18n', 'share', 'app', 'headless', 'npm:svelte', 'npm:d3'], because: 'nouns and rules have no time and no effects' },
  { room: 'cluster', never: ['engine', 'diagram', 'lessons', 'i18n', 'share', 'app', 'headless', 'npm:*'], because: 'the cluster knows no browser and no view' },
  { room: 'cluster/controllers', never: ['cluster/etcd', 'cluster/apiserver', 'cluster/scheduler', 'cluster/kubelet', 'cluster/user'], because: 'controllers meet only at the API' },
  { room: 'cluster/scheduler', never: ['cluster/etcd', 'cluster/apiserver', 'cluster/controllers', 'cluster/kubelet', 'cluster/user'], because: 'the scheduler meets the others only at the API' },
  { room: 'cluster/kubelet', never: ['cluster/etcd', 'cluster/apiserver', 'cluster/controllers', 'cluster/scheduler', 'cluster/user'], because: 'a kubelet meets the others only at the API' },
  { room: 'cluster/apiserver', never: ['cluster/controllers', 'cluster/scheduler', 'cluster/kubelet', 'cluster/client-go', 'cluster/user'], because: 'the server does not know its clients' },
  { room: 'cluster/etcd', never: ['cluster/apiserver', 'cluster/controllers', 'cluster/scheduler', 'cluster/kubelet', 'cluster/client-go', 'cluster/user'], because: 'a store does not know who uses it' },
  { room: 'engine', never: ['diagram', 'lessons', 'share', 'app', 'headless', 'npm:svelte', 'npm:d3'], because: 'the engine runs in a worker, without a document' },
  { room: 'diagram', never: ['sim', 'cluster', 'api', 'app', 'share', 'i18n', 'lessons', 'headless', 'npm:svelte'], because: 'drawing must work without a framework and reads only the view' },
  { room: 'lessons', never: ['sim', 'cluster', 'engine', 'diagram', 'app', 'headless', 'npm:*'], because: 'lessons are data' },
  { room: 'i18n', never: ['sim', 'cluster', 'diagram', 'app', 'share', 'headless', 'npm:svelte', 'npm:d3'], because: 'texts are data' },
  { room: 'share', never: ['sim', 'cluster', 'diagram', 'app', 'headless', 'npm:svelte', 'npm:d3'], because: 'a link holds inputs, not a world' },
  { room: 'app', never: ['sim', 'cluster', 'headless'], because: 'the picture reads only the view and the trace' },
];

/** Between the two cron controllers and so on: no controller may import another's folder. */
export const controllersAreStrangers = 'a controller that imports another would not meet it at the API';

export type PackageRule = { name: string; onlyIn: string[]; because: string };
export const packageRules: PackageRule[] = [
  { name: 'yaml', onlyIn: ['src/api/manifest'], because: 'one reader of YAML, which reads it as Kubernetes does' },
  { name: 'cron-parser', onlyIn: [], because: 'our dialect decides; the library is not Kubernetes\' cron, and only a test asks it where the two are one' },
  { name: 'luxon', onlyIn: [], because: 'time zones have one home, and it needs no library' },
  { name: 'd3', onlyIn: ['src/diagram'], because: 'D3 is reached through the diagram' },
  { name: 'svelte', onlyIn: ['src/app', 'src/main.ts', 'src/embed.ts'], because: 'Svelte owns components and nothing else' },
];

export type BannedGlobal = { pattern: RegExp; rooms: string[]; except: string[]; because: string };
const belowEngine = ['base', 'sim', 'api', 'cluster'];
export const bannedGlobals: BannedGlobal[] = [
  { pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/, rooms: [...belowEngine, 'engine'], except: [], because: 'time arrives as an argument; a run must repeat' },
  { pattern: /\bMath\.random\b|\bcrypto\.(randomUUID|getRandomValues)\b/, rooms: [...belowEngine, 'engine'], except: [], because: 'chance comes from seeded streams' },
  { pattern: /\b(setTimeout|setInterval|queueMicrotask|requestAnimationFrame)\b/, rooms: belowEngine, except: [], because: 'anything pending is a record with a deadline' },
  { pattern: /\basync\b|\bawait\b|\bPromise\b/, rooms: belowEngine, except: [], because: 'the world is plain data: no promise lives in it' },
  { pattern: /\bIntl\b|\btoLocale\w*|\blocaleCompare\b/, rooms: belowEngine, except: ['src/api/schedule/'], because: 'locales differ between engines' },
  { pattern: /(?<![.\w])(?:self\s*\.|(?:window|document|postMessage|localStorage)\s*[.([])/, rooms: belowEngine, except: [], because: 'the simulation knows no browser' },
  { pattern: /(?<![.\w])self\s*\.|\bpostMessage\(/, rooms: ['engine'], except: ['src/engine/worker.ts'], because: 'one file touches self and postMessage' },
  { pattern: /\bnew Worker\b/, rooms: ['app', 'diagram', 'share', 'lessons'], except: ['src/app/engine-client.ts'], because: 'one file creates the worker' },
];
