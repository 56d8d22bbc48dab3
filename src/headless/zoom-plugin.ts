// Leaves out of d3-zoom, when the app is built, what it never uses here: d3-transition, which it asks only to stop transitions, and the picture has none; and d3-color, as it mixes no colours.
import type { Plugin } from 'vite';

const colours = 'rgb color hsl lab hcl cubehelix';
/** By package, who asks for it, and what stands for it there. */
const instead: Record<string, { by: RegExp; code: string }> = {
  'd3-transition': { by: /\/d3-zoom\//, code: 'export const interrupt = () => {};' },
  'd3-color': { by: /\/d3-interpolate\//, code: colours.split(' ').map((n) => `export const ${n} = () => { throw new Error('d3-color: ${n} is left out of this build'); };`).join('\n') },
};
export const zoomAlone = (): Plugin => ({
  name: 'zoom-alone', enforce: 'pre', apply: 'build',
  resolveId: (source, importer) => (instead[source]?.by.test(importer ?? '') ? `\0without-${source}` : null),
  load: (id) => (id.startsWith('\0without-') ? instead[id.slice('\0without-'.length)]!.code : null),
});
