// IP addresses that are written in a way that will not be taken for ever. Models GetWarningsForIP of apimachinery pkg/util/validation.
import { quote } from '../schedule/go.ts';

/** The eight groups of an IPv6 address, of which the last two may be written as an IPv4 one. */
function groupsOf(text: string): number[] {
  const half = (part: string): number[] => (part === '' ? [] : part.split(':').flatMap((g) => {
    if (!g.includes('.')) return [Number.parseInt(g, 16)];
    const [a, b, c, d] = g.split('.').map(Number) as [number, number, number, number];
    return [a * 256 + b, c * 256 + d];
  }));
  const [before, after] = text.split('::');
  const [first, last] = [half(before!), half(after ?? '')];
  return after === undefined ? first : [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}
/** RFC 5952: the longest run of two or more zero groups, the first of several, is left out. */
function shortest(groups: readonly number[]): string {
  let run = { from: 0, length: 1 };
  for (let i = 0; i < groups.length; i++) {
    let n = 0;
    while (groups[i + n] === 0) n++;
    if (n > run.length) run = { from: i, length: n };
    i += n;
  }
  const hex = (list: readonly number[]) => list.map((g) => g.toString(16)).join(':');
  return run.length < 2 ? hex(groups) : `${hex(groups.slice(0, run.from))}::${hex(groups.slice(run.from + run.length))}`;
}
/** Of an address that is valid. */
export function addressWarnings(text: string, field: string): string[] {
  const use = (better: string) => [`${field}: non-standard IP address ${quote(text)} will be considered invalid in a future Kubernetes release: use ${quote(better)}`];
  if (!text.includes(':')) return /(^|\.)0\d/.test(text) ? use(text.split('.').map(Number).join('.')) : [];
  const groups = groupsOf(text);
  if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff) return use(groups.slice(6).flatMap((g) => [g >> 8, g & 255]).join('.'));
  const best = shortest(groups);
  return best === text ? [] : [`${field}: IPv6 address ${quote(text)} should be in RFC 5952 canonical format (${quote(best)})`];
}
