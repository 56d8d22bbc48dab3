// What one sight of an object tells of its past: earlier versions, each with the time that its own fields give. The last version is the object as it was seen.
import type { ApiObject, ContainerStatus, CronJob, Job, Pod } from '../../api/types.ts';
import { newestTime, timeOf } from './times.ts';

/** `at`: milliseconds since 1970. */
export type Version<T extends ApiObject = ApiObject> = { at: number; object: T };

/** Changes in the order of their times, each on top of those before. */
function unfold<T extends ApiObject>(first: T, changes: readonly { at: number | null; change(o: T): T }[], last: T, lastAt: number | null): Version<T>[] {
  const from = timeOf(first.metadata.creationTimestamp);
  const known = changes.filter((c): c is { at: number; change(o: T): T } => c.at !== null).sort((a, b) => a.at - b.at);
  const start = from ?? known[0]?.at ?? lastAt ?? 0;
  const versions: Version<T>[] = [{ at: start, object: first }];
  for (const { at, change } of known) {
    const before = versions.at(-1)!;
    const object = change(before.object);
    if (at <= before.at) versions[versions.length - 1] = { at: before.at, object }; else versions.push({ at, object });
  }
  const end = Math.max(lastAt ?? start, versions.at(-1)!.at);
  if (end > versions.at(-1)!.at) versions.push({ at: end, object: last }); else versions[versions.length - 1] = { at: end, object: last };
  return versions;
}
const isOver = (phase: string | undefined) => phase === 'Succeeded' || phase === 'Failed';

/** When the deletion was asked for: the deadline less the grace period. */
export function deletionAskedAt(o: ApiObject): number | null {
  const deadline = timeOf(o.metadata.deletionTimestamp);
  return deadline === null ? null : deadline - (o.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}
/** When the last container ended, or null while one has not. */
export function podEndedAt(pod: Pod): number | null {
  if (!isOver(pod.status.phase)) return null;
  const ends = (pod.status.containerStatuses ?? []).map((s) => timeOf(s.state?.terminated?.finishedAt)).filter((t) => t !== null);
  return ends.length > 0 ? Math.max(...ends) : timeOf(pod.status.conditions?.find((c) => c.type === 'Ready' && c.status === 'False')?.lastTransitionTime);
}

type Run = { startedAt: number | null; finishedAt: number | null };
const runsOf = (s: ContainerStatus): Run[] => [s.lastState, s.state].flatMap((x) => (x?.running ? [{ startedAt: timeOf(x.running.startedAt), finishedAt: null }] : x?.terminated ? [{ startedAt: timeOf(x.terminated.startedAt), finishedAt: timeOf(x.terminated.finishedAt) }] : []));

export function podPast(pod: Pod): Version<Pod>[] {
  const { nodeName, ...unbound } = pod.spec;
  const { deletionTimestamp, deletionGracePeriodSeconds, ...alive } = pod.metadata;
  const first: Pod = { ...pod, metadata: alive, spec: unbound as Pod['spec'], status: { phase: 'Pending' } };
  const bound = timeOf(pod.status.conditions?.find((c) => c.type === 'PodScheduled' && c.status === 'True')?.lastTransitionTime) ?? timeOf(pod.status.startTime);
  const statuses = pod.status.containerStatuses ?? [];
  const changes = [
    { at: nodeName === undefined ? null : bound, change: (p: Pod): Pod => ({ ...p, spec: { ...p.spec, nodeName: nodeName! } }) },
    { at: deletionAskedAt(pod), change: (p: Pod): Pod => ({ ...p, metadata: { ...p.metadata, deletionTimestamp: deletionTimestamp!, ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }) } }) },
    ...statuses.flatMap((s) => runsOf(s).map((run, i, all) => ({
      at: run.startedAt,
      change: (p: Pod): Pod => ({ ...p, status: { ...p.status, phase: 'Running', containerStatuses: [...(p.status.containerStatuses ?? []).filter((c) => c.name !== s.name), { ...s, restartCount: Math.max(0, s.restartCount - (all.length - 1 - i)), lastState: i > 0 ? s.lastState : {}, state: { running: { startedAt: s.state?.running?.startedAt ?? pod.status.startTime ?? '' } }, ready: true }] } }),
    }))),
  ];
  return unfold(first, changes, pod, isOver(pod.status.phase) && !deletionTimestamp ? podEndedAt(pod) ?? newestTime(pod) : newestTime(pod));
}

/** `pods`: those of the Job that the recording has. Between what the status says, the counters are worked out from them and never pass what it says. */
export function jobPast(job: Job, pods: readonly Pod[]): Version<Job>[] {
  const { status } = job;
  const first: Job = { ...job, status: {} };
  const add = (field: 'active' | 'succeeded' | 'failed', by: 1 | -1, most: number) => (j: Job): Job => ({ ...j, status: { ...j.status, [field]: Math.min(most, Math.max(0, (j.status[field] ?? 0) + by)) } });
  const changes = [
    { at: timeOf(status.startTime), change: (j: Job): Job => ({ ...j, status: { ...j.status, ...(status.startTime === undefined ? {} : { startTime: status.startTime }) } }) },
    ...(status.conditions ?? []).map((c) => ({ at: timeOf(c.lastTransitionTime), change: (j: Job): Job => ({ ...j, status: { ...j.status, conditions: [...(j.status.conditions ?? []), c] } }) })),
    ...pods.flatMap((p) => {
      const ended = podEndedAt(p);
      const result = p.status.phase === 'Succeeded' ? 'succeeded' as const : 'failed' as const;
      return [{ at: timeOf(p.metadata.creationTimestamp), change: add('active', 1, Infinity) }, ...(ended === null ? [] : [{ at: ended, change: (j: Job) => add(result, 1, status[result] ?? 0)(add('active', -1, Infinity)(j)) }])];
    }),
  ];
  const last = [timeOf(status.completionTime), ...(status.conditions ?? []).map((c) => timeOf(c.lastTransitionTime)), ...pods.map(podEndedAt)].filter((t) => t !== null);
  return unfold(first, changes, job, last.length > 0 ? Math.max(...last) : newestTime(job));
}

export function cronJobPast(cron: CronJob): Version<CronJob>[] {
  const { lastScheduleTime } = cron.status;
  return unfold({ ...cron, status: {} }, [{ at: timeOf(lastScheduleTime), change: (c: CronJob): CronJob => ({ ...c, status: { lastScheduleTime: lastScheduleTime! } }) }], cron, newestTime(cron));
}
