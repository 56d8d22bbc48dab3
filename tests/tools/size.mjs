// Holds dist/ to its budgets (gzip): what the first play needs, what an embed needs, everything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist, firstPlayFiles } from './first-play.mjs';

// KB (1024 bytes), gzip. The goals are not reached; the budgets hold what is there, so that nothing grows unnoticed.
const goals = { app: 150, embed: 110, everything: 450 };
const budgets = { app: 264, embed: 272, everything: 747 };
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
