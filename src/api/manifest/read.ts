// YAML or JSON text → documents as Kubernetes reads them, with the place of every path. The only importer of yaml.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { resolvePlain, resolveTagged } from './scalars.ts';

/** Offsets in the text; `line` and `column` count from 1. */
export type Place = { from: number; to: number; line: number; column: number };
export type RawDoc = {
  value: unknown;
  /** Where the value (or, with `key`, the name) of a path stands; the nearest parent if the path is not in the text. */
  locate(path: readonly (string | number)[], key?: boolean): Place;
};
export type YamlError = { message: string; place: Place };
export type Read = { ok: true; docs: RawDoc[] } | { ok: false; error: YamlError };

const words: Record<string, string> = {
  TAB_AS_INDENT: 'found character that cannot start any token', BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context', BAD_INDENT: 'mapping values are not allowed in this context',
  MISSING_CHAR: 'did not find expected key', MULTILINE_IMPLICIT_KEY: 'could not find expected \':\'', BAD_DQ_ESCAPE: 'found unknown escape character', UNEXPECTED_TOKEN: 'did not find expected node content',
  BAD_PROP_ORDER: 'did not find expected node content', IMPOSSIBLE: 'did not find expected key', BLOCK_IN_FLOW: 'did not find expected node content', KEY_OVER_1024_CHARS: 'could not find expected \':\'',
};

type Plain = Record<string, unknown>;
function scalarOf(node: Node & { value?: unknown; type?: string; tag?: string; source?: string }): unknown {
  const text = typeof node.value === 'string' ? node.value : node.source ?? String(node.value ?? '');
  if (node.tag && node.tag !== 'tag:yaml.org,2002:str') return resolveTagged(text, node.tag);
  return node.tag || (node.type !== undefined && node.type !== 'PLAIN') ? text : resolvePlain(text);
}
const keyText = (pair: Pair): string => (isScalar(pair.key) ? String(scalarOf(pair.key as never) ?? 'null') : String(pair.key));

function mapOf(map: YAMLMap, doc: Document, sorted: boolean, depth: number): Plain {
  const out: Plain = {};
  const merged: Plain[] = [];
  for (const pair of map.items) {
    const key = keyText(pair as Pair);
    const value = valueOf(pair.value as Node | null, doc, sorted, depth);
    if (key === '<<' && value !== null && typeof value === 'object') merged.push(...((Array.isArray(value) ? value : [value]) as Plain[]));
    else out[key] = value;
  }
  for (const from of merged) for (const [k, v] of Object.entries(from)) if (!(k in out)) out[k] = v;
  // sigs.k8s.io/yaml goes through a Go map, whose JSON has its keys in order.
  return sorted ? Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) : out;
}
function valueOf(node: Node | null, doc: Document, sorted: boolean, depth: number): unknown {
  if (node === null || depth > 200) return null;
  if (isAlias(node)) return valueOf(node.resolve(doc) as Node | null ?? null, doc, sorted, depth + 1);
  if (isMap(node)) return mapOf(node as YAMLMap, doc, sorted, depth + 1);
  if (isSeq(node)) return node.items.map((i) => valueOf(i as Node | null, doc, sorted, depth + 1));
  return scalarOf(node as never);
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

/** Reads all documents; an error is Go's yaml package's, as near as its parser's kind tells. */
export function readText(source: string): Read {
  const bom = source.startsWith('\uFEFF') ? 1 : 0;
  const text = source.slice(bom);
  const lines = new LineCounter();
  const json = /^\s*[{[]/.test(text);
  const documents = parseAllDocuments(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: false, merge: false, logLevel: 'silent', keepSourceTokens: false, prettyErrors: false, strict: false });
  const docs: RawDoc[] = [];
  for (const doc of (Array.isArray(documents) ? documents : []) as Document[]) {
    const wrong = doc.errors[0];
    if (wrong) {
      const late = wrong.code === 'BLOCK_AS_IMPLICIT_KEY' || wrong.code === 'MULTILINE_IMPLICIT_KEY';
      // Go's parser notices at the colon that cannot be one.
      const colon = late ? wrong.pos[0] + Math.max(0, text.slice(wrong.pos[0]).search(/:(\s|$)/)) : wrong.pos[0];
      const at = place([colon, Math.max(colon, wrong.pos[1])], lines, bom);
      const known = /unresolved alias|Aliased anchor/i.test(wrong.message) ? 'unknown anchor' : words[wrong.code] ?? 'did not find expected key';
      return { ok: false, error: { message: `yaml: line ${at.line}: ${known}`, place: at } };
    }
    docs.push({ value: valueOf(doc.contents as Node | null, doc, !json, 0), locate: locator(doc, lines, bom) });
  }
  return { ok: true, docs };
}
