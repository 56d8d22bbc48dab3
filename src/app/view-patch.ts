// Puts a patch from the worker onto the view that the page holds; unchanged sections keep their identity.
import type { Keyed, View, ViewPatch } from '../engine/protocol.ts';

function merged<T>(held: Readonly<Record<string, T>>, patch: Keyed<T> | undefined): Readonly<Record<string, T>> {
  if (!patch) return held;
  const next: Record<string, T> = { ...held };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return next;
}

/** Whole controllers that are new, and of the others the parts that changed. */
function mergedParts<T extends object>(held: Readonly<Record<string, T>>, patch: Keyed<Partial<T>> | undefined): Readonly<Record<string, T>> {
  const whole: Keyed<T> = {};
  for (const key in patch) { const parts = patch[key]; whole[key] = parts ? { ...held[key], ...parts } as T : null; }
  return merged(held, patch && whole);
}

function flightsAfter(held: View['flights'], patch: ViewPatch['flights']): View['flights'] {
  if (!patch) return held;
  const gone = new Set(patch.gone);
  return [...held.filter((f) => !gone.has(f.id)), ...patch.come].sort((a, b) => a.id - b.id);
}

/** The view after `patch`; `view` itself is left as it was. */
export function patchView(view: View, patch: ViewPatch): View {
  return {
    ...view,
    moment: patch.moment,
    nextAt: patch.nextAt,
    jobs: merged(view.jobs, patch.jobs),
    cronJobs: merged(view.cronJobs, patch.cronJobs),
    pods: merged(view.pods, patch.pods),
    nodes: merged(view.nodes, patch.nodes),
    server: patch.server ?? view.server,
    etcd: patch.etcd ?? view.etcd,
    controllers: mergedParts(view.controllers, patch.controllers),
    scheduler: patch.scheduler ?? view.scheduler,
    kubelets: merged(view.kubelets, patch.kubelets),
    flights: flightsAfter(view.flights, patch.flights),
    faults: patch.faults ?? view.faults,
  };
}
