// What kubectl printed of a real cluster (YAML or JSON, one object, a List, a watch stream) → objects in their order. What is of no use here is counted, not refused.
import { readText } from './read.ts';

type Plain = Record<string, unknown>;
/** `event`: what a watch said of it; null when the text is no watch. */
export type RecordedItem = { event: 'ADDED' | 'MODIFIED' | 'DELETED' | null; object: Plain };
export type Recorded =
  /** `skipped`: how many objects of other kinds there were, by kind. `cut`: the last document was not whole. */
  | { ok: true; items: RecordedItem[]; skipped: Readonly<Record<string, number>>; cut: boolean }
  /** `table`: what `kubectl get` prints without -o; `nothing`: no object that tells of Jobs. `line` counts from 1. */
  | { ok: false; code: 'empty' | 'table' | 'syntax' | 'nothing'; line: number; message: string };

const kept = new Set(['Job', 'CronJob', 'Pod', 'Event', 'Node']);
const plain = (v: unknown): Plain | null => (typeof v === 'object' && v !== null && !Array.isArray(v) ? v as Plain : null);

/** Where each JSON value of a stream of them begins and ends; the last may be cut off. */
function jsonValues(text: string): { from: number; to: number; whole: boolean }[] {
  const found: { from: number; to: number; whole: boolean }[] = [];
  let depth = 0;
  let from = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) { if (c === '\\') i++; else if (c === '"') quoted = false; continue; }
    if (c === '"') quoted = true;
    else if (c === '{' || c === '[') { if (depth++ === 0) from = i; }
    else if ((c === '}' || c === ']') && depth > 0 && --depth === 0) found.push({ from, to: i + 1, whole: true });
  }
  if (depth > 0) found.push({ from, to: text.length, whole: false });
  return found;
}
const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

type Documents = { values: unknown[]; cut: boolean } | { line: number; message: string };
function fromJson(text: string): Documents {
  const values: unknown[] = [];
  for (const { from, to, whole } of jsonValues(text)) {
    if (!whole && values.length > 0) return { values, cut: true };
    try { values.push(JSON.parse(text.slice(from, to))); } catch {
      const read = readText(text.slice(from, to));
      const before = lineAt(text, from) - 1;
      return read.ok ? { line: before + 1, message: 'this is not JSON' } : { line: before + read.error.place.line, message: read.error.message };
    }
  }
  return { values, cut: false };
}
function fromYaml(text: string): Documents {
  const read = readText(text);
  return read.ok ? { values: read.docs.map((d) => d.value), cut: false } : { line: read.error.place.line, message: read.error.message };
}

/** Lists and arrays opened, watch events unwrapped. */
function* opened(value: unknown, event: RecordedItem['event'], kindOfList: string | null = null): Generator<RecordedItem> {
  if (Array.isArray(value)) { for (const v of value) yield* opened(v, event, kindOfList); return; }
  const o = plain(value);
  if (!o) return;
  if (plain(o.object) && typeof o.type === 'string') {
    if (o.type === 'ADDED' || o.type === 'MODIFIED' || o.type === 'DELETED') yield* opened(o.object, o.type);
    return;
  }
  const kind = typeof o.kind === 'string' ? o.kind : kindOfList;
  if (Array.isArray(o.items)) { yield* opened(o.items, event, kind && kind !== 'List' && kind.endsWith('List') ? kind.slice(0, -4) : null); return; }
  if (kind) yield { event, object: { ...o, kind } };
}

/** Reads what was pasted or dropped. Never throws. */
export function readRecorded(source: string): Recorded {
  const text = source.replace(/^\uFEFF/, '');
  const start = text.trimStart();
  if (start === '') return { ok: false, code: 'empty', line: 1, message: '' };
  if (/^(NAMESPACE +|LAST SEEN +)?NAME\b|^LAST SEEN\b/.test(start)) return { ok: false, code: 'table', line: 1, message: '' };
  const documents = /^[{[]/.test(start) ? fromJson(text) : fromYaml(text);
  if (!('values' in documents)) return { ok: false, code: 'syntax', ...documents };
  const items: RecordedItem[] = [];
  const skipped: Record<string, number> = {};
  for (const item of documents.values.flatMap((v) => [...opened(v, null)])) {
    const kind = String(item.object.kind);
    if (kept.has(kind) && typeof plain(item.object.metadata)?.name === 'string') items.push(item);
    else skipped[kind] = (skipped[kind] ?? 0) + 1;
  }
  return items.length > 0 ? { ok: true, items, skipped, cut: documents.cut } : { ok: false, code: 'nothing', line: 1, message: Object.keys(skipped).join(', ') };
}
