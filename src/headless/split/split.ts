// Splits a classic script in parts by who runs what: the first part runs at once; what goes to a later one leaves a stub that loads its part, in step, when it is first called.
import type { Piece } from './pieces.ts';
import { planOf, type Parts, type Plan } from './plan.ts';
import { readScript, type Loose, type Node, type Script, type Span, type Unit } from './syntax.ts';

type Edit = Span & { text: string };
/** Names of the loader; those of a script that was made short are shorter. */
const need = 'need_';
const later = 'later_';

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

/** What a function that left is elsewhere, and what stands in its place. `name`: how it is asked for. */
function loosely(code: string, l: Loose, name: string): { text: string; edit: Edit } {
  const own = code.slice(l.start, l.end);
  if (l.shape === 'arrow') return { text: own, edit: { ...l, text: `(...a)=>${name}(...a)` } };
  const stub = `(...a){return ${name}.apply(this,a)}`;
  if (l.shape === 'function') return { text: own, edit: { ...l, text: `function${stub}` } };
  // A method begins at its parameters. What makes it a generator goes with it: the stub hands the generator on.
  const before = l.node.generator || l.node.async ? /(?:async\s*)?\*?\s*([\w$]+|"[^"]*"|'[^']*')\s*$/.exec(code.slice(Math.max(0, l.start - 80), l.start)) : null;
  const text = `${l.node.async ? 'async ' : ''}function${l.node.generator ? '*' : ''}${own}`;
  return { text, edit: before ? { start: l.start - before[0].length, end: l.end, text: before[1]! + stub } : { ...l, text: stub } };
}
function piecewise(code: string, p: Piece, name: string): { text: string; edit: Edit } {
  const own = code.slice(p.start, p.end);
  const takes = p.takes.join(',');
  const made = p.shape === 'statements' || p.shape === 'returning' ? `{${own}}` : p.usesThis ? `{return ${own}}` : `(${own})`;
  const call = p.usesThis ? `${name}.call(${['this', ...p.takes].join(',')})` : `${name}(${takes})`;
  const stub = { value: call, statements: `{${call}}`, returning: `{return ${call}}`, function: `(...a)=>${call}(...a)`, declaration: `function ${(p.node.id as Node | undefined)?.name as string}(...a){return ${call}(...a)}` }[p.shape];
  return { text: p.usesThis ? `function(${takes})${made}` : `(${takes})=>${made}`, edit: { start: p.start, end: p.end, text: stub } };
}
/** A named function or value: it keeps its name, which is known to all parts. */
function named(code: string, u: Unit, part: number, moved: boolean): { text: string; edit: Edit | null } {
  const declared = u.holder.type !== 'VariableDeclaration';
  const own = code.slice(u.start, u.end);
  const edit = declared ? { start: u.start, end: u.end, text: moved ? '' : `function ${u.name}(...a){${need}(${part});return ${u.name}(...a)}` }
    : moved ? null : { start: u.start, end: u.end, text: `${u.name}=(...a)=>(${need}(${part}),${u.name}(...a))` };
  return { text: declared ? own : moved ? `let ${own};` : `${own};`, edit };
}
function declaration(code: string, node: Node, edits: readonly Edit[], units: ReadonlyMap<number, Unit>, { moved, stubbed }: Plan): string {
  const kept = (node.declarations as Node[]).filter((d) => !moved.has(units.get(d.start)!));
  if (kept.length === 0) return '';
  // What stands for it now is replaced when its part comes.
  const kind = kept.some((d) => stubbed.has(units.get(d.start)!)) && node.kind === 'const' ? 'let' : node.kind as string;
  return `${kind} ${kept.map((d) => patched(code, d, edits)).join(',')};`;
}

/** Splits `code`, a script without imports and exports. `nameOf` names a later part's file by its text; the first loads it from beside itself, or from below `self.partsAt` where that is set. */
export function splitScript(code: string, parts: Parts, nameOf: (part: number, text: string) => string): string[] {
  const script: Script = readScript(code);
  const plan = planOf(script, code.length, parts);
  const texts: string[] = Array.from({ length: parts.reduce((a, b) => Math.max(a, b), 0) + 1 }, () => '');
  const edits: Edit[] = [];
  const cuts = [...[...plan.loose].map(([cut, part]) => ({ part, make: (name: string) => loosely(code, cut, name) })), ...[...plan.pieces].map(([cut, part]) => ({ part, make: (name: string) => piecewise(code, cut, name) }))]
    .sort((a, b) => a.part - b.part);
  cuts.forEach(({ part, make }, i) => {
    const { text, edit } = make(`${later}(${i})`);
    texts[part] += `${later}.s[${i}]=${text};`;
    edits.push(edit);
  });
  for (const u of script.units) {
    const part = plan.moved.get(u) ?? plan.stubbed.get(u);
    if (part === undefined) continue;
    const { text, edit } = named(code, u, part, plan.moved.has(u));
    texts[part] += text;
    if (edit) edits.push(edit);
  }
  edits.sort((a, b) => a.start - b.start);
  const units = new Map(script.units.map((u) => [u.start, u]));
  const first = script.body.map((node) => (node.type === 'VariableDeclaration' ? declaration(code, node, edits, units, plan) : patched(code, node, edits))).join('');
  const files = texts.map((text, part) => (part > 0 && text ? `"use strict";${text}` : ''));
  const names = files.map((text, part) => (text ? nameOf(part, text) : 0));
  // A cut's number says its part: they are numbered part by part.
  const ends = texts.map((_, part) => cuts.filter((c) => c.part <= part).length);
  files[0] = `"use strict";let names_=${JSON.stringify(names)},ends_=${JSON.stringify(ends)},${need}=n=>{let f=names_[n];f&&(importScripts((self.partsAt??"")+f),names_[n]=0)},`
    + `${later}=i=>(${later}.s[i]||${need}(ends_.findIndex(e=>i<e)),${later}.s[i]);${later}.s=[];${first}`;
  return files;
}
