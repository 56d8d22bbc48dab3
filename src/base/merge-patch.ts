// JSON merge patch (RFC 7386): null removes, objects merge, everything else replaces.
import { copied } from './changed.ts';

export function mergePatch(target: unknown, patch: unknown): unknown {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const base = target !== null && typeof target === 'object' && !Array.isArray(target) ? (target as Record<string, unknown>) : {};
  const next: Record<string, unknown> = copied(base);
  for (const key in patch) {
    const value = (patch as Record<string, unknown>)[key];
    // Only an object needs to know what it is merged into.
    if (value !== null) next[key] = typeof value === 'object' && !Array.isArray(value) ? mergePatch(base[key], value) : value;
    else if (key in next) delete next[key];
  }
  return next;
}
