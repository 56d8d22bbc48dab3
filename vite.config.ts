// One config for the app, its tests and the dev server. Paths are relative so that dist/ works under any sub-path.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { classicPages, classicStyles } from './src/headless/classic/plugin.ts';
import { deliveredTogether } from './src/headless/chunks.ts';
import { noProblemPanel } from './src/headless/code-mirror-plugin.ts';
import { splitWorker } from './src/headless/split/plugin.ts';
import { fewerMethods } from './src/headless/selection-plugin.ts';
import { svelteAlone } from './src/headless/svelte-plugin.ts';
import { divList } from './src/headless/virtua-plugin.ts';
import { yamlReader } from './src/headless/yaml-plugin.ts';
import { zoomAlone } from './src/headless/zoom-plugin.ts';

const pages = ['index.html', 'embed.html'];

export default defineConfig({
  base: './',
  plugins: [divList(), svelte({ compilerOptions: { discloseVersion: false } }), svelteAlone(), yamlReader(), zoomAlone(), fewerMethods(), noProblemPanel(), deliveredTogether(import.meta.dirname, pages), classicStyles(import.meta.dirname), classicPages(import.meta.dirname)],
  worker: { format: 'es', plugins: () => [yamlReader(), splitWorker(import.meta.dirname)] },
  build: {
    target: 'es2022',
    modulePreload: false,   // everything is served as classic scripts: src/headless/classic
    chunkSizeWarningLimit: 700,
    manifest: true,
    rollupOptions: { input: pages },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173 },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'node_modules/**'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
