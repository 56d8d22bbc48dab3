// Leaves d3-transition, with its colours and easings, out of the built app: d3-zoom asks it only to stop transitions, and the picture has none.
import type { Plugin } from 'vite';

const none = '\0no-transitions';
export const zoomAlone = (): Plugin => ({
  name: 'zoom-alone', enforce: 'pre', apply: 'build',
  resolveId: (source, importer) => (source === 'd3-transition' && /\/d3-zoom\//.test(importer ?? '') ? none : null),
  load: (id) => (id === none ? 'export const interrupt = () => {};' : null),
});
