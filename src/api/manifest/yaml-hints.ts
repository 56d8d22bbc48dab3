// What lies behind the words in which Go's yaml package refuses a text: which plain explanation fits, and what can be mended at a click.
import type { Fix } from './check.ts';
import { replaceSpan } from './fixes.ts';

const codes: readonly [RegExp, string][] = [
  [/could not find expected ':'/, 'yamlColon'], [/mapping values are not allowed/, 'yamlValue'], [/cannot start any token|tab character/, 'yamlSign'],
  [/did not find expected (key|'-' indicator)/, 'yamlIndent'], [/did not find expected ','|unexpected end of stream/, 'yamlOpen'],
];
/** The code of the explanation, under `problems`. */
export const hintOf = (message: string): string => codes.find(([words]) => words.test(message))?.[1] ?? 'yaml';

/** `at`: where the refused place begins. */
export function yamlFixes(text: string, at: number, code: string): Fix[] {
  if (code === 'yamlSign' && /^ *\t/m.test(text)) return [{ code: 'tabs', params: {}, text: text.replace(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', '  ')) }];
  const name = /^[\w.-]+(?=[ \t]*$)/m.exec(text.slice(at));
  if (code !== 'yamlColon' || name?.index !== 0) return [];
  return [{ code: 'colon', params: { field: name[0] }, text: replaceSpan(text, at, at + name[0].length, `${name[0]}:`) }];
}
