// Holds dist/ to its budgets (gzip): what the first play needs, what an embed needs, everything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = resolve(import.meta.dirname, '../../dist');
// KB (1024 bytes), gzip. The goals are not reached; the budgets hold what is there, so that nothing grows unnoticed.
// Measured by chunk: the worker 152, the page with D3 and the picture 58, Svelte with i18next 32, words of one language 13, styles 5, the rest 2.
// Reckoned inside the worker (each module's gzip, scaled): the yaml parser 26, kubelets with their shell 28, controllers 22, admission with every rule of the
// Pod template 32, the rest of the cluster and the engine 45. How much of the worker a first play really runs was not profiled.
// An embed carries the same in one file, because a frame without an origin can fetch no module; so "everything" holds most of it twice, and the editor (116).
const goals = { app: 150, embed: 110, everything: 450 };
const budgets = { app: 264, embed: 272, everything: 747 };
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const gz = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** Files that an entry loads at once: its own chunk, static imports and style sheets. */
function closure(key, seen = new Set()) {
  const entry = manifest[key];
  if (!entry || seen.has(entry.file)) return seen;
  seen.add(entry.file);
  for (const css of entry.css ?? []) seen.add(css);
  for (const next of entry.imports ?? []) closure(next, seen);
  return seen;
}
const all = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((f) => statSync(join(dist, f)).isFile());
const text = (f) => ['.js', '.css', '.html', '.json', '.svg', '.webmanifest'].includes(extname(f));
const workers = all.filter((f) => /(^|\/)worker-[^/]*\.js$/.test(f));

function firstPlay(page, extra) {
  const files = new Set([page, ...closure(page), ...extra]);
  return { files: [...files], kb: [...files].reduce((sum, f) => sum + gz(f), 0) / 1024 };
}
/** Lazy chunks that the first play fetches although they are not static imports: one language and what main loads to play. */
const lazyFirst = (page) => Object.entries(manifest).filter(([key]) => /src\/i18n\/(en|app\/en|.*\/en)(\/index)?\.ts$/.test(key) && page === 'index.html').flatMap(([key]) => [...closure(key)]);

const app = firstPlay('index.html', [...workers, ...lazyFirst('index.html')]);
const embed = firstPlay('embed.html', []);   // one file: script, style and worker inside
const everything = all.filter((f) => text(f) && !f.startsWith('.vite')).reduce((sum, f) => sum + gz(f), 0) / 1024;
const rows = [['first play', app.kb, budgets.app, goals.app], ['embed', embed.kb, budgets.embed, goals.embed], ['everything', everything, budgets.everything, goals.everything]];
for (const [name, kb, max, goal] of rows) console.log(`${name.padEnd(12)} ${kb.toFixed(1).padStart(7)} KB of ${max} KB (goal ${goal} KB)`);
if (process.argv.includes('--files')) for (const f of app.files) console.log(`  ${f} ${(gz(f) / 1024).toFixed(1)}`);
if (workers.length === 0) console.log('no worker in dist/: the engine would not run');
process.exit(workers.length > 0 && rows.every(([, kb, max]) => kb <= max) ? 0 : 1);
