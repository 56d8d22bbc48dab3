// The page's figures, in Chromium on the built app: opening, frames while it plays, reaction to an edit, idleness, messages between page and worker.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import { deflateSync, strToU8 } from 'fflate';
import { findBrowser } from '../tools/browser.mjs';
import { jobYaml, roomy } from './cluster.ts';
import type { Bench, Figure } from './figure.ts';

const root = resolve(import.meta.dirname, '../..');
const freePort = () => new Promise<number>((done) => { const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address() as { port: number }; s.close(() => done(port)); }); });
const linkTo = (yaml: string) => `v1:${Buffer.from(deflateSync(strToU8(JSON.stringify({ yaml, settings: roomy })))).toString('base64url')}`;

/** Serves dist/ and opens a browser for as long as `work` takes. */
export async function withApp(work: (browser: Browser, url: string) => Promise<Figure[]>): Promise<Figure[]> {
  const executablePath = await findBrowser();
  if (!executablePath || !existsSync(resolve(root, 'dist/index.html'))) return [{ work: 'the page', value: 0, unit: '', target: null, sense: 'max', note: 'left out: no browser, or dist/ is not built (npm run build)' }];
  const port = await freePort();
  const server: ChildProcess = spawn(resolve(root, 'node_modules/.bin/vite'), ['preview', '--port', String(port), '--strictPort'], { cwd: root, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/`;
  try {
    for (let n = 0; n < 100 && !(await fetch(url).then((r) => r.ok, () => false)); n++) await new Promise((r) => setTimeout(r, 100));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
    try { return await work(browser, url); } finally { await browser.close(); }
  } finally { server.kill(); }
}
export async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.addInitScript('globalThis.__name = (f) => f');   // what tsx puts into the functions that are sent to the page
  return page;
}
const p95 = (list: number[]) => list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * 0.95))] ?? 0;

/** From the start of the navigation to the first message on its way, Play pressed as soon as it is there. ms */
async function openToToken(browser: Browser, url: string): Promise<number> {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    let pressed = false;
    const look = () => {
      const play = pressed ? null : document.querySelector<HTMLElement>('[data-testid="first-play"]');
      if (play) { pressed = true; play.click(); }
      if (document.querySelector('g.flight')) { (window as never as { first: number }).first = performance.now(); return; }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url);
  const first = await page.waitForFunction(() => (window as never as { first?: number }).first);
  const ms = (await first.jsonValue()) as number;
  await page.close();
  return ms;
}

type TraceEvent = { name: string; ph: string; ts: number; dur?: number; /** Processor time of the thread within `dur`. */ tdur?: number; tid: number; pid: number; args?: { name?: string } };
const counted = new Set(['FireAnimationFrame', 'FunctionCall', 'EventDispatch', 'TimerFire', 'UpdateLayoutTree', 'Layout', 'RunMicrotasks', 'HandlePostMessage']);
/** Script, style and layout in one frame, ms: on the clock, and of the processor. They part where the machine had other work to do. */
type FrameTime = { wall: number; cpu: number };
/** Those of each frame of the page's main thread. Callbacks that are called before the page is painted belong to one frame. */
function frameTimes(events: readonly TraceEvent[]): FrameTime[] {
  const main = events.find((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain' && events.some((f) => f.name === 'FireAnimationFrame' && f.pid === e.pid && f.tid === e.tid));
  const mine = events.filter((e) => e.pid === main?.pid && e.tid === main?.tid).sort((a, b) => a.ts - b.ts);
  const starts: number[] = [];
  let painted = true;
  for (const e of mine) {
    if (e.name === 'PrePaint') painted = true;
    else if (e.name === 'FireAnimationFrame' && painted) { starts.push(e.ts); painted = false; }
  }
  const spans = mine.filter((e) => e.ph === 'X' && counted.has(e.name) && e.dur !== undefined);
  const times: FrameTime[] = [];
  let at = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    let busy = 0;
    let cpu = 0;
    let end = starts[i]!;
    while (at < spans.length && spans[at]!.ts < starts[i]!) at++;
    for (; at < spans.length && spans[at]!.ts < starts[i + 1]!; at++) {
      const s = spans[at]!;
      const from = Math.max(s.ts, end);
      if (s.ts + s.dur! <= from) continue;
      busy += s.ts + s.dur! - from;
      if (from === s.ts) cpu += s.tdur ?? s.dur!;
      end = s.ts + s.dur!;
    }
    times.push({ wall: busy / 1000, cpu: cpu / 1000 });
  }
  return times;
}

/** Those of six seconds. */
async function framesOf(browser: Browser, page: Page): Promise<FrameTime[]> {
  await browser.startTracing(page, { categories: ['devtools.timeline', '__metadata'] });
  await page.waitForTimeout(6000);
  return frameTimes((JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }).traceEvents);
}
/** Script and layout of the frames while so many Pods are there and the clock plays; and the messages that page and worker exchange meanwhile. */
async function playing(browser: Browser, url: string, pods: number): Promise<{ times: FrameTime[]; messages: number }> {
  const page = await newPage(browser);
  await page.addInitScript(() => {
    const w = window as never as { sent: number };
    w.sent = 0;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) { w.sent++; return (post as (...a: unknown[]) => void).apply(this, args); };
  });
  await page.goto(`${url}#${linkTo(jobYaml('load', pods * 20, pods, 'sleep 8'))}`);
  await page.getByTestId('speed').selectOption('clock 1');
  await page.getByTestId('first-play').click();
  await page.waitForFunction((n) => Number(document.querySelector('[data-testid="job-active"]')?.textContent) >= n * 0.9, pods, { timeout: 60_000 });
  const sent = () => page.evaluate(() => (window as never as { sent: number }).sent);
  const before = await sent();
  const times = await framesOf(browser, page);
  const messages = ((await sent()) - before) / Math.max(1, times.length);
  await page.close();
  return { times, messages };
}

/** From pressing Play, which applies what stands in the editor, to the first change of the picture. A change is one: writing again what is there is none. ms */
async function editToReaction(page: Page): Promise<number> {
  await page.getByTestId('restart').click();
  await page.waitForFunction(() => document.querySelector('[data-testid="clock"]')?.getAttribute('data-events') === '0');
  await page.waitForTimeout(300);
  return page.evaluate(() => new Promise<number>((done) => {
    const began = performance.now();
    const watch = new MutationObserver((list) => {
      const real = list.some((m) => m.type === 'childList' || (m.target as Element).getAttribute(m.attributeName!)?.trim() !== m.oldValue?.trim());
      if (real) { watch.disconnect(); done(performance.now() - began); }
    });
    watch.observe(document.querySelector('[data-testid="diagram"] svg')!, { subtree: true, childList: true, attributes: true, attributeOldValue: true });
    document.querySelector<HTMLElement>('[data-testid="play"]')!.click();
  }));
}
/** CPU seconds that all of the browser's renderers have used, workers included; told in hundredths. */
async function rendererCpu(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo.filter((p) => p.type === 'renderer').reduce((sum, p) => sum + p.cpuTime, 0);
}

const restSeconds = 15;
/** What the renderers use of the processor while nothing is done, ms a second. Over a long time, as one hundredth of a second is the least that is told. */
async function atRest(browser: Browser): Promise<number> {
  await new Promise((done) => setTimeout(done, 1500));
  const before = await rendererCpu(browser);
  await new Promise((done) => setTimeout(done, restSeconds * 1000));
  return ((await rendererCpu(browser)) - before) * 1000 / restSeconds;
}
/** Changes of the document and frames that are drawn in three seconds without a hand on the page. */
async function restless(browser: Browser, page: Page): Promise<{ changes: number; frames: number }> {
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  const changes = await page.evaluate(() => new Promise<number>((done) => { let n = 0; const watch = new MutationObserver((list) => { n += list.length; }); watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true }); setTimeout(() => done(n), 3000); }));
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return { changes, frames: trace.traceEvents.filter((e) => e.name === 'FireAnimationFrame' || e.name === 'Paint').length };
}

