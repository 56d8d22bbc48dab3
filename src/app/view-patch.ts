// Puts a patch from the worker onto the view that the page holds; what did not change keeps its identity.
import { newChanges, noteChange } from '../base/changes.ts';
import type { Keyed, View, ViewPatch } from '../engine/protocol.ts';

function putAll<T>(held: Record<string, T>, patch: Keyed<T>): Record<string, T> {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete held[key];
    else held[key] = value;
  }
  return held;
}
const merged = <T>(held: Readonly<Record<string, T>>, patch: Keyed<T> | undefined): Readonly<Record<string, T>> => (patch ? putAll({ ...held }, patch) : held);

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

/** The view after `patch`. Its objects are those of `view`, changed in place: so it costs nothing to hold many. */
export function patchView(view: View, patch: ViewPatch): View {
  const changes = view.changes ?? newChanges();
  for (const section of ['jobs', 'cronJobs', 'pods', 'nodes'] as const) {
    putAll<unknown>(view[section], patch[section] ?? {});
    for (const key in patch[section]) noteChange(changes, key);
  }
  return {
    ...view, changes,
    moment: patch.moment,
    nextAt: patch.nextAt,
    server: patch.server ?? view.server,
    etcd: patch.etcd ?? view.etcd,
    controllers: mergedParts(view.controllers, patch.controllers),
    scheduler: patch.scheduler ?? view.scheduler,
    kubelets: merged(view.kubelets, patch.kubelets),
    flights: flightsAfter(view.flights, patch.flights),
    faults: patch.faults ?? view.faults,
  };
}
