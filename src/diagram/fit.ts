// Text that fits: cut with an ellipsis by a width that is reckoned, not measured, so that layout stays pure.

const wide = /[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]/;
/** About how wide a text is in px at a font size; monospace letters count 0.6, others 0.54, Chinese ones 1. */
export function widthOf(text: string, size: number, mono: boolean): number {
  let w = 0;
  for (const c of text) w += wide.test(c) ? 1 : mono ? 0.602 : /[ilj.,:;'|!]/.test(c) ? 0.28 : /[mwMW]/.test(c) ? 0.86 : 0.55;
  return w * size;
}
/** The text, shortened in the middle where names differ at their ends. */
export function fit(text: string, width: number, size = 11, mono = true): string {
  if (widthOf(text, size, mono) <= width) return text;
  const chars = [...text];
  for (let keep = chars.length - 1; keep > 1; keep--) {
    const head = Math.ceil(keep * 0.55);
    const cut = `${chars.slice(0, head).join('')}…${chars.slice(chars.length - (keep - head)).join('')}`;
    if (widthOf(cut, size, mono) <= width) return cut;
  }
  return '…';
}
/** A title, cut at its end. */
export function fitTitle(text: string, width: number, size = 12.5): string {
  if (widthOf(text, size, false) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && widthOf(`${chars.join('')}…`, size, false) > width) chars.pop();
  return `${chars.join('').trimEnd()}…`;
}
