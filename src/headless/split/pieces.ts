// Pieces inside of functions that run at once: branches, and functions in functions, that the first play never entered. Each can be a function of its own, given what it reads of its surroundings.
import type { Scope, Variable } from 'eslint-scope';
import { boundToPlace, children, isFunction, type Node, type Span } from './syntax.ts';

/** `takes`: names of the surroundings that it reads. `shape`: a value that is computed now, statements that are done now (and maybe return), a function that is called later. */
export type Piece = Span & { node: Node; takes: string[]; usesThis: boolean; shape: 'value' | 'statements' | 'returning' | 'function' | 'declaration' };
type Reference = { at: number; variable: Variable; write: boolean; scope: Scope };

/** Smaller ones cost more than they save; each name that a piece takes is written twice more. */
const worthIt = 20;
const valueSlots: Record<string, readonly string[]> = {
  ConditionalExpression: ['consequent', 'alternate'], LogicalExpression: ['right'], ReturnStatement: ['argument'], ThrowStatement: ['argument'], ExpressionStatement: ['expression'],
  CallExpression: ['arguments'], NewExpression: ['arguments'], VariableDeclarator: ['init'], ArrowFunctionExpression: ['body'], SequenceExpression: ['expressions'],
  AssignmentExpression: ['right'], ArrayExpression: ['elements'], Property: ['value'], IfStatement: ['test'],
};
const statements = new Set(['BlockStatement', 'IfStatement', 'ForStatement', 'ForOfStatement', 'WhileStatement', 'TryStatement']);
const notValues = new Set(['SpreadElement', 'AssignmentPattern', 'ObjectPattern', 'ArrayPattern', 'RestElement', 'Super']);

/** References to variables of functions, in the order of the text. */
function localReferences(scopes: readonly Scope[]): Reference[] {
  const found: Reference[] = [];
  for (const scope of scopes) for (const r of scope.references) {
    const variable = r.resolved;
    if (variable && !['module', 'global'].includes(variable.scope.type)) found.push({ at: (r.identifier as unknown as Span).start, variable, write: r.isWrite(), scope });
  }
  return found.sort((a, b) => a.at - b.at);
}
const declaredAt = (v: Variable): number => (v.identifiers[0] as unknown as Span | undefined)?.start ?? -1;
const constant = (v: Variable): boolean => v.references.every((r) => !r.isWrite() || r.init === true);

type Flow = { returns: boolean; leaves: boolean };
/** What it does with the flow of the function around it: returns, jumps out, or is bound to it in another way. */
function flowOf(node: Node, flow: Flow, inLoop: boolean, inSwitch: boolean): Flow {
  if (isFunction(node)) return flow;
  if (node.type === 'ReturnStatement') flow.returns = true;
  if (node.type === 'YieldExpression' || node.type === 'AwaitExpression' || (node.type === 'VariableDeclaration' && node.kind === 'var') || node.type === 'LabeledStatement') flow.leaves = true;
  if (node.type === 'BreakStatement' && (node.label || !(inLoop || inSwitch))) flow.leaves = true;
  if (node.type === 'ContinueStatement' && (node.label || !inLoop)) flow.leaves = true;
  const loop = inLoop || /^(For|While|DoWhile)/.test(node.type);
  for (const child of children(node)) flowOf(child, flow, loop, inSwitch || node.type === 'SwitchStatement');
  return flow;
}
const endsIt = (node: Node): boolean => {
  const last = node.type === 'BlockStatement' ? (node.body as Node[]).at(-1) : node;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
};

/** What the piece takes from around it; null if it cannot be taken away. */
function taken(node: Node, references: readonly Reference[], later: boolean): string[] | null {
  let low = 0;
  for (let high = references.length; low < high;) { const mid = (low + high) >> 1; if (references[mid]!.at < node.start) low = mid + 1; else high = mid; }
  const names = new Set<string>();
  for (let i = low; i < references.length && references[i]!.at < node.end; i++) {
    const { variable, write, scope, at } = references[i]!;
    const declared = declaredAt(variable);
    if (declared >= node.start && declared < node.end) continue;
    if (write || declared < 0) return null;
    // A copy is as good as the variable only while that keeps its value.
    const inner = (scope.variableScope.block as unknown as Node).start >= node.start && scope.variableScope.block as unknown as Node !== node;
    if ((later || inner) && !constant(variable)) return null;
    if (at === declared) return null;
    names.add(variable.name);
  }
  return [...names];
}

function pieceOf(node: Node, parent: Node, slot: string, references: readonly Reference[]): Piece | null {
  if (node.end - node.start < worthIt || boundToPlace(node, false)) return null;
  const usesThis = boundToPlace(node, true);
  const make = (shape: Piece['shape'], later: boolean): Piece | null => {
    const takes = taken(node, references, later);
    return takes && node.end - node.start - 3 * takes.length >= worthIt ? { start: node.start, end: node.end, node, takes, usesThis, shape } : null;
  };
  if (node.type === 'FunctionDeclaration') return usesThis || slot !== 'body' ? null : make('declaration', true);
  if (statements.has(node.type)) {
    if (!['BlockStatement', 'IfStatement', 'ForStatement', 'ForOfStatement', 'WhileStatement', 'SwitchCase'].includes(parent.type)) return null;
    const flow = flowOf(node, { returns: false, leaves: false }, false, false);
    if (flow.leaves || (flow.returns && !endsIt(node))) return null;
    return make(flow.returns ? 'returning' : 'statements', false);
  }
  if (!valueSlots[parent.type]?.includes(slot) || notValues.has(node.type) || (parent.type === 'Property' && (parent.method || parent.kind !== 'init'))) return null;
  if (isFunction(node)) return (node.type === 'FunctionExpression' && (node.generator || boundToPlace(node.body as Node, true))) || node.async ? null : make('function', true);
  return flowOf(node, { returns: false, leaves: false }, false, false).leaves ? null : make('value', false);
}

/** The largest such pieces of `program`, outside of `skip`. `isCold` says of a place that nothing there ran. */
export function findPieces(program: Node, scopes: readonly Scope[], isCold: (node: Span) => boolean, skip: (node: Node) => boolean): Piece[] {
  const references = localReferences(scopes);
  const found: Piece[] = [];
  const visit = (node: Node, parent: Node, slot: string, inFunction: boolean): void => {
    if (skip(node)) return;
    if (inFunction && isCold(node)) {
      const piece = pieceOf(node, parent, slot, references);
      if (piece) { found.push(piece); return; }
    }
    for (const [key, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (child && typeof child === 'object' && typeof (child as Node).type === 'string') visit(child as Node, node, key, inFunction || isFunction(node));
    }
  };
  visit(program, program, 'body', false);
  return found;
}
