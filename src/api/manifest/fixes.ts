// Fixes to click: small edits of the text that mend what was refused. Each returns the whole new text, or null where it does not apply.
import { lineEnd, lineStart } from './lines.ts';

const indentOf = (line: string) => /^\s*/.exec(line)![0].length;

/** The lines of the block mapping entry that begins at `from`. */
function block(text: string, from: number): { start: number; end: number; lines: string[] } {
  const start = lineStart(text, from);
  const first = text.slice(start, lineEnd(text, start));
  const indent = indentOf(first);
  let end = lineEnd(text, start);
  while (end < text.length) {
    const line = text.slice(end, lineEnd(text, end));
    if (line.trim() !== '' && indentOf(line) <= indent && !(indentOf(line) === indent && line.trimStart().startsWith('- ') )) break;
    if (line.trim() === '') break;
    end = lineEnd(text, end);
  }
  return { start, end, lines: text.slice(start, end).replace(/\n$/, '').split('\n') };
}

/** Moves the entry at `from` under the mapping whose name stands at `parent`. */
export function moveUnder(text: string, from: number, parent: number): string | null {
  const entry = block(text, from);
  const parentIndent = indentOf(text.slice(lineStart(text, parent), lineEnd(text, parent)));
  const was = indentOf(entry.lines[0]!);
  const moved = entry.lines.map((l) => ' '.repeat(parentIndent + 2) + l.slice(Math.min(was, indentOf(l)))).join('\n');
  const without = text.slice(0, entry.start) + text.slice(entry.end);
  // Below the parent's last line, where the entry stood if it was last there.
  if (parent >= entry.start && parent < entry.end) return null;
  const whole = block(without, parent > entry.start ? parent - (entry.end - entry.start) : parent);
  const before = without.slice(0, whole.end).replace(/\n?$/, '\n');
  return `${before}${moved}\n${without.slice(whole.end)}`;
}
export const replaceSpan = (text: string, from: number, to: number, by: string): string => text.slice(0, from) + by + text.slice(to);
export function removeEntry(text: string, from: number): string { const e = block(text, from); return text.slice(0, e.start) + text.slice(e.end); }
/** Adds `line` as the first entry of the mapping whose name stands at `parent`. */
export function addUnder(text: string, parent: number, line: string): string {
  const start = lineStart(text, parent);
  const end = lineEnd(text, start);
  const indent = indentOf(text.slice(start, end)) + 2;
  return `${text.slice(0, end).replace(/\n?$/, '\n')}${' '.repeat(indent)}${line}\n${text.slice(end)}`;
}

/** How many letters differ (Levenshtein), at most `most`. */
export function distance(a: string, b: string, most = 3): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
