// Sentences with links: `[words](target)` names a part of the picture or an object.

export type Piece = { text: string; target: string | null };

/** Cuts a sentence into plain pieces and pieces that link to a part. */
export function pieces(sentence: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const m of sentence.matchAll(/\[([^\]]+)\]\(([^)\s]+)\)/g)) {
    if (m.index > from) out.push({ text: sentence.slice(from, m.index), target: null });
    out.push({ text: m[1]!, target: m[2]! });
    from = m.index + m[0].length;
  }
  if (from < sentence.length) out.push({ text: sentence.slice(from), target: null });
  return out;
}
/** The sentence without its links, for a screen reader. */
export const plain = (sentence: string): string => pieces(sentence).map((p) => p.text).join('');
