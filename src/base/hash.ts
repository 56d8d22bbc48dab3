// A fast hash in two 32-bit lanes, fed with numbers and strings; the same in every engine.
import { SharedMap } from './shared-map.ts';

export type Hash = { a: number; b: number };
export const newHash = (): Hash => ({ a: 0x811c9dc5 | 0, b: 0x9e3779b9 | 0 });

export function feedNumber(h: Hash, n: number): void {
  const low = n | 0;
  const high = Math.floor(n / 4294967296) | 0;
  h.a = Math.imul(h.a ^ low, 0x85ebca6b) + high | 0;
  h.b = Math.imul((h.b << 13 | h.b >>> 19) ^ low, 0xc2b2ae35) ^ high;
}
export function feedString(h: Hash, s: string): void {
  let { a, b } = h;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x5bd1e995) + i | 0;
  }
  h.a = a ^ s.length;
  h.b = b;
}
/** A whole 32-bit number for a text. */
export function hashText(text: string): number {
  const h = newHash();
  feedString(h, text);
  return Math.imul(h.a, 0x85ebca6b) ^ h.b;
}
/** Plain data in canonical form: keys in order, so that equal data has an equal hash. Maps and Sets count in their own order. */
export function feedValue(h: Hash, value: unknown): void {
  if (value === null || value === undefined) feedNumber(h, value === null ? 1 : 2);
  else if (typeof value === 'number') { feedNumber(h, 3); if (Number.isSafeInteger(value)) feedNumber(h, value); else feedString(h, String(value)); }
  else if (typeof value === 'string') { feedNumber(h, 4); feedString(h, value); }
  else if (typeof value === 'boolean') feedNumber(h, value ? 5 : 6);
  else if (Array.isArray(value)) { feedNumber(h, 7); feedNumber(h, value.length); for (const v of value) feedValue(h, v); }
  else if (value instanceof Map || value instanceof SharedMap) { feedNumber(h, 8); feedNumber(h, value.size); for (const [k, v] of value) { feedValue(h, k); feedValue(h, v); } }
  else if (value instanceof Set) { feedNumber(h, 9); feedNumber(h, value.size); for (const v of value) feedValue(h, v); }
  else {
    feedNumber(h, 10);
    const object = value as Record<string, unknown>;
    for (const key of Object.keys(object).sort()) if (object[key] !== undefined) { feedString(h, key); feedValue(h, object[key]); }
  }
}
export function digest(h: Hash): string {
  let a = Math.imul(h.a ^ h.a >>> 16, 0x85ebca6b); a ^= a >>> 13;
  let b = Math.imul(h.b ^ h.b >>> 16, 0xc2b2ae35); b ^= b >>> 13;
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
export function hashOf(value: unknown): string {
  const h = newHash();
  feedValue(h, value);
  return digest(h);
}

const bytes = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
/** 64 hexadecimal digits made from a text: looks like a SHA-256, is none. */
export function hex64(text: string): string {
  let a = 0x811c9dc5, b = 0x9e3779b9, out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b);
  }
  for (let word = 0; word < 8; word++) {
    a = Math.imul(a ^ (b >>> 15), 0x2c1b3c6d);
    b = Math.imul(b ^ (a >>> 12), 0x297a2d39);
    const w = a ^ b;
    out += bytes[w >>> 24]! + bytes[w >>> 16 & 255]! + bytes[w >>> 8 & 255]! + bytes[w & 255]!;
  }
  return out;
}
