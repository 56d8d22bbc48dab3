// Leaves out of Svelte, when the app is built, what takes over a page that a server has rendered: there is no server, each page begins empty.
import type { Plugin } from 'vite';

/** What stands for svelte/src/internal/client/dom/hydration.js: nothing is ever taken over, so what is only done then goes from the build. */
const none = `
  const never = () => { throw new Error('svelte: hydration is left out of this build'); };
  export const hydrating = false, hydrate_node = null;
  export const reset = () => {}, next = () => {}, hydrate_template = () => {}, set_hydrating = () => {}, set_hydrate_node = (node) => node;
  export { never as hydrate_next, never as skip_nodes, never as read_hydration_instruction };`;

export const mountOnly = (): Plugin => ({
  name: 'mount-only', enforce: 'pre', apply: 'build',
  load: (id) => (/\/svelte\/src\/internal\/client\/dom\/hydration\.js$/.test(id) ? none : null),
});
