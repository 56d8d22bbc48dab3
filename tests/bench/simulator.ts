// The simulator's figures: events and records a second, large Jobs, many Jobs, long CronJobs, many seeds, seeking.
import { foldHistory, newHistory } from '../../src/engine/history/fold.ts';
import { newQueue, pop, push } from '../../src/sim/event-queue.ts';
import { arrived, beginSkip, continueSkip } from '../../src/sim/skip.ts';
import { seekCount, seekTime, worldOf } from '../../src/sim/timeline.ts';
import type { SimEvent } from '../../src/sim/types.ts';
import type { SimTime } from '../../src/base/time.ts';
import { begin, eventsOf, finish, jobYaml, minutely, recordsOf, roomy } from './cluster.ts';
import { heapUsed, least, type Bench } from './figure.ts';
import { manyJobs } from './many-jobs.ts';
import { webernetesMillis } from './webernetes.ts';

/** Milliseconds to push and pop `n` timers, a few hundred pending at a time. */
function bareQueueMillis(n: number): number {
  return least(3, () => {
    const q = newQueue<null>();
    const event = (id: number): SimEvent<null> => ({ id, at: (id * 7919) % 100_003 as never, lane: 1, from: 'a', to: 'b', sentAt: 0 as never, cause: null, incarnation: 0, payload: null });
    for (let i = 0; i < 300; i++) push(q, event(i));
    for (let i = 300; i < n; i++) { pop(q); push(q, event(i)); }
  });
}

const engine: Bench = { name: 'engine', run() {
  const pods = 1000;
  let events = 0;
  let records = 0;
  const run = () => { const t = finish(begin(jobYaml('busy', pods, 100), roomy, true)); events = eventsOf(t); records = recordsOf(t); };
  const cold = least(1, run);
  const ms = least(6, run);
  const bare = bareQueueMillis(events);
  const asManyTimers = bareQueueMillis(records);
  return [
    { work: 'trace records a second in a busy run', value: (records / ms) * 1000, unit: '/s', target: 300_000, sense: 'min', ratio: { to: 'a bare loop that pushes and pops as many timers', is: ms / asManyTimers, target: 20 }, note: 'once its code is compiled: the best of six runs after the first' },
    { work: 'the same in the first run of a process', value: (records / cold) * 1000, unit: '/s', target: null, sense: 'min' },
    { work: 'cost of an event of that run', value: (ms / events) * 1000, unit: 'µs', target: null, sense: 'max', ratio: { to: 'a bare push and pop', is: ms / bare }, note: `${(events / pods).toFixed(0)} events and ${(records / pods).toFixed(0)} records a Pod: each write is request, txn, txnDone, reply and a message to each watcher` },
  ];
} };

const large: Bench = { name: 'large-job', run() {
  const small = least(6, () => finish(begin(jobYaml('big', 1000, 500), roomy, false)));   // the first of them compile the code
  const big = least(1, () => finish(begin(jobYaml('big', 10_000, 500), roomy, false)));
  return [{ work: '10,000 completions, parallelism 500', value: big / 1000, unit: 's', target: 2, sense: 'max', ratio: { to: 'the cost per Pod at 1,000', is: big / 10 / small, target: 1.5 } }];
} };

const many: Bench = { name: 'many-jobs', run() {
  const [cold, ...compiled] = manyJobs(7);
  return [{ work: '1,000 Jobs of 10 Pods at once', value: Math.min(...compiled) / 1000, unit: 's', target: 2, sense: 'max', note: `once its code is compiled: the best of six runs after the first, which took ${(cold! / 1000).toFixed(2)} s` }];
} };

const seeds: Bench = { name: 'seeds', run() {
  const ms = least(1, () => { for (let seed = 0; seed < 1000; seed++) finish(begin(jobYaml('s', 20, 5), {}, false, seed)); });
  return [{ work: '1,000 seeded runs of a 20-Pod Job, no trace', value: ms / 1000, unit: 's', target: 3, sense: 'max' }];
} };

const day = 86_400_000;
/** A year as "Skip ahead" goes: run until it repeats itself, then leapt over; and, for comparison, what the same costs event by event. */
const cron: Bench = { name: 'cron', run() {
  const before = heapUsed();
  let year = begin(minutely, {}, true);
  const ms = least(1, () => {
    const skip = beginSkip(finish(year, 1000), 365 * day as SimTime);
    while (!continueSkip(skip, 100_000)) { /* on */ }
    year = arrived(skip);
  });
  const held = heapUsed() - before;
  const times = Array.from({ length: 60 }, (_, i) => least(1, () => seekTime(year, ((i * 37) % 61) / 61 * 365 * day))).sort((a, b) => a - b);
  const events = eventsOf(year);
  const days = 4;
  const each = least(1, () => finish(begin(minutely, {}, false), days * day));
  return [
    { work: 'a virtual year of */1 * * * *', value: ms / 1000, unit: 's', target: 30, sense: 'max', ratio: { to: 'event by event', is: ms / (each / days * 365) }, note: `${events.toLocaleString('en-US')} events, leapt over where they repeat: the world at the end is the same` },
    { work: 'memory that it holds', value: held / 1e6, unit: 'MB', target: 300, sense: 'max' },
    { work: 'to any moment of that year, p95', value: times[Math.floor(times.length * 0.95)]!, unit: 'ms', target: null, sense: 'max' },
    { work: 'the year event by event', value: each / days * 365 / 1000, unit: 's', target: null, sense: 'max', note: `scaled up from ${days} days` },
  ];
} };

const seek: Bench = { name: 'seek', run() {
  const before = heapUsed();
  const t = finish(begin(jobYaml('long', 6500, 60), roomy, true));
  const records = recordsOf(t);
  const history = newHistory(0);
  foldHistory(history, t.trace!);
  const held = heapUsed() - before;
  const head = worldOf(t).eventCount;
  const times = Array.from({ length: 120 }, (_, i) => least(1, () => seekCount(t, Math.floor(((i * 7919) % 997) / 997 * head)))).sort((a, b) => a - b);
  return [
    { work: `seek anywhere in ${records.toLocaleString('en-US')} records, p95`, value: times[Math.floor(times.length * 0.95)]!, unit: 'ms', target: 100, sense: 'max' },
    { work: 'memory of that run with its history', value: held / 1e6, unit: 'MB', target: 400, sense: 'max' },
  ];
} };

const neighbour: Bench = { name: 'webernetes', run() {
  const ours = least(2, () => finish(begin(jobYaml('hundred', 100, 100, 'sleep 100000'), roomy, true), 10_000));
  const theirs = webernetesMillis();
  if (theirs === null) return [{ work: '100 Pods to running', value: ours, unit: 'ms', target: null, sense: 'max', note: '@ngrok/webernetes could not be installed' }];
  return [{ work: '100 Pods to running', value: ours, unit: 'ms', target: null, sense: 'max', ratio: { to: '@ngrok/webernetes', is: ours / theirs }, note: `@ngrok/webernetes: ${Math.round(theirs)} ms` }];
} };

export const simulator: Bench[] = [engine, large, many, seeds, cron, seek, neighbour];
