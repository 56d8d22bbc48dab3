// Leaves out of CodeMirror, when the app is built, its list of problems below the text and what shows such lists: the app has a list of its own, and no key opens CodeMirror's.
import type { Plugin } from 'vite';

const said = { panel: 'LintPanel.open', shown: 'showPanel.from(f, val => val.panel),' };

/** The text of @codemirror/lint without it; says so if it is no longer written that way. */
export function withoutPanel(code: string): string {
  for (const part of Object.values(said)) if (!code.includes(part)) throw new Error(`@codemirror/lint no longer says ${part}`);
  return code.replace(said.shown, '').replaceAll(said.panel, 'null');
}
export const noProblemPanel = (): Plugin => ({
  name: 'no-problem-panel', enforce: 'pre', apply: 'build',
  transform: (code, id) => (/\/@codemirror\/lint\/dist\/index\.js$/.test(id) ? { code: withoutPanel(code), map: null } : null),
});
