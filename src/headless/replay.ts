// `npm run --silent replay -- --out DIR FILE…`: plays recorded scenarios without a browser and writes what was observed of each to DIR/<name>.json, in the recordings' shape.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { play } from './replay/play.ts';
import { readScenario } from './replay/scenario.ts';

const args = process.argv.slice(2);
const at = args.indexOf('--out');
const out = at >= 0 ? args[at + 1] : undefined;
const files = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
if (out === undefined || files.length === 0) {
  console.error('usage: replay --out DIR FILE…');
  process.exit(2);
}
mkdirSync(out, { recursive: true });
let failed = 0;
for (const file of files) {
  const name = basename(file, '.json');
  try {
    const observed = play(readScenario(JSON.parse(readFileSync(file, 'utf8')), name));
    writeFileSync(join(out, `${name}.json`), `${JSON.stringify(observed, null, 1)}\n`);
  } catch (error) {
    failed++;
    console.error(`${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
