// Serves the pages as classic scripts. A frame under sandbox="allow-scripts" has no origin, and fetches no module from a server that sends no CORS headers; classic scripts it does.
// Page and embed share their chunks this way.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { minifySync, type Plugin, type Rolldown } from 'vite';
import { classicChunk, liveExports } from './chunk.ts';

/** The chunks that an entry needs at once, those first that others need. */
function inOrder(entry: string, bundle: Rolldown.OutputBundle, seen: string[] = []): string[] {
  const chunk = bundle[entry];
  if (chunk?.type !== 'chunk' || seen.includes(entry)) return seen;
  for (const next of chunk.imports) inOrder(next, bundle, seen);
  if (!seen.includes(entry)) seen.push(entry);
  return seen;
}

export const classicPages = (): Plugin => ({
  name: 'classic-pages', apply: 'build', enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const loader = minifySync('loader.js', readFileSync(new URL('./loader.js', import.meta.url), 'utf8')).code.trim();
      for (const page of Object.values(bundle)) {
        if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue;
        const html = String(page.source).replaceAll(' crossorigin', '').replaceAll(/ *<link rel="modulepreload"[^>]*>\n?/g, '');
        page.source = html.replace(/<script type="module" src="\.\/([^"]+)"><\/script>/, (_, entry: string) =>
          `<script>${loader}</script>\n${inOrder(entry, bundle).map((file) => `  <script defer src="./${file}"></script>`).join('\n')}`);
      }
      const chunks = Object.values(bundle).filter((c) => c.type === 'chunk');
      const live = new Map(chunks.map((c) => [basename(c.fileName), liveExports(c.code)]));
      for (const c of chunks) c.code = classicChunk(basename(c.fileName), c.code, live);
    },
  },
});
