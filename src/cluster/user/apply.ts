// kubectl apply's three-way merge, from the last applied manifest, the new one and the live object.
import { equal } from '../../base/equal.ts';
import type { ApiObject } from '../../api/types.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
type Plain = Record<string, unknown>;
const isObject = (v: unknown): v is Plain => v !== null && typeof v === 'object' && !Array.isArray(v);

const applied = new WeakMap<object, unknown>();
/** The manifest with the annotation that apply leaves on what it creates. The same manifest gives the very same object. */
export function lastApplied(raw: unknown): unknown {
  let object = applied.get(raw as object);
  if (object === undefined) applied.set(raw as object, object = withLastApplied(raw));
  return object;
}
function withLastApplied(raw: unknown): unknown {
  const given = raw as Plain & { metadata?: Plain & { annotations?: Plain } };
  return { ...given, metadata: { ...given.metadata, annotations: { ...given.metadata?.annotations, [annotation]: `${JSON.stringify(raw)}\n` } } };
}

/** What must change so that `wanted` holds: what `before` had and `wanted` has not is removed; what others set stays. */
function difference(before: unknown, wanted: unknown, live: unknown): unknown {
  if (!isObject(wanted)) return equal(wanted, live) ? undefined : wanted;
  const patch: Plain = {};
  const liveFields = isObject(live) ? live : {};
  const old = isObject(before) ? before : {};
  for (const key of Object.keys(wanted)) {
    const change = wanted[key] === null ? undefined : difference(old[key], mergeList(wanted[key], liveFields[key]), liveFields[key]);
    if (change !== undefined) patch[key] = change;
  }
  for (const key of Object.keys(old)) if (!(key in wanted) && key in liveFields) patch[key] = null;
  return Object.keys(patch).length > 0 ? patch : undefined;
}
/** Lists of named things (containers, env) merge by name, so that defaults filled in by the server do not count as a difference. */
function mergeList(wanted: unknown, live: unknown): unknown {
  if (!Array.isArray(wanted) || !Array.isArray(live)) return wanted;
  return wanted.map((item) => {
    if (!isObject(item) || typeof item.name !== 'string') return item;
    const held = live.find((l) => isObject(l) && l.name === item.name) as Plain | undefined;
    return held ? { ...held, ...Object.fromEntries(Object.entries(item).map(([k, v]) => [k, mergeList(v, held[k])])) } : item;
  });
}

/** The merge patch that applies a manifest to the live object, or null if nothing changes. */
export function applyPatch(live: ApiObject, raw: unknown): unknown {
  const text = live.metadata.annotations?.[annotation];
  const before = text ? (JSON.parse(text) as unknown) : null;
  const changes = difference(before, raw, live);
  if (changes === undefined) return null;
  return difference(null, { ...(changes as Plain), metadata: { ...((changes as Plain).metadata as Plain | undefined), annotations: { ...((changes as { metadata?: { annotations?: Plain } }).metadata?.annotations), [annotation]: `${JSON.stringify(raw)}\n` } } }, {});
}
