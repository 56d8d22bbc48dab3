// Each way to step by button and key, breakpoints that stop the play, and why and why-not asked of many things.
import { expect, test, type Page } from '@playwright/test';
import { deflateSync, strToU8 } from 'fflate';

const at = async (page: Page): Promise<number> => Number(await page.getByTestId('clock').getAttribute('data-t'));
/** How many events were handled: the identity of a moment. */
const events = async (page: Page): Promise<number> => Number(await page.getByTestId('clock').getAttribute('data-events'));
const link = (yaml: string) => `./#v1:${Buffer.from(deflateSync(strToU8(JSON.stringify({ yaml })))).toString('base64url')}`;

/** The count of events after a step: above `least`, and the same when it is looked at again. */
async function settled(page: Page, least: number, message: string): Promise<number> {
  let last = -1;
  await expect.poll(async () => { const now = await events(page); const still = now === last; last = now; return still && now > least; }, { message, intervals: [150] }).toBe(true);
  return last;
}

const units = { event: 'e', caption: 'c', write: 'w', stage: 'g', sync: 's', jobStatus: 'j', pod: 'p' } as const;
type How = (page: Page, unit: keyof typeof units, direction: 1 | -1) => Promise<void>;
const byMenu: How = (page, unit, direction) => page.getByTestId(`menu-step-${direction === 1 ? '' : 'back-'}${unit}`).click();
const byTouch: How = (page, unit, direction) => page.getByTestId(`menu-step-${direction === 1 ? '' : 'back-'}${unit}`).tap();
const byKey: How = (page, unit, direction) => page.keyboard.press(direction === 1 ? units[unit] : `Shift+${units[unit].toUpperCase()}`);
async function stepEach(page: Page, how: How): Promise<void> {
  for (const unit of Object.keys(units) as (keyof typeof units)[]) {
    const before = await events(page);
    await how(page, unit, 1);
    // The first step applies the manifest too, which is an event of its own and shown for itself.
    const there = await settled(page, Math.max(before, 1), unit);
    await how(page, unit, 1);
    await settled(page, there, `${unit} again`);
    await how(page, unit, -1);
    await expect.poll(() => events(page), { message: `${unit} back` }).toBe(there);
  }
}
test('each unit steps forward and back, by the menu', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('step-menu').click();
  await stepEach(page, byMenu);
});
test('each unit steps forward and back, by its key', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  await stepEach(page, byKey);
});
test.describe('by touch on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
  test('each unit steps forward and back', async ({ page }) => {
    await page.goto('./');
    await page.getByTestId('step-menu').tap();
    await stepEach(page, byTouch);
  });
});
test('a key steps to the next tick of a schedule, and with Shift back', async ({ page }) => {
  await page.goto('./?scenario=forbid');
  await expect(page.getByTestId('first-play')).toBeVisible();
  await page.keyboard.press('t');
  await expect.poll(() => at(page)).toBeGreaterThan(1_000);
  const first = await at(page);
  await page.keyboard.press('t');
  await expect.poll(() => at(page)).toBeGreaterThan(first);
  await page.keyboard.press('Shift+T');
  await expect.poll(() => at(page)).toBe(first);
});

async function addBreakpoint(page: Page, kind: string, value?: string): Promise<void> {
  await page.getByRole('tab', { name: 'Breakpoints' }).click();
  await page.getByTestId('breakpoint-kind').selectOption(kind);
  if (value !== undefined) await page.getByTestId('breakpoint-value').fill(value);
  await page.getByTestId('breakpoint-add').click();
}
for (const [kind, value, said] of [['podFailed', undefined, 'Pod'], ['event', 'BackoffLimitExceeded', 'BackoffLimitExceeded'], ['condition', 'Failed', 'Failed'], ['sync', 'unlucky', 'unlucky'], ['time', '30', 'the moment has come']] as const) {
  test(`play stops at a breakpoint and says which: ${kind}`, async ({ page }) => {
    await page.goto('./?scenario=backoff');
    await addBreakpoint(page, kind, value);
    await page.getByTestId('to-end').click();
    await expect(page.getByTestId('caption').locator('strong')).toContainText('Stopped');
    await expect(page.getByTestId('caption').locator('strong')).toContainText(said);
  });
}

