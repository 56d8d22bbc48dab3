// What-ifs: an action in the past begins a branch, which can be left, compared, and shown beside the old one.
import { expect, test } from '@playwright/test';

test('a change in the past begins a branch; both stand side by side and tell their first difference', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  const timeline = (await page.getByTestId('timeline').boundingBox())!;
  await page.mouse.click(timeline.x + timeline.width * 0.45, timeline.y + timeline.height * 0.5);
  await expect(page.getByTestId('completions')).not.toHaveText('8/8');
  await page.getByTestId('job-more').click();
  await page.getByRole('tab', { name: 'Branches' }).click();
  await expect(page.getByTestId('branch')).toHaveCount(2);
  await page.getByTestId('branch-beside').click();
  await expect(page.getByTestId('beside').locator('[data-part="etcd"]')).toBeVisible();
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('beside-difference')).toContainText('First difference at');
  await page.getByTestId('beside-difference').getByRole('button').click();
  await page.getByTestId('branch-go').click();
  await expect(page.getByTestId('beside')).toBeVisible();
  await page.getByTestId('close-beside').click();
  await expect(page.getByTestId('beside')).toHaveCount(0);
});