const open: Bench = { name: 'page-open', run: () => withApp(async (browser, url) => {
  await openToToken(browser, url);   // the server's first answers
  const times = [await openToToken(browser, url), await openToToken(browser, url), await openToToken(browser, url)];
  return [{ work: 'open page to first token moving', value: Math.min(...times), unit: 'ms', target: 1000, sense: 'max' }];
}) };

const frames: Bench = { name: 'page-frames', run: () => withApp(async (browser, url) => {
  const figures: Figure[] = [];
  let base = 0;
  for (const [pods, target] of [[10, null], [100, 4], [1000, 8]] as const) {
    const { times, messages } = await playing(browser, url, pods);
    const value = p95(times.map((f) => f.wall));
    base ||= value;
    figures.push({ work: `script and layout of a frame, ${pods} Pods, p95`, value, unit: 'ms', target, sense: 'max', ratio: { to: 'with 10 Pods', is: value / base }, note: `${times.length} frames in 6 s; ${p95(times.map((f) => f.cpu)).toFixed(2)} ms of processor time` });
    figures.push({ work: `messages to the worker a frame, ${pods} Pods`, value: messages, unit: '', target: 1.05, sense: 'max' });
  }
  return figures;
}) };

/** Of one run of 4,000 Pods, 100 at a time: while the first of them finish, and when all but a few have. What is there to be shown is alike; what has been is not. */
const late: Bench = { name: 'page-frames-late', run: () => withApp(async (browser, url) => {
  const page = await newPage(browser);
  await page.goto(`${url}#${linkTo(jobYaml('load', 4000, 100, 'sleep $((5 + RANDOM % 7))'))}`);
  await page.getByTestId('speed').selectOption('clock 1');
  await page.getByTestId('first-play').click();
  const finished = (n: number) => page.waitForFunction((least) => parseInt(document.querySelector('[data-testid="job-completions"]')?.textContent ?? '') >= least, n, { timeout: 120_000 });
  await finished(50);
  const early = await framesOf(browser, page);
  await page.getByTestId('speed').selectOption('clock 60');
  await finished(3600);
  await page.getByTestId('speed').selectOption('clock 1');
  await page.waitForTimeout(1000);
  const then = await framesOf(browser, page);
  await page.close();
  const [first, last] = [early, then].map((times) => ({ wall: p95(times.map((f) => f.wall)), cpu: p95(times.map((f) => f.cpu)) })) as [FrameTime, FrameTime];
  return [{ work: 'script and layout of a frame, 100 Pods and 3,600 finished, p95', value: last.wall, unit: 'ms', target: null, sense: 'max', ratio: { to: 'with the first 50 finished', is: last.wall / first.wall, target: 1.25 }, note: `${last.cpu.toFixed(2)} ms of processor time, ${(last.cpu / first.cpu).toFixed(2)} times the first` }];
}) };

