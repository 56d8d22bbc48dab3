// Whether plain data goes on in the same steps, and what it then is any number of steps later. Numbers and the numbers and times in texts may move evenly; texts of chance (names, uids) may be any.
import { Lately } from '../base/lately.ts';
import { forgetful, SharedMap } from '../base/shared-map.ts';

type Fields = Record<string, unknown>;
const isFields = (v: unknown): v is Fields => typeof v === 'object' && v !== null;

// ---------------------------------------------------------------- texts

/** A time of the API, a word, or what stands between words. */
const piece = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z|[A-Za-z0-9]+|[^A-Za-z0-9]+/g;
/** A run of digits that is exact as a number. */
const digits = /\d{1,15}/g;
const piecesOf = (text: string, pieces: RegExp): readonly string[] => text.match(pieces) ?? [];
const timeOf = (text: string): number => (/T.*Z$/.test(text) ? Date.parse(text) : Number.NaN);
const timeText = (at: number, like: string): string => { const text = new Date(at).toISOString(); return text.length === like.length ? text : `${text.slice(0, 19)}Z`; };
const padded = (value: number, like: string): string => (like.startsWith('0') ? String(value).padStart(like.length, '0') : String(value));

/** The piece `k` steps after `c`, or null if the three are not evenly spaced. */
function pieceAhead(a: string, b: string, c: string, k: number): string | null {
  if (a === c && b === c) return c;
  const times = [timeOf(a), timeOf(b), timeOf(c)] as const;
  if (times[2] - times[1] === times[1] - times[0]) return timeText(times[2] + k * (times[2] - times[1]), c);
  const frame = c.replace(digits, '#');
  if (frame === c || a.replace(digits, '#') !== frame || b.replace(digits, '#') !== frame) return null;
  const from = piecesOf(a, digits), by = piecesOf(b, digits);
  let i = 0;
  let even = true;
  const ahead = c.replace(digits, (to) => {
    const step = Number(to) - Number(by[i]);
    if (Number(by[i]) - Number(from[i]) !== step) even = false;
    i++;
    return padded(Number(to) + k * step, to);
  });
  return even ? ahead : null;
}
/** The text `k` steps after `c`: pieces that move evenly have moved, so that a Pod is still named after its Job; those of chance are as they are in `c`. */
function textAhead(a: string, b: string, c: string, k: number): { text: string; chance: boolean } {
  const from = piecesOf(a, piece), by = piecesOf(b, piece), to = piecesOf(c, piece);
  if (from.length !== to.length || by.length !== to.length) return { text: c, chance: true };
  let chance = false;
  const text = to.map((p, i) => { const ahead = pieceAhead(from[i]!, by[i]!, p, k); if (ahead === null) chance = true; return ahead ?? p; }).join('');
  return { text, chance };
}

// ---------------------------------------------------------------- three in a row

/** Found where the three do not go on alike: the path to it. */
class Uneven extends Error {}
/** Values that are told apart by their place: of a list, a set, a map in its order. */
const placesOf = (v: Iterable<unknown>): unknown[] => [...v];

/**
 * Goes through three values that lie one step apart and makes the one `k` steps after the last. What is the same in all is shared, not copied.
 * `chance` receives the texts of the result that follow no rule, or not in all their pieces.
 */
export type Walk = { readonly k: number; readonly chance: Set<string>; readonly made: Map<object, { a: unknown; b: unknown; value: unknown }> };
export const newWalk = (k: number): Walk => ({ k, chance: new Set(), made: new Map() });

