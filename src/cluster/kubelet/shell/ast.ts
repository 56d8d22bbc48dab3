// The shell's grammar as data: what the parser makes and the interpreter walks.

/** A piece of a word. `quoted` pieces are neither split into fields nor matched as patterns. */
export type Part =
  | { t: 'text'; text: string; quoted: boolean }
  | { t: 'var'; name: string; /** index of an array: an arithmetic word, '@' or '*' */ index: Word | '@' | '*' | null; length: boolean; op: string | null; arg: Word | null; quoted: boolean }
  | { t: 'command'; body: Node; quoted: boolean }
  | { t: 'arith'; expr: Word; quoted: boolean };
export type Word = Part[];

export type Redirect = { fd: number | 'both'; op: '<' | '>' | '>>' | '<<' | '>&' | '<<<'; target: Word };
export type Assign = { name: string; index: Word | null; append: boolean; value: Word | { array: Word[] } };

export type Node =
  | { t: 'simple'; assigns: Assign[]; words: Word[]; redirects: Redirect[] }
  | { t: 'pipe'; commands: Node[]; negate: boolean }
  | { t: 'andOr'; op: '&&' | '||'; left: Node; right: Node }
  | { t: 'list'; items: { node: Node; background: boolean }[] }
  | { t: 'if'; clauses: { test: Node; then: Node }[]; otherwise: Node | null; redirects: Redirect[] }
  | { t: 'while'; until: boolean; test: Node; body: Node; redirects: Redirect[] }
  | { t: 'for'; name: string; words: Word[] | null; body: Node; redirects: Redirect[] }
  | { t: 'forArith'; init: Word; test: Word; step: Word; body: Node; redirects: Redirect[] }
  | { t: 'case'; word: Word; arms: { patterns: Word[]; body: Node }[]; redirects: Redirect[] }
  | { t: 'group'; subshell: boolean; body: Node; redirects: Redirect[] }
  | { t: 'arith'; expr: Word }
  | { t: 'test'; words: Word[] }
  | { t: 'function'; name: string; body: Node };
