// An object as YAML, and what differs between two of them.
import { diffLines } from 'diff/lib/diff/line.js';

const plainWord = /^[A-Za-z/_][\w./:@ -]*$/;
const special = /^(true|false|null|yes|no|on|off|y|n|~)$/i;
function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  return plainWord.test(value) && !special.test(value) && !/: |:$| #|\s$/.test(value) ? value : JSON.stringify(value);
}
function lines(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((v) => {
      if (typeof v !== 'object' || v === null) return [`${indent}- ${scalar(v)}`];
      const inner = lines(v, `${indent}  `);
      return inner.length === 0 ? [`${indent}- {}`] : [`${indent}- ${inner[0]!.slice(indent.length + 2)}`, ...inner.slice(1)];
    });
  }
  return Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, v]) => {
    if (v === undefined) return [];
    if (typeof v !== 'object' || v === null) return [`${indent}${scalar(key)}: ${scalar(v)}`];
    const inner = lines(v, Array.isArray(v) ? indent : `${indent}  `);
    return inner.length === 0 ? [`${indent}${scalar(key)}: ${Array.isArray(v) ? '[]' : '{}'}`] : [`${indent}${scalar(key)}:`, ...inner];
  });
}
/** YAML as `kubectl get -o yaml` lays it out, fields in the order of their names. */
export const toYaml = (object: unknown): string => `${lines(object, '').join('\n')}\n`;

export type DiffPart = { kind: 'added' | 'removed' | 'same'; text: string };
/** What changed from `before` to `after`; long stretches that are the same are cut to two lines on each side. */
export function difference(before: string, after: string): DiffPart[] {
  return diffLines(before, after).map((part, i, all) => {
    if (part.added || part.removed) return { kind: part.added ? 'added' : 'removed', text: part.value.trimEnd() };
    const kept = part.value.trimEnd().split('\n');
    if (kept.length <= 5) return { kind: 'same', text: kept.join('\n') };
    const head = i === 0 ? [] : kept.slice(0, 2);
    const tail = i === all.length - 1 ? [] : kept.slice(-2);
    return { kind: 'same', text: [...head, '⋯', ...tail].join('\n') };
  });
}
