// Which keys of a table that is changed in place were changed, in order: whoever looks now and then goes on from where it was.
/** `from`: how many were let go. */
export type Changes = { from: number; keys: string[] };
const kept = 20_000;

export const newChanges = (): Changes => ({ from: 0, keys: [] });
export function noteChange(c: Changes, key: string): void {
  if (c.keys.length >= 2 * kept) { c.keys.splice(0, kept); c.from += kept; }
  c.keys.push(key);
}
/** The keys that changed since there were `seen` of them; null if that is no longer known. */
export const changedSince = (c: Changes, seen: number): readonly string[] | null => (seen < c.from ? null : c.keys.slice(seen - c.from));
