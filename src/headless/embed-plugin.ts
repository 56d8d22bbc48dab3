// Builds embed.html as one file: a classic script, its style and its worker inlined, so that it runs in a sandbox without an origin, where neither modules nor workers can be fetched.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin, type PluginOption, type Rolldown } from 'vite';
import { yamlReader } from './yaml-plugin.ts';

/** The worker is carried inside the script and started from a blob. */
const inlineWorker: Plugin = {
  name: 'inline-worker', enforce: 'pre',
  async resolveId(source, importer) {
    if (!/worker\.ts\?worker$/.test(source)) return null;
    const found = await this.resolve(source.replace(/\?worker$/, ''), importer, { skipSelf: true });
    return found ? `${found.id}?worker&inline` : null;
  },
};

/** An embed asks nothing about texts and shows no recordings: what answers that is not carried along. */
const leaveOut: Plugin = {
  name: 'leave-out', enforce: 'pre',
  load: (id) => (/src\/engine\/(texts|incident\/world)\.ts$/.test(id) ? 'export const aboutText = null; export const createRecording = null;' : null),
};

/** `plugins` makes the plugins that the sources need. */
export function embedPage(root: string, plugins: () => PluginOption[]): Plugin {
  return {
    name: 'embed-page', apply: 'build',
    async generateBundle() {
      const result = await build({
        root, configFile: false, base: './', logLevel: 'error', publicDir: false, plugins: [inlineWorker, ...plugins()], worker: { format: 'iife', plugins: () => [leaveOut, yamlReader()] },
        build: {
          target: 'es2022', write: false, cssCodeSplit: false, modulePreload: false,
          rollupOptions: { input: resolve(root, 'src/embed.ts'), output: { format: 'iife', entryFileNames: 'embed.js' } },
        },
      });
      const { output } = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput;
      const script = output.filter((o) => o.type === 'chunk').map((o) => o.code).join('\n').replaceAll('</script', '<\\/script');
      const style = output.filter((o) => o.type === 'asset').filter((o) => o.fileName.endsWith('.css')).map((o) => o.source).join('\n');
      const page = readFileSync(resolve(root, 'embed.html'), 'utf8')
        .replace('</head>', () => `  <style>${style}</style>\n</head>`)
        .replace(/<script type="module"[^>]*><\/script>/, () => `<script>${script}</script>`);
      this.emitFile({ type: 'asset', fileName: 'embed.html', source: page });
    },
  };
}
