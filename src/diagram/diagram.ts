// The picture: draws a view into an SVG element and moves what is on its way; the page calls update once a frame while it plays.
import { select } from 'd3-selection';
import type { View } from '../engine/protocol.ts';
import { pathOf } from './geometry.ts';
import { layoutOf, type Layout } from './layout.ts';
import { append, createMemory, namesOf, type Env, type Layer, type Line } from './parts/draw.ts';
import { createGlides } from './parts/glide.ts';
import { createFlights, travellers } from './parts/flights.ts';
import { drawKeys, turnDials } from './parts/keys.ts';
import { createCrews } from './parts/crews.ts';
import { drawNodeBoxes } from './parts/nodes.ts';
import { createPodMarks } from './parts/pods.ts';
import { drawRoom } from './parts/room.ts';
import { drawSide } from './parts/side.ts';
import { drawTop, topLines } from './parts/top.ts';
import { writeOnlyChanges } from './quiet.ts';
import type { Text } from './texts.ts';
import { waysOf, type Ways } from './ways.ts';
import { createZooming } from './zooming.ts';

export type DiagramOptions = {
  text: Text; onSelect(part: string | null): void; onHover?(part: string | null): void;
  /** A message on its way was clicked; `id` is the flight's. */
  onFlight?(id: number): void;
  /** A box was double-clicked: the level that shows it large. */
  onLevel?(level: Level): void;
};
/** What a learner can leave out: the folded controllers, scheduler and nodes, the traffic of Event objects. */
export const hideable = ['side', 'lower', 'events'] as const;
export type Hideable = (typeof hideable)[number];
export type Level = 'system' | 'controller' | 'reconcile';
export type Diagram = {
  /** Draws the view as of SimTime `t` (ms): all of it; at play some, and the rest with the next frames' calls; or, in a frame that is full already, only what moves. */
  update(view: View, t: number, how?: 'all' | 'some' | 'moves'): void;
  resize(width: number, height: number): void;
  /** Lights the parts that something else on the page names. */
  light(parts: readonly string[]): void;
  select(part: string | null): void;
  /** Which controller's room is open. */
  open(controller: string): void;
  /** After a change of language all words are asked for again. */
  redraw(): void;
  zoomBy(factor: number): void; /** In px of the screen. */ panBy(dx: number, dy: number): void; fit(): void;
  /** Shows the whole system, the opened controller's room, or its reconcile as large as it goes. */
  level(level: Level): void;
  hide(parts: readonly Hideable[]): void;
  destroy(): void;
};

type Layers = Record<'wires' | 'boxes' | 'keys' | 'pods' | 'flights', Layer>;
type State = { width: number; height: number; opened: string; lit: ReadonlySet<string>; selected: string | null; hidden: ReadonlySet<Hideable>; view: View | null; drawn: View | null; t: number; layout: Layout | null; ways: Ways | null; shape: string; /** Lines of text that no label may cover, and those of them that are the boxes' names. */ taken: readonly Line[]; names: readonly Line[] | null; /** What of the view is not drawn yet, the next one first. */ due: Set<Share> };

/** Milliseconds that drawing Pods may take in one frame of play; what is left of a burst comes in the next ones. */
const podsBudget = 1.2;
/** Up to so many Pods all is drawn in one frame. */
const few = 30;
/** What can be drawn in a frame of its own. */
const shareNames = ['boxes', 'flights', 'pods'] as const;
type Share = (typeof shareNames)[number];

export const folded = ['job-controller', 'cronjob-controller', 'ttl-after-finished', 'garbage-collector', 'dependency-controller'];

