// Small drawing helpers on D3 selections: boxes, labels, keyed groups.
import { select, type Selection } from 'd3-selection';
import { widthOf } from '../fit.ts';
import type { Box } from '../geometry.ts';
import type { Text } from '../texts.ts';

export type Layer = Selection<SVGGElement, unknown, null, undefined>;
export type Env = {
  text: Text; lit: ReadonlySet<string>; selected: string | null;
  /** Whether the box of this part is lit. */ isLit(part: string): boolean;
  /** Whether any of what `id` is drawn of has changed since it was asked last. What did not change is not drawn again. */ changed(id: string, ...of: readonly unknown[]): boolean;
};
/** Remembers what each thing was drawn of. */
export function createMemory(): { changed: Env['changed']; forget(): void } {
  const held = new Map<string, readonly unknown[]>();
  return {
    changed(id, ...of) {
      const was = held.get(id);
      if (was && was.length === of.length && was.every((value, i) => value === of[i])) return false;
      held.set(id, of);
      return true;
    },
    forget: () => held.clear(),
  };
}

export const append = (parent: Layer, className: string): Layer => parent.append('g').attr('class', className) as unknown as Layer;

/** A titled box that can be focused, clicked and lit. `part` is its stable id. */
export function box(layer: Layer, part: string, b: Box, title: string, env: Env, className = ''): Layer {
  let g = layer.select<SVGGElement>(`g[data-part="${part}"]`) as unknown as Layer;
  if (g.empty()) {
    g = append(layer, 'box').attr('data-part', part).attr('tabindex', 0).attr('role', 'button');
    g.append('rect').attr('rx', 6);
    g.append('text').attr('class', 'title');
  }
  g.attr('class', `box ${className}${env.isLit(part) ? ' lit' : ''}`);
  g.select('rect').attr('x', b.x).attr('y', b.y).attr('width', b.w).attr('height', b.h);
  g.select('text.title').attr('x', b.x + 10).attr('y', b.y + 19).text(title);
  return g;
}

/** A line of text: its middle, its foot and its width. */
export type Line = { x: number; y: number; w: number };
/** Where the names of the boxes stand. They are written bolder than reckoned, so as if 1 px larger than the 12.5 px of theme.css. */
export const namesOf = (layer: Layer): Line[] => [...layer.node()!.querySelectorAll('text.title')].map((t) => {
  const w = widthOf(t.textContent!, 13.5, false);
  return { x: Number(t.getAttribute('x')) + ((t.parentNode as Element).classList.contains('narrow') ? 0 : w / 2), y: Number(t.getAttribute('y')), w };
});

export type Row<T> = { id: string; datum: T };
/** Keyed groups of a class inside `layer`: made with `enter`, brought up to date with `update`, taken away. */
export function rows<T>(layer: Layer, className: string, data: readonly T[], id: (d: T, i: number) => string, enter: (g: Layer, d: T) => void, update: (g: Layer, d: T, i: number) => void): void {
  const join = layer.selectAll<SVGGElement, T>(`g.${className.split(' ')[0]}`).data(data as T[], (d, i) => id(d as T, i));
  join.exit().remove();
  const fresh = join.enter().append('g').attr('class', className).each(function (d) { enter(select(this) as unknown as Layer, d); });
  fresh.merge(join).each(function (d, i) { update(select(this) as unknown as Layer, d, i); });
}
/** `namespace/name` → `name`; `Kind/namespace/name` → `name`. */
export const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
