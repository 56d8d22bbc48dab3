// What the server's admission plugins make of a Pod when it is created: its priority, and classes that do not exist.
import { describe, expect, it } from 'vitest';
import { admitPodCreate } from '../../../src/api/admission.ts';
import type { Pod, PodSpec } from '../../../src/api/types.ts';

const admit = (spec: Partial<PodSpec>, metadata: Pod['metadata'] = { name: 'j-abcde', generateName: 'j-' }) =>
  admitPodCreate({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [], ...spec }, status: {} }, { uid: 'u', now: '2026-01-01T00:00:00Z' });

describe('a Pod that is created', () => {
  it.each<[string, Partial<PodSpec>, number]>([
    ['without a class', {}, 0], ['of the cluster\'s class', { priorityClassName: 'system-cluster-critical' }, 2_000_000_000],
    ['of the nodes\' class, which it spells out itself', { priorityClassName: 'system-node-critical', priority: 2_000_001_000 }, 2_000_001_000],
  ])('%s has its priority', (_, spec, priority) => {
    const r = admit(spec);
    expect(r.ok && [r.object.spec.priority, r.object.spec.preemptionPolicy]).toEqual([priority, 'PreemptLowerPriority']);
  });
  it.each<[string, Partial<PodSpec>, string]>([
    ['of a class that is not there', { priorityClassName: 'high' }, 'no PriorityClass with name high was found'],
    ['with a priority of its own', { priority: 7 }, 'the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name'],
    ['with a preemption policy of its own', { preemptionPolicy: 'Never' }, 'the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name'],
    ['of a runtime class that is not there', { runtimeClassName: 'gvisor' }, 'pod rejected: RuntimeClass "gvisor" not found'],
  ])('%s is refused', (_, spec, why) => {
    expect(admit(spec)).toEqual({ ok: false, status: { code: 403, reason: 'Forbidden', message: `pods "j-" is forbidden: ${why}` } });
    expect(admit(spec, { name: 'lone' })).toMatchObject({ status: { message: `pods "lone" is forbidden: ${why}` } });
  });
});
