// The words of src/i18n made reactive: a component that says something says it anew when the language changes.
import { hasWords, learn, preferredLanguage, say, setEpoch, speak, whenLearned, type Area, type Lang, type Params } from '../i18n/index.ts';

let version = $state(0);
let current = $state<Lang>('en');
whenLearned(() => { version++; });

/** The words under `key`. */
export const t = (key: string, params?: Params): string => (version >= 0 ? say(key, params) : '');
/** The words under `key` if there are any, else `otherwise`. */
export const tOr = (key: string, otherwise: string, params?: Params): string => (version >= 0 && hasWords(key, params) ? say(key, params) : otherwise);
export { setEpoch };
export const language = (): Lang => current;

export async function setLanguage(lang: Lang): Promise<void> {
  await speak(lang);
  current = lang;
  version++;
  if (typeof document !== 'undefined') document.documentElement.lang = lang;
}
export async function addWords(area: Area): Promise<void> {
  await learn(area, current);
  version++;
}
export const browserLanguage = (): Lang => preferredLanguage(typeof navigator === 'undefined' ? [] : navigator.languages ?? [navigator.language]);