const held = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: held}\nspec:\n  podReplacementPolicy: Failed\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{name: a, image: busybox, command: [sh, -c, "trap : TERM; while true; do sleep 1; done"]}]\n';
const huge = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: huge}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{name: a, image: busybox, resources: {requests: {cpu: "64"}}}]\n';
type Situation = { what: string; open: string; seconds: number; object: RegExp; code: string; first?: (page: Page) => Promise<void> };
const situations: Situation[] = [
  { what: 'no new Pod: the back-off runs', open: './?scenario=backoff', seconds: 12, object: /Job/, code: 'backoff' },
  { what: 'no new Pod: the limit is reached', open: './?scenario=backoff', seconds: 200, object: /Job/, code: 'failed' },
  { what: 'no new Pod: suspended', open: './?scenario=suspend', seconds: 2, object: /Job/, code: 'suspended' },
  { what: 'no new Pod: past the deadline', open: './?scenario=deadline', seconds: 60, object: /Job/, code: 'failed' },
  { what: 'no new Pod: parallelism is full', open: './', seconds: 10, object: /Job/, code: 'parallelismFull' },
  { what: 'no new Pod: a Pod is still terminating', open: link(held), seconds: 8, object: /Job/, code: 'terminating', first: async (page) => { await page.getByTestId('pod-row').first().getByRole('button').last().click(); await page.getByTestId('pod-delete').click(); await page.getByTestId('step-menu').click(); await page.getByTestId('menu-step-jobStatus').click(); await expect(page.getByTestId('job-active')).toHaveText('0'); await page.keyboard.press('Escape'); } },
  { what: 'no run: Forbid, and the last one is active', open: './?scenario=forbid', seconds: 130, object: /CronJob/, code: 'forbid' },
  { what: 'a Pod does not run: no node has room', open: link(huge), seconds: 3, object: /Pod/, code: 'unschedulable' },
  { what: 'a Job is not complete: some are still active', open: './', seconds: 10, object: /Job/, code: 'active' },
];
for (const s of situations) {
  test(`why not — ${s.what}`, async ({ page }) => {
    await page.goto(s.open);
    await addBreakpoint(page, 'time', String(s.seconds));
    await page.getByTestId('to-end').click();
    await expect.poll(() => at(page)).toBeGreaterThan(1_000);
    await page.getByRole('tab', { name: 'Status' }).click();
    await s.first?.(page);
    await page.getByRole('tab', { name: 'Why' }).click();
    const options = page.getByTestId('why-object').locator('option');
    await expect(options.filter({ hasText: s.object }).first()).toBeAttached();
    await page.getByTestId('why-object').selectOption((await options.filter({ hasText: s.object }).first().getAttribute('value'))!);
    await expect(page.locator(`[data-testid="why-not"][data-code="${s.code}"]`).first()).toBeVisible();
  });
}

test('why not — no new Pod: the controller waits to see those that it asked for', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  await page.getByRole('tab', { name: 'Why' }).click();
  const waiting = page.locator('[data-testid="why-not"][data-code="expectations"]');
  // The first Pod is stored, and nobody has heard of it yet.
  await page.keyboard.press('p');
  await expect(waiting.first()).toContainText('2 creations');
});

test('why can be asked of a field, a condition, an Event and a key in the queue', async ({ page }) => {
  await page.goto('./?scenario=backoff');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('condition').first()).toBeVisible();
  await page.locator('[data-testid="why-field"][data-path="status.failed"]').click();
  await expect(page.getByTestId('why-about')).toContainText('failed of unlucky');
  await expect(page.getByTestId('why-link').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Status' }).click();
  await page.getByTestId('why-condition').last().click();
  await expect(page.getByTestId('why-about')).toContainText('condition Failed');
  await expect(page.getByTestId('why-link').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByTestId('why-event').first().click();
  await expect(page.getByTestId('why-about')).toContainText('BackoffLimitExceeded');
  const links = page.getByTestId('why-link');
  await expect(links.first()).toBeVisible();
  const end = await at(page);
  await links.nth(3).getByRole('button').first().click();
  await expect.poll(() => at(page)).toBeLessThan(end);
  await page.getByTestId('restart').click();
  await expect.poll(() => events(page)).toBe(0);
  for (let i = 0; i < 3; i++) { const before = await events(page); await page.getByTestId('step-sync').click(); await expect.poll(() => events(page)).toBeGreaterThan(before); }
  await page.getByRole('tab', { name: 'Queue' }).click();
  await page.getByTestId('why-key').first().click();
  await expect(page.getByTestId('why-about')).toContainText('in the queue');
  await expect(page.getByTestId('why-link').first()).toBeVisible();
});

test('why can be asked of a message on its way, and parts of the picture can be left out', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('step-menu').click();
  await page.getByTestId('menu-step-write').click();
  await expect.poll(() => events(page)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  const flight = page.getByTestId('diagram').locator('[data-flight]').first();
  await expect(flight).toBeVisible();
  await flight.dispatchEvent('click');
  await expect(page.getByTestId('why-about')).toContainText('Why was this sent?');
  await expect(page.getByTestId('why-link').first()).toBeVisible();
  await page.getByTestId('show-parts').click();
  await page.getByTestId('show-lower').uncheck();
  await expect(page.getByTestId('diagram').locator('[data-part="kube-scheduler"]')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('diagram').locator('[data-part="etcd"]')).toBeVisible();
  await expect(page.getByTestId('diagram').locator('[data-part="kube-scheduler"]')).toHaveCount(0);
});
