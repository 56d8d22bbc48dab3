// Takes out of objects and texts what differs from run to run: uids, names of Pods, revisions, the wall clock.

export type Mask = {
  uids: Map<string, string>; pods: Map<string, number>;
  /** Seconds from t = 0 of an API time. */
  relative(time: string): number;
  text(s: string): string;
};

const namespace = 'default';
const times = new Set(['creationTimestamp', 'deletionTimestamp', 'startTime', 'completionTime', 'lastTransitionTime', 'lastSuccessfulTime']);
const dropped = new Set(['resourceVersion', 'managedFields', 'selfLink']);
const uidShape = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export function newMask(epoch: number): Mask {
  const uids = new Map<string, string>(), pods = new Map<string, number>();
  return {
    uids, pods,
    relative: (time) => Math.round((Date.parse(time) - epoch) / 1000) || 0,
    text: (s) => s.replace(uidShape, (uid) => (uids.has(uid) ? `<uid of ${uids.get(uid)}>` : uid))
      .replace(/[a-z0-9]([-.a-z0-9]*[a-z0-9])?/g, (word) => (pods.has(word) ? `<pod ${pods.get(word)}>` : word)).replaceAll(`${namespace}/<pod `, '<ns>/<pod '),
  };
}

/** A copy with relative times, masked uids and names, without revisions and probes' times. */
export function normalise(mask: Mask, object: unknown): unknown {
  const { uid: _, resourceVersion: __, ...metadata } = (object as { metadata: Record<string, unknown> }).metadata;
  return walk(mask, { ...(object as object), metadata }, true);
}

function walk(mask: Mask, value: unknown, top = false): unknown {
  if (Array.isArray(value)) return value.map((v) => walk(mask, v));
  if (typeof value === 'string') return mask.text(value);
  if (value === null || typeof value !== 'object') return value;
  const out: Record<string, unknown> = {};
  for (const [k, v] of Object.entries(value)) {
    if (v === null || v === undefined || k === 'lastProbeTime') continue;
    if (dropped.has(k) && (top || k !== 'resourceVersion')) continue;
    if (times.has(k) && typeof v === 'string') out[k] = mask.relative(v);
    else if (k === 'namespace' && v === namespace) out[k] = '<ns>';
    else out[k] = walk(mask, v);
  }
  return out;
}
