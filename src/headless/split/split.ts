// Splits a classic script in parts by who runs what: the first part runs at once; what goes to a later one leaves a stub that loads its part, in step, when it is first called.
import type { Piece } from './pieces.ts';
import { planOf, type Parts, type Plan } from './plan.ts';
import { readScript, type Loose, type Node, type Script, type Span, type Unit } from './syntax.ts';

type Edit = Span & { text: string };
type Leaving = { part: number; start: number; make: (at: number) => { text: string; edit: Edit } };
/** Names of the loader; those of a script that was made short are shorter. */
const need = 'need_';
const later = 'later_';
const come = 'come_';
const lazy = 'lazy_';

/** Text with pieces of it replaced; a word does not run into the one before it. */
function patched(code: string, span: Span, edits: readonly Edit[]): string {
  let at = span.start;
  let text = '';
  for (const e of edits) {
    if (e.start < at || e.end > span.end) continue;
    text += code.slice(at, e.start) + (/[\w$]$/.test(code.slice(0, e.start).slice(-1)) && /^[\w$]/.test(e.text) ? ' ' : '') + e.text;
    at = e.end;
  }
  return text + code.slice(at, span.end);
}

/** What a function that left is elsewhere, and what stands in its place. `at`: the number it is asked for by. */
function loosely(code: string, l: Loose, at: number): { text: string; edit: Edit } {
  const own = code.slice(l.start, l.end);
  if (l.shape !== 'method') return { text: own, edit: { ...l, text: `${lazy}(${at})` } };
  const stub = `(...a){return ${later}(${at}).apply(this,a)}`;
  // A method begins at its parameters. What makes it a generator goes with it: the stub hands the generator on.
  const before = l.node.generator || l.node.async ? /(?:async\s*)?\*?\s*([\w$]+|"[^"]*"|'[^']*')\s*$/.exec(code.slice(Math.max(0, l.start - 80), l.start)) : null;
  const text = `${l.node.async ? 'async ' : ''}function${l.node.generator ? '*' : ''}${own}`;
  return { text, edit: before ? { start: l.start - before[0].length, end: l.end, text: before[1]! + stub } : { ...l, text: stub } };
}
function piecewise(code: string, p: Piece, at: number): { text: string; edit: Edit } {
  const own = code.slice(p.start, p.end);
  const name = `${later}(${at})`;
  if (p.shape === 'function' && !p.usesThis && p.takes.length === 0) return { text: own, edit: { start: p.start, end: p.end, text: `${lazy}(${at})` } };
  const takes = p.takes.join(',');
  const made = p.shape === 'statements' || p.shape === 'returning' ? `{${own}}` : p.usesThis ? `{return ${own}}` : `(${own})`;
  const call = p.usesThis ? `${name}.call(${['this', ...p.takes].join(',')})` : `${name}(${takes})`;
  const stub = { value: call, statements: `{${call}}`, returning: `{return ${call}}`, function: `(...a_)=>${call}(...a_)`, declaration: `function ${(p.node.id as Node | undefined)?.name as string}(...a_){return ${call}(...a_)}` }[p.shape];
  return { text: p.usesThis ? `function(${takes})${made}` : `(${takes})=>${made}`, edit: { start: p.start, end: p.end, text: stub } };
}
/** A named function or value: it keeps its name, which is known to all parts. */
function named(code: string, u: Unit, moved: boolean): { text: string; edit: Edit | null } {
  const declared = u.holder.type !== 'VariableDeclaration';
  const own = code.slice(u.start, u.end);
  const edit = declared ? { start: u.start, end: u.end, text: '' } : null;
  return { text: declared ? own : moved ? `let ${own};` : `${own};`, edit };
}
function declaration(code: string, node: Node, edits: readonly Edit[], units: ReadonlyMap<number, Unit>, { moved, stubbed }: Plan): string {
  const kept = (node.declarations as Node[]).filter((d) => { const u = units.get(d.start); return !u || !(moved.has(u) || stubbed.has(u)); });
  if (kept.length === 0) return '';
  return `${node.kind as string} ${kept.map((d) => patched(code, d, edits)).join(',')};`;
}

/** What the first part begins with. `ends`: how many cuts there are up to the end of each part; `stubs`: the names that the first part takes from each, globals until that part declares them. */
const loader = (names: readonly (string | 0)[], ends: readonly number[], stubs: readonly string[]): string => `let names_=${JSON.stringify(names)},ends_=${JSON.stringify(ends)},`
  + `${need}=n=>{let f=names_[n];f&&(importScripts((self.partsAt??"")+f),names_[n]=0)},`
  + `${later}=i=>(${later}.s[i]||${need}(ends_.findIndex(e=>i<e)),${later}.s[i]),`
  + `${come}=f=>{${later}.s[${later}.n++]=f},`
  + `${lazy}=i=>function(...a){return ${later}(i).apply(this,a)};${later}.s=[];`
  + `${JSON.stringify(stubs)}.forEach((s,p)=>s&&s.split(" ").forEach(n=>{globalThis[n]=(...a)=>(${need}(p),globalThis[n](...a))}));`;

/** Splits `code`, a script without imports and exports. `nameOf` names a later part's file by its text; the first loads it from beside itself, or from below `self.partsAt` where that is set. */
export function splitScript(code: string, parts: Parts, nameOf: (part: number, text: string) => string): string[] {
  const script: Script = readScript(code);
  const plan = planOf(script, code.length, parts);
  const edits: Edit[] = [];
  const cuts: Leaving[] = [...[...plan.loose].map(([cut, part]) => ({ part, start: cut.start, make: (at: number) => loosely(code, cut, at) })), ...[...plan.pieces].map(([cut, part]) => ({ part, start: cut.start, make: (at: number) => piecewise(code, cut, at) }))];
  // A cut's number says its part: they are numbered part by part, and in a part in the order of the script, where what is alike stands together.
  cuts.sort((x, y) => x.part - y.part || x.start - y.start);
  const count = parts.reduce((x, y) => Math.max(x, y), 0) + 1;
  const left: { part: number; start: number; text: string }[] = [];
  cuts.forEach(({ part, start, make }, i) => {
    const { text, edit } = make(i);
    left.push({ part, start, text: `${come}(${text});` });
    edits.push(edit);
  });
  for (const u of script.units) {
    const part = plan.moved.get(u) ?? plan.stubbed.get(u);
    if (part === undefined) continue;
    const { text, edit } = named(code, u, plan.moved.has(u));
    left.push({ part, start: u.start, text });
    if (edit) edits.push(edit);
  }
  left.sort((x, y) => x.start - y.start);
  const texts = Array.from({ length: count }, (_, part) => left.filter((l) => l.part === part).map((l) => l.text).join(''));
  const ends = texts.map((_, part) => cuts.filter((c) => c.part <= part).length);
  const stubs = texts.map((_, part) => [...plan.stubbed].filter(([, p]) => p === part).map(([u]) => u.name).join(' '));
  edits.sort((a, b) => a.start - b.start);
  const units = new Map(script.units.map((u) => [u.start, u]));
  const first = script.body.map((node) => (node.type === 'VariableDeclaration' ? declaration(code, node, edits, units, plan) : patched(code, node, edits))).join('');
  const files = texts.map((text, part) => (part > 0 && text ? `"use strict";${later}.n=${ends[part - 1]!};${text}` : ''));
  const names = files.map((text, part) => (text ? nameOf(part, text) : 0));
  files[0] = `"use strict";${loader(names, ends, stubs)}${first}`;
  return files;
}
