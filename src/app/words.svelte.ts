// The words of src/i18n made reactive: a component that says something says it anew when the language changes.
import { hasWords, learn, preferredLanguage, say, setEpoch, speak, whenLearned, type Area, type Lang, type Params } from '../i18n/index.ts';

let version = $state(0);
let current = $state<Lang>('en');

/** What was said without values in it, and for which keys there are words: a page that plays says the same again and again. */
let said: Record<string, string> = {};
let known: Record<string, boolean> = {};

/** The words under `key`. */
export const t = (key: string, params?: Params): string => (version < 0 ? '' : params ? say(key, params) : (said[key] ??= say(key)));
/** The words under `key` if there are any, else `otherwise`. */
export function tOr(key: string, otherwise: string, params?: Params): string {
  return version >= 0 && (known[key] ??= hasWords(key, params)) ? t(key, params) : otherwise;
}
const changed = () => { said = {}; known = {}; version++; };
whenLearned(changed);
export { setEpoch };
export const language = (): Lang => current;

export async function setLanguage(lang: Lang): Promise<void> {
  await speak(lang);
  current = lang;
  changed();
  if (typeof document !== 'undefined') document.documentElement.lang = lang;
}
export async function addWords(area: Area): Promise<void> {
  await learn(area, current);
  changed();
}
/** A part of the page with the words that the first play does without: it is never seen, or read out, without its names. */
export async function withWords<T>(part: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([part, addWords('more').catch(() => undefined)]);
  return loaded;
}
export const browserLanguage = (): Lang => preferredLanguage(typeof navigator === 'undefined' ? [] : navigator.languages ?? [navigator.language]);
