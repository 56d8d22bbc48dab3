// What Go's yaml package says of a text that it cannot read: its words and its way of counting lines, from the kind of our parser's error.
import type { YAMLParseError } from 'yaml';
import { lineAt, lineEnd, lineStart, linesBefore } from './lines.ts';

/** `line` counts from 0 in the document; `late`: found by Go's scanner, which counts one further. Without a line where it is 0. */
const said = (what: string, line: number, late: boolean): string => (line === 0 ? `yaml: ${what}` : `yaml: line ${line + (late ? 1 : 0)}: ${what}`);

/** What encloses a place: the innermost open bracket, or the kind of the block that the lines above began there. */
function enclosing(text: string, at: number): 'sequence' | 'mapping' | ']' | '}' {
  const open: string[] = [];
  let quote = '';
  for (let i = 0; i < at; i++) {
    const c = text[i]!;
    const starts = i === 0 || /[\s[{,:]/.test(text[i - 1]!);
    if (quote) { if (c === '\\' && quote === '"') i++; else if (c === quote) quote = ''; } else if ((c === '"' || c === "'") && starts) quote = c;
    else if (c === '#' && starts) i = Math.max(i, text.indexOf('\n', i));
    else if (c === '[' || c === '{') open.push(c === '[' ? ']' : '}'); else if ((c === ']' || c === '}') && open.length > 0) open.pop();
  }
  const bracket = open.at(-1);
  return bracket === ']' || bracket === '}' ? bracket : blockAt(text, at);
}
/** The block that a line breaks out of is the deepest one above that is not indented further than the line. */
function blockAt(text: string, at: number): 'sequence' | 'mapping' {
  const column = text.slice(lineStart(text, at)).search(/\S|$/), above = linesAbove(text, at), i = notFurther(above, column);
  if (i < 0) return 'mapping';
  // A dash at the very column of its key belongs to the key's mapping.
  return /^\s*-(\s|$)/.test(above[i]!) && !isIndentless(above.slice(i + 1), above[i]!.search(/\S/)) ? 'sequence' : 'mapping';
}
/** The lines before the one that the place is in, nearest first. */
const linesAbove = (text: string, at: number): string[] => text.slice(0, lineStart(text, at)).split('\n').slice(0, -1).reverse();
/** Which of the lines is the nearest that says something and is not indented further; -1: none. */
const notFurther = (above: readonly string[], column: number): number => above.findIndex((l) => l.trim() !== '' && !l.trimStart().startsWith('#') && l.search(/\S/) <= column);
/** `above`: the lines before, nearest first. */
function isIndentless(above: readonly string[], indent: number): boolean {
  for (const line of above) {
    const i = line.search(/\S/);
    if (i < 0 || i > indent || (i === indent && /^\s*-(\s|$)/.test(line))) continue;
    return i === indent;
  }
  return false;
}
const expected = { sequence: "did not find expected '-' indicator", mapping: 'did not find expected key', ']': "did not find expected ',' or ']'", '}': "did not find expected ',' or '}'" };

/** The first thing after a place that is neither space nor comment. */
function nextToken(text: string, from: number): number {
  let i = from;
  for (;;) {
    const m = /^(\s+|#[^\n]*)/.exec(text.slice(i));
    if (!m) return i;
    i += m[0].length;
  }
}
const noColon = "could not find expected ':'";
/** Whether a line above, in the block that the place is in, begins with a key or a dash as far in: then a key has to stand here. */
function isKeyAmongKeys(text: string, at: number): boolean {
  const column = at - lineStart(text, at), above = linesAbove(text, at), line = above[notFurther(above, column)];
  return line !== undefined && !text.slice(at - column, at).trim() && (line.search(/\S/) === column || line.replace(/^( *)- +/, (m) => ' '.repeat(m.length)).search(/\S/) === column);
}
const noContent = 'did not find expected node content';
const noName = 'did not find expected alphabetic or numeric character';
const noToken = 'found character that cannot start any token';

function flow(text: string, at: number, message: string): string {
  if (/^Unexpected ,/.test(message)) return said(noContent, linesBefore(text, at), false);
  const place = /must be sufficiently indented|must end with/.test(message) ? nextToken(text, at) : at;
  const before = text.slice(0, place).replace(/(\s|#[^\n]*)+$/, '');
  return said(/[[{,]$/.test(before) ? noContent : expected[enclosing(text, place)], linesBefore(text, place), false);
}
function block(text: string, found: number, message: string): string {
  // Ours stumbles at the end of a line, Go at what begins the next.
  const at = text[found] === '\n' ? nextToken(text, found) : found;
  const line = linesBefore(text, at);
  if (text[at] === '\t' && message.startsWith('Block scalar')) return said('found a tab character where an indentation space is expected', line, true);
  const rest = text.slice(at);
  if (/^Unexpected flow-(seq|map)-end/.test(message)) return said(/[:-]\s*$|^\s*$/.test(text.slice(0, at)) ? noContent : expected.mapping, line, false);
  if (/block-seq-ind on same line/.test(message) && !/^\s*$/.test(text.slice(lineStart(text, at), at))) return said('block sequence entries are not allowed in this context', line, true);
  if (/^- /.test(rest) || /same column|without - indicator|at node end|may not be used as an implicit/.test(message)) return said(expected[enclosing(text, at)], line, false);
  return said(noContent, line, false);
}
function colon(text: string, at: number): string {
  if (/^\?\s/.test(text.slice(at))) return said('mapping keys are not allowed in this context', linesBefore(text, at), true);
  const found = text.slice(at).search(/:(\s|$)/);
  return said('mapping values are not allowed in this context', linesBefore(text, at + Math.max(0, found)), true);
}
function tab(text: string, at: number): string {
  const above = text.slice(0, at).trimEnd();
  const value = above !== '' && !/[:\-[{,|>"'\]}]$/.test(above.slice(above.lastIndexOf('\n') + 1).replace(/\s+#.*$/, ''));
  return said(value ? 'found a tab character that violates indentation' : noToken, linesBefore(text, at), true);
}

/** Go looks for the other quote as far as the text goes. What follows that one is at fault, if there is one. */
function unclosed(text: string, at: number, message: string): string {
  const end = text.indexOf(message.includes('"') ? '"' : "'", at);
  return end < 0 || /^[ \t]*[:#\n]/.test(text.slice(end + 1)) ? said('found unexpected end of stream', linesBefore(text, text.length), true) : said(expected[enclosing(text, at)], linesBefore(text, end), false);
}
/** The message for the first error; `text` is the document alone, `at` the error's place in it. */
export function goYamlError(error: Pick<YAMLParseError, 'code' | 'message'>, text: string, at: number): string {
  const { code, message } = error;
  const odd = /^ *(?:- +)*[`@]/m.exec(text.slice(0, lineEnd(text, at)));
  if (odd) return said(noToken, linesBefore(text, odd.index + odd[0].length), true);
  const line = lineAt(text, at);
  if (/[:-] +[|>][-+0-9]*(?:[ \t]+[^#\s]|[^-+0-9#\s])/.test(line)) return said('did not find expected comment or line break', linesBefore(text, at), true);
  // An asterisk or ampersand that names nothing, as an unquoted schedule begins with.
  const bare = /(^|[\s[{,])[*&](?=[\s/,\]}]|$)/.exec(line.replace(/"[^"]*"|'[^']*'|#.*$/g, ''));
  if (bare) return said(noName, linesBefore(text, at), true);
  if (/^Missing closing/.test(message)) return unclosed(text, at, message);
  if (/flow (sequence|map|collection)/i.test(message) || code === 'BLOCK_IN_FLOW') return flow(text, at, message);
  switch (code) {
    case 'BAD_ALIAS': return said(noName, linesBefore(text, at), true);
    case 'BAD_SCALAR_START': return said(noToken, linesBefore(text, at), true);
    case 'TAB_AS_INDENT': return tab(text, at);
    case 'BAD_DQ_ESCAPE': return said(/^\\[xuU]/.test(text.slice(at)) ? 'did not find expected hexdecimal number' : 'found unknown escape character', linesBefore(text, at), true);
    case 'BLOCK_AS_IMPLICIT_KEY': return /may not be used as/.test(message) ? block(text, at, message) : colon(text, at);
    case 'MULTILINE_IMPLICIT_KEY': return /^-\s/.test(text.slice(at)) ? block(text, at, message) : isKeyAmongKeys(text, at) ? said(noColon, linesBefore(text, at) + 1, true) : colon(text, at);
    case 'MISSING_CHAR': return /followed by map values/.test(message) ? said(noColon, linesBefore(text, at) + 1, true) : block(text, at, message);
    case 'BAD_INDENT': case 'UNEXPECTED_TOKEN': return block(text, at, message);
    default: return said(expected.mapping, linesBefore(text, at), false);
  }
}
