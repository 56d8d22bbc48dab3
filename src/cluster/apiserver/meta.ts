// What the server itself puts into an object's metadata: uid, generated name, time of creation.
import { changed } from '../../base/changed.ts';
import { withMetadata } from '../../api/copies.ts';
import type { ApiObject, ObjectMeta } from '../../api/types.ts';

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const nameMax = 63 - 5;

/** generateName plus five characters, the base cut to 58. Models apiserver pkg/storage/names SimpleNameGenerator. */
export function generateName(base: string, draw: () => number): string {
  let suffix = '';
  for (let i = 0; i < 5; i++) suffix += nameAlphabet[Math.floor(draw() * nameAlphabet.length)];
  return `${base.length > nameMax ? base.slice(0, nameMax) : base}${suffix}`;
}

const bytes = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
/** Four digits of the low 16 bits. */
const hex4 = (n: number) => bytes[n >>> 8 & 0xff]! + bytes[n & 0xff]!;
/** A version-4 UUID from the names stream. */
export function newUid(draw: () => number): string {
  const word = () => Math.floor(draw() * 4294967296);
  const a = word(); const b = word(); const c = word(); const d = word();
  return `${hex4(a >>> 16)}${hex4(a)}-${hex4(b >>> 16)}-${hex4(0x4000 | b & 0xfff)}-${hex4(0x8000 | c >>> 16 & 0x3fff)}-${hex4(c)}${hex4(d >>> 16)}${hex4(d)}`;
}

export const withMeta = <T extends ApiObject>(object: T, change: Partial<ObjectMeta>): T => withMetadata(object, changed(object.metadata, change));
