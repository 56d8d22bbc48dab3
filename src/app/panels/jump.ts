// Going to a moment of the wall clock: by running there when it is near, else by starting the clock shortly before it.
import type { Page } from '../page.svelte.ts';

const near = 2 * 86_400_000;
const before = 10_000;

/** `at`: milliseconds since 1970. */
export async function jumpTo(page: Page, at: number): Promise<void> {
  const epoch = page.player.view?.epoch ?? 0;
  const ahead = at - epoch;
  if (ahead >= 0 && ahead - page.player.t < near && page.applied !== null) return page.player.runTo(ahead);
  page.epoch = at - before;
  await page.restart();
  await page.apply();
}
