// Fields whose feature is off by default in v1.36 are emptied before anything else looks at them. Models DropDisabledTemplateFields of pkg/api/pod.
import type { Container, PodTemplateSpec } from '../types.ts';

type Projected = { sources?: Record<string, unknown>[] | null };
const offSources = ['clusterTrustBundle', 'podCertificate'];
/** The source itself stays, with nothing in it. */
function withoutOffSources(v: Record<string, unknown>): Record<string, unknown> {
  const projected = v.projected as Projected | undefined;
  if (!projected?.sources?.some((s) => offSources.some((k) => k in s))) return v;
  return { ...v, projected: { ...projected, sources: projected.sources.map((s) => Object.fromEntries(Object.entries(s).filter(([k]) => !offSources.includes(k)))) } };
}
/** A lifecycle that says nothing else goes with it. */
function withoutStopSignal<T extends { lifecycle?: unknown }>(c: T): T {
  const { stopSignal, ...hooks } = (c.lifecycle ?? {}) as Record<string, unknown>;
  if (stopSignal === undefined) return c;
  const { lifecycle: _l, ...rest } = c;
  return (Object.keys(hooks).length > 0 ? { ...rest, lifecycle: hooks } : rest) as T;
}
export function droppedFields(t: PodTemplateSpec): PodTemplateSpec {
  const { schedulingGroup: _g, ...spec } = t.spec;
  if (spec.volumes) spec.volumes = spec.volumes.map(withoutOffSources);
  for (const key of ['containers', 'initContainers', 'ephemeralContainers'] as const) if (spec[key]) spec[key] = (spec[key] as Container[]).map(withoutStopSignal);
  return { ...t, spec };
}
