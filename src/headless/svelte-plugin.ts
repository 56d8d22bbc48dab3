// Leaves out of Svelte, when the app is built, what no page of ours asks for: taking over a page that a server has rendered, and the modes of old or experimental components.
import type { Plugin } from 'vite';

/** By module of svelte/src/internal, what stands for it; what is only done then goes from the build. */
const instead: Record<string, string> = {
  // There is no server, each page begins empty: nothing is ever taken over.
  'client/dom/hydration.js': `
    const never = () => { throw new Error('svelte: hydration is left out of this build'); };
    export const hydrating = false, hydrate_node = null;
    export const reset = () => {}, next = () => {}, hydrate_template = () => {}, set_hydrating = () => {}, set_hydrate_node = (node) => node;
    export { never as hydrate_next, never as skip_nodes, never as read_hydration_instruction };`,
  // Every component is written in runes, awaits nothing in its markup and traces nothing. One that did would say so when its page is opened.
  'flags/index.js': `
    const never = () => { throw new Error('svelte: this build has no component without runes, none that awaits, and no $inspect.trace'); };
    export const async_mode_flag = false, legacy_mode_flag = false, tracing_mode_flag = false;
    export { never as enable_async_mode_flag, never as enable_legacy_mode_flag, never as enable_tracing_mode_flag };
    export const disable_async_mode_flag = () => {};`,
};

export const svelteAlone = (): Plugin => ({
  name: 'svelte-alone', enforce: 'pre', apply: 'build',
  load: (id) => instead[/\/svelte\/src\/internal\/(.+)$/.exec(id)?.[1] ?? ''] ?? null,
});
