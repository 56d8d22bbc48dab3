// What the server itself puts into an object's metadata: uid, generated name, time of creation.
import type { ApiObject } from '../../api/types.ts';

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const nameMax = 63 - 5;

/** generateName plus five characters, the base cut to 58. Models apiserver pkg/storage/names SimpleNameGenerator. */
export function generateName(base: string, draw: () => number): string {
  let suffix = '';
  for (let i = 0; i < 5; i++) suffix += nameAlphabet[Math.floor(draw() * nameAlphabet.length)];
  return `${base.length > nameMax ? base.slice(0, nameMax) : base}${suffix}`;
}

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
/** A version-4 UUID from the names stream. */
export function newUid(draw: () => number): string {
  const word = () => Math.floor(draw() * 4294967296);
  const a = word(); const b = word(); const c = word(); const d = word();
  return `${hex(a, 8)}-${hex(b >>> 16, 4)}-4${hex(b & 0xfff, 3)}-${hex(0x8000 | (c >>> 16 & 0x3fff), 4)}-${hex(c & 0xffff, 4)}${hex(d, 8)}`;
}

export const withMeta = <T extends ApiObject>(object: T, change: Partial<T['metadata']>): T => ({ ...object, metadata: { ...object.metadata, ...change } });
