// What a recording, or a simulation begun from one, took the place of: kept so that the reader can go back to it.
import type { Page } from './page.svelte.ts';

/** `to`: what is gone back to. */
export type Back = { to: 'run' | 'recording'; go(): Promise<void> };

/** To be called before something else is opened; the answer brings back what is shown now, with all that was done to it. */
export async function leaving(page: Page): Promise<Back> {
  const { text, example, settings, epoch, seed, back, recording } = page;
  const before = { text, example, settings, epoch, seed };
  const { scenario, t } = page.player;
  if (recording && scenario) {
    return { to: 'recording', async go() {
      Object.assign(page, before);
      await page.player.open(scenario);
      page.selected = null;
      page.recording = recording;
      page.back = back;
      await page.player.seek(t);
    } };
  }
  const file = await page.player.query<{ scenario: { inputs: unknown[] }; head: unknown }>({ type: 'runFile' });
  const inputs = file?.scenario.inputs ?? [];
  return { to: 'run', async go() {
    Object.assign(page, before);
    page.recording = null;
    await page.restart(inputs, inputs.length > 0 ? file?.head : undefined);
    page.back = back;
    if (inputs.length > 0) await page.player.seek(t);
  } };
}
