// Schedules as the rest of the project knows them: refusals, next activations, and what people are shown.
import type { Read } from './go.ts';
import { readSchedule, type Schedule } from './parse.ts';
import { timeZoneError } from './zone.ts';

export { nextActivation } from './next.ts';
export { dstJumps, timeZoneError, zoneOf, type Jump } from './zone.ts';
export type { Every, Schedule, Spec } from './parse.ts';

const read = new Map<string, Read<Schedule>>();
/** Reads a schedule; remembered, since a controller asks again at each sync. */
export function parseSchedule(text: string): Read<Schedule> {
  const held = read.get(text);
  if (held) return held;
  const parsed = readSchedule(text, timeZoneError);
  if (read.size > 500) read.clear();
  read.set(text, parsed);
  return parsed;
}
/** robfig/cron's refusal, or null for a schedule that it takes. */
export function scheduleError(text: string): string | null {
  const parsed = parseSchedule(text);
  return parsed.ok ? null : parsed.error;
}
