// Zoom and pan of the picture. What fingers, mouse and wheel do with it is d3-zoom's; that is fetched when one of them first does something, because the first play does without.
import { select, type Selection } from 'd3-selection';
import type { ZoomBehavior } from 'd3-zoom';

export type Zooming = {
  /** Puts the plane's origin at (x, y) of the screen, k times as large. */
  to(x: number, y: number, k: number): void;
  /** About the middle of what is shown. */
  by(factor: number): void;
  pan(dx: number, dy: number): void;
  stop(): void;
};
const least = 0.3;
const most = 6;

/** Moves `plane` within `svg`. */
export function createZooming(svg: SVGSVGElement, plane: Selection<SVGGElement, unknown, null, undefined>): Zooming {
  const root = select(svg);
  let now = { x: 0, y: 0, k: 1 };
  let gestures: ZoomBehavior<SVGSVGElement, unknown> | null = null;
  let tell: () => void = () => {};   // gestures go on from where the plane is
  let stopped = false;
  const show = () => plane.attr('transform', `translate(${now.x},${now.y}) scale(${now.k})`);
  const to = (x: number, y: number, k: number) => { now = { x, y, k }; show(); tell(); };
  async function load(): Promise<void> {
    root.on('.load', null);
    const { zoom, zoomIdentity } = await import('d3-zoom');
    if (stopped || gestures) return;
    gestures = zoom<SVGSVGElement, unknown>().scaleExtent([least, most]);
    root.call(gestures).on('dblclick.zoom', null);
    tell = () => root.property('__zoom', zoomIdentity.translate(now.x, now.y).scale(now.k));
    tell();
    gestures.on('zoom', (e: { transform: { x: number; y: number; k: number } }) => { const { x, y, k } = e.transform; now = { x, y, k }; show(); });
  }
  // The gesture that it is fetched for is made again once it is there. Fingers make theirs of many touches: where there are fingers it is fetched at once.
  const first = (again: (e: never) => Event) => (e: Event) => { if (e.type === 'wheel') e.preventDefault(); void load().then(() => e.target?.dispatchEvent(again(e as never))); };
  if (typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches) void load();
  else root.on('wheel.load', first((e) => new WheelEvent('wheel', e)), { passive: false }).on('mousedown.load', first((e) => new MouseEvent('mousedown', e)));
  return {
    to, pan: (dx, dy) => to(now.x + dx, now.y + dy, now.k),
    by(factor) {
      const k = Math.max(least, Math.min(most, now.k * factor));
      const { width, height } = svg.getBoundingClientRect();
      to(width / 2 - (width / 2 - now.x) * (k / now.k), height / 2 - (height / 2 - now.y) * (k / now.k), k);
    },
    stop() { stopped = true; root.on('.zoom', null).on('.load', null); },
  };
}
