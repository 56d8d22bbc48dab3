// Pods that are gone from the cluster but not from its Events: what the Events tell of them.
import { deepFreeze } from '../../base/freeze.ts';
import type { ObjectReference, Pod } from '../../api/types.ts';
import type { Version } from './past.ts';
import { firstTime } from './times.ts';

type Told = { name: string; namespace: string; uid: string; job: { name: string; uid: string } | null; node: string | null; marks: { at: number; what: 'seen' | 'placed' | 'started' | 'deleted' }[] };

type Raw = Readonly<Record<string, unknown>> & { reason?: string; message?: string; note?: string; involvedObject?: ObjectReference; regarding?: ObjectReference };
const mark = (e: Raw): Told['marks'][number]['what'] => (e.reason === 'Scheduled' ? 'placed' : e.reason === 'Started' ? 'started' : 'seen');

/** `known`: names (`namespace/name`) of the Pods that the recording holds itself. */
export function podsTold(events: readonly Raw[], known: ReadonlySet<string>): Map<string, Version<Pod>[]> {
  const pods = new Map<string, Told>();
  const of = (namespace: string, name: string): Told | null => {
    const key = `${namespace}/${name}`;
    if (name === '' || known.has(key)) return null;
    const held = pods.get(key) ?? { name, namespace, uid: `Pod/${key}`, job: null, node: null, marks: [] };
    pods.set(key, held);
    return held;
  };
  for (const e of events) {
    const at = firstTime(e);
    const about = e.involvedObject ?? e.regarding;
    const message = e.message ?? e.note ?? '';
    if (at === 0 || !about) continue;
    const namespace = about.namespace ?? 'default';
    if (about.kind === 'Pod') {
      const pod = of(namespace, about.name ?? '');
      if (!pod) continue;
      if (about.uid) pod.uid = about.uid;
      pod.node ??= /^Successfully assigned \S+ to (\S+)$/.exec(message)?.[1] ?? null;
      pod.marks.push({ at, what: mark(e) });
    }
    const made = about.kind === 'Job' ? /^(Created|Deleted) pod: (\S+)$/.exec(message) : null;
    const pod = made ? of(namespace, made[2]!) : null;
    if (!pod) continue;
    pod.job = { name: about.name ?? '', uid: about.uid ?? '' };
    pod.marks.push({ at, what: made![1] === 'Deleted' ? 'deleted' : 'seen' });
  }
  return new Map([...pods.values()].map((p) => [p.uid, statesOfTold(p)]));
}

function statesOfTold(p: Told): Version<Pod>[] {
  const marks = p.marks.sort((a, b) => a.at - b.at);
  const began = new Date(marks[0]!.at).toISOString();
  let placed = false;
  let started: string | null = null;
  let deleting: string | null = null;
  return marks.flatMap(({ at, what }, i): Version<Pod>[] => {
    if (what === 'seen' && i > 0) return [];
    if (what === 'placed') placed = true;
    if (what === 'started') { placed = true; started ??= new Date(at).toISOString(); }
    if (what === 'deleted') deleting = new Date(at).toISOString();
    const object: Pod = {
      apiVersion: 'v1', kind: 'Pod',
      metadata: {
        name: p.name, namespace: p.namespace, uid: p.uid, creationTimestamp: began, annotations: { 'kronoscope.dev/told-by': 'events' }, ...(deleting && { deletionTimestamp: deleting }),
        ...(p.job && { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: p.job.name, uid: p.job.uid, controller: true }] }),
      },
      spec: { containers: [], ...(placed && p.node !== null && { nodeName: p.node }) },
      status: { phase: started ? 'Running' : 'Pending', ...(started && { startTime: started }) },
    };
    return [{ at, object: deepFreeze(object) }];
  });
}
