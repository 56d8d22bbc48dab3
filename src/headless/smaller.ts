// The last minifier of what is delivered: it takes rolldown's output through once more.
import { minify } from 'terser';

/**
 * `script`: its top-level names are known to other scripts, and stay. `members`: names of members that may be short.
 * Comparisons keep their constant where it stands: turning it to the left costs a quarter of a percent.
 */
export async function smaller(code: string, kind: 'module' | 'script', members: readonly string[] = []): Promise<string> {
  const properties = members.length > 0 ? { keep_quoted: true, regex: new RegExp(`^(?:${members.map((name) => name.replaceAll('$', '\\$')).join('|')})$`) } : false;
  const { code: made } = await minify(code, { ecma: 2022, module: kind === 'module', compress: { ecma: 2022, passes: 3, lhs_constants: false }, mangle: { properties } });
  return made!;
}
