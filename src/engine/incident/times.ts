// The times that an object carries: what a recording knows of when.
type Plain = Record<string, unknown>;

/** Milliseconds since 1970, or null. */
export function timeOf(stamp: unknown): number | null {
  if (typeof stamp !== 'string') return null;
  const at = Date.parse(stamp);
  return Number.isFinite(at) ? at : null;
}

const stamps = new Set(['creationTimestamp', 'lastTransitionTime', 'lastProbeTime', 'lastUpdateTime', 'startTime', 'completionTime', 'startedAt', 'finishedAt', 'lastScheduleTime', 'lastSuccessfulTime', 'firstTimestamp', 'lastTimestamp', 'eventTime', 'lastObservedTime', 'time']);

/** The newest time in the object: the recording saw this version then or later. deletionTimestamp lies in the future and does not count. */
export function newestTime(value: unknown): number | null {
  let newest: number | null = null;
  const walk = (v: unknown): void => {
    if (Array.isArray(v)) { v.forEach(walk); return; }
    if (typeof v !== 'object' || v === null) return;
    for (const [key, inner] of Object.entries(v as Plain)) {
      const at = stamps.has(key) ? timeOf(inner) : null;
      if (at !== null) { if (newest === null || at > newest) newest = at; } else walk(inner);
    }
  };
  const o = value as Plain;
  walk(o.metadata);
  walk(o.status);
  return newest;
}

/** When an Event was first seen; 0: it does not say. */
export const firstTime = (e: Readonly<Record<string, unknown>>): number =>
  timeOf(e.firstTimestamp) ?? timeOf(e.deprecatedFirstTimestamp) ?? timeOf(e.eventTime) ?? timeOf((e.metadata as Plain | undefined)?.creationTimestamp) ?? 0;
