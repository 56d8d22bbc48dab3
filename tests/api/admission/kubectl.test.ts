// What kubectl says of a manifest before any server sees it.
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/api/admission.ts';

const said = (text: string): string => { const r = readManifest(text); return r.ok ? 'sent' : r.refusal.kubectl; };
const notValid = (what: string) => `error: error validating "m.yaml": error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`;

describe('kubectl', () => {
  it.each([
    ['kind: 1\napiVersion: batch/v1\n', notValid("kind isn't string type")],
    ['kind: Job\napiVersion: 1\n', notValid("apiVersion isn't string type")],
    ['metadata: {}\n', notValid('[apiVersion not set, kind not set]')],
    ['kind: Job\napiVersion: a/b/c\n', notValid('unexpected GroupVersion string: a/b/c')],
    ['- kind: Job\n', notValid('invalid object to validate')],
    ['apiVersion: batch/v1\nkind: ""\n', `error: unable to decode "m.yaml": Object 'Kind' is missing in '{"apiVersion":"batch/v1","kind":""}'`],
    ['apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: c\n', 'error: resource mapping not found for name: "c" namespace: "" from "m.yaml": no matches for kind "CronJob" in version "batch/v1beta1"\nensure CRDs are installed first'],
    ['apiVersion: batch/v1\nkind: Jobs\nmetadata:\n  name: c\n', 'error: resource mapping not found for name: "c" namespace: "" from "m.yaml": no matches for kind "Jobs" in version "batch/v1"\nensure CRDs are installed first'],
    ['spec:\n  schedule: * * * * *\n', 'error: error parsing m.yaml: error converting YAML to JSON: yaml: line 2: did not find expected alphabetic or numeric character'],
    ['# nothing\n---\n', 'error: no objects passed to create'],
    ['apiVersion: v1\nkind: List\nitems: []\n', 'error: no objects passed to create'],
    ['apiVersion: v1\nkind: List\nitems:\n', 'error: no objects passed to create'],
    ['kind: List\nitems: []\n', notValid('apiVersion not set')],
    ['apiVersion: batch/v1\nkind: JobList\nitems:\n- metadata:\n    name: j\n', 'sent'],
    ['a: 1\n--- b\n', 'error: error parsing m.yaml: invalid Yaml document separator: b'],
    ['apiVersion: v1\nkind: List\nitems:\n- apiVersion: batch/v1\n  kind: Job\n', 'sent'],
  ])('%j', (text, expected) => { expect(said(text)).toBe(expected); });
  it('refuses a few lines of aliases that stand for millions of values', () => {
    const names = 'abcdefghi'.split('');
    const text = `a: &a [${Array(9).fill('x').join(',')}]\n${names.slice(1).map((n, i) => `${n}: &${n} [${Array(9).fill(`*${names[i]!}`).join(',')}]\n`).join('')}`;
    expect(said(text)).toContain('yaml: document contains excessive aliasing');
  });
});

describe('a file of several objects', () => {
  it('is sent without what the server does not know', () => {
    const read = readManifest('apiVersion: v2\nkind: Job\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: b\n');
    expect(read.docs.map((d) => d.name)).toEqual(['b']);
    expect(read.ok ? '' : read.refusal.code).toBe('noMatch');
  });
  it('is not sent further than what is no object', () => {
    expect(readManifest('kind: Job\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: b\n').docs).toEqual([]);
  });
  it('is sent up to the one that cannot be read', () => {
    const read = readManifest('apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n---\na: [\n');
    expect(read.docs.map((d) => d.name)).toEqual(['a']);
    expect(read.ok ? '' : read.refusal.kubectl).toBe('error: error parsing m.yaml: error converting YAML to JSON: yaml: line 1: did not find expected node content');
  });
});
