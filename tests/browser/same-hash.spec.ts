// The same run in Node and in Chromium leaves the same trace.
import { expect, test } from '@playwright/test';
import { answer, newSession } from '../../src/engine/session/session.ts';
import { scenarioOf } from '../../src/app/scenario.ts';
import { exampleById } from '../../src/lessons/examples/index.ts';

test('the trace of paral-1 has one hash in both engines', async ({ page }) => {
  await page.goto('./');
  await page.getByTestId('to-end').click();
  await expect(page.getByTestId('completions')).toHaveText('8/8');
  await page.getByTestId('share').click();
  const theirs = (await page.getByTestId('hash').innerText()).match(/[0-9a-f]{16}/)?.[0];

  const session = newSession();
  answer(session, { type: 'open', protocol: 1, scenario: scenarioOf({ settings: {} }) });
  answer(session, { type: 'input', input: { type: 'command', command: { type: 'apply', text: exampleById('paral-1')!.yaml } }, at: 0 });
  answer(session, { type: 'advance', until: 24 * 3_600_000, eventsMax: 5_000_000 });
  const ours = answer(session, { type: 'query', query: { type: 'hash' } });
  expect(ours).toEqual({ type: 'value', value: theirs });
});
