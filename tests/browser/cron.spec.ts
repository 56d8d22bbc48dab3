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

test('a year of a CronJob is skipped in a moment; what was seen before stays, and any moment of it can be shown', async ({ page }) => {
  const day = 86_400_000;
  const clock = page.getByTestId('clock');
  const at = async () => Number(await clock.getAttribute('data-t'));
  await page.goto('./?scenario=hello');
  await page.getByTestId('problem').first().getByTestId('fix').first().click();
  await page.getByTestId('step-menu').click();
  await page.getByTestId('skip-year').click();
  await expect.poll(at).toBe(365 * day);
  await expect(page.getByRole('button', { name: 'One year' })).toHaveCount(0);
  await expect(clock).toContainText('365d 00:00:00');
  await page.getByRole('tab', { name: 'Branches' }).click();
  await expect(page.getByTestId('branch')).toHaveCount(2);
  await expect(page.getByTestId('branch').last()).toContainText('skipped ahead');
  await page.getByTestId('timeline').getByText('◂ all').click();
  const timeline = (await page.getByTestId('timeline').boundingBox())!;
  await page.mouse.click(timeline.x + timeline.width * 0.5, timeline.y + timeline.height * 0.5);
  await expect.poll(at).toBeLessThan(300 * day);
  const there = await at();
  expect(there).toBeGreaterThan(100 * day);
  await page.keyboard.press('t');
  await expect.poll(at).toBeGreaterThan(there);
  expect(await at()).toBeLessThan(there + 120_000);
  await page.getByTestId('branch-go').click();
  await expect.poll(at).toBeLessThan(day);
});
