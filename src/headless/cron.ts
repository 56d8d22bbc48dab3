// `npm run cron -- FILE`: parses schedules and lists their next activations. Reads [{schedule, zone?, from?, count?}], prints [{error} | {next}].
import { readFileSync } from 'node:fs';
import { nextActivation, parseSchedule, timeZoneError } from '../api/schedule/index.ts';

type Entry = { schedule: string; zone?: string | null; from?: string | number; count?: number };
/** Where a list begins that names no moment. */
const defaultFrom = '2026-01-01T00:00:00Z';

const rfc3339 = (t: number) => new Date(t).toISOString().replace('.000Z', 'Z');
function answer({ schedule, zone, from = defaultFrom, count = 5 }: Entry): { error: string } | { next: string[] } {
  if (zone) { const wrong = timeZoneError(zone); if (wrong !== null) return { error: wrong }; }
  const parsed = parseSchedule(schedule);
  if (!parsed.ok) return { error: parsed.error };
  // A TZ= prefix is part of robfig/cron's dialect, though Kubernetes refuses it.
  const prefix = /^(?:CRON_)?TZ=(\S*)/.exec(schedule)?.[1];
  const next: string[] = [];
  let t: number | null = typeof from === 'number' ? from : Date.parse(from);
  while (next.length < count) {
    t = nextActivation(parsed.value, t, prefix ?? zone ?? null);
    if (t === null) break;
    next.push(rfc3339(t));
  }
  return { next };
}
const file = process.argv[2];
if (!file) { console.error('usage: npm run --silent cron -- FILE'); process.exit(2); }
console.log(JSON.stringify((JSON.parse(readFileSync(file, 'utf8')) as Entry[]).map(answer), null, 2));
