// Holds dist/ to its budgets (gzip): what the first play needs, what an embed needs, everything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist, firstPlayFiles } from './first-play.mjs';

// KB (1024 bytes), gzip. The budgets are what is reached, with about one KB to spare for other versions of the compiler, so that nothing grows unnoticed; the goals are not reached, the first play's by five KB.
// Measured, KB: the worker's first part 74; in one file that page and embed share 54 (Svelte 18, picture and timeline with d3-selection 19, player, transport and the rest 15);
// words of one language 6, styles 7 (embed 5), the page's own script 8, inspector with its first panel 6; an embed's own script 3 and its links 5.
// The worker in one piece is 150; what the first play runs of it, branch by branch, is 67, so its first part holds next to nothing else: api 18 (validation 7), controllers 7,
// the yaml parser 7, kubelets with their shell 9, engine 6, the rest of the cluster and the kernel 12, and the stubs.
// So an embed needs 74 + 54 before it has a word or a style of its own. Everything holds the editor (113) and the worker in parts, which are 20 larger together than in one piece.
const goals = { app: 150, embed: 110, everything: 450 };
const budgets = { app: 156, embed: 149, everything: 499 };
const gz = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const kb = (files) => files.reduce((sum, f) => sum + gz(f), 0) / 1024;
const text = (f) => ['.js', '.css', '.html', '.json', '.svg', '.webmanifest'].includes(extname(f));

const all = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((f) => statSync(join(dist, f)).isFile());
const app = firstPlayFiles('index.html');
const embed = firstPlayFiles('embed.html');
const everything = all.filter((f) => text(f) && !f.startsWith('.vite'));
const rows = [['first play', kb(app), budgets.app, goals.app], ['embed', kb(embed), budgets.embed, goals.embed], ['everything', kb(everything), budgets.everything, goals.everything]];
for (const [name, size, max, goal] of rows) console.log(`${name.padEnd(12)} ${size.toFixed(1).padStart(7)} KB of ${max} KB (goal ${goal} KB)`);
if (process.argv.includes('--files')) for (const f of everything) console.log(`  ${(gz(f) / 1024).toFixed(1).padStart(6)} ${app.includes(f) ? 'app  ' : '     '} ${embed.includes(f) ? 'embed' : '     '} ${f}`);
process.exit(rows.every(([, size, max]) => size <= max) ? 0 : 1);
