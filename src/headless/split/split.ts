// Splits a classic script in parts by who runs what: part 0 runs at once; a function of a later part leaves a stub that loads its part, in step, when it is first called.
import { readScript, type Loose, type Node, type Script, type Span, type Unit } from './syntax.ts';

/** Where everything will live. Absent: where it stands. `moved`: nothing in part 0 names it, so no stub is left either. */
type Plan = { moved: Map<Unit, number>; stubbed: Map<Unit, number>; loose: Map<Loose, number> };
/** Which part a function belongs to; 0 if it must be there from the first. */
type PartOf = (bodyAt: number) => number;

const bodyOf = (node: Node): Node => node.body as Node;
/** A stub costs about this much too. */
const worthIt = 60;

function plan(script: Script, length: number, partOf: PartOf): Plan {
  const wanted = new Map<Unit, number>();   // where a unit's own text would go if it is left alone
  for (const u of script.units) if (u.kind === 'function') { const part = partOf(bodyOf(u.init!).start); if (part > 0) wanted.set(u, part); }
  const moved = new Map<Unit, number>(script.units.filter((u) => u.kind === 'value' || wanted.has(u)).map((u) => [u, wanted.get(u) ?? -1]));
  const stays = (u: Unit) => (u.end - u.start > worthIt ? wanted.get(u) ?? 0 : 0);
  const loose = new Map<Loose, number>();
  for (const l of script.loose) { const part = partOf(bodyOf(l.node).start); if (part > 0 && l.end - l.start > worthIt) loose.set(l, part); }
  // -1 in the map of parts: not known yet. A unit follows those that name it; one that is named from two parts stays where it is.
  const map = new Int8Array(length);
  const draw = () => {
    map.fill(0);
    for (const [l, part] of loose) map.fill(part, l.start, l.end);
    for (const u of script.units) { const home = moved.get(u) ?? stays(u); if (moved.has(u) || home > 0) map.fill(home, u.start, u.end); }
  };
  for (let changed = true, round = 0; changed; round++) {
    changed = false;
    draw();
    for (const [u, home] of moved) {
      const from = new Set(u.references.filter((r) => r.start < u.start || r.start >= u.end).map((r) => map[r.start]!));
      from.delete(-1);
      if (from.size === 0) continue;
      const [one] = from;
      if (from.size > 1 || one === 0 || round > 40) { moved.delete(u); changed = true; } else if (one !== home) { moved.set(u, one!); changed = true; }
    }
  }
  for (const [u, home] of moved) if (home < 0) moved.delete(u);
  const stubbed = new Map<Unit, number>();
  for (const u of script.units) if (!moved.has(u) && stays(u) > 0) stubbed.set(u, stays(u));
  const within = (l: Loose) => [...moved.keys()].some((u) => u.start <= l.start && l.end <= u.end);
  for (const l of loose.keys()) if (within(l)) loose.delete(l);
  return { moved, stubbed, loose };
}

/** Text with pieces of it replaced. */
function patched(code: string, span: Span, edits: readonly (Span & { text: string })[]): string {
  let at = span.start;
  let text = '';
  for (const e of edits) {
    if (e.start < at || e.end > span.end) continue;
    text += code.slice(at, e.start) + e.text;
    at = e.end;
  }
  return text + code.slice(at, span.end);
}

/** The loader's names, in a script whose own names are made short and hold no underscore at the end. */
const need = 'need_';
const table = 'later_';

function stubOf(l: Loose, part: number, index: number): string {
  return l.shape === 'arrow' ? `(...a)=>(${need}(${part}),${table}[${index}](...a))` : `${l.shape === 'method' ? '' : 'function'}(...a){${need}(${part});return ${table}[${index}].apply(this,a)}`;
}
const starOf = (node: Node) => `${node.async ? 'async ' : ''}function${node.generator ? '*' : ''}`;

/** Splits `code`. `nameOf` names a later part's file by its text; the first part loads it from beside itself, or from below `self.partsAt` where that is set. */
export function splitScript(code: string, parts: number, partOf: PartOf, nameOf: (part: number, text: string) => string): string[] {
  const script = readScript(code);
  const { moved, stubbed, loose } = plan(script, code.length, partOf);
  const later: string[] = Array.from({ length: parts }, () => '');
  const edits: (Span & { text: string })[] = [];
  let index = 0;
  for (const [l, part] of loose) {
    const own = code.slice(l.start, l.end);
    // A method's own text begins at its parameters.
    later[part] += `${table}[${index}]=${l.shape === 'method' ? starOf(l.node) + own : own};`;
    edits.push(l.shape === 'method' ? methodEdit(code, l, stubOf(l, part, index++)) : { start: l.start, end: l.end, text: stubOf(l, part, index++) });
  }
  const inOrder = script.units.filter((u) => moved.has(u) || stubbed.has(u));
  for (const u of inOrder) {
    const part = moved.get(u) ?? stubbed.get(u)!;
    const declared = u.holder.type !== 'VariableDeclaration';
    const text = code.slice(u.start, u.end);
    later[part] += declared ? text : moved.has(u) ? `let ${text};` : `${text};`;
    if (declared) edits.push({ start: u.start, end: u.end, text: moved.has(u) ? '' : `function ${u.name}(...a){${need}(${part});return ${u.name}(...a)}` });
    else if (stubbed.has(u)) edits.push({ start: u.start, end: u.end, text: `${u.name}=(...a)=>(${need}(${part}),${u.name}(...a))` });
  }
  edits.sort((a, b) => a.start - b.start);
  let first = '';
  for (const node of script.body) first += node.type === 'VariableDeclaration' ? declaration(code, node, edits, script, moved, stubbed) : patched(code, node, edits);
  const files = later.map((text, part) => (part === 0 || text === '' ? '' : `"use strict";${text}`));
  const names = files.map((text, part) => (text === '' ? 0 : nameOf(part, text)));
  files[0] = `"use strict";let ${table}=[],${need}=n=>{let f=names_[n];if(f){importScripts((self.partsAt??"")+f);names_[n]=0}},names_=${JSON.stringify(names)};${first}`;
  return files;
}
/** `name(params){body}`: the name stays, and what makes it a generator does not, for the stub hands the generator on. */
function methodEdit(code: string, l: Loose, text: string): Span & { text: string } {
  let start = l.start;
  const before = /(?:async\s*)?\*?\s*([\w$]+|"[^"]*"|'[^']*')\s*$/.exec(code.slice(Math.max(0, start - 80), start));
  if ((l.node.generator || l.node.async) && before) { start -= before[0].length; return { start, end: l.end, text: before[1]! + text }; }
  return { start, end: l.end, text };
}
function declaration(code: string, node: Node, edits: readonly (Span & { text: string })[], script: Script, moved: Plan['moved'], stubbed: Plan['stubbed']): string {
  const units = new Map(script.units.map((u) => [u.start, u]));
  const all = node.declarations as Node[];
  const kept = all.filter((d) => !moved.has(units.get(d.start)!));
  if (kept.length === 0) return '';
  const kind = kept.some((d) => stubbed.has(units.get(d.start)!)) && node.kind === 'const' ? 'let' : node.kind as string;
  return `${kind} ${kept.map((d) => patched(code, d, edits)).join(',')};`;
}
