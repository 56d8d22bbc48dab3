// Plays a scenario on a cluster like the recorded one and observes it.
import { epochMillis, millis, simTime } from '../../base/time.ts';
import type { Kind } from '../../api/types.ts';
import type { Body, Input, Payload, UserCommand } from '../../cluster/messages.ts';
import { withDefaults } from '../../cluster/settings.ts';
import { createCluster } from '../../cluster/wiring.ts';
import { peek } from '../../sim/event-queue.ts';
import { createStepper, listener, type Stepper } from '../../sim/world.ts';
import { conclude, jobNames, newObserver, observe, podName, type Observed, type Observer } from './observe.ts';
import { withApiVersion, type Action, type Scenario } from './scenario.ts';

export type Result = { at?: number; action?: Action; code: number };
export type Replayed = { results: Result[] } & Observed;

const namespace = 'default';
/** The recorded control plane: 5 workers each, API client rate limit lifted, one node that takes every Pod, all on one fast machine. */
const settings = withDefaults({
  apiCall: millis(2), apiStage: millis(1), etcdCommit: millis(4), watchDelivery: millis(2), syncStage: millis(1), scheduling: millis(2),
  jobWorkers: 5, cronJobWorkers: 5, clientQps: 2000, clientBurst: 4000, nodes: [{ name: 'oracle-node', cpu: '1000', memory: '4000Gi', pods: 100_000 }],
});
const eventsMax = 20_000_000;

/** What waits for an answer from the API server; `answers`: how many are still to come. */
type Open = { result: Result; answers: number };
type Run = { stepper: Stepper<Payload, Body, Input>; observer: Observer; open: Open[]; results: Result[] };

export function play(scenario: Scenario): Replayed {
  const { world, rules } = createCluster({ settings, epoch: epochMillis(scenario.epoch), seed: 1, plan: scenario.plan });
  const observer = newObserver(scenario.epoch), open: Open[] = [], results: Result[] = [];
  const stepper = createStepper<Payload, Body, Input>(world, rules, listener((record) => {
    observe(observer, record);
    if (record.body.type === 'sent' && record.body.to === 'kubectl' && record.body.payload?.type === 'reply') noteReply(open, record.body.payload.reply, record.at);
  }));
  const run: Run = { stepper, observer, open, results };
  if (scenario.manifests.length > 0) {
    for (const _ of scenario.manifests) expectAnswer(run, { code: 0 });
    tell(run, { type: 'create', manifests: scenario.manifests }, 0);
  }
  for (const action of scenario.actions) {
    if (action.at > scenario.seconds) break;
    advance(run, action.at * 1000);
    act(run, action);
  }
  advance(run, scenario.seconds * 1000);
  return { results, ...conclude(observer, scenario.seconds) };
}

function advance(run: Run, until: number): void {
  const { world } = run.stepper;
  for (let n = 0; n < eventsMax; n++) {
    const next = peek(world.queue);
    if (!next || next.at > until) return;
    run.stepper.step();
  }
  throw new Error(`more than ${eventsMax} events before ${until / 1000} s`);
}

function tell(run: Run, command: UserCommand, at: number): void {
  run.stepper.input({ type: 'command', command }, simTime(Math.max(at, run.stepper.world.now)));
}

function expectAnswer(run: Run, result: Result, answers = 1): void {
  run.results.push(result);
  run.open.push({ result, answers });
}

const success: Record<string, number> = { create: 201, evict: 201 };
function noteReply(open: Open[], reply: Extract<Payload, { type: 'reply' }>['reply'], at: number): void {
  if (reply.call.verb === 'get' || reply.call.verb === 'list') return;
  const waiting = open[0];
  if (!waiting) return;
  waiting.result.code = reply.result.ok ? (success[reply.call.verb] ?? 200) : reply.result.status.code;
  if (waiting.result.action) waiting.result.at = Math.round(at) / 1000;
  if (--waiting.answers === 0) open.shift();
}

/** Does one action now. Something that is not there is answered with 404 without asking. */
function act(run: Run, action: Action): void {
  const at = millis(Math.round(action.at * 1000));
  const result: Result = { at: action.at, action, code: 404 };
  const command = commandOf(run.observer, action);
  if (Array.isArray(command)) {
    if (command.length === 0) { run.results.push({ ...result, code: 200 }); return; }
    expectAnswer(run, result, command.length);
    for (const c of command) tell(run, c, at);
  } else if (command) {
    expectAnswer(run, result);
    tell(run, command, at);
  } else run.results.push(result);
}

function commandOf(o: Observer, a: Action): UserCommand | UserCommand[] | null {
  if (a.deleteJobs) return jobNames(o).map((name) => ({ type: 'delete', kind: 'Job', namespace, name, options: { propagationPolicy: 'Background' } }));
  const created = a.create ?? a.manifest;
  if (created) return { type: 'create', manifests: [withApiVersion(created)] };
  if (a.evict !== undefined) {
    const name = typeof a.evict === 'number' ? podName(o, a.evict) : (a.evict.name ?? podName(o, a.evict.ordinal ?? a.ordinal ?? 0));
    return name === null ? null : { type: 'evict', namespace, name };
  }
  if (a.relabel !== undefined) return relabel(o, a);
  const kind: Kind = a.kind ?? 'Job';
  const name = a.name ?? podName(o, a.ordinal ?? 0);
  if (name === null) return null;
  if (a.delete) return { type: 'delete', kind, namespace, name, options: a.options ?? (kind === 'Pod' ? {} : { propagationPolicy: 'Background' }) };
  return a.patch === undefined ? null : { type: 'patch', kind, namespace, name, patch: a.patch };
}

/** Overwrites the Pod's two controller-uid labels. */
function relabel(o: Observer, a: Action): UserCommand | null {
  const told = a.relabel;
  const ordinal = typeof told === 'number' ? told : typeof told === 'object' ? (told.ordinal ?? a.ordinal ?? 0) : (a.ordinal ?? 0);
  const value = (typeof told === 'string' ? told : typeof told === 'object' ? told.value : undefined) ?? a.to ?? a.value ?? a.uid ?? 'someone-else';
  const name = podName(o, ordinal);
  return name === null ? null : { type: 'patch', kind: 'Pod', namespace, name, patch: { metadata: { labels: { 'batch.kubernetes.io/controller-uid': value, 'controller-uid': value } } } };
}
