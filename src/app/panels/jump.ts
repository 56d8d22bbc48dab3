// Going to a moment of the wall clock: by running there when it is near, by skipping when it is far, and for one in the past by starting the clock shortly before it.
import type { Page } from '../page.svelte.ts';

const near = 2 * 86_400_000;
const before = 10_000;

/** `at`: milliseconds since 1970. */
export async function jumpTo(page: Page, at: number): Promise<void> {
  const epoch = page.player.view?.epoch ?? 0;
  const ahead = at - epoch;
  if (ahead >= 0 && page.applied !== null) return ahead - page.player.t < near ? page.player.runTo(ahead) : page.player.skipTo(ahead);
  page.epoch = at - before;
  await page.restart();
  await page.apply();
}
