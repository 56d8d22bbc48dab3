// Builds the benches with the app's own bundler and runs them: what is measured is the code as it is delivered, without what a loader of TypeScript wraps around every function.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
// As deep below the root as tests/bench, so that paths made from the file's own place hold.
const outDir = resolve(root, 'bench-results/run');
await build({ root, configFile: false, logLevel: 'error', publicDir: false, build: { ssr: resolve(root, 'tests/bench/run.ts'), outDir, emptyOutDir: true, minify: false, target: 'node20' } });
const { status } = spawnSync(process.execPath, ['--expose-gc', resolve(outDir, 'run.js'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
