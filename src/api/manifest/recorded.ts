// What kubectl printed of a real cluster (YAML or JSON, one object, a List, a watch stream) → objects in their order. What is of no use here is counted, not refused.
import { readText } from './read.ts';

type Plain = Record<string, unknown>;
/** `event`: what a watch said of it; null when the text is no watch. */
export type RecordedItem = { event: 'ADDED' | 'MODIFIED' | 'DELETED' | null; object: Plain };
export type Recorded =
  /** `skipped`: how many objects of other kinds there were, by kind. `unread`: what could not be read between what could. `cut`: the last document was not whole. */
  | { ok: true; items: RecordedItem[]; skipped: Readonly<Record<string, number>>; unread: readonly { line: number; message: string }[]; cut: boolean }
  /** `table`: what `kubectl get` prints without -o; `nothing`: no object that tells of Jobs; `manifest`: what is there was never in a cluster. `line` counts from 1. */
  | { ok: false; code: 'empty' | 'table' | 'syntax' | 'nothing' | 'manifest'; line: number; message: string };

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

type Unread = { line: number; message: string };
type Documents = { values: unknown[]; unread: Unread[]; cut: boolean };
function fromJson(text: string): Documents {
  const all: Documents = { values: [], unread: [], cut: false };
  for (const { from, to, whole } of jsonValues(text)) {
    if (!whole && all.values.length > 0) { all.cut = true; break; }
    try { all.values.push(JSON.parse(text.slice(from, to))); } catch {
      const read = readText(text.slice(from, to));
      const before = lineAt(text, from) - 1;
      all.unread.push(read.ok ? { line: before + 1, message: 'this is not JSON' } : { line: before + read.error.place.line, message: read.error.message });
    }
  }
  return all;
}
/** `above`: how many lines stand above this piece of the text. */
function readPiece(text: string, above: number, into: Documents): void {
  const read = readText(text);
  if (read.ok) into.values.push(...read.docs.map((d) => d.value));
  else { const line = read.error.place.line + above; into.unread.push({ line, message: read.error.message.replace(/^yaml: line \d+: /, '') }); }
}
const itemStart = /^ {0,2}- (?:apiVersion|kind|metadata):/;
/** Where one document or one item of a list cannot be read, the others can. */
function inPieces(lines: readonly string[], into: Documents): void {
  let from = 0;
  const take = (to: number) => {
    const piece = lines.slice(from, to);
    if (itemStart.test(piece[0] ?? '')) {
      const deep = piece[0]!.indexOf('-') + 2;
      piece[0] = piece[0]!.replace('-', ' ');
      const end = piece.findIndex((l) => l.trim() !== '' && l.search(/\S/) < deep);
      if (end > 0) piece.length = end;
    } else if (piece.some((l) => /^items:\s*$/.test(l))) return;
    if (piece.some((l) => l.trim() !== '')) readPiece(piece.join('\n'), from, into);
  };
  for (const [i, line] of lines.entries()) {
    const cut = line.startsWith('---');
    if (!cut && !itemStart.test(line)) continue;
    take(i);
    from = cut ? i + 1 : i;
  }
  take(lines.length);
}
function fromYaml(text: string): Documents {
  const whole: Documents = { values: [], unread: [], cut: false };
  readPiece(text, 0, whole);
  if (whole.unread.length === 0) return whole;
  const pieces: Documents = { values: [], unread: [], cut: false };
  inPieces(text.split('\n'), pieces);
  return pieces.values.length > 0 && pieces.unread.length > 0 ? pieces : whole;
}
/** Prompts and warnings above the data become empty lines, so that lines keep their numbers. */
function withoutPrompts(text: string): string {
  const lines = text.split('\n');
  for (let i = 0; i < lines.length && /^\s*$|^(?:[$%>#] |kubectl |Warning:|[IWE]\d{4} )/.test(lines[i]!); i++) lines[i] = '';
  return lines.join('\n');
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

/** A manifest has no times: it was never in a cluster. */
const dated = (o: Plain): boolean => typeof plain(o.metadata)?.creationTimestamp === 'string' || plain(o.status)?.startTime !== undefined || o.firstTimestamp !== undefined || o.eventTime !== undefined;

/** Reads what was pasted or dropped. Never throws. */
export function readRecorded(source: string): Recorded {
  const text = withoutPrompts(source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  const start = text.trimStart();
  if (start === '') return { ok: false, code: 'empty', line: 1, message: '' };
  if (/^(NAMESPACE +|LAST SEEN +)?NAME\b|^LAST SEEN\b/.test(start)) return { ok: false, code: 'table', line: 1, message: '' };
  const documents = /^[{[]/.test(start) ? fromJson(text) : fromYaml(text);
  const [first] = documents.unread;
  if (documents.values.length === 0 && first) return { ok: false, code: 'syntax', ...first };
  const items: RecordedItem[] = [];
  const skipped: Record<string, number> = {};
  for (const item of documents.values.flatMap((v) => [...opened(v, null)])) {
    const kind = String(item.object.kind);
    if (kept.has(kind) && typeof plain(item.object.metadata)?.name === 'string') items.push(item);
    else skipped[kind] = (skipped[kind] ?? 0) + 1;
  }
  if (items.length > 0 && !items.some((i) => dated(i.object))) return { ok: false, code: 'manifest', line: 1, message: '' };
  return items.length > 0 ? { ok: true, items, skipped, unread: documents.unread, cut: documents.cut } : { ok: false, code: 'nothing', line: 1, message: Object.keys(skipped).join(', ') };
}
