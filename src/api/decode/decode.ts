// Strict decoding against the schema: wrong types as Go's encoding/json words them, unknown fields as sigs.k8s.io/json lists them.
import { canonicalQuantity, quantityError } from './quantity.ts';
import { timeError } from './time.ts';
import { structOf } from './schema.ts';

type Plain = Record<string, unknown>;
/** `error`: the first hard error, if any; `strict`: unknown fields by path, in order. `value` holds no zero values that Go would leave out. */
export type Decoded = { value: Plain; error: string | null; strict: string[] };

type State = { error: string | null; stopped: string | null; strict: string[] };
type Place = { struct: string; /** names of fields, for Go's messages */ go: string; /** with indexes, for strict errors */ path: string };
const goTypes: Record<string, string> = { s: 'string', i32: 'int32', i64: 'int64', b: 'bool', map: 'map[string]string', quantities: 'v1.ResourceList', t: 'v1.Time' };

const jsonKind = (v: unknown): string => (Array.isArray(v) ? 'array' : typeof v === 'object' ? 'object' : typeof v === 'boolean' ? 'bool' : typeof v);
function refuse(state: State, v: unknown, at: Place, type: string): undefined {
  const what = typeof v === 'number' && type.startsWith('int') ? `number ${String(v)}` : jsonKind(v);
  state.error ??= `json: cannot unmarshal ${what} into Go struct field ${at.struct}.${at.go} of type ${type}`;
  return undefined;
}
/** What a type that reads itself refuses ends the reading at once, and is said in the place of earlier complaints. */
function stop(state: State, message: string): undefined { state.stopped ??= message; return undefined; }
function stopAt(state: State, v: unknown, at: Place, type: string): undefined {
  const own: State = { error: null, stopped: null, strict: [] };
  refuse(own, v, at, type);
  return stop(state, own.error!);
}
const ranges: Record<string, [number, number]> = { i32: [-2147483648, 2147483647], i64: [-(2 ** 63), 2 ** 63] };

type Spec = { pointer: boolean; always: boolean; list: boolean; base: string; named: string | null };
const specs = new Map<string, Spec>();
function specOf(text: string): Spec {
  const held = specs.get(text);
  if (held) return held;
  const [head = '', named = null] = text.split(':') as [string, string?];
  const spec = { pointer: head.startsWith('*'), always: head.endsWith('!'), list: head.includes('[]'), base: head.replace(/[*!@]|\[\]/g, ''), named };
  specs.set(text, spec);
  return spec;
}
const isStruct = (base: string) => /^[A-Z]/.test(base);
const goTypeOf = (s: Spec): string => { const one = s.named ?? goTypes[s.base] ?? `v1.${s.base}`; return s.list ? `[]${one}` : one; };

function scalar(s: Spec, v: unknown, at: Place, state: State): unknown {
  const type = s.named ?? goTypes[s.base] ?? s.base;
  switch (s.base) {
    case 's': return typeof v === 'string' ? v : refuse(state, v, at, type);
    case 'b': return typeof v === 'boolean' ? v : refuse(state, v, at, type);
    case 'i32': case 'i64': {
      const [low, high] = ranges[s.base]!;
      return typeof v === 'number' && Number.isInteger(v) && v >= low && v <= high ? v : refuse(state, v, at, type);
    }
    case 't': {
      if (typeof v !== 'string') return stopAt(state, v, at, 'string');
      const wrong = timeError(v);
      return wrong === null ? v : stop(state, wrong);
    }
    case 'ios': return typeof v === 'string' || (typeof v === 'number' && Number.isInteger(v) && v >= ranges.i32![0] && v <= ranges.i32![1]) ? v : stopAt(state, v, at, 'int32');
    case 'quantity': return quantity(v, state);
    default: return v;
  }
}
function quantity(v: unknown, state: State): string | undefined {
  const text = typeof v === 'string' || typeof v === 'number' ? String(v).trim() : JSON.stringify(v);
  return canonicalQuantity(text) ?? stop(state, quantityError(text));
}
function mapOf(v: unknown, at: Place, state: State, each: (value: unknown) => unknown, type: string): Plain | undefined {
  if (v === null || typeof v !== 'object' || Array.isArray(v)) return refuse(state, v, at, type);
  const out: Plain = {};
  for (const [key, value] of Object.entries(v)) { const read = each(value); if (read !== undefined) out[key] = read; }
  return out;
}

