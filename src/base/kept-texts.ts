// Texts that are asked for again and again, made once and kept by name.

type Kept = { readonly scope: string; readonly text: string };
const keptMax = 1 << 15;

/**
 * What `make` makes, kept by `name` with the `scope` that it was made in last: so it is put together and hashed once, and Maps find it by identity.
 * Only a table of texts: what is kept changes no answer, and the table is emptied when it is full.
 */
export function keptTexts(make: (scope: string, name: string) => string): (scope: string, name: string) => string {
  const table = new Map<string, Kept>();
  return (scope, name) => {
    const kept = table.get(name);
    if (kept !== undefined && kept.scope === scope) return kept.text;
    if (table.size >= keptMax) table.clear();
    const text = make(scope, name);
    table.set(name, { scope, text });
    return text;
  };
}