function fieldsAhead(w: Walk, a: Fields, b: Fields, c: Fields, path: string): Fields {
  const keys = Object.keys(c);
  if (keys.length !== Object.keys(a).length || keys.length !== Object.keys(b).length) throw new Uneven(`${path}: other fields`);
  const next: Fields = {};
  for (const key of keys) {
    if (!(key in a) || !(key in b)) throw new Uneven(`${path}.${key}: not everywhere`);
    next[key] = valueAhead(w, a[key], b[key], c[key], `${path}.${key}`);
  }
  return next;
}
function listAhead(w: Walk, a: readonly unknown[], b: readonly unknown[], c: readonly unknown[], path: string): unknown[] {
  if (a.length !== b.length || b.length !== c.length) throw new Uneven(`${path}: ${a.length}, ${b.length}, ${c.length} entries`);
  return c.map((value, i) => valueAhead(w, a[i], b[i], value, `${path}[${i}]`));
}
/** Of a map that forgets, what was written last is compared from the end; what stands before that belongs to what is gone, unless nothing ever changed in it. */
function forgetfulAhead(w: Walk, a: SharedMap<unknown, unknown>, b: SharedMap<unknown, unknown>, c: SharedMap<unknown, unknown>, path: string): SharedMap<unknown, unknown> {
  const [from, by, to] = [placesOf(a), placesOf(b), placesOf(c)] as [[unknown, unknown][], [unknown, unknown][], [unknown, unknown][]];
  const written = (list: [unknown, unknown][], before: SharedMap<unknown, unknown>) => list.filter(([key, value]) => before.get(key) !== value).length;
  const one = written(to, b), two = written(to, a);
  // Where nothing is left of the step before, there are as many as there was room for.
  if (written(by, a) !== one && one < to.length) throw new Uneven(`${path}: ${written(by, a)}, ${one} written`);
  const still = to.filter(([key, value]) => a.get(key) === value && b.get(key) === value && one * w.k + two < c.room);
  const recent = Math.min(two, from.length, by.length);
  const next = forgetful<unknown, unknown>(c.room, still);
  for (const entry of listAhead(w, from.slice(from.length - recent), by.slice(by.length - recent), to.slice(to.length - recent), path) as [unknown, unknown][]) next.set(entry[0], entry[1]);
  return next;
}
/** What came lately, compared from the end; older entries than of two steps are let go. */
function latelyAhead(w: Walk, a: Lately<unknown>, b: Lately<unknown>, c: Lately<unknown>, path: string): Lately<unknown> {
  const from = a.list(), by = b.list(), to = c.list();
  const since = (list: readonly unknown[], before: readonly unknown[]) => list.length - 1 - list.lastIndexOf(before.at(-1));
  const one = since(to, by);
  if (since(by, from) !== one) throw new Uneven(`${path}: ${since(by, from)}, ${one} came`);
  const recent = Math.min(2 * one, from.length, by.length, to.length);
  return new Lately(c.room, one === 0 ? to : listAhead(w, from.slice(from.length - recent), by.slice(by.length - recent), to.slice(to.length - recent), path));
}
function objectAhead(w: Walk, a: object, b: object, c: object, path: string): unknown {
  if (Array.isArray(c)) return listAhead(w, a as unknown[], b as unknown[], c, path);
  if (c instanceof SharedMap) {
    const [from, by] = [a, b] as [SharedMap<unknown, unknown>, SharedMap<unknown, unknown>];
    return c.room < Infinity ? forgetfulAhead(w, from, by, c, path) : new SharedMap(listAhead(w, placesOf(from), placesOf(by), placesOf(c), path) as [unknown, unknown][]);
  }
  if (c instanceof Lately) return latelyAhead(w, a as Lately<unknown>, b as Lately<unknown>, c, path);
  if (c instanceof Map) return new Map(listAhead(w, placesOf(a as Map<unknown, unknown>), placesOf(b as Map<unknown, unknown>), placesOf(c), path) as [unknown, unknown][]);
  if (c instanceof Set) return new Set(listAhead(w, placesOf(a as Set<unknown>), placesOf(b as Set<unknown>), placesOf(c), path));
  return fieldsAhead(w, a as Fields, b as Fields, c as Fields, path);
}
/** The value `w.k` steps after `c`. Throws where the three are not one step apart. */
export function valueAhead(w: Walk, a: unknown, b: unknown, c: unknown, path: string): unknown {
  if (a === c && b === c) return c;
  if (isFields(a) && isFields(b) && isFields(c)) {
    const made = w.made.get(c);
    if (made?.a === a && made.b === b) return made.value;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(c) || Object.getPrototypeOf(b) !== Object.getPrototypeOf(c)) throw new Uneven(`${path}: other things`);
    const value = objectAhead(w, a, b, c, path);
    w.made.set(c, { a, b, value });
    return value;
  }
  if (typeof a === 'number' && typeof b === 'number' && typeof c === 'number') {
    if (!Number.isSafeInteger(c) || c - b !== b - a) throw new Uneven(`${path}: ${a}, ${b}, ${c}`);
    return c + w.k * (c - b);
  }
  if (typeof a === 'string' && typeof b === 'string' && typeof c === 'string') {
    const { text, chance } = textAhead(a, b, c, w.k);
    if (chance) w.chance.add(text);
    return text;
  }
  throw new Uneven(`${path}: ${String(a)}, ${String(b)}, ${String(c)}`);
}

/** Why three values are not one step apart, or null if they are. */
export function unevenness(work: () => unknown): string | null {
  try { work(); return null; } catch (e) { if (e instanceof Uneven) return e.message; throw e; }
}

// ---------------------------------------------------------------- what is left

/** Whether one of the texts stands anywhere in a value; what forgets is passed over: what it still knows of the past is never asked for. */
export function holdsAny(value: unknown, texts: ReadonlySet<string>, seen: Set<object>): boolean {
  if (typeof value === 'string') return texts.has(value);
  if (!isFields(value) || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof Lately) return false;
  if (value instanceof SharedMap) return value.room === Infinity && placesOf(value).some((v) => holdsAny(v, texts, seen));
  if (Array.isArray(value) || value instanceof Set || value instanceof Map) return placesOf(value).some((v) => holdsAny(v, texts, seen));
  return Object.values(value).some((v) => holdsAny(v, texts, seen));
}
