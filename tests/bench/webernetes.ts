// The neighbour for comparison: 100 Pods from creation to running in the npm package @ngrok/webernetes (a Deployment: it has no Jobs). Installed in a temporary folder; left out where that fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = `
import { Cluster } from '@ngrok/webernetes';
const cluster = new Cluster();
await cluster.init();
const template = { metadata: { labels: { app: 'd' } }, spec: { containers: [{ name: 'c', image: 'busybox', command: ['sleep', '100000'] }] } };
const began = performance.now();
await cluster.apply([{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', namespace: 'default' }, spec: { replicas: 100, selector: { matchLabels: { app: 'd' } }, template } }]);
let running = 0;
for (let steps = 1; running < 100 && performance.now() - began < 60000; steps++) {
  cluster.clock.step(50);
  for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done));
  const { items } = await cluster.api.corev1.listNamespacedPod({ namespace: 'default' });
  running = items.filter((p) => p.status?.phase === 'Running').length;
}
console.log(JSON.stringify({ running, ms: performance.now() - began }));
process.exit(0);
`;

/** Wall milliseconds for 100 Pods to run, or null where the package cannot be had. */
export function webernetesMillis(): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'kronoscope-bench-'));
  const inFolder = (command: string, args: string[]) => spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}');
    writeFileSync(join(folder, 'in.mjs'), program);
    if (inFolder('npm', ['i', '@ngrok/webernetes@0.3.5', '--no-audit', '--no-fund', '--loglevel=error']).status !== 0) return null;
    const esbuild = resolve(import.meta.dirname, '../../node_modules/.bin/esbuild');
    const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
    if (inFolder(esbuild, ['in.mjs', '--bundle', '--platform=node', '--format=esm', '--outfile=out.mjs', '--log-level=error', `--banner:js=${banner}`]).status !== 0) return null;
    const answer = JSON.parse(inFolder(process.execPath, ['out.mjs']).stdout) as { running: number; ms: number };
    return answer.running === 100 ? answer.ms : null;
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