export function createDiagram(svg: SVGSVGElement, options: DiagramOptions): Diagram {
  writeOnlyChanges();
  const root = select(svg).attr('class', 'kd').attr('role', 'group');
  const plane = root.append('g') as unknown as Layer;
  const layers: Layers = { wires: append(plane, 'wires'), boxes: append(plane, 'boxes'), keys: append(plane, 'keys'), pods: append(plane, 'pods'), flights: append(plane, 'flights') };
  const glides = createGlides();
  const marks = createPodMarks(layers.pods, glides);
  const flights = createFlights(layers.flights);
  const crews = createCrews();
  const memory = createMemory();
  const s: State = { width: 900, height: 600, opened: 'job-controller', lit: new Set(), selected: null, hidden: new Set(), view: null, drawn: null, t: 0, layout: null, ways: null, shape: '', taken: [], names: null, due: new Set() };
  const zooming = createZooming(svg, plane as never);

  /** True if all was taken away to be drawn anew. */
  function relayout(view: View): boolean {
    const controllers = s.hidden.has('side') ? [] : folded.filter((id) => id !== s.opened && view.controllers[id]);
    const lower = !s.hidden.has('lower');
    const nodes = lower ? Object.values(view.nodes).map((n) => n.name) : [];
    const shape = `${s.width}x${s.height} ${s.opened} ${controllers.join()} ${nodes.join()} ${s.opened in view.controllers} ${lower}`;
    if (shape === s.shape) return false;
    s.shape = shape;
    s.names = null;
    s.layout = layoutOf(s.width / enlarged(), s.height / enlarged(), { opened: s.opened, controllers, nodes, lower });
    s.ways = waysOf(s.layout, s.opened);
    for (const layer of Object.values(layers)) layer.selectAll('*').remove();
    marks.forget();
    flights.forget();
    crews.forget();
    memory.forget();
    drawWires(layers.wires, s.layout, s.ways, view.controllers[s.opened] !== undefined);
    fit();
    return true;
  }
  /** On a large area the picture grows as a whole, not only the space in its boxes. */
  const enlarged = () => Math.max(1, Math.min(s.width / 1200, s.height / 760));
  function fit(): void {
    if (!s.layout) return;
    const k = s.layout.narrow ? s.width / s.layout.width : Math.min(enlarged(), s.width / s.layout.width, s.height / s.layout.height);
    const x = (s.width - s.layout.width * k) / 2;
    const y = s.layout.narrow ? 0 : Math.max(0, (s.height - s.layout.height * k) / 2);
    zooming.to(x, y, k);
  }
  function level(to: Level): void {
    const l = s.layout;
    if (!l) return;
    if (to === 'system') { fit(); return; }
    const b = to === 'controller' ? l.room : l.reconcile;
    const pad = to === 'controller' ? 16 : 40;
    const k = Math.min(2.4 * enlarged(), s.width / (b.w + 2 * pad), s.height / (b.h + 2 * pad));
    zooming.to(s.width / 2 - (b.x + b.w / 2) * k, s.height / 2 - (b.y + b.h / 2) * k, k);
  }
  const isLit = (part: string) => s.lit.has(part) || s.selected === part || (part.startsWith('node-') && s.lit.has(`kubelet/${part}`)) || (part === 'kube-scheduler' && s.lit.has('scheduler'));
  const env = (): Env => ({ text: options.text, lit: s.lit, selected: s.selected, isLit, changed: memory.changed });
  /** Each draws its share of the view; true if nothing of it is left for later. */
  const shares: Record<Share, (view: View, t: number, playing: boolean) => boolean> = { boxes: drawBoxes, flights: drawMessages, pods: drawPods };
  function drawBoxes(view: View, t: number): boolean {
    const l = s.layout!;
    const e = env();
    drawRoom(layers.boxes, l, view, s.opened, e, t);
    drawTop(layers.boxes, l, view, e);
    drawSide(layers.boxes, l, view, e, t);
    if (!s.hidden.has('lower')) drawNodeBoxes(layers.boxes, l, view, crews.of(l, view), e);
    s.names ??= namesOf(layers.boxes);
    s.taken = [...topLines(l, view), ...s.names];
    const opened = view.controllers[s.opened];
    if (opened && e.changed('keys', opened.queue, opened.workers)) drawKeys(layers.keys, l, opened, glides);
    return true;
  }
  function drawMessages(view: View): boolean {
    flights.draw(travellers(s.hidden.has('events') ? view.flights.filter((f) => f.tone !== 'event') : view.flights, s.ways!));
    return true;
  }
  function drawPods(view: View, _: number, playing: boolean): boolean {
    const l = s.layout!;
    return s.hidden.has('lower') || marks.draw(crews.of(l, view), { x: l.scheduler.x + l.scheduler.w / 2, y: l.scheduler.y }, env(), playing ? podsBudget : Infinity);
  }
  function update(view: View, t: number, how: 'all' | 'some' | 'moves' = 'all'): void {
    s.view = view;
    s.t = t;
    let relaid = false;
    if (view !== s.drawn) { relaid = relayout(view); s.drawn = view; for (const name of shareNames) s.due.add(name); }
    // At play with a crowd the shares take turns, one a frame.
    const playing = how !== 'all';
    const turns = playing && !relaid && marks.size > few;
    for (const name of turns && how === 'moves' ? [] : [...s.due]) {
      s.due.delete(name);
      const done = shares[name](view, t, playing);
      if (!done) s.due.add(name);
      if (turns) break;
    }
    flights.move(t, s.layout!.width, s.taken);
    turnDials(layers.keys, t);
  }
  const again = () => { s.drawn = null; if (s.view) update(s.view, s.t); };

  const partAt = (target: EventTarget | null): string | null => (target as Element | null)?.closest?.('[data-part]')?.getAttribute('data-part') ?? null;
  const flightAt = (target: EventTarget | null): string | null => (target as Element | null)?.closest?.('[data-flight]')?.getAttribute('data-flight') ?? null;
  const levelOf = (part: string | null): Level | null => (part === null ? null : part.endsWith('/reconcile') ? 'reconcile' : part === s.opened || part.startsWith(`${s.opened}/`) ? 'controller' : 'system');
  root.on('click', (e: MouseEvent) => { const flight = flightAt(e.target); if (flight) options.onFlight?.(Number(flight)); else options.onSelect(partAt(e.target)); })
    .on('dblclick', (e: MouseEvent) => { const to = levelOf(partAt(e.target)); if (to) options.onLevel?.(to); })
    .on('keydown', (e: KeyboardEvent) => { if (e.key === 'Enter' || e.key === ' ') { const part = partAt(e.target); if (part) { e.preventDefault(); options.onSelect(part); } } })
    // Not pointerover: a part that comes to lie under a pointer at rest was not asked about.
    .on('pointermove', (e: PointerEvent) => options.onHover?.(partAt(e.target)))
    .on('focusin', (e: FocusEvent) => options.onHover?.(partAt(e.target)));

  return {
    update, redraw: () => { s.shape = ''; again(); }, fit, level,
    resize(width, height) { if (width < 10 || height < 10 || (width === s.width && height === s.height)) return; s.width = width; s.height = height; again(); },
    light(parts) { s.lit = new Set(parts); memory.forget(); again(); },
    select(part) { s.selected = part; memory.forget(); again(); },
    hide(parts) { s.hidden = new Set(parts); again(); },
    open(controller) { if (folded.includes(controller)) { s.opened = controller; again(); } },
    zoomBy: zooming.by,
    panBy: zooming.pan,
    destroy() { glides.stop(); zooming.stop(); root.on('click', null); plane.remove(); },
  };
}

function drawWires(layer: Layer, l: Layout, ways: Ways, inside: boolean): void {
  const line = (id: string, d: string, className: string) => layer.append('path').attr('data-way', id).attr('class', className).attr('d', d);
  line('commands', pathOf(ways.commands), 'wire');
  line('storing', pathOf(ways.storing), 'wire');
  for (const [id, w] of Object.entries(ways.write)) line(`write ${id}`, pathOf(w), 'wire');
  for (const [id, w] of Object.entries(ways.watch)) line(`watch ${id}`, pathOf(w), 'wire watch');
  if (l.narrow || !inside) return;
  const inner = [[l.informer, l.handlers], [l.handlers, l.queue], [l.queue, l.workers], [l.workers, l.reconcile]] as const;
  for (const [a, b] of inner) { const y = a.y + a.h / 2; line('inner', `M${a.x + a.w + 3},${y}H${b.x - 4}m-4,-3.5l4,3.5l-4,3.5`, 'arrow'); }
}
