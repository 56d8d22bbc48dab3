// Holds dist/ to its budgets (gzip): what the first play needs, what an embed needs, everything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist, firstPlayFiles } from './first-play.mjs';

// KB (1024 bytes), gzip. The budgets are what is reached, with less than one KB to spare for other versions of the compiler, so that nothing grows unnoticed. The first play's goal is reached, the others are not.
// Measured, KB. An embed, 132: the worker's first part 70; the file that page and embed share 46 (Svelte 17, picture with d3-selection 15, player, transport and the rest 14);
// words of one language 6, styles 5, an embed's own script 3, links and page 1.5. The first play, 147: the same 70, 46 and 6; styles 5, the page and its own script 8, inspector 7, timeline 4.5.
// The worker in one piece is 162. Of its first part the first play runs 56 of 70; the rest are stubs, and branches too small to be worth one: less of either makes the other more.
// So an embed needs 70 + 46 before it has a word or a style of its own. Everything holds the editor (113, CodeMirror, which is shaken already), the worker in parts (181, 19 more than in one piece),
// the schedule's reader a second time (7) and the list that draws only what is in sight (9).
const goals = { app: 150, embed: 110, everything: 450 };
const budgets = { app: 148, embed: 133, everything: 474 };
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
