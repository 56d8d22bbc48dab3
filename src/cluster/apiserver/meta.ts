// What the server itself puts into an object's metadata: uid, generated name, time of creation.
import { changed } from '../../base/changed.ts';
import { withMetadata } from '../../api/copies.ts';
import type { ApiObject, ObjectMeta } from '../../api/types.ts';

/** Where random numbers come from; a context is one. */
export type Chance = { draw(stream: 'names'): number };

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const nameMax = 63 - 5;

/** generateName plus five characters, the base cut to 58. Models apiserver pkg/storage/names SimpleNameGenerator. */
export function generateName(base: string, chance: Chance): string {
  let suffix = '';
  for (let i = 0; i < 5; i++) suffix += nameAlphabet[Math.floor(chance.draw('names') * nameAlphabet.length)];
  return `${base.length > nameMax ? base.slice(0, nameMax) : base}${suffix}`;
}

const digits = Array.from('0123456789abcdef', (c) => c.charCodeAt(0));
const dash = '-'.charCodeAt(0);
/** The characters of the UUID being made: put together at once it is one text, not a tree of pieces. */
const uid = new Array<number>(36).fill(dash);
function putHex(at: number, count: number, n: number): void {
  for (let i = at + count - 1, rest = n; i >= at; i--, rest >>>= 4) uid[i] = digits[rest & 15]!;
}
const word = (chance: Chance): number => Math.floor(chance.draw('names') * 4294967296);
/** A version-4 UUID from the names stream. */
export function newUid(chance: Chance): string {
  const a = word(chance); const b = word(chance); const c = word(chance); const d = word(chance);
  putHex(0, 8, a);
  putHex(9, 4, b >>> 16);
  putHex(14, 4, 0x4000 | b & 0xfff);
  putHex(19, 4, 0x8000 | c >>> 16 & 0x3fff);
  putHex(24, 4, c);
  putHex(28, 8, d);
  return String.fromCharCode.apply(null, uid);
}

export const withMeta = <T extends ApiObject>(object: T, change: Partial<ObjectMeta>): T => withMetadata(object, changed(object.metadata, change));
