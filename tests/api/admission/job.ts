// A small Job to which a test adds what it is about.
import { admitCreate, type Admitted } from '../../../src/api/admission.ts';

type Plain = Record<string, unknown>;
export const uid = '00000000-0000-4000-8000-000000000000';
const ctx = { uid, now: '2026-01-01T00:00:00Z' };
export const container = { name: 'main', image: 'busybox:1' };

export const jobOf = (pod: Plain, template: Plain = {}, spec: Plain = {}, metadata: Plain = {}): Plain => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', ...metadata }, spec: { ...spec, template: { ...template, spec: { restartPolicy: 'Never', containers: [container], ...pod } } },
});
export const create = (job: Plain): Admitted => admitCreate(job, ctx);
/** What is wrong, as kubectl lists it, without the path of the Pod's spec. */
export function complaints(job: Plain): string[] {
  const admitted = create(job);
  if (admitted.ok) return [];
  return (admitted.status.causes ?? [{ field: '', message: admitted.status.message }]).map((c) => `${c.field}: ${c.message}`.replace('spec.template.spec.', ''));
}
/** Of a Job whose main container has more to it. */
export const ofContainer = (more: Plain, pod: Plain = {}): string[] => complaints(jobOf({ containers: [{ ...container, ...more }], ...pod })).map((m) => m.replace('containers[0].', ''));
