// Where a new line of YAML begins.

/** The column after a line: under what it says, or further in where it opens a mapping or a text of several lines. */
export function columnAfter(line: string): number {
  const [, head, said] = /^(\s*(?:- +)*)(.*?)(?:\s+#.*|\s*)$/.exec(line)!;
  return head!.length + (/^[^#].*?:( +[|>][-+\d]*)?$/.test(said!) ? 2 : 0);
}
