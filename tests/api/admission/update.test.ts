// What of a Job may change, and how a refusal prints what may not.
import { describe, expect, it } from 'vitest';
import { admitPatch } from '../../../src/api/admission.ts';
import type { Job } from '../../../src/api/types.ts';
import { create, jobOf } from './job.ts';

const ctx = { uid: '00000000-0000-4000-8000-000000000000', now: '2026-01-01T00:00:00Z' };
function standing(pod: Record<string, unknown>, spec: Record<string, unknown> = {}): Job {
  const r = create(jobOf(pod, {}, spec));
  if (!r.ok) throw new Error(r.status.message);
  return { ...(r.object as Job), metadata: { ...r.object.metadata, resourceVersion: '1' } };
}
const refusals = (before: Job, patch: unknown): string[] => { const r = admitPatch(before, patch, ctx); return r.ok ? [] : (r.status.causes ?? []).map((c) => `${c.field}: ${c.message}`); };
const pod = (spec: Record<string, unknown>) => ({ spec: { template: { spec } } });
const fields = (before: Job, patch: unknown) => refusals(before, patch).map((m) => m.slice(0, m.indexOf(':')));

describe('a template', () => {
  const toPods = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'z', labelSelector: {} }] } };
  const toNodes = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }] } };
  it.each([
    ['of a Job that runs cannot change at all', {}, {}, pod({ nodeSelector: { a: 'b' } }), ['spec.template']],
    ['of a suspended one may change where its Pods go', { suspend: true }, {}, pod({ nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] }), []],
    ['gets an affinity to nodes', { suspend: true }, {}, pod({ affinity: toNodes }), []],
    ['gets none to Pods', { suspend: true }, {}, pod({ affinity: toPods }), ['spec.template.spec']],
    ['gets one to nodes beside that to Pods', { suspend: true }, { affinity: toPods }, pod({ affinity: toNodes }), []],
    ['keeps that to Pods', { suspend: true }, { affinity: toPods }, pod({ affinity: null }), ['spec.template.spec']],
    ['loses one to nodes', { suspend: true }, { affinity: toNodes }, pod({ affinity: null }), []],
    ['keeps its image', { suspend: true }, {}, pod({ containers: [{ name: 'main', image: 'other' }] }), ['spec.template.spec']],
  ])('%s', (_, spec, before, patch, expected) => { expect(fields(standing(before, spec), patch)).toEqual(expected); });

  it('is printed as the server\'s own types are', () => {
    const before = standing({ hostNetwork: true, volumes: [{ name: 'v', emptyDir: {} }], containers: [{ name: 'main', image: 'b:1', env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }], livenessProbe: { httpGet: { port: 'web' } } }] });
    const [message] = refusals(before, pod({ terminationGracePeriodSeconds: 5 }));
    expect(message).toContain('"Spec":{"Volumes":[{"Name":"v","HostPath":null,"EmptyDir":{"Medium":"","SizeLimit":null},"GCEPersistentDisk":null');
    expect(message).toContain('"Env":[{"Name":"A","Value":"","ValueFrom":{"FieldRef":{"APIVersion":"v1","FieldPath":"metadata.name"},"ResourceFieldRef":null,"ConfigMapKeyRef":null,"SecretKeyRef":null,"FileKeyRef":null}}]');
    expect(message).toContain('"LivenessProbe":{"Exec":null,"HTTPGet":{"Path":"/","Port":"web","Host":"","Scheme":"HTTP","HTTPHeaders":null},"TCPSocket":null,"GRPC":null,"InitialDelaySeconds":0,"TimeoutSeconds":1');
    expect(message).toContain('"SecurityContext":{"HostNetwork":true,"HostPID":false');
    expect(message).toMatch(/"SchedulingGroup":null}}: field is immutable$/);
  });
});

it('an Indexed Job that loses its completions is told so once in each check', () => {
  expect(refusals(standing({}, { completionMode: 'Indexed', completions: 2 }), { spec: { completions: null } })).toEqual(Array(2).fill('spec.completions: Required value: when completion mode is Indexed'));
});

describe('a patch', () => {
  const answer = (patch: unknown, metadata: Record<string, unknown> = {}): string => {
    const before = standing({});
    const r = admitPatch({ ...before, metadata: { ...before.metadata, namespace: 'here', ...metadata } }, patch, ctx);
    return r.ok ? 'taken' : `${r.status.code} ${r.status.message}`;
  };
  it.each([
    ['that is no object', [1], '400 error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}'],
    ['that takes the name away', { metadata: { name: null } }, '400 the name of the object (j based on URL) was undeterminable: name must be provided'],
    ['that takes all metadata away', { metadata: null }, '400 the name of the object (j based on URL) was undeterminable: name must be provided'],
    ['into another namespace', { metadata: { namespace: 'there' } }, '400 the namespace of the object (there) does not match the namespace on the request (here)'],
    ['into another version', { apiVersion: 'batch/v2' }, /: no kind "Job" is registered for version "batch\/v2" in scheme "pkg\/api\/legacyscheme\/scheme.go:30"$/],
    ['into another kind', { kind: 'CronJob' }, /: strict decoding error: .*unknown field "spec.template"/],
    ['with what nobody knows, in order', { spec: { zeta: 1, alpha: 2, template: { spec: { containers: [{ name: 'm', z: 1, a: 1 }] } } } }, /: strict decoding error: unknown field "spec.alpha", unknown field "spec.template.spec.containers\[0\].a", unknown field "spec.template.spec.containers\[0\].z", unknown field "spec.zeta"$/],
    ['whose first mistake by name counts', { spec: { parallelism: 'x', backoffLimit: 'x' } }, /JobSpec.spec.backoffLimit of type int32$/],
    ['of an older version', { metadata: { resourceVersion: '0001' } }, '409 Operation cannot be fulfilled on jobs.batch "j": the object has been modified; please apply your changes to the latest version and try again'],
    ['of version 0, which stands for any', { metadata: { resourceVersion: '0' } }, 'taken'],
    ['of no version at all', { metadata: { resourceVersion: null } }, 'taken'],
    ['of a version that is no number', { metadata: { resourceVersion: 'new' } }, '500 strconv.ParseUint: parsing "new": invalid syntax'],
    ['that deletes by writing', { metadata: { deletionTimestamp: ctx.now } }, '422 Job.batch "j" is invalid: metadata.deletionTimestamp: Invalid value: "2026-01-01T00:00:00Z": field is immutable'],
    ['that sets what the server counts', { metadata: { generation: 9, creationTimestamp: null, uid: null } }, 'taken'],
  ])('%s', (_, patch, expected) => { if (typeof expected === 'string') expect(answer(patch)).toBe(expected); else expect(answer(patch)).toMatch(expected); });
  it('cannot bring back what is being deleted', () => { expect(answer({ metadata: { deletionTimestamp: null } }, { deletionTimestamp: ctx.now })).toBe('taken'); });
});

describe('metadata', () => {
  it('complains twice, as the server checks twice', () => {
    expect(refusals(standing({}), { metadata: { finalizers: ['mine'] } })).toEqual(Array(2).fill('metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified'));
  });
  it('of a Job on its way out gets no finalizer', () => {
    const before = standing({});
    const leaving = { ...before, metadata: { ...before.metadata, deletionTimestamp: ctx.now } };
    expect(refusals(leaving, { metadata: { finalizers: ['b.io/x', 'a.io/x'] } })).toEqual(['metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a.io/x", "b.io/x"}']);
  });
});
