// How long a cluster may repeat itself: what its CronJobs' calendars and its Pods' programs allow. Asked before a run leaps over what is always the same.
import { dstJumps, nextActivation, parseSchedule } from '../api/schedule/index.ts';
import type { CronJob, Job, Pod } from '../api/types.ts';
import { simTime, type Millis, type SimTime } from '../base/time.ts';
import type { World } from '../sim/types.ts';
import type { EtcdState } from './etcd/store.ts';
import type { Payload } from './messages.ts';

const minute = 60_000;
type Container = { command?: readonly string[]; args?: readonly string[]; env?: readonly { valueFrom?: unknown }[] };

/** A program that reads the clock, its own name or a value given from outside, and could decide by it. */
function decidesByClock(c: Container): boolean {
  const text = [...c.command ?? [], ...c.args ?? []].join(' ');
  const reads = /date|time|second|hostname|name\b|uid|random|cat\b/i.test(text) || (c.env ?? []).some((e) => e.valueFrom !== undefined);
  return reads && /[`$|<>[\]]|\b(?:if|test|case|while|until|for|exit|python\d*|perl|node|awk)\b/.test(text);
}
const programsOf = (spec: Pod['spec'] | undefined): Container[] => [...spec?.containers ?? [], ...spec?.initContainers ?? []] as Container[];

/** Until when each activation has one a period later, and no others come between. */
function scheduleRepeatsUntil(cj: CronJob, from: number, period: Millis, until: number): number {
  const parsed = parseSchedule(cj.spec.schedule);
  if (!parsed.ok) return until;
  const schedule = parsed.value, zone = cj.spec.timeZone ?? null;
  if (schedule.type === 'every') return until;
  const end = dstJumps(zone, from, until)[0]?.at ?? until;
  if (schedule.dom.star && schedule.dow.star && schedule.month.values.size === 12) {
    const minutes = new Set([...schedule.hour.values].flatMap((h) => [...schedule.minute.values].map((m) => h * 60 + m)));
    return [...minutes].every((m) => minutes.has((m + period / minute) % 1440)) ? end : from;
  }
  let later: number | null = nextActivation(schedule, from + period, zone);
  for (let t = nextActivation(schedule, from, zone); t !== null && t < end; t = nextActivation(schedule, t, zone)) {
    if (later !== t + period) return t;
    later = nextActivation(schedule, later, zone);
  }
  return end;
}

/** Until when (SimTime, at most `until`) calendars and programs repeat themselves every `period` ms. The world's own time where they do not at all. */
export function repeatsUntil(world: World<Payload>, period: Millis, until: SimTime): SimTime {
  const objects = (world.processes.get('etcd')!.state as EtcdState).objects;
  let end = world.epoch + until;
  for (const { object } of objects.values()) {
    const template = object.kind === 'CronJob' ? (object as CronJob).spec.jobTemplate.spec?.template : object.kind === 'Job' ? (object as Job).spec.template : null;
    if (template && programsOf(template.spec as Pod['spec']).some(decidesByClock)) return world.now;
    if (object.kind === 'CronJob' && !(object as CronJob).spec.suspend) end = Math.min(end, scheduleRepeatsUntil(object as CronJob, world.epoch + world.now, period, end));
  }
  return simTime(end - world.epoch);
}
