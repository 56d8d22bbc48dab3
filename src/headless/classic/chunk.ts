// Turns one chunk, a module, into a classic script that hands the loader its name, what it needs and how it is made.
import { parseAst } from 'vite';
import { children, readScopes, variablesOf, type Node, type Span } from '../split/syntax.ts';

type Edit = Span & { text: string };
const fileOf = (source: Node): string => /[^/]+$/.exec(String(source.value ?? (source.quasis as { value: { cooked: string } }[])[0]!.value.cooked))![0];
const keyOf = (name: Node): string => String(name.name ?? name.value);

/** `import(…)` asks the loader, and `import.meta.url` is what the loader says; nothing else is known of the module. */
function innerEdits(node: Node, edits: Edit[]): void {
  if (node.type === 'ImportExpression') { edits.push({ start: node.start, end: node.end, text: `load_(${JSON.stringify(fileOf(node.source as Node))})` }); return; }
  if (node.type === 'MemberExpression' && (node.object as Node).type === 'MetaProperty') { edits.push({ start: node.start, end: node.end, text: (node.property as Node).name === 'url' ? 'url_' : 'undefined' }); return; }
  for (const child of children(node)) innerEdits(child, edits);
}

const spanOf = (node: unknown): Span => ({ start: (node as Span).start, end: (node as Span).end });

/** What of a chunk's exports is assigned to after it was made: the others must look it up each time, and are handed the value of all else. */
export function liveExports(code: string): Set<string> {
  const program = parseAst(code) as unknown as Node;
  const variables = variablesOf(readScopes(program));
  const live = new Set<string>();
  for (const node of program.body as Node[]) {
    if (node.type !== 'ExportNamedDeclaration' || node.source) continue;
    for (const s of node.specifiers as Node[]) if (variables.get(keyOf(s.local as Node))!.references.some((r) => r.isWrite() && !r.init)) live.add(keyOf(s.exported as Node));
  }
  return live;
}

/** The script of a chunk called `name`. `live`: by chunk, the exports that change. */
export function classicChunk(name: string, code: string, live: ReadonlyMap<string, ReadonlySet<string>>): string {
  const program = parseAst(code) as unknown as Node;
  const variables = variablesOf(readScopes(program));
  const edits: Edit[] = [];
  const needs: string[] = [];
  let taken = '';
  const given: string[] = [];
  const need = (source: Node) => { const file = fileOf(source); if (!needs.includes(file)) needs.push(file); return `from${needs.indexOf(file)}_`; };
  for (const node of program.body as Node[]) {
    const cut = () => edits.push({ start: node.start, end: node.end, text: '' });
    if (node.type === 'ImportDeclaration') {
      const from = need(node.source as Node);
      for (const s of node.specifiers as Node[]) {
        const local = keyOf(s.local as Node);
        const asked = s.type === 'ImportSpecifier' ? keyOf(s.imported as Node) : 'default';
        if (s.type !== 'ImportNamespaceSpecifier' && live.get(fileOf(node.source as Node))!.has(asked)) { for (const r of variables.get(local)!.references) edits.push({ ...spanOf(r.identifier), text: `${from}.${asked}` }); continue; }
        taken += s.type === 'ImportNamespaceSpecifier' ? `const ${local}=${from};` : `const ${local}=${from}.${asked};`;
      }
      cut();
    } else if (node.type === 'ExportNamedDeclaration' && !node.declaration) {
      for (const s of node.specifiers as Node[]) {
        const local = keyOf(s.local as Node);
        const value = node.source ? `${need(node.source as Node)}.${local}` : local;
        given.push(live.get(name)!.has(keyOf(s.exported as Node)) ? `get ${keyOf(s.exported as Node)}(){return ${value}}` : `${keyOf(s.exported as Node)}:${value}`);
      }
      cut();
    } else if (node.type.startsWith('Export')) throw new Error(`${name} holds an ${node.type}`);
    else innerEdits(node, edits);
  }
  edits.sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const e of edits) { text += code.slice(at, e.start) + e.text; at = e.end; }
  text += code.slice(at).replace(/\s*\/\/# sourceMappingURL=.*\s*$/, '');
  const gets = ['url_', 'load_', ...needs.map((_, i) => `from${i}_`)];
  return `chunk_(${JSON.stringify(name)},${JSON.stringify(needs)},(${gets.join(',')})=>{"use strict";${taken}${text}\nreturn{${given.join(',')}}});\n`;
}
