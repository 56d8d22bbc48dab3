// `npm run bench`: runs every bench (or those named), prints a table, writes bench-results/latest.json. `--compare FILE` shows the change; `--quick` leaves out the long ones.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { table, type Figure, type Result } from './figure.ts';
import { benches } from './registry.ts';

const args = process.argv.slice(2);
const after = (flag: string) => { const i = args.indexOf(flag); return i >= 0 ? args[i + 1] : undefined; };
const compare = after('--compare');
const quick = args.includes('--quick');
const wanted = args.filter((a, i) => !a.startsWith('--') && args[i - 1] !== '--compare');

const figures: Figure[] = [];
for (const bench of benches) {
  if (wanted.length > 0 ? !wanted.includes(bench.name) : quick && bench.long) continue;
  console.error(`… ${bench.name}`);
  figures.push(...await bench.run());
}
const before = compare ? (JSON.parse(readFileSync(compare, 'utf8')) as Result).figures : undefined;
console.log(table(figures, before));

const folder = resolve(import.meta.dirname, '../../bench-results');
mkdirSync(folder, { recursive: true });
const result: Result = { at: new Date().toISOString(), node: process.version, cpus: cpus().length, figures };
writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(`written to ${join('bench-results', 'latest.json')}`);
