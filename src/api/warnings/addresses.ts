// IP addresses that are written in another way than the shortest. Models GetWarningsForIP of apimachinery pkg/util/validation.
import { quote } from '../schedule/go.ts';
import { addressGroups } from '../validation/names.ts';

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
  const best = text.includes(':') ? shortest(addressGroups(text)) : text;
  return best === text ? [] : [`${field}: IPv6 address ${quote(text)} should be in RFC 5952 canonical format (${quote(best)})`];
}
