// Seeded random numbers whose whole state is one 32-bit number (splitmix32).

/** The state that a seed and the name of a stream begin with. */
export function seedOf(seed: number, stream: string): number {
  let h = (seed ^ 0x9e3779b9) | 0;
  for (let i = 0; i < stream.length; i++) h = Math.imul(h ^ stream.charCodeAt(i), 0x01000193);
  return h | 0;
}
/** The next state. */
export const advance = (state: number): number => (state + 0x9e3779b9) | 0;
/** The number in [0, 1) that belongs to a state. */
export function valueOf(state: number): number {
  let z = state;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
}
