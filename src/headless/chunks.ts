// Which modules of the pages are delivered together: small files are many requests, and each is packed without knowing the others.
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

type Info = { getModuleInfo: (id: string) => { importedIds: string[] } | null };

/** All that a page's entry imports at once. */
function importedAtOnce(page: string, ctx: Info): ReadonlySet<string> {
  const seen = new Set<string>([page]);
  for (const id of seen) for (const next of ctx.getModuleInfo(id)?.importedIds ?? []) seen.add(next);
  return seen;
}
/** What every page imports at once; names that cross from chunk to chunk cost more than those within one. */
function shared(pages: readonly string[]) {
  let closures: ReadonlySet<string>[] | null = null;
  return {
    name: (id: string, ctx: Info) => {
      closures ??= pages.map((page) => importedAtOnce(page, ctx));
      return closures.every((c) => c.has(id)) ? 'shared' : null;
    },
  };
}
const of = (folder: string, names: string): RegExp => new RegExp(`/src/app/${folder}(${names.replaceAll(' ', '|')})\\.svelte`);

/** In this order: what two of them would need goes to the first. */
export const deliveredTogether = (root: string, pages: readonly string[]): Plugin => ({
  name: 'delivered-together', apply: 'build',
  config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups: [
    shared(pages.map((page) => resolve(root, page))),
    { name: 'link', test: /\/src\/(share\/link|app\/fragment\.svelte)\.ts$/ },
    { name: 'inspector', test: of('', 'Inspector|panels/Status') },
    { name: 'files', test: /\/src\/share\/files\.ts$/ },
    { name: 'object-text', test: /\/src\/app\/panels\/object-text\.ts$/ },
    { name: 'panels', test: of('panels/', 'Objects Reconcile Queue Logs Why Breakpoints Branches') },
    { name: 'dialogs', test: of('', 'Dialogs|dialogs/(Share|Settings|Help|Incident)') },
  ] } } } } }),
});
