// Warnings that the API server sends with an accepted write. Models pkg/registry/batch WarningsOnCreate and pkg/api/pod/warnings.go.
import type { Container, CronJob, Job, PodSpec } from './types.ts';
import { dnsLabel } from './validation/names.ts';

function podName(name: string): string[] {
  if (dnsLabel(name).length === 0) return [];
  const why = [...(name.length > 63 ? ['must be no more than 63 bytes'] : []), ...(name.includes('.') ? ['must not contain dots'] : [])];
  return [`metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${why.join(' ')}]`];
}
function ofContainer(c: Container, at: string): string[] {
  const out: string[] = [];
  const seen = new Set<string>();
  for (const [i, e] of (c.env ?? []).entries()) {
    if (seen.has(e.name)) out.push(`${at}.env[${i}]: hides previous definition of "${e.name}", which may be dropped when using apply`);
    seen.add(e.name);
  }
  const ports = new Set<string>();
  for (const [i, p] of (c.ports ?? []).entries()) {
    const id = `${p.containerPort}/${p.protocol}`;
    if (ports.has(id)) out.push(`${at}.ports[${i}]: duplicate port definition with ${at}.ports[${[...ports].indexOf(id)}]`);
    ports.add(id);
  }
  return out;
}
function ofPod(s: PodSpec, at: string): string[] {
  const out: string[] = [];
  for (const key of ['initContainers', 'containers'] as const) (s[key] ?? []).forEach((c, i) => out.push(...ofContainer(c, `${at}.${key}[${i}]`)));
  if (s.terminationGracePeriodSeconds !== undefined && s.terminationGracePeriodSeconds < 0) out.push(`${at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`);
  return out;
}
export function warningsOf(o: Job | CronJob): string[] {
  const spec = o.kind === 'Job' ? o.spec : o.spec.jobTemplate.spec;
  const at = o.kind === 'Job' ? 'spec' : 'spec.jobTemplate.spec';
  const out = podName(o.metadata.name);
  if (spec.completionMode === 'Indexed' && (spec.completions ?? 0) > 100_000 && (spec.parallelism ?? 0) > 10_000) out.push(`${at}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`);
  return [...out, ...ofPod(spec.template.spec, `${at}.template.spec`)];
}
