// What is left out of virtua's list is still written as it was.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { divsOnly } from '../../src/headless/virtua-plugin.ts';

it.each(['Virtualizer.svelte', 'ListItem.svelte'])('%s: each element is a div', (file) => {
  const code = readFileSync(join(import.meta.dirname, '../../node_modules/virtua/lib/svelte', file), 'utf8');
  expect(divsOnly(file, code)).not.toMatch(/svelte:element|\{\.\.\.itemRest\}/);
  expect(() => divsOnly(file, '')).toThrow('no longer says');
});
