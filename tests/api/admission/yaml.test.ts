// YAML as Kubernetes' tools read it, with the words and lines of Go's package. Each expectation was taken from that package.
import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/api/manifest/read.ts';

const valueOf = (text: string): unknown => { const r = readText(`x: ${text}\n`); return r.ok ? (r.docs[0]!.value as { x: unknown }).x : r.error.message; };

describe('a plain scalar', () => {
  it.each([
    ['yes', true], ['Off', false], ['y', true], ['tRue', 'tRue'], ['~', null], ['nULL', 'nULL'], ['0x10', 16], ['0X1F', 31], ['0o17', 15], ['017', 15], ['08', 8], ['0b11', 3], ['1_000', 1000], ['.5', 0.5], ['1e3', 1000], ['1e400', '1e400'],
    ['1:30', '1:30'], ['2021-07-01', '2021-07-01'], ['+1', 1], ['-0x10', -16], ['1.2.3', '1.2.3'], ['!!str 5', '5'], ['!!int "5"', 5], ['!!binary aGk=', 'hi'], ['!foo x', 'x'], ["'it''s'", "it's"], ['"a\\u00e9"', 'aé'],
    ['.inf', 'json: unsupported value: +Inf'], ['-.INF', 'json: unsupported value: -Inf'], ['.nan', 'json: unsupported value: NaN'], ['!!int abc', 'yaml: cannot decode !!str `abc` as a !!int'], ['!!binary "@@"', 'yaml: !!binary value contains invalid base64 data'],
    ['*a', "yaml: unknown anchor 'a' referenced"], ['&a [*a]', "yaml: anchor 'a' value contains itself"], ['{{ .Values.a }}', 'yaml: invalid map key: map[interface {}]interface {}{".Values.a":interface {}(nil)}'],
    ['0xffffffffffffffffff', '0xffffffffffffffffff'], ['100000000000000000000', 100000000000000000000], ['!!int 3.0', 'yaml: cannot decode !!float `3.0` as a !!int'], ['!!float 3', 3], ['!!timestamp 2001-01-01', '2001-01-01'],
 ['!<tag:yaml.org,2002:str> 5', '5'], ['"a\\\n  b"', 'ab'], ['a\n\n  b', 'a\nb'], ['|\n  a\n   b\n\n', 'a\n b\n'], ['>-\n  a\n  b\n\n   c\n  d', 'a b\n\n c\nd'], ['|2+\n   a\n', ' a\n\n'],
    ['[a: b, ? c, [d]]', [{ a: 'b' }, { c: null }, ['d']]], ['{a, b: , c: d}', { a: null, b: null, c: 'd' }],
  ])('%s', (text, expected) => { expect(valueOf(text)).toEqual(expected); });
});

describe('a merge', () => {
  const merged = (text: string): unknown => { const r = readText(`a: &a {p: 1, q: 1}\nb: &b {q: 2, r: 2}\nc: ${text}\n`); return r.ok ? (r.docs[0]!.value as { c: unknown }).c : r.error.message; };
  it.each([
    ['{<<: *a, p: 9}', { p: 9, q: 1 }], ['{p: 9, <<: *a}', { p: 1, q: 1 }], ['{<<: [*a, *b]}', { p: 1, q: 1, r: 2 }], ['{"<<": *a}', { '<<': { p: 1, q: 1 } }], ['{<<: [*a, 3]}', 'yaml: map merge requires map or sequence of maps as the value'],
  ])('%s', (text, expected) => { expect(merged(text)).toEqual(expected); });
});

describe('documents', () => {
  const job = (name: string) => `{"kind": "Job", "metadata": {"name": "${name}"}}`;
  const values = (text: string): unknown => { const r = readText(text); return r.ok ? r.docs.map((d) => d.value) : `${r.error.doing}${r.error.message}`; };
  it.each([
    ['are cut at dashes, after which a comment may stand', 'a: 1\n--- # two\nb: 2\n---\n', [{ a: 1 }, { b: 2 }]],
    ['are cut at dashes of any kind', 'a: 1\n----\nb: 2\n', 'invalid Yaml document separator: -'],
    ['end at dots, and what follows is not read', 'a: 1\n...\n{\n', [{ a: 1 }]],
    ['of nothing are null', '# nothing\n', [null]],
    ['are JSON one after the other', `${job('a')}\n${job('b')}`, [JSON.parse(job('a')), JSON.parse(job('b'))]],
    ['are JSON with what only JSON has', '{\n\t"a": "\\/\\ud83d\\ude80"\n}', [{ a: '/\u{1f680}' }]],
    ['are JSON and then YAML', `${job('a')}\n---\nb: 2\n`, [JSON.parse(job('a')), null, { b: 2 }].filter((v) => v !== null)],
    ['that are nearly JSON are YAML', '{"a": 1,}', [{ a: 1 }]],
    ['have their lines ended as in Windows', 'a: |\r\n  b\r\n  c\r\nd: "e\r\n  f"\r\n', [{ a: 'b\nc\n', d: 'e f' }]],
    ['get a last line\'s end', 'a: |\n  b', [{ a: 'b\n' }]],
  ])('%s', (_, text, expected) => { expect(values(text)).toEqual(expected); });
  it('of which one cannot be read are read up to there', () => {
    const read = readText('a: 1\n---\nb: [\n---\nc: 1\n');
    expect(read.docs.map((d) => d.value)).toEqual([{ a: 1 }]);
    expect(read.ok ? null : read.error.place).toMatchObject({ line: 4, column: 1 });
  });
  it('know where each of their paths stands', () => {
    const text = 'x: 1\n---\nspec: &s\n  list:\n  - a: 1\n    b: "two"\nother: *s\n';
    const { docs } = readText(text);
    const at = (path: (string | number)[], key = false) => { const { from, to, line, column } = docs[1]!.locate(path, key); return [text.slice(from, to), line, column]; };
    expect(at(['spec', 'list', 0, 'b'])).toEqual(['"two"', 6, 8]);
    expect(at(['spec', 'list', 0, 'b'], true)).toEqual(['b', 6, 5]);
    expect(at(['spec', 'list'])).toEqual(['list', 4, 3]);
    expect(at(['other', 'list', 0, 'a'])).toEqual(['1', 5, 8]);
    expect(at(['spec', 'nowhere'])).toEqual(['spec', 3, 1]);
  });
});

