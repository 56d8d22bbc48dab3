// A recording of a real cluster on the page: shown as recorded, played, and left for a simulation.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';

const example = readFileSync(resolve(import.meta.dirname, '../../public/incident-example.yaml'), 'utf8');
async function openDialog(page: Page): Promise<void> {
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  await page.getByTestId('examples').click();
  await page.getByTestId('open-incident').click();
}

test('an incident that was pasted plays as a recording, and a simulation starts from it', async ({ page }) => {
  await openDialog(page);
  await page.getByTestId('incident-text').fill(example);
  await page.getByTestId('incident-show').click();
  await expect(page.getByTestId('recording')).toContainText('Recorded, not simulated');
  for (let i = 0; i < 4; i++) await page.getByTestId('step-event').click();
  await expect(page.getByTestId('caption')).toContainText('Recorded:');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('job-row')).toHaveAttribute('data-name', 'nightly-report');
  await expect(page.getByTestId('pod-row')).toHaveCount(4);
  await expect(page.getByTestId('diagram').locator('g.pod.failed')).toHaveCount(4);
  await page.getByTestId('pod-actions').first().click();
  await page.getByTestId('pod-delete').click();
  await expect(page.getByTestId('error')).toContainText('recording');
  await page.getByTestId('restart').click();
  await expect(page.getByTestId('recording')).toBeVisible();
  for (let i = 0; i < 8; i++) await page.getByTestId('step-event').click();
  await page.getByTestId('simulate-from-here').click();
  await expect(page.getByTestId('recording')).toHaveCount(0);
  await expect(page.getByTestId('from-recording')).toContainText('Simulated');
  await expect(page.getByTestId('editor')).toContainText('nightly-report');
  await expect(page.getByTestId('editor')).not.toContainText('controller-uid');
  await expect(page.getByTestId('job-row')).toHaveAttribute('data-name', 'nightly-report');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('pod-row')).toHaveCount(4);
  await page.getByTestId('close-recording').click();
  await expect(page.getByTestId('recording')).toContainText('Recorded, not simulated');
});

test('what is no recording is refused with its line, and the run on the page stays', async ({ page }) => {
  await openDialog(page);
  await page.getByTestId('incident-text').fill('kind: List\nitems:\n  - a: b: c\n');
  await page.getByTestId('incident-show').click();
  await expect(page.getByTestId('incident-problem')).toContainText('Line 3');
  await page.getByTestId('incident-text').fill('NAME   READY   STATUS\npi-1   0/1   Completed\n');
  await page.getByTestId('incident-show').click();
  await expect(page.getByTestId('incident-problem')).toContainText('-o yaml');
  await page.getByTestId('close-dialog').click();
  await expect(page.getByTestId('recording')).toHaveCount(0);
  await expect(page.getByTestId('first-play')).toBeVisible();
});

test('the run that a recording took the place of comes back as it was', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  await page.getByTestId('examples').click();
  await page.getByTestId('open-incident').click();
  await page.getByTestId('incident-text').fill(example);
  await page.getByTestId('incident-show').click();
  await expect(page.getByTestId('recording')).toBeVisible();
  await page.getByTestId('close-recording').click();
  await expect(page.getByTestId('job-row')).toHaveAttribute('data-name', 'paral-1');
  await expect(page.getByTestId('completions')).toHaveText('8/8');
});

const watched = (name: string, phase: string, second: number, type: string) => JSON.stringify({ type, object: { apiVersion: 'v1', kind: 'Pod', metadata: { name, uid: name, namespace: 'default', creationTimestamp: '2026-03-02T09:00:00Z', managedFields: [{ time: `2026-03-02T09:00:${second}Z` }] }, spec: { containers: [{ name: 'a' }], nodeName: 'n1' }, status: { phase } } }, null, 2);
test('a watch stream that was dropped on the page shows its whole history at once', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  const text = [watched('w', 'Pending', 10, 'ADDED'), watched('w', 'Running', 12, 'MODIFIED'), watched('w', 'Failed', 40, 'MODIFIED'), watched('w', 'Failed', 50, 'DELETED')].join('\n');
  const files = await page.evaluateHandle((t) => { const d = new DataTransfer(); d.items.add(new File([t], 'pods.json', { type: 'application/json' })); return d; }, text);
  await page.getByTestId('diagram').dispatchEvent('drop', { dataTransfer: files });
  await expect(page.getByTestId('recording')).toBeVisible();
  const timeline = page.getByTestId('timeline');
  await expect(timeline.locator('.recorded')).toHaveText('Recorded');
  await expect(timeline.locator('g.span.running')).toHaveCount(1);
  await expect(timeline.locator('g.span.failed')).toHaveCount(1);
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('diagram').locator('g.pod')).toHaveCount(0);
});
