// Texts in one piece. V8 keeps a text that was put together as a tree of its pieces until a character of it is asked for; one that is kept long costs several times its length so, and is slow as a key.
let asked = 0;

/** The same text, in one piece. */
export function inOnePiece(text: string): string {
  asked = text.charCodeAt(0);
  return text;
}
/** Only so that the asking is not left out as useless. */
export const lastAsked = (): number => asked;
