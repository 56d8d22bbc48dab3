// Time zones: which names exist, the offset at an instant, instants of local times and the jumps of the clock. The one place that asks Intl.
import { zoneNames } from './zone-names.ts';

let known: ReadonlySet<string> | null = null;   // made when a zone is first named
const allZones = (): ReadonlySet<string> => (known ??= new Set(Object.entries(zoneNames).flatMap(([area, names]) => names.split(' ').map((n) => (area ? `${area}/${n}` : n)))));

/** Go's time.LoadLocation: null if the zone exists, else its error. */
export function timeZoneError(zone: string): string | null {
  if (zone === '' || zone === 'UTC' || zone === 'Local') return null;
  if (zone.includes('..') || zone.startsWith('/') || zone.startsWith('\\')) return 'time: invalid location name';
  return allZones().has(zone) ? null : `unknown time zone ${zone}`;
}

const day = 86_400_000;
export type Zone = { readonly name: string; /** Offset from UTC in ms at an instant (ms since 1970). */ offsetAt(instant: number): number };
const zones = new Map<string, Zone>();

function reader(name: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short' });
  return (instant) => {
    const part: Record<string, number> = {};
    for (const p of format.formatToParts(instant)) if (p.type !== 'literal' && p.type !== 'era') part[p.type] = Number(p.value);
    const whole = Math.floor(instant / 1000) * 1000;
    return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - whole;
  };
}
/** Instants at which Intl does not know a zone of this name fall back to UTC (an engine with less data). */
function readerOrUtc(name: string): (instant: number) => number {
  try { return reader(name); } catch { return () => 0; }
}

/** A zone with its offsets remembered by day, so that a year of minutes costs little. */
export function zoneOf(name: string | null | undefined): Zone {
  const id = !name || name === 'Local' ? 'UTC' : name;
  const held = zones.get(id);
  if (held) return held;
  const zone: Zone = id === 'UTC' ? { name: id, offsetAt: () => 0 } : remembering(id, readerOrUtc(id));
  zones.set(id, zone);
  return zone;
}
function remembering(name: string, read: (instant: number) => number): Zone {
  const starts = new Map<number, number>();
  const startOf = (n: number): number => {
    const held = starts.get(n);
    if (held !== undefined) return held;
    const offset = read(n * day);
    starts.set(n, offset);
    return offset;
  };
  const changes = new Map<number, number>();
  return {
    name,
    offsetAt(instant) {
      const n = Math.floor(instant / day);
      const a = startOf(n);
      const b = startOf(n + 1);
      if (a === b) return a;
      let change = changes.get(n);
      if (change === undefined) { change = changeBetween(read, n * day, (n + 1) * day, a); changes.set(n, change); }
      return instant < change ? a : b;
    },
  };
}
/** First instant in (from, to] whose offset is not `before`, to the second. */
function changeBetween(read: (instant: number) => number, from: number, to: number, before: number): number {
  let low = from;
  let high = to;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle <= low) break;
    if (read(middle) === before) low = middle; else high = middle;
  }
  return high;
}

/** The instant of a local time given as if it were UTC. In a gap or an overlap it is what Go's time.Date gives. */
export function instantOf(zone: Zone, local: number): number {
  const offset = zone.offsetAt(local);
  if (offset === 0) return local;
  return local - zone.offsetAt(local - offset);
}

export type Jump = { at: number; before: number; after: number };
/** Where the clocks of a zone change in [from, to): instant and offsets (ms). */
export function dstJumps(zoneName: string | null, from: number, to: number): Jump[] {
  const zone = zoneOf(zoneName);
  const jumps: Jump[] = [];
  for (let n = Math.floor(from / day); n * day < to; n++) {
    const before = zone.offsetAt(n * day);
    const after = zone.offsetAt((n + 1) * day);
    if (before === after) continue;
    let low = n * day;
    let high = (n + 1) * day;
    while (high - low > 1000) { const m = Math.floor((low + high) / 2000) * 1000; if (m <= low) break; if (zone.offsetAt(m) === before) low = m; else high = m; }
    if (high >= from && high < to) jumps.push({ at: high, before, after });
  }
  return jumps;
}
