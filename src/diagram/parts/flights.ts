// Travellers: each message drawn by its shape, placed on its way by time alone, labelled when it is not in a crowd. Shapes of those that arrived serve those that set out.
import { select } from 'd3-selection';
import type { Flight } from '../../engine/protocol.ts';
import { along, ease, type Way } from '../geometry.ts';
import { widthOf } from '../fit.ts';
import { wayOf, type Ways } from '../ways.ts';
import { nameOf, type Layer, type Line } from './draw.ts';

export type Traveller = { id: string; flight: Flight; way: Way; count: number };
const labelsMax = 7;
const sparesMax = 60;

/** Messages that set out together on the same way are one traveller with a count. */
export function travellers(flights: readonly Flight[], ways: Ways): Traveller[] {
  const groups = new Map<string, Traveller>();
  for (const flight of flights) {
    const w = wayOf(ways, flight.from, flight.to, flight.shape);
    if (!w || flight.arrivesAt <= flight.sentAt) continue;
    const id = `${flight.from}>${flight.to}>${flight.shape}>${flight.tone === 'event'}>${flight.sentAt}>${flight.arrivesAt}`;
    const held = groups.get(id);
    if (held) held.count++;
    else groups.set(id, { id, flight, way: w, count: 1 });
  }
  return [...groups.values()];
}
const labelOf = (v: Traveller): string => {
  const f = v.flight;
  const name = f.subject ? nameOf(f.subject) : '';
  return v.count > 1 ? `${f.label} ${f.kind ?? ''} ×${v.count}` : `${f.label} ${f.kind && f.shape !== 'txn' ? `${f.kind} ` : ''}${name}`.trim();
};

/** A drop for news, a document for all else; what concerns Events is small. */
type Look = 'drop' | 'mote' | 'doc' | 'slip';
const lookOf = ({ shape, tone }: Flight): Look => (shape === 'watch' ? (tone === 'event' ? 'mote' : 'drop') : tone === 'event' ? 'slip' : 'doc');
/** What is drawn of one traveller. `text` is there once it had something to say. */
type Shape = { g: SVGGElement; look: Look; v: Traveller; words: string; text: SVGTextElement | null; width: number };
export type Flights = {
  /** Who is on the way now. */ draw(list: readonly Traveller[]): void;
  /** Puts every traveller where it is at time `t`. Of two labels that would meet, the later one is not shown; `taken` are the lines of text that none may cover. */
  move(t: number, width: number, taken: readonly Line[]): void;
  forget(): void;
};

function make(parent: SVGGElement, look: Look): SVGGElement {
  const g = select(parent).append('g');
  if (look === 'drop' || look === 'mote') g.append('circle').attr('class', 'drop').attr('r', look === 'mote' ? 3 : 5);
  else g.append('path').attr('class', 'doc').attr('d', look === 'slip' ? 'M-4.2,-4.8h5.4l3,3v6.6h-8.4z' : 'M-7,-8h9l5,5v11h-14z');
  if (look === 'doc') g.append('path').attr('class', 'rule').attr('d', 'M-4,-1h7M-4,3h7');
  return g.node()!;
}
function describe(g: SVGGElement, { flight: f }: Traveller): void {
  select(g).attr('class', `flight ${f.shape} ${f.tone}`).attr('data-shape', f.shape).attr('data-flight', f.id).attr('data-ends', `${f.from}>${f.to}`).attr('data-subject', f.subject);
}
function say(shape: Shape, words: string): void {
  if (shape.words === words) return;
  shape.words = words;
  shape.width = widthOf(words, 11.5, false);
  if (!words && !shape.text) return;
  shape.text ??= select(shape.g).append('text').attr('text-anchor', 'middle').node()!;
  select(shape.text).attr('y', shape.v.flight.shape === 'watch' ? 19 : -14).text(words);
}

/** From one box to the next beside it: there is room for words over the first, whose name stands on the left. */
const isFlat = ({ points: [a, b, more] }: Way): boolean => !more && a!.y === b!.y;

export function createFlights(layer: Layer): Flights {
  const parent = layer.node()!;
  const shapes = new Map<string, Shape>();
  const spare: Record<Look, SVGGElement[]> = { drop: [], mote: [], doc: [], slip: [] };

  function setOut(v: Traveller): Shape {
    const look = lookOf(v.flight);
    const g = spare[look].pop() ?? make(parent, look);
    describe(g, v);
    return { g, look, v, words: '', text: null, width: 0 };
  }
  function arrive({ g, look, text }: Shape): void {
    text?.remove();
    if (spare[look].length >= sparesMax) { g.remove(); return; }
    for (const name of ['data-shape', 'data-flight', 'data-ends', 'data-subject']) g.removeAttribute(name);
    g.setAttribute('class', 'spare');
    spare[look].push(g);
  }
  function draw(list: readonly Traveller[]): void {
    const here = new Set(list.map((v) => v.id));
    for (const [id, shape] of shapes) if (!here.has(id)) { shapes.delete(id); arrive(shape); }
    const told = list.reduce((n, v) => (v.flight.tone === 'event' ? n : n + 1), 0);
    // News that fans out says its words once.
    const said = new Set<string>();
    for (const v of list) {
      let shape = shapes.get(v.id);
      if (!shape) { shape = setOut(v); shapes.set(v.id, shape); }
      shape.v = v;
      const words = told <= labelsMax && v.flight.tone !== 'event' ? labelOf(v) : '';
      const show = words !== '' && v.flight.shape !== 'reply' && !said.has(words);
      if (words) said.add(words);
      say(shape, show ? words : '');
    }
  }
  function move(t: number, width: number, taken: readonly Line[]): void {
    const lines = [...taken];
    for (const { g, v, words, text, width: w } of shapes.values()) {
      const { sentAt, arrivesAt } = v.flight;
      const p = along(v.way, ease((t - sentAt) / (arrivesAt - sentAt)));
      const x = Math.round(p.x * 10) / 10;
      const y = Math.round(p.y * 10) / 10;
      g.setAttribute('transform', `translate(${x},${y})`);
      if (!text || !words) continue;
      const anchor = p.x < 70 ? 'start' : p.x > width - 70 || isFlat(v.way) ? 'end' : 'middle';
      if (text.getAttribute('text-anchor') !== anchor) text.setAttribute('text-anchor', anchor);
      const label = { x: x + (anchor === 'start' ? w / 2 : anchor === 'end' ? -w / 2 : 0), y: y + (v.flight.shape === 'watch' ? 19 : -14), w };
      const seen = lines.every((o) => Math.abs(o.y - label.y) > 13 || Math.abs(o.x - label.x) > (o.w + w) / 2) ? 'visible' : 'hidden';
      if (seen === 'visible') lines.push(label);
      if (text.getAttribute('visibility') !== seen) text.setAttribute('visibility', seen);
    }
  }
  return { draw, move, forget: () => { shapes.clear(); for (const look of Object.keys(spare) as Look[]) spare[look] = []; } };
}
