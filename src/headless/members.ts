// Which names of members a chunk keeps to itself, so that they can be short in what is delivered. Asked of CodeMirror's only: it is the largest, and nothing of it crosses to a worker, a link or a file.
import { parseAst } from 'vite';
import { children, type Node } from './split/syntax.ts';

const words = (text: string): string[] => text.match(/[\w$]+/g) ?? [];
const nameOf = (node: Node): string => String(node.name ?? node.value);

type Said = { /** Declared in a class, or given to `this`. */ members: Set<string>; /** Anything else that could be a name: keys of literals and patterns, words in texts. */ others: Set<string> };
function look(node: Node, said: Said): Said {
  const key = node.computed ? null : (node.key ?? node.property) as Node | null | undefined;
  if ((node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') && node.kind !== 'constructor' && key?.type === 'Identifier') said.members.add(nameOf(key));
  if (node.type === 'AssignmentExpression') {
    const left = node.left as Node;
    if (left.type === 'MemberExpression' && !left.computed && (left.object as Node).type === 'ThisExpression') said.members.add(nameOf(left.property as Node));
  }
  if (node.type === 'Property' && key) said.others.add(nameOf(key));
  if (node.type === 'Literal' && typeof node.value === 'string') for (const word of words(node.value)) said.others.add(word);
  if (node.type === 'TemplateElement') for (const word of words((node.value as { raw: string }).raw)) said.others.add(word);
  for (const child of children(node)) look(child, said);
  return said;
}

/**
 * Members of the classes in `code` that can be meant by nothing else: no literal has such a key (an option, a style, a handler by its event), no text spells it (so no name is made to look it up),
 * and nobody outside says the word. What browsers know by name the minifier keeps by itself.
 */
export function ownMembers(code: string, outside: readonly string[]): string[] {
  const { members, others } = look(parseAst(code) as unknown as Node, { members: new Set(), others: new Set() });
  for (const text of outside) for (const word of words(text)) others.add(word);
  return [...members].filter((name) => name.length > 2 && !others.has(name));
}
