// Keys of orphaned Pods on the controller's queue. Kubernetes keeps a second queue for them; here a prefix sets them apart. Models orphanPodKey of pkg/controller/job/job_controller.go.
import type { Job, Pod } from '../../../api/types.ts';
import type { QueueKey } from '../../messages.ts';
import { formatSelector } from './selector.ts';

export type OrphanKey = { by: 'name' | 'selector'; namespace: string; value: string };
const namePrefix = 'orphan-pod:';
const selectorPrefix = 'orphan-pods:';

export const orphanPodKey = (pod: Pod): QueueKey => `${namePrefix}${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
export const orphanSelectorKey = (job: Job): QueueKey => `${selectorPrefix}${job.metadata.namespace ?? ''}/${formatSelector(job.spec.selector ?? {})}`;

/** Null for the key of a Job. */
export function parseOrphanKey(key: QueueKey): OrphanKey | null {
  const prefix = [namePrefix, selectorPrefix].find((p) => key.startsWith(p));
  if (prefix === undefined) return null;
  const slash = key.indexOf('/');
  return { by: prefix === namePrefix ? 'name' : 'selector', namespace: key.slice(prefix.length, slash), value: key.slice(slash + 1) };
}
