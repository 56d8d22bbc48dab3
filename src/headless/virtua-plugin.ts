// Leaves out of virtua's list, when the app is built, that its elements may be of any kind with any attributes: here each is a div with a style. What Svelte needs for the other is needed by nothing else.
import type { Plugin } from 'vite';

const asDiv: Record<string, readonly (readonly [string, string])[]> = {
  'Virtualizer.svelte': [['<svelte:element this={as} bind:this={containerRef} style={containerStyle}>', '<div bind:this={containerRef} style={containerStyle}>'], ['</svelte:element>', '</div>']],
  'ListItem.svelte': [['<svelte:element this={as} bind:this={elementRef} {style} {...itemRest}>', '<div bind:this={elementRef} {style}>'], ['</svelte:element>', '</div>']],
};

/** The component's text; says so if it is no longer written that way. */
export function divsOnly(file: string, code: string): string {
  return (asDiv[file] ?? []).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`virtua's ${file} no longer says ${from}`);
    return text.replace(from, to);
  }, code);
}
export const divList = (): Plugin => ({
  name: 'div-list', enforce: 'pre', apply: 'build',
  transform: (code, id) => {
    const file = /\/virtua\/lib\/svelte\/([^/?]+\.svelte)$/.exec(id)?.[1];
    return file && asDiv[file] ? { code: divsOnly(file, code), map: null } : null;
  },
});
