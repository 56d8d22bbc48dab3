// Which active Pods go first when there are too many. Models ActivePods of pkg/controller/controller_utils.go and activePodsForRemoval of pkg/controller/job.
import type { Job, Pod } from '../../../api/types.ts';
import { unknownCompletionIndex } from './constants.ts';
import { byCompletionIndex, indexOf, isIndexedJob, isPodReady } from './pods.ts';

const phaseRank: Record<string, number> = { Pending: 0, Unknown: 1, Running: 2 };

/** Sorts so that the Pods whose loss costs least come first: unassigned, pending, not ready, ready for a shorter time, restarted more often, younger. */
export const sortActivePods = (pods: readonly Pod[]): Pod[] => [...pods].sort(compareActivePods);

export function compareActivePods(a: Pod, b: Pod): number {
  const unassigned = Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName));
  if (unassigned !== 0) return unassigned;
  const phase = (phaseRank[a.status.phase ?? ''] ?? 0) - (phaseRank[b.status.phase ?? ''] ?? 0);
  if (phase !== 0) return phase;
  const ready = Number(isPodReady(a)) - Number(isPodReady(b));
  if (ready !== 0) return ready;
  if (isPodReady(a)) {
    const since = youngerFirst(readyTime(a), readyTime(b));
    if (since !== 0) return since;
  }
  for (const [x, y] of zip(maxContainerRestarts(a), maxContainerRestarts(b))) if (x !== y) return y - x;
  return youngerFirst(a.metadata.creationTimestamp, b.metadata.creationTimestamp);
}

/** A missing time comes first, then later before earlier. */
function youngerFirst(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (!a || !b) return a ? 1 : -1;
  return Date.parse(b) - Date.parse(a);
}

const readyTime = (pod: Pod): string | undefined => pod.status.conditions?.find((c) => c.type === 'Ready' && c.status === 'True')?.lastTransitionTime;

/** The most restarts of a regular container, and of a sidecar. */
function maxContainerRestarts(pod: Pod): [number, number] {
  const most = (counts: number[]): number => Math.max(0, ...counts);
  const sidecars = new Set((pod.spec.initContainers ?? []).filter((c) => c.restartPolicy === 'Always').map((c) => c.name));
  return [
    most((pod.status.containerStatuses ?? []).map((s) => s.restartCount)),
    most((pod.status.initContainerStatuses ?? []).filter((s) => sidecars.has(s.name)).map((s) => s.restartCount)),
  ];
}
const zip = (a: readonly number[], b: readonly number[]): [number, number][] => a.map((x, i) => [x, b[i]!]);

/** At least `rmAtLeast` Pods to remove; of an Indexed Job also every Pod with a repeated, invalid or missing index. */
export function activePodsForRemoval(job: Job, pods: readonly Pod[], rmAtLeast: number): Pod[] {
  const { rm, left } = isIndexedJob(job) ? appendDuplicatedIndexPodsForRemoval(pods, job.spec.completions ?? 0) : { rm: [], left: [...pods] };
  if (rm.length < rmAtLeast) rm.push(...sortActivePods(left).slice(0, rmAtLeast - rm.length));
  return rm;
}

/** Keeps one Pod of each valid index, the one that ranks highest. The order of `rm` is upstream's: what lies beyond `completions` goes before the last index looked at. */
export function appendDuplicatedIndexPodsForRemoval(pods: readonly Pod[], completions: number): { rm: Pod[]; left: Pod[] } {
  const sorted = byCompletionIndex(pods);
  const inRange = sorted.filter((p) => indexOf(p) < completions);
  const groups: Pod[][] = [];
  for (const pod of inRange) {
    const last = groups[groups.length - 1];
    if (last !== undefined && indexOf(last[0]!) === indexOf(pod)) last.push(pod); else groups.push([pod]);
  }
  const rm: Pod[] = [];
  const left: Pod[] = [];
  groups.forEach((group, i) => {
    if (i === groups.length - 1) rm.push(...sorted.slice(inRange.length));
    const keep = indexOf(group[0]!) === unknownCompletionIndex ? 0 : 1;
    const ranked = keep === 1 && group.length > 1 ? sortActivePods(group) : group;
    rm.push(...ranked.slice(0, ranked.length - keep));
    left.push(...ranked.slice(ranked.length - keep));
  });
  if (groups.length === 0) rm.push(...sorted);
  return { rm, left };
}
