// YAML or JSON text → documents as Kubernetes reads them, with the place of every path. The only importer of yaml.
import { Composer, isAlias, isMap, isScalar, isSeq, Parser, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { quote } from '../schedule/go.ts';
import { lineStart, linesBefore } from './lines.ts';
import { resolvePlain, resolveTagged } from './scalars.ts';
import { goYamlError } from './yaml-errors.ts';

/** Offsets in the text; `line` and `column` count from 1. */
export type Place = { from: number; to: number; line: number; column: number };
export type RawDoc = {
  value: unknown;
  /** Where the value (or, with `key`, the name) of a path stands; the nearest parent if the path is not in the text. */
  locate(path: readonly (string | number)[], key?: boolean): Place;
};
/** `doing`: what kubectl says before the message. */
export type YamlError = { doing: string; message: string; place: Place };
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
  for (const pair of map.items) {
    if (isMap(pair.key) || isSeq(pair.key)) unreadable(`yaml: invalid map key: ${goSyntax(valueOf(pair.key as Node, doc, true, depth))}`, pair.key as Node);
    const key = keyText(pair as Pair);
    const value = valueOf(pair.value as Node | null, doc, sorted, depth);
    if (key !== '<<' || (pair.key as { type?: string }).type !== 'PLAIN') { out[key] = value; continue; }
    const merged = Array.isArray(value) ? value.toReversed() : [value];
    if (!merged.every((x) => x !== null && typeof x === 'object' && !Array.isArray(x))) unreadable('yaml: map merge requires map or sequence of maps as the value', pair.key as Node);
    // It counts where it stands: over what is above it, and of several the first.
    for (const from of merged as Plain[]) Object.assign(out, from);
  }
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

const placeIn = (text: string, from: number, to: number): Place => ({ from, to: Math.max(to, from), line: linesBefore(text, from) + 1, column: from - lineStart(text, from) + 1 });
/** `shift`: where what was parsed begins in the whole text. */
function locator(doc: Document, whole: string, shift: number): RawDoc['locate'] {
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
    return placeIn(whole, (range?.[0] ?? 0) + shift, (range?.[1] ?? 0) + shift);
  };
}

/** A part of the text that is read for itself, or what is wrong with the line that cuts it off. */
type Piece = { from: number; text: string; wrong?: string };
/** kubectl cuts at lines of `---`, after which only a comment may follow, and gives each piece a last line's end. Models YAMLReader of apimachinery pkg/util/yaml. */
function* pieces(whole: string, begin: number): Generator<Piece> {
  let from = begin;
  for (let at = begin; at < whole.length;) {
    const newline = whole.indexOf('\n', at);
    const next = newline < 0 ? whole.length : newline + 1;
    if (whole.startsWith('---', at)) {
      const after = whole.slice(at + 3, next).trim();
      if (after !== '' && !after.startsWith('#')) { yield { from: at, text: '', wrong: `invalid Yaml document separator: ${after}` }; return; }
      if (at > from) { yield { from, text: whole.slice(from, at) }; from = next; }
    }
    at = next;
  }
  if (from < whole.length) { const rest = whole.slice(from); yield { from, text: rest.endsWith('\n') ? rest : `${rest}\n` }; }
}
/** The end of a JSON object that begins at `from`; -1 if it does not end. */
function endOfObject(text: string, from: number): number {
  let depth = 0;
  for (const m of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    depth += m[0] === '{' ? 1 : m[0] === '}' ? -1 : 0;
    if (depth === 0) return from + m.index + 1;
  }
  return -1;
}
/** The first document of a piece: Go's package reads no further. */
function parsed(text: string): Document | undefined {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false, logLevel: 'silent', keepSourceTokens: false, prettyErrors: false, strict: false });
  for (const doc of composer.compose(new Parser().parse(text))) return doc;
  return undefined;
}
/** Objects one after the other, for as long as they are JSON; returns where what is none begins. */
function jsonObjects(whole: string, begin: number, docs: RawDoc[]): number {
  for (let at = begin; ;) {
    const from = at + /^\s*/.exec(whole.slice(at))![0].length;
    const to = whole[from] === '{' ? endOfObject(whole, from) : -1;
    if (to < 0) return from;
    const text = whole.slice(from, to);
    let tree: RawDoc['locate'] | null = null;
    try { docs.push({ value: JSON.parse(text), locate: (path, key) => (tree ??= locator(parsed(text)!, whole, from))(path, key) }); } catch { return from; }
    at = to;
  }
}
// eslint-disable-next-line no-control-regex
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]/;

/** Where the mistake stands: where our reader stumbled, or, at a colon that begins no field, the line that Go names. */
function placeFor(message: string, text: string, [from, to]: readonly [number, number], shift: number): [number, number] {
  const line = /line (\d+): mapping values/.exec(message)?.[1];
  if (line === undefined) return [from + shift, to + shift];
  const before = text.split('\n').slice(0, Number(line) - 1).join('\n').length + 1;
  const begin = before + text.slice(before).search(/\S/);
  return [begin + shift, begin + text.slice(begin).search(/$/m) + shift];
}
/** A line that is indented less than all before it ends the document for Go, which reads no further. */
const endsBefore = ({ contents }: Document, text: string, { message, pos: [at] }: Document['errors'][0]): boolean => {
  const begin = contents?.range?.[0] ?? 0;
  return message.endsWith('at node end') && at - lineStart(text, at) < begin - lineStart(text, begin);
};
const converting = 'error converting YAML to JSON: ';

/** Reads all documents; an error is in the words of Go's yaml package. */
export function readText(source: string): Read {
  const bom = source.startsWith('\uFEFF') ? 1 : 0;
  const docs: RawDoc[] = [];
  const wrong = (message: string, from: number, to = from, doing = converting): Read => ({ ok: false, error: { doing, message, place: placeIn(source, from, to) }, docs });
  const control = controls.exec(source.slice(bom));
  if (control) return wrong('yaml: control characters are not allowed', control.index + bom, control.index + bom + 1);
  const begin = jsonObjects(source, bom, docs);
  for (const { from, text, wrong: cut } of pieces(source, docs.length > 0 ? begin : bom)) {
    if (cut !== undefined) return wrong(cut, from, from, '');
    const doc = parsed(text);
    if (!doc && /^%/m.test(text)) return wrong(`yaml: line ${linesBefore(text, text.length)}: did not find expected <document start>`, from);
    if (!doc) { docs.push({ value: null, locate: () => placeIn(source, from, from) }); continue; }   // nothing but comments
    const error = doc.errors[0];
    if (error && !endsBefore(doc, text, error)) { const message = goYamlError(error, text, error.pos[0]); return wrong(message, ...placeFor(message, text, error.pos, from)); }
    try { docs.push({ value: valueOf(doc.contents as Node | null, doc, true, 0), locate: locator(doc, source, from) }); } catch (e) {
      if (!isUnreadable(e)) throw e;
      return wrong(e.unreadable, (e.node?.range?.[0] ?? 0) + from, (e.node?.range?.[1] ?? 0) + from);
    }
  }
  return { ok: true, docs };
}
