// `npm run bench`: runs every bench (or those named), prints a table, writes bench-results/latest.json. `--compare FILE` shows the change; `--quick` leaves out the long ones; `--profile NAME` tells where a bench's time goes.
// Each bench has a process of its own: what one leaves behind in the engine's types and heap is no matter of the next.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { table, type Figure, type Result } from './figure.ts';
import { profileOf } from './profile.ts';
import { benches } from './registry.ts';

const args = process.argv.slice(2);
const after = (flag: string) => { const i = args.indexOf(flag); return i >= 0 ? args[i + 1] : undefined; };
const compare = after('--compare');
const quick = args.includes('--quick');
const wanted = args.filter((a, i) => !a.startsWith('--') && args[i - 1] !== '--compare');
const profiled = after('--profile');
if (profiled) {
  console.log(await profileOf(benches.find((b) => b.name === profiled)!));
  process.exit(0);
}
const alone = after('--alone');
if (alone) {
  process.stdout.write(JSON.stringify(await benches.find((b) => b.name === alone)!.run()));
  process.exit(0);
}

const figures: Figure[] = [];
for (const bench of benches) {
  if (wanted.length > 0 ? !wanted.includes(bench.name) : quick && bench.long) continue;
  console.error(`… ${bench.name}`);
  const { stdout, status } = spawnSync(process.execPath, ['--expose-gc', import.meta.filename, '--alone', bench.name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
  figures.push(...JSON.parse(stdout) as Figure[]);
}
const before = compare ? (JSON.parse(readFileSync(compare, 'utf8')) as Result).figures : undefined;
console.log(table(figures, before));

const folder = resolve(import.meta.dirname, '../../bench-results');
mkdirSync(folder, { recursive: true });
const result: Result = { at: new Date().toISOString(), node: process.version, cpus: cpus().length, figures };
writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(`written to ${join('bench-results', 'latest.json')}`);
