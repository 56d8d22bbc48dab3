// `npm test`: installs, then lint, types, unit and conformance tests, the build and its size, and the browser tests. Ends with one line of totals.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, install, root } from '../src/headless/install.mjs';

install();
const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const add = (passed, failed, skipped = 0) => { total.passed += passed; total.failed += failed; total.skipped += skipped; };
function step(title, command, args, env = {}) {
  console.log(`\n== ${title}`);
  const began = process.hrtime.bigint();
  const ok = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
  console.log(`${ok ? 'ok' : 'FAILED'}  ${title} (${Number((process.hrtime.bigint() - began) / 1_000_000_000n)} s)`);
  return ok;
}
const check = (title, command, args) => (step(title, command, args) ? add(1, 0) : add(0, 1));
const json = (name) => { try { return JSON.parse(readFileSync(join(results, name), 'utf8')); } catch { return null; } };

check('lint', bin('eslint'), ['.', '--max-warnings', '0']);
check('types', bin('tsc'), ['--noEmit', '-p', '.']);
check('types of components', bin('svelte-check'), ['--tsconfig', 'tsconfig.json', '--output', 'human', '--fail-on-warnings']);

const unit = step('unit and conformance tests', bin('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${join(results, 'unit.json')}`]);
const u = json('unit.json');
if (u) add(u.numPassedTests, u.numFailedTests + (unit || u.numFailedTests ? 0 : 1), u.numPendingTests + (u.numTodoTests ?? 0));
else add(0, 1);

const built = step('build', bin('vite'), ['build', '--logLevel', 'warn']);
if (built) add(1, 0); else add(0, 1);
if (built) {
  check('size of what is served', process.execPath, [join(root, 'tests/tools/size.mjs')]);
  await browserTests();
}
async function browserTests() {
  const { findBrowser } = await import('./tools/browser.mjs');
  const browser = await findBrowser();
  if (!browser) {
    console.log('No browser: install Chromium (for instance `apt-get install chromium`) or name one in KRONOSCOPE_BROWSER.');
    return add(0, 1);
  }
  const ok = step(`browser tests in ${browser}`, bin('playwright'), ['test', '--config', 'tests/browser/playwright.config.ts'],
    { KRONOSCOPE_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'browser.json') });
  const s = json('browser.json')?.stats;
  if (s) add(s.expected + s.flaky, s.unexpected, s.skipped);
  if (!ok && !s?.unexpected) add(0, 1);
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
