// What a Job's policies and its name may say, where the words depend on what was left out.
import { describe, expect, it } from 'vitest';
import { admitCreate } from '../../../src/api/admission.ts';
import type { CronJob } from '../../../src/api/types.ts';
import { complaints, create, jobOf, uid } from './job.ts';

describe('a pod failure policy', () => {
  const withValues = (onExitCodes: Record<string, unknown>) => jobOf({}, {}, { podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes }] } });
  it.each([
    ['without exit codes', { operator: 'In' }, 'Invalid value: null: at least one value is required'],
    ['with null for exit codes', { operator: 'In', values: null }, 'Invalid value: null: at least one value is required'],
    ['with no exit code in its list', { operator: 'In', values: [] }, 'Invalid value: []: at least one value is required'],
  ])('%s', (_, rule, expected) => { expect(complaints(withValues(rule))).toEqual([`spec.podFailurePolicy.rules[0].onExitCodes.values: ${expected}`]); });
  it('of a CronJob awaits the condition to be true, as that of a Job does', () => {
    const rules = (status?: string) => [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', ...(status ? { status } : {}) }] }];
    const cron = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'c' }, spec: { schedule: '* * * * *', jobTemplate: { spec: jobOf({}, {}, { podFailurePolicy: { rules: rules() } }).spec } } };
    const admitted = create(cron);
    expect(admitted.ok && (admitted.object as CronJob).spec.jobTemplate.spec.podFailurePolicy).toEqual({ rules: rules('True') });
  });
});

describe('a success policy', () => {
  it('has a limit to the text of its indexes, and is read all the same', () => {
    const succeededIndexes = `${'0,'.repeat(32_768)}1`;
    const job = jobOf({}, {}, { completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{ succeededIndexes }] } });
    expect(complaints(job).map((c) => c.replace(succeededIndexes, '…'))).toEqual([
      'spec.successPolicy.rules[0].succeededIndexes: Too long: may not be more than 65536 bytes', 'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "…": error parsing succeededIndexes: non-increasing order, previous: 0, current: 0',
    ]);
  });
});

describe('an object without a name', () => {
  const refusal = (doc: unknown): string => { const r = admitCreate(doc, { uid, now: '2026-01-01T00:00:00Z' }); return r.ok ? '' : r.status.message; };
  it.each([[{}], [{ labels: { a: 'b' } }], [null]])('is refused, whatever else its metadata says: %j', (metadata) => {
    expect(refusal({ ...jobOf({}), metadata })).toBe('Job.batch "" is invalid: metadata.name: Required value: name or generateName is required');
    const cron = { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { schedule: '* * * * *', jobTemplate: { spec: jobOf({}).spec } } };
    expect(refusal(cron)).toBe('CronJob.batch "" is invalid: metadata.name: Required value: name or generateName is required');
  });
  it('gives its Pods no host name either', () => {
    expect(complaints({ ...jobOf({}, {}, { completionMode: 'Indexed', completions: 5 }), metadata: {} })[1]).toBe('metadata.name: Invalid value: "": will not able to create pod with invalid DNS label: -4');
  });
});

describe('a value that is printed as JSON', () => {
  it('has its angle brackets escaped, as Go escapes them', () => {
    const said = complaints(jobOf({}, { metadata: { labels: { a: '<b>' } } }, { manualSelector: true, selector: { matchLabels: { a: 'c' } } }));
    expect(said).toContain('spec.template.metadata.labels: Invalid value: {"a":"\\u003cb\\u003e"}: `selector` does not match template `labels`');
  });
});
