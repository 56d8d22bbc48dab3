// Which files of dist/ the first play fetches, told from what was built. tests/browser/first-load.spec.ts holds the list to what a browser really fetches.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const dist = resolve(import.meta.dirname, '../../dist');
/** By source, or by the name that src/headless/chunks.ts gives. What a page loads of itself although nothing imports it at once: its language, and on the wide page the inspector with its first panel. */
const alsoFirst = {
  'index.html': ['src/i18n/en/index.ts', 'inspector'],
  'embed.html': ['src/i18n/en/index.ts'],
};
/** The editor is loaded beside the picture; Play waits for nothing of it. */
const editor = ['src/app/EditorPane.svelte', 'src/app/code-mirror.ts'];

function closure(keys, files = new Set()) {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const add = (key) => {
    const { file, css = [], imports = [] } = manifest[key] ?? Object.values(manifest).find((c) => c.name === key);
    if (files.has(file)) return;
    // What every page needs has gone into one file.
    for (const f of [file, ...css]) if (existsSync(join(dist, f))) files.add(f);
    imports.forEach(add);
  };
  keys.forEach(add);
  return files;
}
export const editorFiles = () => [...closure(editor)];

/** Paths below dist/, sorted. */
export function firstPlayFiles(page) {
  const files = closure([page, ...alsoFirst[page]], new Set([page]));
  const html = readFileSync(join(dist, page), 'utf8');
  for (const [, file] of html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) files.add(file);
  // Its parts (worker-part…) come when something is called that the first play does not call.
  for (const f of readdirSync(join(dist, 'assets'))) if (/^worker-(?!part\d)/.test(f)) files.add(`assets/${f}`);
  return [...files].sort();
}
