// Printing: the picture and the timeline are drawn for the screen, so on paper they are scaled as they are.

/** Lets the drawings scale while the page is printed. Returns what undoes it. */
export function printable(): () => void {
  const drawings = () => document.querySelectorAll<SVGSVGElement>('.stage svg, [data-testid="timeline"] svg');
  const before = () => drawings().forEach((svg) => { const { width, height } = svg.getBoundingClientRect(); svg.setAttribute('viewBox', `0 0 ${width} ${height}`); svg.style.aspectRatio = `${width} / ${height}`; });
  const after = () => drawings().forEach((svg) => { svg.removeAttribute('viewBox'); svg.style.aspectRatio = ''; });
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => { removeEventListener('beforeprint', before); removeEventListener('afterprint', after); };
}
