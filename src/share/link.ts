// Links: a scenario's inputs compressed into a URL fragment (`#v1:…`), and the query parameters that an embed understands.

/** What a link carries. Absent fields mean the page's defaults. */
export type Shared = { yaml: string; seed?: number; epoch?: number; settings?: Record<string, unknown>; /** Recorded inputs, for a link to a whole run. */ inputs?: unknown[] };

const toBase64Url = (bytes: Uint8Array): string => {
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

const through = (bytes: Uint8Array<ArrayBuffer>, change: GenericTransformStream): Response => new Response(new Blob([bytes]).stream().pipeThrough<Uint8Array>(change));

/** The fragment, without '#'. */
export async function toFragment(shared: Shared): Promise<string> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream('deflate-raw')).arrayBuffer();
  return `v1:${toBase64Url(new Uint8Array(packed))}`;
}

/** Reads a fragment with or without '#'. Null when it is none of ours or broken. */
export async function fromFragment(fragment: string): Promise<Shared | null> {
  try {
    const text = decodeURIComponent(fragment.replace(/^#/, ''));
    if (!text.startsWith('v1:')) return null;
    const value: unknown = await through(fromBase64Url(text.slice(3)), new DecompressionStream('deflate-raw')).json();
    return typeof value === 'object' && value !== null && typeof (value as Shared).yaml === 'string' ? value as Shared : null;
  } catch { return null; }
}

export type EmbedParams = {
  scenario: string | null; view: 'diagram' | 'split' | 'yaml' | 'timeline'; theme: 'light' | 'dark' | 'auto'; lang: 'en' | 'zh-CN' | null;
  controls: boolean; autoplay: boolean; pace: 'story' | 'clock'; speed: number | null;
  /** Seconds from the start. */ t: number | null; /** Seconds from the start. */ end: number | null; loop: boolean; seed: number | null; motion: 'reduce' | 'auto';
};

const oneOf = <T extends string>(value: string | null, all: readonly T[], otherwise: T): T => (all as readonly string[]).includes(value ?? '') ? value as T : otherwise;
const number = (value: string | null): number | null => (value !== null && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : null);
const flag = (value: string | null, otherwise: boolean): boolean => (value === null ? otherwise : value !== '0' && value !== 'false');

/** Query parameters of an embed; unknown ones are ignored. */
export function embedParams(search: string): EmbedParams {
  const q = new URLSearchParams(search);
  const speed = number(q.get('speed'));
  const lang = q.get('lang');
  return {
    scenario: q.get('scenario'),
    view: oneOf(q.get('view'), ['diagram', 'split', 'yaml', 'timeline'], 'diagram'),
    theme: oneOf(q.get('theme'), ['light', 'dark', 'auto'], 'auto'),
    lang: lang === null ? null : lang.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
    controls: flag(q.get('controls'), true), autoplay: flag(q.get('autoplay'), false),
    pace: oneOf(q.get('pace'), ['story', 'clock'], 'story'),
    speed: speed !== null && speed > 0 ? speed : null,
    t: number(q.get('t')), end: number(q.get('end')), loop: flag(q.get('loop'), false), seed: number(q.get('seed')),
    motion: oneOf(q.get('motion'), ['reduce', 'auto'], 'auto'),
  };
}
