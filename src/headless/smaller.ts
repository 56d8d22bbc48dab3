// The last minifier of what is delivered: it takes rolldown's output through once more.
import { minify } from 'terser';

/** `script`: its top-level names are known to other scripts, and stay. */
export async function smaller(code: string, kind: 'module' | 'script'): Promise<string> {
  const { code: made } = await minify(code, { ecma: 2022, module: kind === 'module', compress: { ecma: 2022, passes: 2 } });
  return made!;
}
