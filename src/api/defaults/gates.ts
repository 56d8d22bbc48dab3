// Fields whose feature is off by default in v1.36 are emptied before anything else looks at them. Models DropDisabledTemplateFields of pkg/api/pod.
import type { PodSpec, PodTemplateSpec } from '../types.ts';

type Projected = { sources?: Record<string, unknown>[] | null };
const offSources = ['clusterTrustBundle', 'podCertificate'];
/** The source itself stays, with nothing in it. */
function withoutOffSources(v: Record<string, unknown>): Record<string, unknown> {
  const projected = v.projected as Projected | undefined;
  if (!projected?.sources?.some((s) => offSources.some((k) => k in s))) return v;
  return { ...v, projected: { ...projected, sources: projected.sources.map((s) => Object.fromEntries(Object.entries(s).filter(([k]) => !offSources.includes(k)))) } };
}
export function droppedFields(t: PodTemplateSpec): PodTemplateSpec {
  const { schedulingGroup: _g, ...spec } = t.spec;
  return { ...t, spec: (spec.volumes ? { ...spec, volumes: spec.volumes.map(withoutOffSources) } : spec) as PodSpec };
}
