// What can be done with the picture as a whole: saved as SVG and PNG, filmed, printed, zoomed and moved by keys.
import { readFileSync, statSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';

async function saved(page: Page, item: string): Promise<{ name: string; path: string }> {
  await page.getByTestId('save-picture').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(item).click()]);
  return { name: download.suggestedFilename(), path: (await download.path())! };
}
test('picture and timeline as SVG and PNG', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  const svg = await saved(page, 'save-svg');
  expect(svg.name).toMatch(/\.svg$/);
  expect(readFileSync(svg.path, 'utf8')).toContain('paral-1');
  const timeline = await saved(page, 'save-timeline-svg');
  expect(readFileSync(timeline.path, 'utf8')).toContain('paral-1-');
  const png = await saved(page, 'save-png');
  expect([...readFileSync(png.path).subarray(1, 4)].map((c) => String.fromCharCode(c)).join('')).toBe('PNG');
});
test('a film of the picture, for as long as it is let run', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('save-picture').click();
  await page.getByTestId('record-film').click();
  await expect(page.getByTestId('stop-film')).toBeVisible();
  await expect(page.getByTestId('pod-row').first()).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('stop-film').click()]);
  expect(download.suggestedFilename()).toMatch(/\.(webm|mp4)$/);
  expect(statSync((await download.path())!).size).toBeGreaterThan(5_000);
});
test('on paper there are the picture, the sentence and the timeline, and no controls', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByTestId('diagram')).toBeVisible();
  await expect(page.getByTestId('caption')).toBeVisible();
  await expect(page.getByTestId('timeline')).toBeVisible();
  for (const control of ['play', 'editor', 'apply', 'zoom-in', 'settings']) await expect(page.getByTestId(control)).toBeHidden();
});

test('the picture is zoomed and moved by keys', async ({ page }) => {
  await page.goto('./');
  const plane = page.getByTestId('diagram').locator('svg > g').first();
  await expect(page.getByTestId('first-play')).toBeVisible();
  const whole = await plane.getAttribute('transform');
  await page.keyboard.press('+');
  await expect(plane).not.toHaveAttribute('transform', whole!);
  const large = await plane.getAttribute('transform');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(plane).not.toHaveAttribute('transform', large!);
  await page.keyboard.press('0');
  await expect(plane).toHaveAttribute('transform', whole!);
});
for (const [width, height] of [[1366, 650], [390, 844]] as const) {
  test(`what is written on a message covers no name of a box and no key of etcd: ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('./');
    await page.getByTestId('first-play').click();
    const { labels, covered } = await page.evaluate(() => new Promise<{ labels: number; covered: string[] }>((done) => {
      const seen = new Set<string>();
      const found = new Set<string>();
      const meets = (a: DOMRect, b: DOMRect) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
      const look = () => {
        const said = [...document.querySelectorAll<SVGTextElement>('.flight text:not([visibility="hidden"])')].filter((e) => e.textContent);
        const written = [...document.querySelectorAll('[data-part="etcd"] text, [data-part] > text.title')].filter((e) => e.textContent);
        for (const label of said) {
          seen.add(label.textContent!);
          for (const name of written) if (meets(label.getBoundingClientRect(), name.getBoundingClientRect())) found.add(`${label.textContent} over ${name.textContent}`);
        }
        if (seen.size < 14) requestAnimationFrame(look); else done({ labels: seen.size, covered: [...found] });
      };
      look();
    }));
    expect(labels).toBeGreaterThanOrEqual(14);
    expect(covered).toEqual([]);
  });
}
test('a part is explained when the pointer comes to it, not when it comes to lie under the pointer', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./');
  await page.getByTestId('speed').selectOption('clock 30');
  await page.getByTestId('first-play').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  await expect(page.getByTestId('play')).toBeVisible();
  await expect(page.locator('[data-part$="node-2"]:hover')).toBeVisible();
  await expect(page.getByTestId('part-card')).toHaveCount(0);
  await page.getByTestId('diagram').locator('[data-part="etcd"]').hover();
  await expect(page.getByTestId('part-card')).toBeVisible();
});
