// Travellers: each message drawn by its shape, placed on its way by time alone, labelled when it is not in a crowd.
import type { Flight } from '../../engine/protocol.ts';
import { along, ease, type Way } from '../geometry.ts';
import { widthOf } from '../fit.ts';
import { wayOf, type Ways } from '../ways.ts';
import { nameOf, rows, type Layer } from './draw.ts';

export type Traveller = { id: string; flight: Flight; way: Way; count: number };
const labelsMax = 7;

/** Messages that set out together on the same way are one traveller with a count. */
export function travellers(flights: readonly Flight[], ways: Ways): Traveller[] {
  const groups = new Map<string, Traveller>();
  for (const flight of flights) {
    const w = wayOf(ways, flight.from, flight.to, flight.shape);
    if (!w || flight.arrivesAt <= flight.sentAt) continue;
    const id = `${flight.from}>${flight.to}>${flight.shape}>${flight.tone === 'event'}>${flight.sentAt}>${flight.arrivesAt}`;
    const held = groups.get(id);
    if (held) groups.set(id, { ...held, count: held.count + 1 });
    else groups.set(id, { id, flight, way: w, count: 1 });
  }
  return [...groups.values()];
}
const labelOf = (v: Traveller): string => {
  const f = v.flight;
  const name = f.subject ? nameOf(f.subject) : '';
  return v.count > 1 ? `${f.label} ${f.kind ?? ''} ×${v.count}` : `${f.label} ${f.kind && f.shape !== 'txn' ? `${f.kind} ` : ''}${name}`.trim();
};

export function drawFlights(layer: Layer, list: readonly Traveller[]): void {
  const told = list.filter((v) => v.flight.tone !== 'event').length;
  // News that fans out says its words once.
  const speaker = new Map<string, string>();
  for (const v of list) if (!speaker.has(labelOf(v))) speaker.set(labelOf(v), v.id);
  rows(layer, 'flight', list, (v) => v.id, (g, v) => {
    if (v.flight.shape === 'watch') g.append('circle').attr('class', 'drop').attr('r', v.flight.tone === 'event' ? 3 : 5);
    else {
      const s = v.flight.tone === 'event' ? 0.6 : 1;
      g.append('path').attr('class', 'doc').attr('d', 'M-7,-8h9l5,5v11h-14z').attr('transform', `scale(${s})`);
      if (s === 1) { g.append('path').attr('class', 'rule').attr('d', 'M-4,-1h7M-4,3h7'); }
    }
    g.append('text').attr('text-anchor', 'middle');
  }, (g, v) => {
    g.attr('class', `flight ${v.flight.shape} ${v.flight.tone}`).attr('data-shape', v.flight.shape).attr('data-flight', v.flight.id).attr('data-ends', `${v.flight.from}>${v.flight.to}`).attr('data-subject', v.flight.subject);
    const show = v.flight.tone !== 'event' && told <= labelsMax && v.flight.shape !== 'reply' && speaker.get(labelOf(v)) === v.id;
    g.select('text').attr('y', v.flight.shape === 'watch' ? 19 : -14).text(show ? labelOf(v) : '');
  });
}
/** Puts every traveller where it is at time `t`. Of two labels that would meet, the later one is not shown. */
export function moveFlights(layer: Layer, t: number, width: number): void {
  const told: { x: number; y: number; w: number }[] = [];
  layer.selectAll<SVGGElement, Traveller>('g.flight').each(function (v) {
    const { sentAt, arrivesAt } = v.flight;
    const p = along(v.way, ease((t - sentAt) / (arrivesAt - sentAt)));
    this.setAttribute('transform', `translate(${p.x.toFixed(1)},${p.y.toFixed(1)})`);
    const text = this.lastElementChild;
    const anchor = p.x < 70 ? 'start' : p.x > width - 70 ? 'end' : 'middle';
    if (!text?.textContent) return;
    if (text.getAttribute('text-anchor') !== anchor) text.setAttribute('text-anchor', anchor);
    const w = widthOf(text.textContent, 11.5, false);
    const label = { x: p.x + (anchor === 'start' ? w / 2 : anchor === 'end' ? -w / 2 : 0), y: p.y + Number(text.getAttribute('y')), w };
    const free = told.every((o) => Math.abs(o.y - label.y) > 13 || Math.abs(o.x - label.x) > (o.w + w) / 2);
    if (free) told.push(label);
    text.setAttribute('visibility', free ? 'visible' : 'hidden');
  });
}
