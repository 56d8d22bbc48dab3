// Marks that glide to their places, by their attribute: a CSS transition of a transform inside an SVG makes Chromium lay out the whole picture anew when it begins and when it ends.
import { ease, type Point } from '../geometry.ts';

const glideMillis = 350;
type Glide = { from: Point; to: Point; /** When it set out: the time of the first frame that moved it. */ began: number | null };
export type Glides = {
  /** Sets `g` down there at once. */
  put(g: SVGGElement, at: Point): void;
  /** Sends `g` there from where it is; what was never put down is set down. */
  send(g: SVGGElement, to: Point): void;
  stop(): void;
};

const still = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;
const write = (g: SVGGElement, x: number, y: number): void => g.setAttribute('transform', `translate(${Math.round(x * 10) / 10},${Math.round(y * 10) / 10})`);

export function createGlides(): Glides {
  const places = new WeakMap<SVGGElement, Point>();
  const gliding = new Map<SVGGElement, Glide>();
  let frame: number | null = null;
  function put(g: SVGGElement, at: Point): void {
    gliding.delete(g);
    places.set(g, { x: at.x, y: at.y });
    write(g, at.x, at.y);
  }
  function move(now: number): void {
    frame = null;
    for (const [g, glide] of gliding) {
      glide.began ??= now;
      const passed = now - glide.began;
      if (!g.isConnected) { gliding.delete(g); continue; }
      if (passed >= glideMillis) { put(g, glide.to); continue; }
      const part = ease(passed / glideMillis);
      const at = { x: glide.from.x + (glide.to.x - glide.from.x) * part, y: glide.from.y + (glide.to.y - glide.from.y) * part };
      places.set(g, at);
      write(g, at.x, at.y);
    }
    if (gliding.size > 0) frame = requestAnimationFrame(move);
  }
  function stop(): void { if (frame !== null) cancelAnimationFrame(frame); frame = null; gliding.clear(); }
  function send(g: SVGGElement, to: Point): void {
    const from = places.get(g);
    if (!from || still?.matches) return put(g, to);
    const held = gliding.get(g);
    const aim = held?.to ?? from;
    if (aim.x === to.x && aim.y === to.y) return;
    gliding.set(g, { from, to: { x: to.x, y: to.y }, began: null });
    frame ??= requestAnimationFrame(move);
  }
  return { put, send, stop };
}
