// Serves the pages as classic scripts. A frame under sandbox="allow-scripts" has no origin, and fetches no module from a server that sends no CORS headers; classic scripts it does.
// Page and embed share their chunks this way.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { minifySync, type Plugin, type Rolldown } from 'vite';
import { ownHash } from '../split/plugin.ts';
import { smaller } from '../smaller.ts';
import { classicChunk, liveExports } from './chunk.ts';

/** The chunks that an entry needs at once, those first that others need. */
function inOrder(entry: string, bundle: Rolldown.OutputBundle, seen: string[] = []): string[] {
  const chunk = bundle[entry];
  if (chunk?.type !== 'chunk' || seen.includes(entry)) return seen;
  for (const next of chunk.imports) inOrder(next, bundle, seen);
  if (!seen.includes(entry)) seen.push(entry);
  return seen;
}

/** All that a page's entry imports at once, whether rolldown has put it into one chunk or another. */
function importedAtOnce(page: string, of: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>([page]);
  for (const id of seen) for (const next of of(id)) seen.add(next);
  return seen;
}
/** Puts what every page imports at once into one chunk: names that cross from chunk to chunk cost more than those within one. */
function sharedChunk(pages: readonly string[]) {
  let closures: ReadonlySet<string>[] | null = null;
  return {
    name: (id: string, ctx: { getModuleInfo: (id: string) => { importedIds: string[] } | null }) => {
      closures ??= pages.map((page) => importedAtOnce(page, (module) => ctx.getModuleInfo(module)?.importedIds ?? []));
      return closures.every((c) => c.has(id)) ? 'shared' : null;
    },
  };
}

/** One file of what every page needs at once: fewer to fetch, and smaller together. */
function together(closures: readonly string[][], bundle: Rolldown.OutputBundle): { shared: ReadonlySet<string>; script: string } {
  const shared = new Set(closures[0]!.filter((file) => closures.every((c) => c.includes(file))));
  return { shared, script: [...shared].map((file) => (bundle[file] as Rolldown.OutputChunk).code).join('') };
}

export const classicPages = (root: string): Plugin => ({
  name: 'classic-pages', apply: 'build', enforce: 'post',
  config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups: [sharedChunk(['index.html', 'embed.html'].map((page) => resolve(root, page)))] } } } } }),
  augmentChunkHash: () => ownHash(resolve(root, 'src/headless/classic')),
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      const chunks = Object.values(bundle).filter((c) => c.type === 'chunk');
      const live = new Map(chunks.map((c) => [basename(c.fileName), liveExports(c.code)]));
      for (const c of chunks) c.code = `${await smaller(classicChunk(basename(c.fileName), c.code, live), 'script')}\n`;
      const loader = minifySync('loader.js', readFileSync(resolve(root, 'src/headless/classic/loader.js'), 'utf8')).code.trim();
      const pages = Object.values(bundle).filter((a) => a.type === 'asset' && a.fileName.endsWith('.html')) as Rolldown.OutputAsset[];
      const entry = /<script type="module" crossorigin src="\.\/([^"]+)"><\/script>/;
      const closures = pages.map((page) => inOrder(entry.exec(String(page.source))![1]!, bundle));
      const { shared, script } = together(closures, bundle);
      for (const file of shared) delete bundle[file];
      const sharedName = `assets/shared-${createHash('sha256').update(script).digest('hex').slice(0, 8)}.js`;
      this.emitFile({ type: 'asset', fileName: sharedName, source: script });
      pages.forEach((page, n) => {
        const files = [sharedName, ...closures[n]!.filter((file) => !shared.has(file))];
        page.source = String(page.source).replace(entry, () => `<script>${loader}</script>\n${files.map((file) => `  <script defer src="./${file}"></script>`).join('\n')}`)
          .replaceAll(' crossorigin', '').replaceAll(/ *<link rel="modulepreload"[^>]*>\n?/g, '');
      });
    },
  },
});
