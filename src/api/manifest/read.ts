// YAML or JSON text → documents as Kubernetes reads them, with the place of every path. The only importer of yaml.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { quote } from '../schedule/go.ts';
import { resolvePlain, resolveTagged } from './scalars.ts';
import { goYamlError } from './yaml-errors.ts';

/** Offsets in the text; `line` and `column` count from 1. */
export type Place = { from: number; to: number; line: number; column: number };
export type RawDoc = {
  value: unknown;
  /** Where the value (or, with `key`, the name) of a path stands; the nearest parent if the path is not in the text. */
  locate(path: readonly (string | number)[], key?: boolean): Place;
};
export type YamlError = { message: string; place: Place };
/** With an error: the documents before it. */
export type Read = { ok: true; docs: RawDoc[] } | { ok: false; error: YamlError; docs: RawDoc[] };

type Plain = Record<string, unknown>;
function scalarOf(node: Node & { value?: unknown; type?: string; tag?: string; source?: string }): ReturnType<typeof resolveTagged> {
  const text = typeof node.value === 'string' ? node.value : node.source ?? String(node.value ?? '');
  if (node.tag && node.tag !== 'tag:yaml.org,2002:str') return resolveTagged(text, node.tag);
  return node.tag || (node.type !== undefined && node.type !== 'PLAIN') ? text : resolvePlain(text);
}
const keyText = (pair: Pair): string => (isScalar(pair.key) ? String(scalarOf(pair.key as never) ?? 'null') : String(pair.key));

/** A text that parses and still means nothing; its message has no line. */
type Unreadable = { unreadable: string; node: Node | null };
const unreadable = (what: string, node: Node | null): never => { throw { unreadable: what, node } satisfies Unreadable; };
const isUnreadable = (e: unknown): e is Unreadable => e !== null && typeof e === 'object' && 'unreadable' in e;
/** A value as Go prints it with %#v. */
const goSyntax = (v: unknown): string => (v === null ? 'interface {}(nil)' : typeof v === 'string' ? quote(v) : Array.isArray(v) ? `[]interface {}{${v.map(goSyntax).join(', ')}}`
  : typeof v === 'object' ? `map[interface {}]interface {}{${Object.entries(v).map(([k, x]) => `${quote(k)}:${goSyntax(x)}`).join(', ')}}` : String(v));

/** How much has been read and how much of it through aliases; a few lines of those can stand for more than a computer holds. */
type Count = { all: number; aliased: number; inside: number };
const counts = new WeakMap<Document, Count>();
function count(doc: Document, node: Node): void {
  const c = counts.get(doc) ?? { all: 0, aliased: 0, inside: 0 };
  counts.set(doc, c);
  c.all++;
  if (c.inside > 0) c.aliased++;
  const allowed = c.all <= 400_000 ? 0.99 : c.all >= 4_000_000 ? 0.1 : 0.99 - 0.89 * ((c.all - 400_000) / 3_600_000);
  if (c.aliased > 100 && c.all > 1000 && c.aliased / c.all > allowed) unreadable('yaml: document contains excessive aliasing', node);
}
function aliasOf(node: Node & { source: string; resolve(doc: Document): unknown }, doc: Document, sorted: boolean, depth: number): unknown {
  const target = node.resolve(doc) as Node | undefined;
  if (!target) return unreadable(`yaml: unknown anchor '${node.source}' referenced`, node);
  if (target.range && node.range && target.range[0] <= node.range[0] && node.range[1] <= target.range[1]) return unreadable(`yaml: anchor '${node.source}' value contains itself`, node);
  const c = counts.get(doc)!;
  c.inside++;
  const value = valueOf(target, doc, sorted, depth + 1);
  c.inside--;
  return value;
}
function mapOf(map: YAMLMap, doc: Document, sorted: boolean, depth: number): Plain {
  const out: Plain = {};
  const merged: Plain[] = [];
  for (const pair of map.items) {
    if (isMap(pair.key) || isSeq(pair.key)) unreadable(`yaml: invalid map key: ${goSyntax(valueOf(pair.key as Node, doc, true, depth))}`, pair.key as Node);
    const key = keyText(pair as Pair);
    const value = valueOf(pair.value as Node | null, doc, sorted, depth);
    if (key === '<<' && !(Array.isArray(value) ? value : [value]).every((x) => x !== null && typeof x === 'object' && !Array.isArray(x))) unreadable('yaml: map merge requires map or sequence of maps as the value', pair.key as Node);
    if (key === '<<') merged.push(...((Array.isArray(value) ? value : [value]) as Plain[]));
    else out[key] = value;
  }
  for (const from of merged) for (const [k, v] of Object.entries(from)) if (!(k in out)) out[k] = v;
  // sigs.k8s.io/yaml goes through a Go map, whose JSON has its keys in order.
  return sorted ? Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) : out;
}
function valueOf(node: Node | null, doc: Document, sorted: boolean, depth: number): unknown {
  if (node === null || depth > 200) return null;
  count(doc, node);
  if (isAlias(node)) return aliasOf(node as never, doc, sorted, depth);
  if (isMap(node)) return mapOf(node as YAMLMap, doc, sorted, depth + 1);
  if (isSeq(node)) return node.items.map((i) => valueOf(i as Node | null, doc, sorted, depth + 1));
  const value = scalarOf(node as never);
  if (typeof value === 'number' && !Number.isFinite(value)) return unreadable(`json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`, node);
  return typeof value === 'object' && value !== null ? unreadable(value.error, node) : value;
}

