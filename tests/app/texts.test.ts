// What the page writes: times, sentences with links, objects as YAML and what differs between them.
import { describe, expect, it } from 'vitest';
import { age, elapsed, nameOf, utc } from '../../src/app/format.ts';
import { difference, toYaml } from '../../src/app/panels/object-text.ts';
import { pieces, plain } from '../../src/app/rich.ts';
import { scenarioIn, yamlIn } from '../../src/app/run-files.ts';

describe('times', () => {
  it.each([[0, '00:00.000'], [61_234, '01:01.234'], [3_600_000, '01:00:00.000'], [90_061_000, '1d 01:01:01.000']])('%i ms since the start is %s', (ms, text) => { expect(elapsed(ms)).toBe(text); });
  it.each([[5_000, '5s'], [119_000, '119s'], [120_000, '2m'], [150_000, '2m30s'], [3_600_000, '60m'], [4 * 3_600_000, '4h'], [72 * 3_600_000, '3d']])('an age of %i ms is %s, as kubectl has it', (ms, text) => { expect(age(ms)).toBe(text); });
  it('clocks of the cluster are UTC', () => { expect(utc(Date.UTC(2026, 10, 1, 6, 30, 5))).toBe('2026-11-01 06:30:05'); });
  it('names are the last part of a key', () => { expect(nameOf('Pod/default/pi-abc')).toBe('pi-abc'); });
});

describe('a sentence with links', () => {
  it('falls into pieces', () => {
    expect(pieces('The [API server](kube-apiserver) admits Job pi.')).toEqual([{ text: 'The ', target: null }, { text: 'API server', target: 'kube-apiserver' }, { text: ' admits Job pi.', target: null }]);
  });
  it('reads without them', () => { expect(plain('[etcd](etcd) stores [Pod](Pod/default/a).')).toBe('etcd stores Pod.'); });
});

describe('an object as YAML', () => {
  it('has its fields in the order of their names, as kubectl prints them', () => { expect(toYaml({ kind: 'Pod', apiVersion: 'v1', spec: { b: 1, a: 2 } })).toBe('apiVersion: v1\nkind: Pod\nspec:\n  a: 2\n  b: 1\n'); });
  it('quotes what would be read as something else', () => {
    expect(toYaml({ a: 'true', b: 'x: y', c: 1, d: [], e: {}, f: [{ g: 'h', i: 'j' }], k: '30' }))
      .toBe('a: "true"\nb: "x: y"\nc: 1\nd: []\ne: {}\nf:\n- g: h\n  i: j\nk: "30"\n');
  });
  it('shows what changed', () => {
    const parts = difference(toYaml({ a: 1, b: 2 }), toYaml({ a: 1, b: 3 }));
    expect(parts.map((p) => [p.kind, p.text])).toEqual([['same', 'a: 1'], ['removed', 'b: 2'], ['added', 'b: 3']]);
  });
});

describe('a run file', () => {
  const scenario = { name: 'x', epoch: 0, seed: 1, settings: {}, inputs: [{ after: 0, at: 0, input: { type: 'command', command: { type: 'apply', text: 'kind: Job' } } }] };
  it.each([['as it is', scenario], ['inside a run', { yaml: '', run: { scenario } }], ['inside a report', { run: scenario }]])('is found %s', (_, file) => {
    expect(scenarioIn(file)).toBe(scenario);
    expect(yamlIn(scenarioIn(file)!)).toBe('kind: Job');
  });
  it('is not found in something else', () => { expect(scenarioIn({ kind: 'Job' })).toBeNull(); });
});