const react: Bench = { name: 'page-react', run: () => withApp(async (browser, url) => {
  const blank = await newPage(browser);
  const base = await atRest(browser);
  await blank.close();
  const page = await newPage(browser);
  await page.goto(url);
  await page.getByTestId('to-end').click();
  await page.getByTestId('completions').filter({ hasText: '8/8' }).waitFor();
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push(await editToReaction(page));
  await page.getByTestId('to-end').click();
  await page.getByTestId('completions').filter({ hasText: '8/8' }).waitFor();
  const used = await atRest(browser);
  const { changes, frames: drawn } = await restless(browser, page);
  return [
    { work: 'edit to first reaction in the picture', value: p95(times), unit: 'ms', target: 100, sense: 'max' },
    { work: 'changes of the page while paused, in 3 s', value: changes, unit: '', target: 0, sense: 'max' },
    { work: 'frames while paused, in 3 s', value: drawn, unit: '', target: 0, sense: 'max' },
    { work: 'CPU of page and worker while paused', value: used, unit: 'ms/s', target: 5, sense: 'max', note: `of which a blank page uses ${base.toFixed(2)}; both over ${restSeconds} s, told in steps of ${(10 / restSeconds).toFixed(2)}` },
  ];
}) };

/** The many Jobs where people run them. */
const many: Bench = { name: 'page-many-jobs', run: () => withApp(async (browser) => {
  const lib = { entry: resolve(root, 'tests/bench/many-jobs.ts'), formats: ['es' as const] };
  const [built] = await build({ root, configFile: false, logLevel: 'error', publicDir: false, build: { write: false, minify: false, target: 'es2022', lib } }) as Rolldown.RolldownOutput[];
  const page = await newPage(browser);
  const [cold, ...compiled] = await page.evaluate(async (code) => {
    const { manyJobs } = await import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))) as { manyJobs(times: number): number[] };
    return manyJobs(7);
  }, built!.output[0].code);
  return [{ work: '1,000 Jobs of 10 Pods at once, in the browser', value: Math.min(...compiled) / 1000, unit: 's', target: null, sense: 'max', note: `the best of six runs after the first, which took ${(cold! / 1000).toFixed(2)} s` }];
}) };

export const pageBenches: Bench[] = [open, frames, late, react, many];
