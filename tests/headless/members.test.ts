// A member's name may be short only where nothing else could mean it; and what is left out of CodeMirror is still written as it was.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withoutPanel } from '../../src/headless/code-mirror-plugin.ts';
import { ownMembers } from '../../src/headless/members.ts';
import { smaller } from '../../src/headless/smaller.ts';

const box = 'export class Box { constructor() { this.contents = []; } takeOut() { return this.contents.pop(); } get isEmpty() { return this.contents.length === 0; } innerHeight() {} }';
const installed = (file: string): string => readFileSync(join(import.meta.dirname, '../../node_modules', file), 'utf8');

it.each<[string, string, string[], string[]]>([
  ['what a class declares, and what is given to this', '', [], ['contents', 'takeOut', 'isEmpty', 'innerHeight']],
  ['not what a literal has as a key', 'const options = { takeOut: 1 };', [], ['contents', 'isEmpty', 'innerHeight']],
  ['not what is taken apart by name', 'const { isEmpty } = new Box();', [], ['contents', 'takeOut', 'innerHeight']],
  ['not what a text spells', 'const name = "contents of it"; const other = `is ${1} takeOut`;', [], ['isEmpty', 'innerHeight']],
  ['not what is said elsewhere', '', ['x.takeOut()', 'const isEmpty = 1'], ['contents', 'innerHeight']],
  ['not a member that is only used', 'window.farAway();', [], ['contents', 'takeOut', 'isEmpty', 'innerHeight']],
])('%s', (_, more, outside, names) => { expect(ownMembers(box + more, outside)).toEqual(names); });

it('a name is made short everywhere, and one that browsers know stays', async () => {
  const code = `${box} console.log(new Box().takeOut(), window.innerHeight);`;
  const made = await smaller(code, 'module', ownMembers(box, []));
  expect(made).not.toMatch(/takeOut|contents|isEmpty/);
  expect(made.match(/innerHeight/g)).toHaveLength(2);
});
it('CodeMirror comes without its list of problems', () => {
  expect(withoutPanel(installed('@codemirror/lint/dist/index.js'))).not.toMatch(/LintPanel\.open|showPanel\.from/);
  expect(() => withoutPanel('class LintPanel {}')).toThrow('no longer says');
});
