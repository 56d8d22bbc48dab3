// Words for people: everything is reached by key, in the language that is spoken; what the first play does without comes when it is first asked for.
// The few things asked of a catalogue (plural forms, values put in, three formats) are made here: a general library was a fifteenth of all that the first play fetches.

export type Lang = 'en' | 'zh-CN';
export const languages: readonly { id: Lang; name: string }[] = [{ id: 'en', name: 'English' }, { id: 'zh-CN', name: '简体中文' }];

type Tree = { readonly [key: string]: string | Tree };
export type Area = 'first' | 'more' | 'fidelity';
const areas: Record<Area, Record<Lang, () => Promise<object>>> = {
  first: { 'en': () => import('./en/index.ts'), 'zh-CN': () => import('./zh-CN/index.ts') },
  more: { 'en': () => import('./en/more.ts'), 'zh-CN': () => import('./zh-CN/more.ts') },
  fidelity: { 'en': () => import('./en/fidelity.ts'), 'zh-CN': () => import('./zh-CN/fidelity.ts') },
};
/** How the keys of `more` begin; a test holds the list to the words. */
export const moreKeys = /^(events|logs|queue|reconcile|objects|breakpoints|branches|why|cronWords|schedule|dialog|incident|share|settings|help|problems|whyNot|branchLabel|examples|because\.(cron|ttl|gc|dependency))\.|^part\.[^.]+\.(text|link)$/;

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

/** What is known of a language, by whole key. */
type Book = { words: Map<string, string>; areas: Set<Area>; asked: Set<Area> };
const books = new Map<Lang, Book>();
let spoken: Lang = 'en';
let plural = new Intl.PluralRules('en');
let onLearned: () => void = () => {};
/** `then` is called when words have come that were asked for before they were there. */
export const whenLearned = (then: () => void): void => { onLearned = then; };

function enter(words: Map<string, string>, tree: Tree, path: string): void {
  for (const [key, value] of Object.entries(tree)) if (typeof value === 'string') words.set(path + key, value); else enter(words, value, `${path}${key}.`);
}
function bookOf(lang: Lang): Book {
  if (!books.has(lang)) books.set(lang, { words: new Map(), areas: new Set(), asked: new Set() });
  return books.get(lang)!;
}
/** Adds the words of one area to a language. */
export async function learn(area: Area, lang: Lang): Promise<void> {
  const book = bookOf(lang);
  if (book.areas.has(area)) return;
  enter(book.words, await areas[area][lang]() as Tree, '');
  book.areas.add(area);
}
/** Loads a language if need be, with all that is known of the one before, and speaks it from now on. */
export async function speak(lang: Lang): Promise<void> {
  const known = new Set<Area>(['first', ...bookOf(spoken).areas]);
  await Promise.all([...known].map((area) => learn(area, lang)));
  spoken = lang;
  plural = new Intl.PluralRules(lang);
}

export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;
const formats: Record<string, (ms: number) => string> = { seconds, time: clockTime, offset: (ms) => clockTime(epoch + ms) };

function find(key: string, params?: Params): string | undefined {
  const book = bookOf(spoken);
  const found = typeof params?.count === 'number' ? book.words.get(`${key}_${plural.select(params.count)}`) ?? book.words.get(`${key}_other`) ?? book.words.get(key) : book.words.get(key);
  if (found === undefined && moreKeys.test(key) && !book.asked.has('more') && !book.areas.has('more')) {
    book.asked.add('more');
    learn('more', spoken).then(() => onLearned(), () => { book.asked.delete('more'); });
  }
  return found;
}
/** The words under `key`, with `params` put in (`{{n}}`, `{{ms, seconds}}`, and with what is counted `{{n|Pod is|Pods are}}`); nothing while they are on their way, and the key itself where there are none. */
export function say(key: string, params?: Params): string {
  const found = find(key, params);
  if (found === undefined) return moreKeys.test(key) && !bookOf(spoken).areas.has('more') ? '' : key;
  if (!found.includes('{{')) return found;
  return found.replace(/\{\{(\w+)(?:, (\w+)|\|([^|}]+)\|([^}]+))?\}\}/g, (_, name: string, format?: string, one?: string, other?: string) => {
    const value = params?.[name];
    return value === undefined || value === null ? '' : format ? formats[format]!(Number(value)) : one ? `${value} ${plural.select(Number(value)) === 'one' ? one : other}` : String(value);
  });
}
export const hasWords = (key: string, params?: Params): boolean => find(key, params) !== undefined;

/** The language that a browser asks for. */
export function preferredLanguage(asked: readonly string[]): Lang {
  for (const tag of asked) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
