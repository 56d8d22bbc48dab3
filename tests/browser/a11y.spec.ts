// What axe finds in the states that a person meets, light and dark, wide and on a phone: nothing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Found = { violations: { id: string; nodes: { html: string }[] }[] };
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(() => (window as unknown as { axe: { run(root: Document, options: unknown): Promise<Found> } }).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`);
}
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const toEnd = async (page: Page) => { await page.getByTestId('to-end').click(); await expect(page.getByTestId('completions')).toHaveText('8/8'); };
const states: [string, typeof wide, (page: Page) => Promise<void>][] = [
  ['the start', wide, async () => {}],
  ['a run that has ended', wide, toEnd],
  ['the dialog for an incident', wide, async (page) => { await page.getByTestId('examples').click(); await page.getByTestId('open-incident').click(); await expect(page.getByTestId('incident-text')).toBeVisible(); }],
  ['why', wide, async (page) => { await toEnd(page); await page.getByTestId('panel-why').click(); await expect(page.getByTestId('why-link').first()).toBeVisible(); }],
  ['the queue', wide, async (page) => { await toEnd(page); await page.getByTestId('panel-queue').click(); await expect(page.getByTestId('queue-ready')).toBeVisible(); }],
  ['the objects', wide, async (page) => { await toEnd(page); await page.getByTestId('panel-objects').click(); }],
  ['a phone', phone, async () => {}],
];
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport, go] of states) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto('./');
      await expect(page.getByTestId('first-play')).toBeVisible();
      await go(page);
      expect(await findings(page)).toEqual([]);
    });
  }
}