function one(s: Spec, v: unknown, at: Place, state: State): unknown {
  if (s.base === 'map') return mapOf(v, at, state, (x) => (x === null ? '' : typeof x === 'string' ? x : refuse(state, x, at, 'string')), 'map[string]string');
  if (s.base === 'quantities') return mapOf(v, at, state, (x) => (x === null ? '0' : quantity(x, state)), 'v1.ResourceList');
  if (!isStruct(s.base)) return s.base === 'any' ? v : scalar(s, v, at, state);
  if (v === null || typeof v !== 'object' || Array.isArray(v)) return refuse(state, v, at, `v1.${s.base}`);
  return struct(s.base, v as Plain, at.go, at.path, state);
}
const isZero = (v: unknown): boolean => v === undefined || v === null || v === '' || v === 0 || v === false || (Array.isArray(v) && v.length === 0) || (typeof v === 'object' && Object.keys(v).length === 0);

function field(text: string, v: unknown, at: Place, state: State): unknown {
  const s = specOf(text);
  if (v === null || v === undefined) return s.always && !s.list ? zeroOf(s) : s.list && s.always ? null : undefined;
  if (s.list) {
    if (!Array.isArray(v)) return refuse(state, v, at, goTypeOf(s));
    const items = v.map((x, i) => (x === null ? zeroOf(s) : one(s, x, { ...at, path: `${at.path}[${i}]` }, state)));
    // What is empty is not kept in the store: it comes back as null, or not at all. Exit codes must not be empty, and a refusal prints them as they were given.
    return items.length > 0 || (s.always && s.base === 'i32') ? items : s.always ? null : undefined;
  }
  const read = one(s, v, at, state);
  if (s.pointer || s.always || (isStruct(s.base) && !s.pointer)) return read;
  return isZero(read) ? undefined : read;
}
const zeroOf = (s: Spec): unknown => (s.pointer ? null : s.base === 's' ? '' : s.base === 'b' ? false : s.base.startsWith('i') ? 0 : s.base === 'quantity' ? '0' : isStruct(s.base) ? struct(s.base, {}, '', '', { error: null, stopped: null, strict: [] }) : undefined);

/** Of more nobody hears. */
const strictMax = 100;
function struct(name: string, v: Plain, go: string, path: string, state: State): Plain {
  const schema = structOf(name)!;
  const out: Plain = {};
  for (const key of Object.keys(v)) {
    const text = Object.hasOwn(schema, key) ? schema[key] : undefined;
    if (text === undefined) { if (state.strict.length < strictMax) state.strict.push(path ? `${path}.${key}` : key); continue; }
    const read = field(text, v[key], { struct: name, go: go ? `${go}.${key}` : key, path: path ? `${path}.${key}` : key }, state);
    if (read !== undefined) out[key] = read;
  }
  for (const key of Object.keys(schema)) {
    if (key in out || (key in v && v[key] !== null)) continue;
    const s = specOf(schema[key]!);
    if (s.always) { const zero = s.list ? null : zeroOf(s); if (zero !== undefined) out[key] = zero; } else if (isStruct(s.base) && !s.pointer && !s.list) out[key] = struct(s.base, {}, '', '', state);
  }
  return out;
}

export function decode(kind: 'Job' | 'CronJob' | 'PodTemplateSpec', v: Plain): Decoded {
  const state: State = { error: null, stopped: null, strict: [] };
  const value = struct(kind, v, '', '', state);
  return { value, error: state.stopped ?? state.error, strict: state.strict };
}
/** Which struct holds the fields below a path such as spec.template.spec.containers[0]; null where the schema ends. */
export function structAt(kind: 'Job' | 'CronJob', path: readonly (string | number)[]): string | null {
  let at: string = kind;
  for (const part of path) {
    if (typeof part === 'number') continue;
    const text = structOf(at)?.[part];
    if (text === undefined) return null;
    at = specOf(text).base;
  }
  return isStruct(at) ? at : null;
}
