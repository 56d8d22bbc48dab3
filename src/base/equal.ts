// Deep equality of plain data; what is shared is equal at once. A field that is undefined equals one that is absent.

export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false;
    return true;
  }
  return equalBut(a, b, '');
}
/** The same for all fields but one. */
export function equalBut(a: object, b: object, ignored: string): boolean {
  const x = a as Record<string, unknown>;
  const y = b as Record<string, unknown>;
  for (const key in x) if (key !== ignored && !equal(x[key], y[key])) return false;
  for (const key in y) if (key !== ignored && y[key] !== undefined && x[key] === undefined) return false;
  return true;
}
