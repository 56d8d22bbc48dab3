// Words for people: one language is loaded at a time, everything is reached by key.
import i18next from 'i18next';

export type Lang = 'en' | 'zh-CN';
export const languages: readonly { id: Lang; name: string }[] = [{ id: 'en', name: 'English' }, { id: 'zh-CN', name: '简体中文' }];

const loaders: Record<Lang, () => Promise<{ default: object }>> = {
  'en': () => import('./en/index.ts'),
  'zh-CN': () => import('./zh-CN/index.ts'),
};
/** Words that only a panel needs; loaded when it opens. */
const extras: Record<string, Record<Lang, () => Promise<object>>> = {
  fidelity: { 'en': () => import('./en/fidelity.ts'), 'zh-CN': () => import('./zh-CN/fidelity.ts') },
};

const pad = (n: number): string => String(n).padStart(2, '0');
/** `7.3 s`, `42 s`, `5 min 20 s` of milliseconds. */
export function seconds(ms: number): string {
  const s = ms / 1000;
  if (s < 10) return `${Math.round(s * 10) / 10} s`;
  if (s < 120) return `${Math.round(s)} s`;
  const whole = Math.round(s);
  return whole < 7200 ? `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}` : `${Math.floor(whole / 3600)} h${Math.floor(whole / 60) % 60 ? ` ${Math.floor(whole / 60) % 60} min` : ''}`;
}
/** `10:00:42` (UTC) of milliseconds since 1970. */
export function clockTime(ms: number): string {
  const d = new Date(ms);
  return `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}`;
}

let epoch = 0;
/** What virtual time 0 is in milliseconds since 1970, for moments inside sentences. */
export const setEpoch = (ms: number): void => { epoch = ms; };

const i18n = i18next.createInstance();
let ready: Promise<unknown> | null = null;

/** Loads a language if need be and speaks it from now on. */
export async function speak(lang: Lang): Promise<void> {
  ready ??= i18n.init({ lng: lang, fallbackLng: false, resources: {}, interpolation: { escapeValue: false }, returnNull: false, showSupportNotice: false } as never);
  await ready;
  i18n.services.formatter?.add('seconds', (ms: unknown) => seconds(Number(ms)));
  i18n.services.formatter?.add('time', (ms: unknown) => clockTime(Number(ms)));
  i18n.services.formatter?.add('offset', (ms: unknown) => clockTime(epoch + Number(ms)));
  if (!i18n.hasResourceBundle(lang, 'translation')) i18n.addResourceBundle(lang, 'translation', (await loaders[lang]()).default);
  await i18n.changeLanguage(lang);
}
/** Adds the words of one area to the language that is spoken. */
export async function learn(area: string, lang: Lang): Promise<void> {
  const words = await extras[area]![lang]();
  i18n.addResourceBundle(lang, 'translation', words, true, true);
}

export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;
/** The words under `key`, with `params` put in; the key itself where there are none. */
export const say = (key: string, params?: Params): string => i18n.t(key, params as Record<string, unknown>);
export const hasWords = (key: string, params?: Params): boolean => i18n.exists(key, params as Record<string, unknown>);

/** The language that a browser asks for. */
export function preferredLanguage(asked: readonly string[]): Lang {
  for (const tag of asked) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
