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
  ])('%s', (text, expected) => { expect(valueOf(text)).toEqual(expected); });
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
  ])('%j', (text, expected) => {
    const read = readText(text);
    expect(read.ok ? 'read' : read.error.message).toBe(expected);
  });
});
