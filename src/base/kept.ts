// What is asked for again and again by name, made once and kept.

type Kept<T> = { readonly scope: string; readonly value: T };
const keptMax = 1 << 15;

/**
 * What `make` makes of a name, kept with the `scope` that it was made in last: so a text is put together and hashed once, and Maps find it by identity.
 * Only a table: what is kept changes no answer, and it is emptied when it is full.
 */
export function kept<T>(make: (scope: string, name: string) => T): (scope: string, name: string) => T {
  const table = new Map<string, Kept<T>>();
  return (scope, name) => {
    const held = table.get(name);
    if (held !== undefined && held.scope === scope) return held.value;
    if (table.size >= keptMax) table.clear();
    const value = make(scope, name);
    table.set(name, { scope, value });
    return value;
  };
}
