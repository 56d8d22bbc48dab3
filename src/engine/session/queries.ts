// Questions about the run that change nothing: objects at a revision, logs, records, why, branches, the run file.
import { countOf, hashOfTrace, recordAt } from '../../sim/trace.ts';
import { advance, atHead, nextAt, seekTime, worldOf } from '../../sim/timeline.ts';
import type { ApiObject } from '../../api/types.ts';
import { allStored, storedAt, type EtcdState } from '../../cluster/etcd/store.ts';
import type { LogHistory, Query, Record_, View } from '../protocol.ts';
import { foldHistory } from '../history/fold.ts';
import { branchInfos, runFile, type Run } from './run.ts';
import { compareBranches } from './compare.ts';
import { project } from '../view/project.ts';
import { why } from '../why/why.ts';
import { whyNot } from '../why/why-not.ts';
import type { Session } from './session.ts';

const storedOf = (run: Run, key: string): Record_[] => (run.current.history.stored.get(key) ?? []).map((seq) => recordAt(run.current.timeline.trace!, seq)!);

function objectAt(run: Run, key: string, revision: number | null): ApiObject | null {
  if (revision === null) return storedAt(worldOf(run.current.timeline).processes.get('etcd')!.state as EtcdState, key)?.object ?? null;
  const record = storedOf(run, key).find((r) => r.body.type === 'stored' && r.body.revision === revision);
  return record?.body.type === 'stored' ? record.body.object : null;
}
function revisions(run: Run, key: string) {
  const trace = run.current.timeline.trace!;
  return storedOf(run, key).map((r) => (r.body.type === 'stored' ? { revision: r.body.revision, event: r.body.event, at: r.at, moment: { eventCount: countOf(trace, r.seq), at: r.at } } : null));
}
function logs(run: Run, pod: string): LogHistory[] {
  const { history, timeline } = run.current;
  const shown = worldOf(timeline).traceLength;
  const list: LogHistory[] = [];
  for (const seq of history.logs.get(pod) ?? []) {
    const r = recordAt(timeline.trace!, seq)!;
    if (seq < shown && r.body.type === 'log') list.push({ at: r.at, pod, container: r.body.container, line: r.body.line });
  }
  return list;
}
function records(run: Run, q: Extract<Query, { type: 'records' }>): Record_[] {
  const found: Record_[] = [];
  const trace = run.current.timeline.trace!;
  for (let seq = Math.max(trace.from, q.from); seq < trace.length && found.length < q.count; seq++) {
    const r = recordAt(trace, seq)!;
    if ((!q.process || r.process === q.process) && (!q.subject || r.subject === q.subject)) found.push(r);
  }
  return found;
}

/** How far another branch is run on at once to come level with the one that is shown. */
const catchUpMax = 50_000;
/** Another branch at a time, without leaving the one that is shown. */
function branchView(s: Session, run: Run, q: Extract<Query, { type: 'branchView' }>): View | null {
  const branch = run.branches.find((b) => b.id === q.branch);
  if (!branch || branch === run.current) return null;
  const t = branch.timeline;
  seekTime(t, q.at);
  if (atHead(t)) advance(t, q.at, catchUpMax);
  return project(s.projector, worldOf(t), nextAt(t));
}

export function answerQuery(s: Session, run: Run, q: Query): unknown {
  foldHistory(run.current.history, run.current.timeline.trace!);
  const etcd = () => allStored(worldOf(run.current.timeline).processes.get('etcd')!.state as EtcdState);
  switch (q.type) {
    case 'object': return objectAt(run, q.key, q.revision);
    case 'revisions': return revisions(run, q.key);
    case 'logs': return logs(run, q.pod);
    case 'records': return records(run, q);
    case 'hash': return hashOfTrace(run.current.timeline.trace!);
    case 'runFile': return runFile(run);
    case 'branches': return branchInfos(run);
    case 'compareBranches': return compareBranches(run, q.a, q.b);
    case 'branchView': return branchView(s, run, q);
    case 'why': return why(run, q.subject);
    case 'whyNot': return whyNot(run, q.question, q.at);
    case 'keys': return etcd().filter(([key]) => key.startsWith(q.prefix)).map(([key, o]) => ({ key, revision: o.revision }));
    case 'get': return etcd().filter(([, o]) => o.object.kind === q.kind).map(([, o]) => o.object);
    case 'describe': return objectAt(run, q.key, null);
    case 'process': return worldOf(run.current.timeline).processes.get(q.id)?.kind ?? null;
  }
}
