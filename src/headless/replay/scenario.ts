// A recorded scenario as read from a file: manifests, actions, a plan, and when it began.
import type { Kind } from '../../api/types.ts';
import type { Plan } from '../../cluster/kubelet/plan.ts';
import type { DeleteOptions } from '../../cluster/messages.ts';

export type Manifest = { apiVersion?: string; kind: string; metadata?: Record<string, unknown> } & Record<string, unknown>;
/** At a second: patch (JSON merge patch), delete, evict (a Pod's ordinal), create, relabel (a Pod's controller-uid labels), deleteJobs (every Job). */
export type Action = {
  at: number; kind?: Kind; name?: string; ordinal?: number;
  patch?: unknown; delete?: boolean; options?: DeleteOptions; evict?: number | { ordinal?: number; name?: string };
  create?: Manifest; manifest?: Manifest; relabel?: number | string | { ordinal?: number; value?: string }; to?: string; value?: string; uid?: string; deleteJobs?: unknown;
};
export type Scenario = { name: string; seconds: number; manifests: Manifest[]; actions: Action[]; plan: Plan; epoch: number };

const defaultStart = Date.UTC(2026, 10, 23, 17, 7, 0);

/** Reads a recording, or a scenario alone. Throws on what is neither. */
export function readScenario(json: unknown, fileName: string): Scenario {
  const outer = json as { startedAt?: string; scenario?: Record<string, unknown> };
  const s = (outer.scenario ?? outer) as { name?: string; seconds?: number; manifests?: Manifest[]; manifest?: Manifest; actions?: Action[]; plan?: Plan; alignMinute?: number; startedAt?: string };
  const startedAt = outer.startedAt ?? s.startedAt;
  const manifests = s.manifests ?? (s.manifest ? [s.manifest] : null);
  if (!Array.isArray(manifests)) throw new Error(`${fileName}: no manifests in it`);
  const epoch = startedAt ? Date.parse(startedAt) : defaultStart + (s.alignMinute ?? 4) * 1000;
  return {
    name: s.name ?? fileName, seconds: s.seconds ?? 60, manifests: manifests.map(withApiVersion), plan: s.plan ?? {}, epoch,
    actions: [...(s.actions ?? [])].sort((a, b) => a.at - b.at),
  };
}

const apiVersions: Record<string, string> = { Job: 'batch/v1', CronJob: 'batch/v1', Pod: 'v1' };
/** The recordings post each manifest to its kind's address, so they leave apiVersion out. */
export const withApiVersion = (m: Manifest): Manifest => ({ ...m, apiVersion: m.apiVersion ?? apiVersions[m.kind] ?? 'v1' });