function place(range: readonly [number, number, number?] | null | undefined, lines: LineCounter, shift: number): Place {
  const [from, to] = range ?? [0, 0];
  const { line, col } = lines.linePos(from);
  return { from: from + shift, to: Math.max(to, from) + shift, line: line || 1, column: col || 1 };
}
function locator(doc: Document, lines: LineCounter, shift: number): RawDoc['locate'] {
  return (path, key = false) => {
    let node = doc.contents as Node | null;
    let range = node?.range ?? null;
    for (const [i, part] of path.entries()) {
      if (isAlias(node)) node = node.resolve(doc) as Node | null ?? null;
      if (isMap(node)) {
        const pair: Pair | undefined = node.items.find((p) => keyText(p as Pair) === String(part)) as Pair | undefined;
        if (!pair) break;
        const name = pair.key as Node;
        node = pair.value as Node | null;
        range = (key && i === path.length - 1) || !node?.range ? name.range ?? range : isMap(node) || isSeq(node) ? name.range ?? range : node.range;
      } else if (isSeq(node) && typeof part === 'number') { node = (node.items[part] as Node | undefined) ?? null; range = node?.range ?? range; } else break;
    }
    return place(range, lines, shift);
  };
}

/** kubectl cuts the text at lines of `---` and reads the pieces one by one: where the piece that holds a place begins. */
function pieceOf(text: string, at: number): { from: number; piece: string } {
  let from = 0;
  for (const m of text.matchAll(/^---[ \t]*\r?$\n?/gm)) {
    const after = m.index + m[0].length;
    if (after <= at && text.slice(from, m.index) !== '') from = after; else if (m.index > at) return { from, piece: text.slice(from, m.index) };
  }
  return { from, piece: text.slice(from) };
}
// eslint-disable-next-line no-control-regex
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]/;

/** Reads all documents; an error is in the words of Go's yaml package. */
export function readText(source: string): Read {
  const bom = source.startsWith('\uFEFF') ? 1 : 0;
  const text = source.slice(bom);
  const lines = new LineCounter();
  const json = /^\s*[{[]/.test(text);
  const documents = parseAllDocuments(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: false, merge: false, logLevel: 'silent', keepSourceTokens: false, prettyErrors: false, strict: false });
  const control = controls.exec(text);
  if (control) return { ok: false, error: { message: 'yaml: control characters are not allowed', place: place([control.index, control.index + 1], lines, bom) }, docs: [] };
  const docs: RawDoc[] = [];
  for (const doc of (Array.isArray(documents) ? documents : []) as Document[]) {
    const wrong = doc.errors[0];
    if (wrong) {
      const { from, piece } = pieceOf(text, wrong.pos[0]);
      return { ok: false, error: { message: goYamlError(wrong, piece, wrong.pos[0] - from), place: place([wrong.pos[0], wrong.pos[1]], lines, bom) }, docs };
    }
    try { docs.push({ value: valueOf(doc.contents as Node | null, doc, !json, 0), locate: locator(doc, lines, bom) }); } catch (e) {
      if (!isUnreadable(e)) throw e;
      return { ok: false, error: { message: e.unreadable, place: place(e.node?.range, lines, bom) }, docs };
    }
  }
  return { ok: true, docs };
}
