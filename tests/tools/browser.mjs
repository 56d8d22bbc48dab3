// Finds a Chromium for the browser tests, or gets one: KRONOSCOPE_BROWSER, Playwright's own, the system's, Playwright's installer, apt-get.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

const systems = () =>
  (process.env.PATH ?? '').split(delimiter).flatMap((dir) => names.map((n) => join(dir, n))).concat(places).find((p) => existsSync(p)) ?? null;

const quietly = (command, args, seconds) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: seconds * 1000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;

function aptGet() {
  if (process.platform !== 'linux') return null;
  const prefix = process.getuid?.() === 0 ? [] : quietly('sudo', ['-n', 'true'], 10) ? ['sudo', '-n'] : null;
  if (!prefix) return null;
  const apt = (...args) => { const [c, ...rest] = [...prefix, 'apt-get', ...args]; return quietly(c, rest, 600); };
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  return systems();
}

/** The path of a Chromium, or null when none was found and none could be got. */
export async function findBrowser() {
  const told = process.env.KRONOSCOPE_BROWSER ?? process.env.CHROME_PATH;
  if (told) return existsSync(told) ? told : null;
  const found = (await playwrights()) ?? systems();
  if (found) return found;
  console.log('No browser found: trying Playwright\'s installer …');
  if (quietly('npx', ['playwright', 'install', 'chromium'], 180)) { const got = await playwrights(); if (got) return got; }
  console.log('Trying apt-get …');
  return aptGet();
}
