// Serves the pages as classic scripts. A frame under sandbox="allow-scripts" has no origin, and fetches no module from a server that sends no CORS headers; classic scripts it does.
// Page and embed share their chunks this way.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { minifySync, type Plugin, type Rolldown } from 'vite';
import { ownMembers } from '../members.ts';
import { minifier, ownHash } from '../split/plugin.ts';
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

/** One file of what every page needs at once: fewer to fetch, and smaller together. */
function together(closures: readonly string[][], bundle: Rolldown.OutputBundle): { shared: ReadonlySet<string>; script: string } {
  // The bundler's own few lines are needed soon by whatever a page loads later.
  const helpers = Object.values(bundle).filter((c) => c.type === 'chunk' && c.name === 'rolldown-runtime').map((c) => c.fileName);
  const shared = new Set([...helpers, ...closures[0]!.filter((file) => closures.every((c) => c.includes(file)))]);
  return { shared, script: [...shared].map((file) => (bundle[file] as Rolldown.OutputChunk).code).join('') };
}

const isEditor = (chunk: Rolldown.OutputChunk): boolean => chunk.moduleIds.some((id) => id.includes('/@codemirror/view/'));

/** Asked before the bundler's own, which would preload modules and ask a server for its permission. */
export const classicStyles = (root: string): Plugin => ({
  name: 'classic-styles', apply: 'build', enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? readFileSync(resolve(root, 'src/headless/classic/styles.js'), 'utf8') : null),
});

export const classicPages = (root: string): Plugin => ({
  name: 'classic-pages', apply: 'build', enforce: 'post',
  augmentChunkHash: () => ownHash(root, 'src/headless/classic', ...minifier),
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      const chunks = Object.values(bundle).filter((c) => c.type === 'chunk');
      const live = new Map(chunks.map((c) => [basename(c.fileName), liveExports(c.code)]));
      const members = new Map(chunks.filter(isEditor).map((c) => [c, ownMembers(c.code, chunks.filter((other) => other !== c).map((other) => other.code))]));
      for (const c of chunks) c.code = `${await smaller(classicChunk(basename(c.fileName), c.code, live), 'script', members.get(c))}\n`;
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
