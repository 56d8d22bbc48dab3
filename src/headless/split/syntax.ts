// Reads a bundled script: its top-level bindings, the functions that close over nothing but them, and who refers to what.
import { analyze, type Scope, type Variable } from 'eslint-scope';
import { parseAst } from 'vite';

export type Node = { type: string; start: number; end: number } & Record<string, unknown>;
export type Span = { start: number; end: number };
/** A binding of the top level that could live elsewhere. `pure`: making it later changes nothing. */
export type Unit = Span & { name: string; kind: 'function' | 'value'; holder: Node; init: Node | null; references: Span[] };
/** A function at the top level that is no unit: a method, a member of a table, an argument. */
export type Loose = Span & { node: Node; /** How it is written where it stands. */ shape: 'arrow' | 'function' | 'method' };
export type Script = { program: Node; scopes: readonly Scope[]; body: Node[]; units: Unit[]; loose: Loose[] };

const isNode = (x: unknown): x is Node => typeof x === 'object' && x !== null && typeof (x as Node).type === 'string';
export function* children(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) { for (const one of value) if (isNode(one)) yield one; } else if (isNode(value)) yield value;
  }
}
/** eslint-scope wants to be told where a node is in its own way. */
function tellRange(node: Node): void {
  node.range = [node.start, node.end];
  for (const child of children(node)) tellRange(child);
}
export const isFunction = (node: Node): boolean => node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
/** Whether anything in it, functions of its own aside where `this` is theirs, is bound to the place where it stands. */
export function boundToPlace(node: Node, thisToo: boolean): boolean {
  if (['Super', 'PrivateIdentifier', 'MetaProperty', 'AwaitExpression'].includes(node.type) || (node.type === 'Identifier' && node.name === 'arguments')) return true;
  if (thisToo && node.type === 'ThisExpression') return true;
  for (const child of children(node)) if (boundToPlace(child, thisToo && child.type !== 'FunctionExpression' && child.type !== 'FunctionDeclaration')) return true;
  return false;
}

/** Expressions that have no effect and read nothing that could change: they mean the same whenever they are evaluated. */
function isPure(node: Node | null, constant: (name: string) => boolean): boolean {
  const all = (list: unknown): boolean => (list as (Node | null)[]).every((n) => n === null || isPure(n, constant));
  switch (node?.type) {
    case undefined: case 'Literal': case 'ArrowFunctionExpression': case 'FunctionExpression': return true;
    case 'Identifier': return constant(node!.name as string);
    case 'TemplateLiteral': return (node!.expressions as Node[]).length === 0;
    case 'UnaryExpression': return isPure(node!.argument as Node, constant);
    case 'ArrayExpression': return all(node!.elements);
    case 'ObjectExpression': return (node!.properties as Node[]).every((p) => (p.type === 'SpreadElement' ? isPure(p.argument as Node, constant) : p.type === 'Property' && !p.computed && p.kind === 'init' && isPure(p.value as Node, constant)));
    case 'NewExpression': { const callee = node!.callee as Node; return ['Set', 'Map', 'WeakMap', 'RegExp'].includes(callee.name as string) && all(node!.arguments); }
    case 'CallExpression': {   // 'a b c'.split(' ')
      const callee = node!.callee as Node;
      return callee.type === 'MemberExpression' && (callee.object as Node).type === 'Literal' && (callee.property as Node).name === 'split' && all(node!.arguments);
    }
    case 'ClassDeclaration': case 'ClassExpression':
      return isPure(node!.superClass as Node | null, constant) && ((node!.body as Node).body as Node[]).every((m) => m.type === 'MethodDefinition' && !m.computed);
    default: return false;
  }
}

function looseIn(node: Node, found: Loose[], parent: Node | null): void {
  if (isFunction(node)) {
    const shape = parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && parent.method === true) ? 'method' : node.type === 'ArrowFunctionExpression' ? 'arrow' : 'function';
    const accessor = parent?.type === 'MethodDefinition' && parent.kind !== 'method' || parent?.type === 'Property' && parent.kind !== 'init';
    if (!accessor && !boundToPlace(node, shape !== 'method')) found.push({ start: node.start, end: node.end, node, shape });
    return;
  }
  for (const child of children(node)) looseIn(child, found, node);
}

/** All scopes of the program, the top level's first. */
export function readScopes(program: Node): readonly Scope[] {
  tellRange(program);
  return analyze(program as never, { ecmaVersion: 2022, sourceType: 'module', fallback: 'iteration' as never }).scopes.filter((s) => s.type !== 'global');
}
/** The top level's variables by name, each with all that refers to it. */
export const variablesOf = (scopes: readonly Scope[]): Map<string, Variable> => new Map(scopes[0]!.variables.map((v) => [v.name, v]));
/** The script, taken apart. It must be one chunk without imports or exports. */
export function readScript(code: string): Script {
  const program = parseAst(code) as unknown as Node;
  const body = program.body as Node[];
  const scopes = readScopes(program);
  const variables = variablesOf(scopes);
  const constant = (name: string): boolean => { const v = variables.get(name); return name === 'undefined' || (v !== undefined && v.references.filter((r) => r.isWrite()).length <= 1); };
  const references = (name: string): Span[] => variables.get(name)!.references.filter((r) => !r.init).map((r) => r.identifier as unknown as Span);
  const units: Unit[] = [];
  const loose: Loose[] = [];
  const add = (node: Node, name: string, init: Node | null, holder: Node) => {
    const callable = init !== null && (init.type === 'FunctionDeclaration' || init.type === 'ArrowFunctionExpression') && constant(name) && !boundToPlace(init, true);
    if (callable || isPure(init, constant)) units.push({ start: node.start, end: node.end, name, kind: callable ? 'function' : 'value', holder, init, references: references(name) });
    if (!callable && init) looseIn(init, loose, null);
  };
  for (const node of body) {
    if (/^(Import|Export)/.test(node.type)) throw new Error(`a script to be split holds an ${node.type}`);
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') add(node, (node.id as Node).name as string, node, node);
    else if (node.type !== 'VariableDeclaration') looseIn(node, loose, null);
    else for (const d of node.declarations as Node[]) {
      if ((d.id as Node).type === 'Identifier') add(d, (d.id as Node).name as string, d.init as Node | null, node);
      else looseIn(d, loose, null);
    }
  }
  return { program, scopes, body, units, loose };
}
