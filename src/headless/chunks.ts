// Which modules of the pages are delivered together: small files are many requests, and each is packed without knowing the others.
import { dirname, resolve } from 'node:path';
import { parseAst, type Plugin } from 'vite';
import type { Node } from './split/syntax.ts';

type Module = { importedIds: string[]; code: string | null };
type Info = { getModuleInfo: (id: string) => Module | null };

/** Modules that only hand on what others export: who imports one needs of the others those whose names it says. By how they are asked for. */
const handsOn: Readonly<Record<string, RegExp>> = { lucide: /\/lucide\/dist\/esm\/lucide\.mjs$/, 'svelte/internal/client': /\/svelte\/src\/internal\/client\/index\.js$/ };
const nameOf = (node: unknown): string => String((node as Node).name ?? (node as Node).value);
const statements = (code: string, type: string): Node[] => (parseAst(code).body as unknown as Node[]).filter((node) => node.type === type && node.source);

/** What `code` says of what it imports from `source`. */
function namesFrom(code: string, source: string): string[] {
  return statements(code, 'ImportDeclaration').filter((node) => nameOf(node.source) === source).flatMap((node) => (node.specifiers as Node[]).flatMap((s) => (
    s.type === 'ImportSpecifier' ? [nameOf(s.imported)] : [...code.matchAll(new RegExp(`(?<![\\w$])${nameOf(s.local).replaceAll('$', '\\$')}\\.([\\w$]+)`, 'g'))].map((m) => m[1]!))));
}
/** By name, the module that a name is handed on from. */
const homesOf = (id: string, code: string): Map<string, string> => new Map(statements(code, 'ExportNamedDeclaration').flatMap((node) => (node.specifiers as Node[]).map((s) => [nameOf(s.exported), resolve(dirname(id), nameOf(node.source))] as const)));

/** All that a page's entry imports at once. */
function importedAtOnce(page: string, ctx: Info): ReadonlySet<string> {
  const homes = new Map<string, Map<string, string>>();
  const seen = new Set<string>([page]);
  for (const id of seen) {
    const { importedIds, code } = ctx.getModuleInfo(id) ?? { importedIds: [], code: null };
    for (const next of importedIds) {
      const source = Object.keys(handsOn).find((s) => handsOn[s]!.test(next));
      if (source === undefined) { seen.add(next); continue; }
      if (!homes.has(next)) homes.set(next, homesOf(next, ctx.getModuleInfo(next)!.code!));
      for (const name of namesFrom(code!, source)) seen.add(homes.get(next)!.get(name) ?? next);
    }
  }
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
    { name: 'dialogs', test: /\/src\/(app\/(Dialogs|dialogs\/(Share|Settings|Help|Incident)|Recording|Broken)\.svelte|app\/take-file\.ts|share\/(film|pictures)\.ts)/ },
  ] } } } } }),
});
