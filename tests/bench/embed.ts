// What an embed downloads before it plays, and how much of that the first play runs: what is left between the two is all that cutting finer could save.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { plays } from '../../src/headless/split/plays.ts';
import { profile } from '../../src/headless/split/profile.ts';
import { dist, firstPlayFiles } from '../tools/first-play.mjs';
import type { Bench } from './figure.ts';
import { newPage, withApp } from './page.ts';

type Covered = { source?: string; functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[] };
const kb = (text: string): number => gzipSync(text, { level: 9 }).length / 1024;
/** Of the script what was run, to the branch. */
function ran({ source, functions }: Covered): string {
  const seen = new Uint8Array(source!.length).fill(1);
  const ranges = functions.flatMap((f) => f.ranges).sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const r of ranges) seen.fill(r.count > 0 ? 1 : 0, r.startOffset, r.endOffset);
  return [...source!].filter((_, i) => seen[i]).join('');
}
/** By file name, KB (gzip) of what the page's own scripts ran from the first click to the end of the run. */
async function ranOnPage(browser: Browser, url: string): Promise<Map<string, number>> {
  const page = await newPage(browser);
  await page.coverage.startJSCoverage({ resetOnNavigation: false });
  await page.goto(`${url}embed.html?scenario=paral-1&pace=clock&speed=30`);
  await page.getByTestId('first-play').click();
  await page.getByTestId('pause').waitFor();
  await page.getByTestId('play').waitFor();
  const covered = await page.coverage.stopJSCoverage();
  await page.close();
  return new Map(covered.filter((c) => c.source && c.url.endsWith('.js')).map((c) => [new URL(c.url).pathname.slice(1), kb(ran(c))]));
}
async function ranInWorker(code: string): Promise<number> {
  const parts = await profile(code, plays);
  return kb([...code].filter((_, i) => parts[i] === 0).join(''));
}

export const embed: Bench = { name: 'embed', run: () => withApp(async (browser, url) => {
  const page = await ranOnPage(browser, url);
  let all = 0;
  let run = 0;
  const told: string[] = [];
  for (const file of firstPlayFiles('embed.html')) {
    const code = readFileSync(join(dist, file), 'utf8');
    const size = kb(code);
    const used = /^assets\/worker/.test(file) ? await ranInWorker(code) : page.get(file) ?? size;
    all += size;
    run += used;
    if (size > used + 0.1) told.push(`${file.replace(/^assets\/|-[\w-]{8}\.js$/g, '')} ${used.toFixed(1)} of ${size.toFixed(1)}`);
  }
  return [
    { work: 'what an embed downloads, gzip', value: all, unit: 'KB', target: 110, sense: 'max', ratio: { to: 'what of it the first play runs', is: all / run }, note: told.join(', ') },
    { work: 'of it run in the first play', value: run, unit: 'KB', target: null, sense: 'max' },
  ];
}) };
