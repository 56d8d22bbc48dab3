// What the editor says about a text, where, and what it offers.
import { describe, expect, it } from 'vitest';
import { checkManifest as checkText } from '../../../src/api/manifest/check.ts';
import { exampleById, examples } from '../../../src/lessons/examples/index.ts';

const lineOf = (text: string, words: string) => text.split('\n').findIndex((l) => l.includes(words)) + 1;
const job = (spec: string) => `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: j\nspec:\n${spec}`;
const template = '  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - name: a\n        image: b\n';

describe('the three mistakes that everyone meets', () => {
  it('pi: backoffLimit under template, moved to spec', () => {
    const text = exampleById('pi')!.yaml;
    const { problems } = checkText(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: lineOf(text, 'backoffLimit'), message: 'strict decoding error: unknown field "spec.template.backoffLimit"', code: 'misplacedField' });
    const fix = problems[0]!.fixes[0]!;
    expect(fix).toMatchObject({ code: 'move', params: { field: 'backoffLimit', to: 'spec' } });
    expect(fix.text).toBe(text.replace('    backoffLimit: 4', '  backoffLimit: 4'));
    expect(checkText(fix.text).problems).toEqual([]);
  });
  it('hello: batch/v1beta1 is gone, changed to batch/v1', () => {
    const { problems, kubectl } = checkText(exampleById('hello')!.yaml);
    expect(kubectl).toContain('no matches for kind "CronJob" in version "batch/v1beta1"\nensure CRDs are installed first');
    expect(problems[0]).toMatchObject({ line: 1, code: 'goneVersion', fixes: [{ code: 'version' }] });
    expect(checkText(problems[0]!.fixes[0]!.text).problems.filter((p) => p.severity === 'error')).toEqual([]);
  });
  it('restartPolicy Always: refused in the API server\'s words, set to Never or OnFailure', () => {
    const text = exampleById('always')!.yaml;
    const { problems } = checkText(text);
    expect(problems[0]).toMatchObject({ line: lineOf(text, 'restartPolicy'), code: 'restartPolicy', message: 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"' });
    expect(problems[0]!.fixes.map((f) => f.text)).toEqual([text.replace('Always', 'Never'), text.replace('Always', 'OnFailure')]);
  });
});

describe('a text that is no YAML', () => {
  const good = job(template);
  it.each([
    ['a colon is missing', good.replace('spec:\n  template', 'spec\n  template'), 'spec', 'yamlColon', good],
    ['a tab indents', good.replace('  name: j', '\tname: j'), '\tname', 'yamlSign', good],
    ['a line is indented too far', good.replace('kind: Job', '  kind: Job'), '  kind', 'yamlValue', null],
    ['a line is indented like none above', good.replace('      containers:', '     containers:'), '     containers', 'yamlIndent', null],
    ['a quote is not closed', good.replace('image: b', 'image: "b'), '', 'yamlOpen', null],
    ['a list is not closed', good.replace('image: b', 'command: [a'), '', 'yamlOpen', null],
  ])('%s', (_, text, where, code, mended) => {
    const [problem] = checkText(text).problems;
    expect(problem).toMatchObject({ code, ...(where && { line: lineOf(text, where) }) });
    expect(problem!.fixes.map((f) => f.text)).toEqual(mended === null ? [] : [mended]);
  });
});

describe('other mistakes', () => {
  it('every other example is accepted', () => {
    for (const e of examples.filter((x) => !['pi', 'hello', 'always'].includes(x.id))) expect([e.id, checkText(e.yaml).problems.filter((p) => p.severity === 'error')]).toEqual([e.id, []]);
  });
  it.each([
    ['no restartPolicy', job(template.replace('      restartPolicy: Never\n', '')), 'restartPolicy'],
    ['a slip of the pen', job(`  paralelism: 2\n${template}`), 'unknownField'],
    ['restartPolicy under spec', job(`  restartPolicy: OnFailure\n${template.replace('      restartPolicy: Never\n', '')}`), 'misplacedField'],
    ['a word in the wrong case', job(`  completionMode: indexed\n  completions: 2\n${template}`), 'unsupported'],
    ['a number in quotes', job(`  completions: "3"\n${template}`), 'wrongType'],
  ])('%s: the first fix mends it', (_, text, code) => {
    const first = checkText(text).problems.find((p) => p.code === code);
    expect(first?.fixes.length).toBeGreaterThan(0);
    expect(checkText(first!.fixes[0]!.text).problems.filter((p) => p.severity === 'error')).toEqual([]);
  });
  it('the second document is checked too, at its own line', () => {
    const good = job(template);
    const { problems } = checkText(`${good}---\n${good.replace('  template:', '  bogus: 1\n  template:')}`);
    expect(problems.map((p) => [p.code, p.line])).toEqual([['unknownField', good.split('\n').length + 6]]);
  });
});
