// The three manifests that every learner of Jobs meets first, played to their end as a person plays them.
import { expect, test, type Page } from '@playwright/test';

async function open(page: Page, example: string): Promise<void> {
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByTestId(`example-${example}`).click();
}
const editor = (page: Page) => page.getByTestId('editor');
const rows = (page: Page) => page.getByTestId('job-row');

test('pi: refused at its line, mended by a click, and its log holds 2000 digits', async ({ page }) => {
  await open(page, 'pi');
  const problem = page.getByTestId('problem').first();
  await expect(problem).toContainText('strict decoding error: unknown field "spec.template.backoffLimit"');
  await expect(problem).toContainText('Line 13');
  await problem.getByTestId('fix').first().click();
  await expect(page.getByTestId('problem')).toHaveCount(0);
  await expect(editor(page)).toContainText('backoffLimit: 4');
  await page.getByTestId('to-end').click();
  await expect(rows(page).getByTestId('completions')).toHaveText('1/1');
  await expect(rows(page).getByTestId('job-status')).toHaveText('Complete');
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page.getByTestId('log')).toContainText('3.14159265358979323846');
  const digits = (await page.getByTestId('log').innerText()).replace(/[^0-9]/g, '');
  expect(digits).toHaveLength(2000);
  // Six nines in a row stand at the 762nd decimal.
  expect(digits.slice(762, 768)).toBe('999999');
});

test('pi as it is: the API server refuses it with its own words and nothing is created', async ({ page }) => {
  await open(page, 'pi');
  await page.getByTestId('first-play').click();
  await expect(page.getByTestId('kubectl').first()).toContainText('unknown field "spec.template.backoffLimit"');
  await expect(rows(page)).toHaveCount(0);
});

test('paral-1: two Pods at a time, eight in all', async ({ page }) => {
  await open(page, 'paral-1');
  await page.getByTestId('speed').selectOption('clock 30');
  await page.getByTestId('first-play').click();
  await expect(rows(page).getByTestId('completions')).toHaveText('8/8', { timeout: 60_000 });
  await expect(rows(page).getByTestId('job-status')).toHaveText('Complete');
  await expect(page.getByTestId('pod-row')).toHaveCount(8);
});

test('hello: the version that is gone is refused as kubectl refuses it, and the three newest Jobs are kept', async ({ page }) => {
  await open(page, 'hello');
  const problem = page.getByTestId('problem').first();
  await expect(problem).toContainText('no matches for kind "CronJob" in version "batch/v1beta1"');
  await problem.getByTestId('fix').first().click();
  await expect(editor(page)).toContainText('apiVersion: batch/v1');
  await page.getByTestId('speed').selectOption('clock 60');
  await page.getByTestId('first-play').click();
  await expect(page.getByTestId('cronjob-row')).toBeVisible();
  // The sixth minute: three finished Jobs are kept, older ones were deleted.
  await expect(page.getByTestId('kubectl').first()).toContainText('cronjob.batch/hello created');
  await expect.poll(async () => Number(/(\d+):\d\d\.\d+/.exec(await page.getByTestId('clock').innerText())?.[1] ?? 0), { timeout: 60_000 }).toBeGreaterThan(6);
  await page.getByTestId('pause').click();
  await expect(rows(page).filter({ hasText: 'Complete' })).toHaveCount(3);
});
