// Runs of CronJobs that skip, and all of a world as plain data to compare.
import { Lately } from '../../src/base/lately.ts';
import { SharedMap } from '../../src/base/shared-map.ts';
import type { EpochMillis, SimTime } from '../../src/base/time.ts';
import type { Body, Input, Payload } from '../../src/cluster/messages.ts';
import { withDefaults } from '../../src/cluster/settings.ts';
import { createCluster } from '../../src/cluster/wiring.ts';
import { pending } from '../../src/sim/event-queue.ts';
import { beginSkip, continueSkip, type Skip } from '../../src/sim/skip.ts';
import { copyWorld } from '../../src/sim/snapshot.ts';
import { advance, enter, newTimeline, worldOf, type Timeline } from '../../src/sim/timeline.ts';
import type { World } from '../../src/sim/types.ts';

export type Run = Timeline<Payload, Body, Input>;
export const hour = 3_600_000;
export const cron = (name: string, schedule: string, { spec = '', job = '', command = '[sh, -c, "date; echo hi"]' } = {}) =>
  `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: ${name}}\nspec: {schedule: "${schedule}", ${spec}jobTemplate: {spec: {${job}template: {spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: ${command}}]}}}}}\n`;

export function begun(text: string, { traced = false, epoch = '2026-03-27T12:00:00Z', seed = 7 } = {}): Run {
  const { world, rules } = createCluster({ settings: withDefaults({}), epoch: Date.parse(epoch) as EpochMillis, seed });
  const t = newTimeline<Payload, Body, Input>(world, rules, traced);
  enter(t, { type: 'command', command: { type: 'apply', text } }, 0 as SimTime);
  advance(t, 1000, Infinity);
  return t;
}
export function skipped(t: Run, until: number): Skip<Payload, Body, Input> {
  const s = beginSkip(t, until as SimTime);
  while (!continueSkip(s, 100_000)) { /* on */ }
  return s;
}
/** All of a world as plain data, but for what forgets: what it still knows of the past depends on when the past was cut off, and is never asked for. */
function told(value: unknown, seen = new Map<object, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Lately || (value instanceof SharedMap && value.room < Infinity)) return 'forgets';
  if (seen.has(value)) return seen.get(value);
  const made = Array.isArray(value) || value instanceof Map || value instanceof Set || value instanceof SharedMap
    ? [...value as Iterable<unknown>].map((v) => told(v, seen)) : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, told(v, seen)]));
  seen.set(value, made);
  return made;
}
export function whole(t: Run): unknown {
  const world: World<Payload> = copyWorld(worldOf(t), t.rules);
  return told({ ...world, queue: pending(world.queue).sort((x, y) => x.at - y.at || x.lane - y.lane || x.id - y.id) });
}
