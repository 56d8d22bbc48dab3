// What a person does with a run: types, plays, pauses, steps, goes back, asks why, embeds.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { deflateSync, strToU8 } from 'fflate';
import { servePlainly } from './plain-server.ts';

const at = async (page: Page): Promise<number> => Number(await page.getByTestId('clock').getAttribute('data-t'));

test('YAML typed by keyboard plays; a step of one reconcile changes the work queue', async ({ page }) => {
  await page.goto('./');
  const content = page.getByTestId('editor').locator('.cm-content');
  await content.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText('apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: typed\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - name: main\n        image: busybox\n        command: ["sh", "-c", "sleep 5"]\n');
  await expect(page.getByTestId('problem')).toHaveCount(0);
  await page.getByTestId('speed').selectOption('story 8');
  await page.getByTestId('first-play').click();
  await expect(page.getByTestId('job-row')).toHaveAttribute('data-name', 'typed');
  await page.getByTestId('pause').click();
  await page.getByTestId('restart').click();
  await page.getByRole('tab', { name: 'Queue' }).click();
  const queue = page.getByRole('tabpanel');
  const before = await queue.innerText();
  await page.getByTestId('step-sync').click();
  await expect.poll(() => queue.innerText()).not.toBe(before);
  await expect.poll(() => at(page)).toBeGreaterThan(0);
});

test('stepping forward and back comes to the same moment; the timeline seeks', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  for (let i = 0; i < 6; i++) await page.getByTestId('step-event').click();
  await expect.poll(() => at(page)).toBeGreaterThan(0);
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  const end = await at(page);
  const box = (await page.getByTestId('timeline').boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.5);
  await expect.poll(() => at(page)).toBeLessThan(end);
  await expect(page.getByTestId('completions')).not.toHaveText('8/8');
});

test('why: from a Pod back to what the user did', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  await page.getByTestId('pod-row').first().getByRole('button').first().click();
  await page.getByRole('tab', { name: 'Why' }).click();
  await expect(page.getByTestId('why-link').first()).toBeVisible();
  expect(await page.getByTestId('why-link').count()).toBeGreaterThan(3);
});

test('language and theme change at once and are remembered', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByTestId('language-zh-CN').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByTestId('first-play')).toContainText('播放');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('the link that Share gives opens what was shown', async ({ page, context }) => {
  await page.goto('./?scenario=paral-1');
  await expect(page.getByTestId('first-play')).toBeVisible();
  await page.getByTestId('share').click();
  await expect(page.getByTestId('share-link')).toHaveValue(/#v1:[\w-]{100,}$/);
  const opened = await context.newPage();
  await opened.goto(await page.getByTestId('share-link').inputValue());
  await expect(opened.getByTestId('editor').locator('.cm-content')).toContainText('paral-1');
});

const manifest = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: framed\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - name: main\n        image: busybox\n        command: ["sh", "-c", "sleep 1"]\n';
for (const [sandbox, view] of [[null, 'diagram'], ['allow-scripts', 'diagram'], ['allow-scripts', 'timeline']] as const) {
  test(`an embed plays its ${view} in a frame of another page, from any server under any path${sandbox ? ` under sandbox="${sandbox}"` : ''}`, async ({ page }) => {
    const app = await servePlainly();
    const fragment = `v1:${Buffer.from(deflateSync(strToU8(JSON.stringify({ yaml: manifest })))).toString('base64url')}`;
    const frame = `<iframe ${sandbox ? `sandbox="${sandbox}"` : ''} src="${app.url}embed.html?view=${view}&autoplay=1&pace=clock&speed=10#${fragment}" style="width:900px;height:600px"></iframe>`;
    const html = `<!doctype html><title>Course</title>${frame}<script>window.seen=[];addEventListener('message',(e)=>seen.push(e.data))</script>`;
    const course = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html)).listen(0, '127.0.0.1');
    await once(course, 'listening');
    await page.goto(`http://127.0.0.1:${(course.address() as AddressInfo).port}/`);
    await expect(page.frameLocator('iframe').getByTestId(view)).toBeVisible();
    // What came later came with its styles.
    if (view === 'timeline') await expect(page.frameLocator('iframe').getByTestId(view)).toHaveCSS('overflow', 'hidden');
    await expect.poll(() => page.evaluate(() => (window as unknown as { seen: { type?: string }[] }).seen.map((m) => m.type))).toContain('ready');
    await expect.poll(() => page.evaluate(() => (window as unknown as { seen: { jobs?: { name: string; phase: string }[] }[] }).seen.flatMap((m) => m.jobs ?? []).some((j) => j.name === 'framed' && j.phase === 'complete')), { timeout: 40_000 }).toBe(true);
    course.close();
    app.close();
  });
}

test('of a long list of Events only the rows in sight are on the page, and any is reached by scrolling', async ({ page }) => {
  await page.goto('./?scenario=paral-1');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  await page.getByRole('tab', { name: 'Events' }).click();
  const rows = page.getByRole('list').getByRole('listitem').getByTestId('event-row');
  await expect(rows.first()).toContainText('Completed');
  expect(await rows.count()).toBeLessThan(30);
  const panel = page.getByRole('tabpanel');
  await panel.evaluate((p) => p.scrollTo(0, p.scrollHeight));
  await expect(rows.last()).toBeInViewport();
  await expect(rows.first()).not.toContainText('Completed');
  await panel.evaluate((p) => p.scrollTo(0, p.scrollHeight));
  const earliest = await rows.last().innerText();
  expect(earliest).toMatch(/SuccessfulCreate|Scheduled/);
  await rows.last().click();
  await expect.poll(async () => Number(await page.getByTestId('clock').getAttribute('data-t'))).toBeLessThan(1000);
});
