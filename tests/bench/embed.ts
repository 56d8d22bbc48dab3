// What an embed downloads before it plays, and how much of that the first play runs: what is left between the two is all that cutting finer could save.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { plays } from '../../src/headless/split/plays.ts';
import { profile, ranAt } from '../../src/headless/split/profile.ts';
import { dist, firstPlayFiles } from '../tools/first-play.mjs';
import type { Bench } from './figure.ts';
import { newPage, withApp } from './page.ts';

const kb = (text: string): number => gzipSync(text, { level: 9 }).length / 1024;
/** KB (gzip) of the characters of a script that `ran` says yes to. */
const kbOf = (code: string, ran: (i: number) => boolean): number => kb(code.split('').filter((_, i) => ran(i)).join(''));
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
  return new Map(covered.flatMap(({ url: from, source, functions }) => {
    if (!source || !from.endsWith('.js')) return [];
    const ran = ranAt(source.length, functions);
    return [[new URL(from).pathname.slice(1), kbOf(source, (i) => ran[i] === 1)]];
  }));
}
async function ranInWorker(code: string): Promise<number> {
  const parts = await profile(code, plays);
  return kbOf(code, (i) => parts[i] === 0);
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
