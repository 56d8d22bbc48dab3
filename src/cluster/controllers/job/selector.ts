// Label selectors: matching, and their text in the API's own writing.
import type { LabelSelector, LabelSelectorRequirement } from '../../../api/types.ts';

/** A missing selector matches nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Record<string, string> | undefined): boolean {
  if (!selector) return false;
  const own = labels ?? {}, { matchLabels, matchExpressions } = selector;
  for (const key in matchLabels) if (own[key] !== matchLabels[key]) return false;
  return !matchExpressions || matchExpressions.every((r) => matchesRequirement(r, own));
}

function matchesRequirement({ key, operator, values = [] }: LabelSelectorRequirement, labels: Record<string, string>): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
  }
}

/** "a=b,c in (d,e),!f", in order of the keys. */
export function formatSelector(selector: LabelSelector): string {
  const parts = Object.entries(selector.matchLabels ?? {}).map(([key, v]) => ({ key, text: `${key}=${v}` }));
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const list = `(${[...values].sort().join(',')})`;
    parts.push({ key, text: { In: `${key} in ${list}`, NotIn: `${key} notin ${list}`, Exists: key, DoesNotExist: `!${key}` }[operator] });
  }
  return parts.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((p) => p.text).join(',');
}

/** Reads what formatSelector wrote. */
export function parseSelector(text: string): LabelSelector {
  const matchExpressions: LabelSelectorRequirement[] = [];
  for (const part of text === '' ? [] : text.split(/,(?![^(]*\))/)) {
    const set = /^(\S+) (in|notin) \((.*)\)$/.exec(part);
    const equal = /^([^=]+)=(.*)$/.exec(part);
    if (set) matchExpressions.push({ key: set[1]!, operator: set[2] === 'in' ? 'In' : 'NotIn', values: set[3]!.split(',') });
    else if (equal) matchExpressions.push({ key: equal[1]!, operator: 'In', values: [equal[2]!] });
    else matchExpressions.push(part.startsWith('!') ? { key: part.slice(1), operator: 'DoesNotExist' } : { key: part, operator: 'Exists' });
  }
  return { matchExpressions };
}
