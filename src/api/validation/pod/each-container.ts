// The containers of a Pod with where they stand. Models podutil.VisitContainersWithPath of pkg/api/pod.
import type { Container, PodSpec } from '../../types.ts';

/** Every container with its path: init containers first, then the main ones. */
export function containersOf(spec: PodSpec, f: string): { c: Container; at: string }[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((key) => ((spec[key] ?? []) as Container[]).map((c, i) => ({ c, at: `${f}.${key}[${i}]` })));
}
