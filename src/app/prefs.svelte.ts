// What the page remembers about its reader, in localStorage where there is one.
import type { Lang } from '../i18n/index.ts';
import type { Pace } from './pace.ts';

export type Theme = 'auto' | 'light' | 'dark';
export type Prefs = { theme: Theme; lang: Lang | null; pace: Pace; speed: number; factor: number; editorOpen: boolean; inspectorOpen: boolean; timelineOpen: boolean; detail: 'system' | 'controller' | 'reconcile'; /** Parts of the picture that the reader does not want to see. */ hidden: ('side' | 'lower' | 'events')[] };

const key = 'kronoscope';
const standard: Prefs = { theme: 'auto', lang: null, pace: 'story', speed: 60, factor: 1, editorOpen: true, inspectorOpen: true, timelineOpen: typeof innerHeight === 'undefined' || innerHeight >= 800, detail: 'system', hidden: [] };

function read(): Prefs {
  try { return { ...standard, ...JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Prefs> }; } catch { return { ...standard }; }
}

export const prefs = $state<Prefs>(read());

/** Changes some settings and remembers them if the browser lets us. */
export function remember(change: Partial<Prefs>): void {
  Object.assign(prefs, change);
  try { localStorage.setItem(key, JSON.stringify(prefs)); } catch { /* a sandboxed frame has no storage */ }
}

/** Puts the theme on the document: `data-theme` is light or dark, never auto. Returns what it became. */
export function showTheme(theme: Theme): 'light' | 'dark' {
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  return dark ? 'dark' : 'light';
}