it('a document ends where a line is indented less than all of it', () => {
  expect(readText(' a: 1\nb: 2\n')).toMatchObject({ ok: true, docs: [{ value: { a: 1 } }] });
  expect(readText(' a:\n   b: 2\n  c: 3\n').ok).toBe(false);
});
describe('a text that cannot be read', () => {
  it.each([
    ['a:\n  b: 1\n c: 2\n', 'yaml: line 2: did not find expected key'],
    ['a:\n  - b\n - c\n', 'yaml: line 2: did not find expected key'],
    ['spec:\n  containers:\n  - name: a\n   image: b\n', 'yaml: line 3: did not find expected key'],
    ['a:\n  - name: x\n    value: y\n   - name: z\n', "yaml: line 3: did not find expected '-' indicator"],
    ['- a\nb: 1\n', "yaml: line 1: did not find expected '-' indicator"],
    ['a: b: c\n', 'yaml: mapping values are not allowed in this context'],
    ['x: 1\na: b: c\n', 'yaml: line 2: mapping values are not allowed in this context'],
    ['a: 1\n  b: 2\n', 'yaml: line 2: mapping values are not allowed in this context'],
    ['spec:\n  a 1\n  b: 2\n', 'yaml: line 3: mapping values are not allowed in this context'],
    ['a: 1\nb\n', "yaml: line 3: could not find expected ':'"],
    ['a:\n\tb: 2\n', 'yaml: line 2: found character that cannot start any token'],
    ['a: 1\n\tb: 2\n', 'yaml: line 2: found a tab character that violates indentation'],
    ['a: @b\n', 'yaml: found character that cannot start any token'],
    ['&# a\nb: 1\nc: 2\n', 'yaml: did not find expected alphabetic or numeric character'],
    ['a: "x\nb: 1\n', 'yaml: line 3: found unexpected end of stream'],
    ['a: "\\q"\n', 'yaml: found unknown escape character'],
    ['a: [1\nb: 2\n', "yaml: line 1: did not find expected ',' or ']'"],
    ['spec:\n  command: ["a" "b"]\n', "yaml: line 1: did not find expected ',' or ']'"],
    ['spec:\n  command: [a, b]]\n', 'yaml: line 1: did not find expected key'],
    ['{"a": 1 "b": 2}', "yaml: did not find expected ',' or '}'"],
    ['a: ]\n', 'yaml: did not find expected node content'],
    ['a: - b\n', 'yaml: block sequence entries are not allowed in this context'],
    ['y:\n  <<: 3\n', 'yaml: map merge requires map or sequence of maps as the value'],
    ['a: \u0007\n', 'yaml: control characters are not allowed'],
    ['a: 1\n---\nb: 1\nc: [\n', 'yaml: line 2: did not find expected node content'],
    ['a:\nb\n  c: 1\n', "yaml: line 3: could not find expected ':'"],
    ['kind Job\nmetadata:\n', 'yaml: line 2: mapping values are not allowed in this context'],
    ['a: 1\nkind Job\nb: 2\n', "yaml: line 3: could not find expected ':'"],
    ['spec:\n  - name: a\n - name: b\n', 'yaml: line 2: did not find expected key'],
    ['a: | b\n', 'yaml: did not find expected comment or line break'],
    ['```yaml\na: b\n', 'yaml: found character that cannot start any token'],
    ['a: "x\n---\ny"\n', 'yaml: line 2: found unexpected end of stream'],
    ['a: "\\u12"\n', 'yaml: did not find expected hexdecimal number'],
    ['a: *\n', 'yaml: did not find expected alphabetic or numeric character'],
    ['x:\n  c:\n - name: a\n   image: b\n', 'yaml: line 2: did not find expected key'],
    ['s:\n  t:\n    m:\n   n:\n      x: 1\n', 'yaml: line 3: did not find expected key'],
    ['a: "1"\n\tb: 2\n', 'yaml: line 2: found character that cannot start any token'],
    ['a:\n- |\n\techo\n', 'yaml: line 3: found a tab character where an indentation space is expected'],
    ['a: |b\n', 'yaml: did not find expected comment or line break'],
    ['a: "x\nb: ["y", "z"]\nc: 1\n', 'yaml: line 1: did not find expected key'],
    ['a:\n- b\nenv\n  - name: c\n', "yaml: line 4: could not find expected ':'"],
    ['a:\n- name: b\n  x: y\n- name c\n  x: z\n', 'yaml: line 5: mapping values are not allowed in this context'],
    ['%YAML 1.1\n---\na: b\n', 'yaml: line 1: did not find expected <document start>'],
  ])('%j', (text, expected) => {
    const read = readText(text);
    expect(read.ok ? 'read' : read.error.message).toBe(expected);
  });
});
