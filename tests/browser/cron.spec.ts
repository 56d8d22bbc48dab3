// What people see of a schedule: words, next runs, the calendar strip, and a clock that can be set.
import { expect, test } from '@playwright/test';

test('next runs, the calendar and the clock of a CronJob', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByTestId('example-hello').click();
  await page.getByTestId('problem').first().getByTestId('fix').first().click();
  await expect(page.getByTestId('schedule-brief')).toContainText('every minute');
  await page.getByTestId('first-play').click();
  await page.getByRole('tab', { name: 'Schedule' }).click();
  await expect(page.getByRole('tabpanel').getByTestId('next-run')).toHaveCount(10);
  for (const span of ['week', 'month', 'year', 'day']) {
    await page.getByTestId(`span-${span}`).click();
    await expect(page.getByTestId('calendar')).toBeVisible();
  }
  await page.getByTestId('clock-at').fill('2026-10-31T23:30');
  await page.getByTestId('clock-go').click();
  await expect(page.getByTestId('clock')).toContainText('2026-10-31 23:30');
});
