// Folds stored Pods into their life lines: spans by state, attempts, restarts.
import type { Pod } from '../../api/types.ts';
import type { PodHistory } from '../protocol.ts';
import { podIndex, podState } from '../view/pod-view.ts';

export type PodLines = { byUid: Map<string, PodHistory>; attempts: Map<string, number>; ordinal: number };
export const newPodLines = (): PodLines => ({ byUid: new Map(), attempts: new Map(), ordinal: 0 });

/** Pods with the same one are attempts at the same work. */
const rowOf = (jobUid: string | null, index: number | null): string => `${jobUid ?? ''}/${index ?? ''}`;

function begin(lines: PodLines, key: string, pod: Pod, at: number): PodHistory {
  const owner = pod.metadata.ownerReferences?.find((o) => o.controller && o.kind === 'Job');
  const index = podIndex(pod);
  const row = rowOf(owner?.uid ?? null, index);
  const attempt = lines.attempts.get(row) ?? 0;
  lines.attempts.set(row, attempt + 1);
  return {
    key, uid: pod.metadata.uid ?? '', name: pod.metadata.name, job: owner?.name ?? null, jobUid: owner?.uid ?? null, index, attempt,
    ordinal: lines.ordinal++, createdAt: at, goneAt: null, spans: [], exitCode: null, node: null, restarts: [],
  };
}

function restartsOf(line: PodHistory, pod: Pod, at: number): PodHistory['restarts'] {
  const count = (pod.status.containerStatuses ?? []).reduce((sum, s) => sum + s.restartCount, 0);
  if (count <= line.restarts.length) return line.restarts;
  const code = pod.status.containerStatuses?.find((s) => s.lastState?.terminated)?.lastState?.terminated?.exitCode ?? 0;
  return [...line.restarts, ...Array.from({ length: count - line.restarts.length }, () => ({ at, code }))];
}

/** Takes one stored Pod in; returns its line as it is now (a new object if anything changed). */
export function foldPod(lines: PodLines, key: string, pod: Pod, deleted: boolean, at: number): PodHistory {
  const uid = pod.metadata.uid ?? '';
  const line = lines.byUid.get(uid) ?? begin(lines, key, pod, at);
  const state = podState(pod);
  const last = line.spans.at(-1);
  let spans = line.spans;
  if (deleted) spans = last && last.to === null ? [...spans.slice(0, -1), { ...last, to: at }] : spans;
  else if (!last || last.state !== state) spans = [...(last ? [...spans.slice(0, -1), { ...last, to: at }] : []), { from: at, to: null, state }];
  const code = pod.status.containerStatuses?.find((s) => s.state?.terminated)?.state?.terminated?.exitCode;
  const next: PodHistory = { ...line, spans, goneAt: deleted ? at : null, exitCode: code ?? line.exitCode, node: pod.spec.nodeName ?? null, restarts: restartsOf(line, pod, at) };
  lines.byUid.set(uid, next);
  return next;
}

/** Drops the lines of Pods that were gone before `at`, and the count of attempts where no Pod of the row is left. */
export function forgetPods(lines: PodLines, at: number): void {
  const rows = new Set<string>();
  for (const [uid, line] of lines.byUid) {
    if (line.goneAt !== null && line.goneAt < at) lines.byUid.delete(uid);
    else rows.add(rowOf(line.jobUid, line.index));
  }
  for (const row of lines.attempts.keys()) if (!rows.has(row)) lines.attempts.delete(row);
}
