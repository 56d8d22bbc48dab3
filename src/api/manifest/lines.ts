// Lines of a text, by a place in it.

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
/** Behind the line's end, or the text's. */
export const lineEnd = (text: string, at: number): number => { const end = text.indexOf('\n', at); return end < 0 ? text.length : end + 1; };
/** The line that the place is in, without its end. */
export const lineAt = (text: string, at: number): string => text.slice(lineStart(text, at), lineEnd(text, at)).replace(/\n$/, '');
/** How many lines stand before the one that the place is in. */
export function linesBefore(text: string, at: number): number {
  let n = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) n++;
  return n;
}
