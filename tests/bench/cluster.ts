// Runs of the whole cluster that the benches measure.
import type { EpochMillis, SimTime } from '../../src/base/time.ts';
import { withDefaults } from '../../src/cluster/settings.ts';
import { createCluster } from '../../src/cluster/wiring.ts';
import type { Body, Input, Payload, Settings } from '../../src/cluster/messages.ts';
import { advance, enter, newTimeline, worldOf, type Timeline } from '../../src/sim/timeline.ts';

export type BenchTimeline = Timeline<Payload, Body, Input>;
const epoch = Date.parse('2026-01-01T00:00:00Z') as EpochMillis;
/** API limits lifted and room for everything. */
export const roomy: Partial<Settings> = { clientQps: 1e6, clientBurst: 1e6, nodes: Array.from({ length: 30 }, (_, i) => ({ name: `node-${i + 1}`, cpu: '256', memory: '1024Gi', pods: 2000 })) };

export const jobYaml = (name: string, completions: number, parallelism: number, command = 'sleep 3'): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: ${name}}\nspec: {completions: ${completions}, parallelism: ${parallelism}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: [sh, -c, "${command}"]}]}}}\n`;
export const minutely = 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "*/1 * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: [sh, -c, "date"]}]}}}}}\n';

export function begin(text: string, settings: Partial<Settings>, keepTrace: boolean, seed = 1): BenchTimeline {
  const { world, rules } = createCluster({ settings: withDefaults(settings), epoch, seed });
  const t = newTimeline<Payload, Body, Input>(world, rules, keepTrace);
  enter(t, { type: 'command', command: { type: 'apply', text } }, 0 as SimTime);
  return t;
}
export function finish(t: BenchTimeline, until = Infinity): BenchTimeline {
  while (advance(t, until, 100_000) === 100_000) { /* on */ }
  return t;
}
export const eventsOf = (t: BenchTimeline): number => worldOf(t).eventCount;
export const recordsOf = (t: BenchTimeline): number => worldOf(t).traceLength;
