// Reading: wrong types, unknown fields, times and quantities in the words of Go's decoder.
import { describe, expect, it } from 'vitest';
import { timeError } from '../../../src/api/decode/time.ts';
import { canonicalQuantity, quantityError } from '../../../src/api/decode/quantity.ts';
import { container, create, jobOf } from './job.ts';

const refusal = (job: Record<string, unknown>): string => { const r = create(job); return r.ok ? '' : r.status.message.replace('Job in version "v1" cannot be handled as a Job: ', ''); };
const main = (more: Record<string, unknown>) => jobOf({ containers: [{ ...container, ...more }] });
const at = 'spec.template.spec.containers';

describe('a wrong type', () => {
  it.each([
    ['a list for a text', jobOf({ nodeName: [] }), 'json: cannot unmarshal array into Go struct field PodSpec.spec.template.spec.nodeName of type string'],
    ['a text for a list', jobOf({ containers: 'x' }), `json: cannot unmarshal string into Go struct field PodSpec.${at} of type []v1.Container`],
    ['a text for an item', jobOf({ containers: ['x'] }), `json: cannot unmarshal string into Go struct field PodSpec.${at} of type v1.Container`],
    ['a number for a text', main({ args: [1.5] }), `json: cannot unmarshal number into Go struct field Container.${at}.args of type string`],
    ['a number for a named text', main({ imagePullPolicy: 1 }), `json: cannot unmarshal number into Go struct field Container.${at}.imagePullPolicy of type v1.PullPolicy`],
    ['a number in labels', jobOf({}, {}, {}, { labels: { a: 1 } }), 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string'],
    ['a list for labels', jobOf({}, {}, {}, { labels: ['a'] }), 'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string'],
    ['a list for amounts', main({ resources: { limits: [] } }), `json: cannot unmarshal array into Go struct field ResourceRequirements.${at}.resources.limits of type v1.ResourceList`],
    ['a truth for a port', main({ livenessProbe: { httpGet: { port: true } } }), `json: cannot unmarshal bool into Go struct field HTTPGetAction.${at}.livenessProbe.httpGet.port of type int32`],
    ['half a port', main({ livenessProbe: { tcpSocket: { port: 1.5 } } }), `json: cannot unmarshal number 1.5 into Go struct field TCPSocketAction.${at}.livenessProbe.tcpSocket.port of type int32`],
    ['a number for a time', jobOf({}, {}, {}, { creationTimestamp: 1 }), 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string'],
    ['a struct for a text', jobOf({}, {}, { completionMode: {} }), 'json: cannot unmarshal object into Go struct field JobSpec.spec.completionMode of type v1.CompletionMode'],
    ['a text for the metadata', { ...jobOf({}), metadata: 'j' }, 'json: cannot unmarshal string into Go struct field Job.metadata of type v1.ObjectMeta'],
    ['a list for the spec', { ...jobOf({}), spec: [] }, 'json: cannot unmarshal array into Go struct field Job.spec of type v1.JobSpec'],
  ])('%s', (_, job, expected) => { expect(refusal(job)).toBe(expected); });

  it('is said first where there are unknown fields too', () => {
    expect(refusal(jobOf({ zzz: 1 }, {}, { parallelism: 'x' }))).toBe('json: cannot unmarshal string into Go struct field JobSpec.spec.parallelism of type int32');
  });
  it('is passed over for an amount that cannot be read', () => {
    expect(refusal(jobOf({ containers: [{ ...container, tty: 'x', resources: { limits: { cpu: '1x' } } }] }))).toMatch(/^quantities must match/);
  });
});

describe('unknown fields', () => {
  it('are listed in the order of the text, with their places', () => {
    expect(refusal({ ...jobOf({ zzz: 1, containers: [{ ...container, qqq: 1 }] }), aaa: 1 })).toBe('strict decoding error: unknown field "spec.template.spec.containers[0].qqq", unknown field "spec.template.spec.zzz", unknown field "aaa"');
  });
  it('are counted to a hundred', () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`x${i}`, 1]));
    expect(refusal(jobOf(many)).match(/unknown field/g)).toHaveLength(100);
  });
  it.each(['constructor', 'toString', '__proto__x'])('%s is one', (name) => { expect(refusal(jobOf({ [name]: 1 }))).toBe(`strict decoding error: unknown field "spec.template.spec.${name}"`); });
});

describe('times', () => {
  it.each([
    ['2026-01-02T03:04:05Z', null], ['2026-01-02T03:04:05.678+02:00', null], ['x', 'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
    ['2026-01-02', 'parsing time "2026-01-02" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'], ['2026-13-02T03:04:05Z', 'parsing time "2026-13-02T03:04:05Z": month out of range'],
    ['2026-02-29T03:04:05Z', 'parsing time "2026-02-29T03:04:05Z": day out of range'], ['2026-01-02T03:04:05Zx', 'parsing time "2026-01-02T03:04:05Zx": extra text: "x"'],
  ])('%s', (text, expected) => { expect(timeError(text)).toBe(expected); });
});

describe('quantities', () => {
  it.each([['1000m', '1'], ['0.5', '500m'], ['1024Mi', '1Gi'], ['1e3', '1e3'], ['100000k', '100M'], ['1.5Gi', '1536Mi'], ['-0', '0'], ['Mi', '0'], ['.', '0'], ['-', '0'], ['100E', '100E'], ['9999999999999999999999', '9223372036854775807'], ['16Ei', '9223372036854775807'], ['-16Ei', '-9223372036854775807'], ['7Ei', '7Ei'], ['1e21', '1e21'], ['1e999999999', '10e399']])('%s is kept as %s', (text, expected) => { expect(canonicalQuantity(text)).toBe(expected); });
  it.each([['1x', /^quantities must match/], ['', /^quantities must match/], ['1.2.3', /^quantities must match/], ['1mm', /^unable to parse quantity's suffix$/]])('%s is none', (text, expected) => {
    expect(canonicalQuantity(text)).toBeNull();
    expect(quantityError(text)).toMatch(expected);
  });
});
