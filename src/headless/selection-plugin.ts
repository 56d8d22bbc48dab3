// Leaves out of d3-selection, when the app is built, methods of a selection that nothing in the picture calls; tests/headless/selection.test.ts holds the list to that.
import type { Plugin } from 'vite';

export const unusedMethods = ['selectChild', 'selectChildren', 'nodes', 'size', 'html', 'raise', 'lower', 'insert', 'clone', 'dispatch', 'classed'];

/** The package's text without them; says so if it is no longer written that way. */
export function withoutMethods(code: string): string {
  return unusedMethods.reduce((text, name) => {
    const line = `  ${name}: selection_${name},\n`;
    if (!text.includes(line)) throw new Error(`d3-selection no longer says ${line}`);
    return text.replace(line, '');
  }, code);
}
export const fewerMethods = (): Plugin => ({
  name: 'fewer-methods', enforce: 'pre', apply: 'build',
  transform: (code, id) => (/\/d3-selection\/dist\/d3-selection\.mjs$/.test(id) ? { code: withoutMethods(code), map: null } : null),
});
