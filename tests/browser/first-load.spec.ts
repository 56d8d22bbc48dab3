// What the first play fetches in a browser is what tests/tools/size.mjs counts: no file is forgotten, none of the later parts is needed.
import { expect, test } from '@playwright/test';
import { editorFiles, firstPlayFiles } from '../tools/first-play.mjs';

for (const page of ['index.html', 'embed.html']) {
  test(`the first play of ${page} fetches the files that are counted, and no more`, async ({ page: tab, baseURL }) => {
    const fetched = new Set<string>();
    tab.context().on('request', (r) => { if (r.url().startsWith(baseURL!)) fetched.add(new URL(r.url()).pathname.slice(1)); });
    await tab.goto(`${page}?scenario=paral-1`);
    if (page === 'embed.html') await tab.goto(`${page}?scenario=paral-1&pace=clock&speed=30`);
    else await tab.getByTestId('speed').selectOption('clock 30');
    await tab.getByTestId('first-play').click();
    await expect(tab.getByTestId('pause')).toBeVisible();
    await tab.mouse.move(1, 1);   // what is pointed at in the picture explains itself, and fetches the words
    await expect(tab.getByTestId('play')).toBeVisible({ timeout: 60_000 });
    const counted = firstPlayFiles(page);
    const editor = page === 'index.html' ? editorFiles() : [];
    expect([...fetched].filter((f) => counted.includes(f) || !editor.includes(f)).sort()).toEqual(counted);
  });
}
