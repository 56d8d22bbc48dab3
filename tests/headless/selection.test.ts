// What is left out of d3-selection is called by nobody who has a selection.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unusedMethods, withoutMethods } from '../../src/headless/selection-plugin.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const whole = read('node_modules/d3-selection/dist/d3-selection.mjs');

describe('d3-selection without the methods that nobody calls', () => {
  const drawn = readdirSync(join(root, 'src/diagram'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => `src/diagram/${file}`);
  const holders = [...drawn, ...['d3-zoom', 'd3-drag'].map((name) => `node_modules/${name}/dist/${name}.mjs`)];
  it('the picture and what works on its selections are looked through', () => { expect(holders.length).toBeGreaterThan(20); });
  it.each(unusedMethods)('%s is called nowhere', (name) => {
    expect(holders.filter((file) => new RegExp(`[.?]\\s*${name}\\(|\\['${name}'\\]`).test(read(file)))).toEqual([]);
    expect(whole).not.toContain(`this.${name}(`);
  });
  it('keeps the others', () => {
    const table = (code: string) => /Selection\.prototype = selection\.prototype = \{([^}]*)\}/.exec(code)![1]!.match(/\w+(?=:)/g)!;
    expect(table(withoutMethods(whole))).toEqual(table(whole).filter((name) => !unusedMethods.includes(name)));
  });
});
