// Reading what kubectl printed of a real cluster: lists, streams, cut ends, and what is no recording.
import { describe, expect, it } from 'vitest';
import { readRecorded } from '../../../src/api/manifest/recorded.ts';

const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, creationTimestamp: '2026-03-02T09:00:00Z' } });
const json = (v: unknown) => JSON.stringify(v, null, 4);
const namesOf = (text: string) => { const r = readRecorded(text); return r.ok ? r.items.map((i) => `${i.event ?? '-'} ${String(i.object.kind)} ${String((i.object.metadata as { name: string }).name)}`) : r; };

describe('a recording is read from', () => {
  const table: [string, string, string[]][] = [
    ['a List in YAML', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a, creationTimestamp: "2026-03-02T09:00:00Z"}\n- apiVersion: batch/v1\n  kind: Job\n  metadata: {name: j}\n', ['- Pod a', '- Job j']],
    ['a typed list whose items name no kind', json({ kind: 'PodList', items: [{ metadata: pod('a').metadata }] }), ['- Pod a']],
    ['documents one after the other', 'kind: Pod\nmetadata: {name: a, creationTimestamp: "2026-03-02T09:00:00Z"}\n---\nkind: Pod\nmetadata: {name: b}\n', ['- Pod a', '- Pod b']],
    ['a stream of objects', json(pod('a')) + '\n' + json(pod('a')), ['- Pod a', '- Pod a']],
    ['a stream of watch events', [{ type: 'ADDED', object: pod('a') }, { type: 'BOOKMARK', object: pod('x') }, { type: 'DELETED', object: pod('a') }].map(json).join('\n'), ['ADDED Pod a', 'DELETED Pod a']],
    ['a stream with braces in its strings', json({ ...pod('a'), note: '{"}[' }) + json(pod('b')), ['- Pod a', '- Pod b']],
    ['an array', json([pod('a'), pod('b')]), ['- Pod a', '- Pod b']],
  ];
  it.each(table)('%s', (_, text, names) => expect(namesOf(text)).toEqual(names));

  it('a stream that was cut off, up to the cut', () => {
    expect(readRecorded(json(pod('a')) + '\n{"kind": "Pod", "metada')).toMatchObject({ ok: true, cut: true, items: [{ object: pod('a') }] });
  });
  const item = (name: string, more = '') => `- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: ${name}\n    creationTimestamp: "2026-03-02T09:00:00Z"\n${more}`;
  it('a List with one item that cannot be read: the others are, and its line is told', () => {
    const text = `apiVersion: v1\nitems:\n${item('a')}${item('b', '  spec: {a: b: c}\n')}${item('c')}kind: List\nmetadata: {resourceVersion: ""}\n`;
    const read = readRecorded(text);
    expect(namesOf(text)).toEqual(['- Pod a', '- Pod c']);
    expect(read).toMatchObject({ ok: true, unread: [{ line: 13 }] });
  });
  it('documents of which one cannot be read', () => {
    expect(readRecorded(`${json(pod('a'))}\n{"kind": "Pod",, "x": 1}\n${json(pod('c'))}`)).toMatchObject({ ok: true, items: [{ object: pod('a') }, { object: pod('c') }], unread: [{ line: 9 }] });
  });
  it('what a terminal shows around it: the prompt, warnings, line ends of Windows', () => {
    expect(namesOf(`$ kubectl get pods -o yaml\r\nWarning: old version\r\nkind: List\r\nitems:\r\n${item('a').replaceAll('\n', '\r\n')}`)).toEqual(['- Pod a']);
  });
  it('a list with other kinds in it, which are counted', () => {
    expect(readRecorded(json({ kind: 'List', items: [pod('a'), { kind: 'Service', metadata: { name: 's' } }, { kind: 'Service', metadata: { name: 't' } }] }))).toMatchObject({ ok: true, skipped: { Service: 2 } });
  });
});

describe('what is no recording is refused at its line', () => {
  const table: [string, string, { code: string; line: number }][] = [
    ['nothing', '  \n', { code: 'empty', line: 1 }],
    ['the table for people', 'NAME      READY   STATUS\npi-x7k2p  0/1     Completed\n', { code: 'table', line: 1 }],
    ['YAML with an error in it', 'kind: List\nitems:\n  - a: b: c\n', { code: 'syntax', line: 3 }],
    ['JSON with an error in its only value', `\n\n{"kind": "Pod",, "x": 1}`, { code: 'syntax', line: 3 }],
    ['a manifest that was never in a cluster', 'kind: Job\nmetadata: {name: j}\nspec: {}\n', { code: 'manifest', line: 1 }],
    ['objects of other kinds only', 'kind: Service\nmetadata: {name: s}\n', { code: 'nothing', line: 1 }],
  ];
  it.each(table)('%s', (_, text, problem) => expect(readRecorded(text)).toMatchObject({ ok: false, ...problem }));
});
