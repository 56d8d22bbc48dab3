// The editor as it is delivered, with short names inside, does what an editor does: writes, indents, comments, undoes, says what is wrong, and complains of nothing.
import { expect, test, type Page } from '@playwright/test';

const lines = (page: Page) => page.locator('.cm-line');
/** With the spaces that it begins with. */
const lineIs = (page: Page, line: number, text: string) => expect.poll(() => lines(page).nth(line - 1).textContent()).toBe(text);
const content = (page: Page) => page.locator('.cm-content');

test('writing, indenting, commenting, undoing, and what is wrong where it stands', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') complaints.push(m.text()); });
  page.on('pageerror', (e) => complaints.push(e.message));
  await page.goto('./?scenario=paral-1');
  await expect(lines(page).first()).toHaveText('apiVersion: batch/v1');
  await expect(page.locator('.cm-lineNumbers')).toContainText('15');
  const colours = await lines(page).filter({ hasText: 'completions: 8' }).locator('span').evaluateAll((spans) => spans.map((s) => getComputedStyle(s).color));
  expect(new Set(colours).size).toBe(3);   // a name, its colon, a number

  // A new line is indented as the one before it, or further where that opens something.
  await lines(page).filter({ hasText: 'name: paral-1' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('labels:');
  await page.keyboard.press('Enter');
  await page.keyboard.type('app: demo');
  await lineIs(page, 5, '  labels:');
  await lineIs(page, 6, '    app: demo');
  await page.keyboard.press('Control+/');
  await lineIs(page, 6, '    # app: demo');
  await page.keyboard.press('Control+/');
  await page.keyboard.press('Tab');
  await lineIs(page, 6, '      app: demo');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Alt+ArrowUp');
  await lineIs(page, 5, '    app: demo');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.type('ish');
  for (const [keys, text] of [['Control+z', '    app: demo'], ['Control+Shift+Z', '    app: demoish'], ['Control+z', '    app: demo']] as const) {
    await page.keyboard.press(keys);
    await lineIs(page, 6, text);
  }

  // A selection is drawn, copied and replaced; brackets are matched.
  await page.keyboard.press('Control+a');
  await expect(page.locator('.cm-selectionBackground').first()).toBeAttached();
  await lines(page).filter({ hasText: 'command:' }).click();
  await page.keyboard.press('End');
  await expect(page.locator('.cm-matchingBracket').first()).toBeVisible();
  await page.keyboard.press('Control+Shift+K');
  await expect(content(page)).not.toContainText('command:');
  await page.getByTestId('undo').click();
  await expect(content(page)).toContainText('command:');

  // What is wrong is underlined, stands in the margin, and is said when it is pointed at.
  await lines(page).filter({ hasText: 'completions: 8' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await expect(page.locator('.cm-lintRange-error')).toBeVisible();
  await expect(page.locator('.cm-lint-marker-error')).toBeVisible();
  await page.locator('.cm-lintRange-error').hover();
  await expect(page.locator('.cm-tooltip')).toContainText('cannot unmarshal string');
  await page.keyboard.press('Backspace');
  await expect(page.locator('.cm-lintRange-error')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  expect(complaints).toEqual([]);
});

test('a long manifest is written, scrolled through, and selected with the pointer', async ({ page }) => {
  await page.goto('./?scenario=paral-1');
  await content(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(Array.from({ length: 400 }, (_, i) => `# line ${i}`).join('\n'));
  await expect(lines(page).filter({ hasText: '# line 399' })).toBeVisible();
  expect(await lines(page).count()).toBeLessThan(200);
  await page.keyboard.press('Control+Home');
  await expect(lines(page).first()).toHaveText('apiVersion: batch/v1');
  await lines(page).filter({ hasText: 'kind: Job' }).dblclick();
  expect(await page.evaluate(() => String(getSelection()))).toMatch(/kind|Job/);
  await page.keyboard.press('Control+End');
  await expect(lines(page).filter({ hasText: '# line 399' })).toBeVisible();
});
