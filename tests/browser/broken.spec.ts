// When the simulator itself throws: the page says so, saves the run for a report, and starts anew; the saved run opens again.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

/** Runs in the worker before the engine: the second time that it is told to run on, the engine cannot read a Map. */
const sabotage = `let asked = 0; addEventListener('message', (e) => { if (e.data.body.type === 'advance' && ++asked === 2) Object.defineProperty(Map.prototype, 'get', { get() { throw new Error('broken on purpose'); } }); });\n`;

test('an engine that throws is told of; the run is saved, the page starts anew, and the saved run opens', async ({ page }) => {
  await page.route(/assets\/worker-(?!part)[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: sabotage + await response.text() });
  });
  await page.goto('./');
  await page.getByTestId('to-end').click();
  const broken = page.getByTestId('broken');
  await expect(broken).toContainText('broken on purpose');
  const saving = page.waitForEvent('download');
  await page.getByTestId('broken-save').click();
  const file = await (await saving).path();
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { message: string; stack: string; yaml: string; run: { scenario: { inputs: { input: { type: string } }[] }; hash: string } };
  expect(saved.message).toBe('broken on purpose');
  expect(saved.stack).toContain('broken on purpose');
  expect(saved.yaml).toContain('paral-1');
  expect(saved.run.scenario.inputs.map((i) => i.input.type)).toEqual(['command']);
  await page.getByTestId('broken-restart').click();
  await expect(broken).toHaveCount(0);
  await expect(page.getByTestId('first-play')).toBeVisible();
  await page.unroute(/assets\/worker-(?!part)[^/]*\.js$/);
  await page.getByTestId('share').click();
  await page.getByTestId('open-run').setInputFiles(file);
  await expect(page.getByTestId('job-row')).toHaveAttribute('data-name', 'paral-1');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
});
