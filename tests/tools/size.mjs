// Holds dist/ to its budgets (gzip): what the first play needs, what an embed needs, everything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist, firstPlayFiles } from './first-play.mjs';

// KB (1024 bytes), gzip. The budgets are what is reached, with less than one KB to spare for other versions of the compiler, so that nothing grows unnoticed. The goals of the first play and of everything are reached, the embed's is not.
// Measured, KB. An embed, 130, of which its first play runs 99 (npm run bench -- embed): the worker's first part 71; the file that page and embed share 44.5 (Svelte 16, picture with d3-selection 15, player, transport and the rest 13);
// words of one language 6, styles 4, an embed's own script 3, links and page 1.5. The first play, 145.5: the same 71, 44.5 and 6; styles 4, the page and its own script 7, inspector 6.5, timeline 5.
// The worker in one piece is 170. Of its first part the first play runs some 56 of 71; the rest are stubs, and branches too small to be worth one: less of either makes the other more, and everything larger.
// So an embed needs 71 + 44 before it has a word or a style of its own. Everything holds the editor (97, CodeMirror, which is shaken, and has short names, already; its YAML is a stream of tokens, as a tree with its parser is 10 more), and the worker in two parts (187, 17 more than in one piece).
const goals = { app: 150, embed: 110, everything: 450 };
const budgets = { app: 146, embed: 130.5, everything: 445 };
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
