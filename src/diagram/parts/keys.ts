// The keys of the opened controller: in line, waiting out a delay on a dial, in a worker's hand, or a ghost that comes back.
import type { ControllerView } from '../../engine/protocol.ts';
import { fit } from '../fit.ts';
import { arcOf, center } from '../geometry.ts';
import type { Layout } from '../layout.ts';
import { nameOf, rows, type Layer } from './draw.ts';
import type { Glides } from './glide.ts';
import { workerSlot } from './room.ts';

export type KeyPlace = { id: string; key: string; state: 'line' | 'wait' | 'hand' | 'ghost'; x: number; y: number; w: number; h: number; readyAt: number | null; failures: number };

const pill = 22;
/** Where each key stands. A key in hand and due again later is shown in both places. */
export function keyPlaces(l: Layout, c: ControllerView): KeyPlace[] {
  const q = l.queue;
  const x = q.x + q.w / 2;
  const w = q.w - 18;
  const failures = new Map(c.queue.failures.map((f) => [f.key, f.count]));
  const of = (id: string, key: string, state: KeyPlace['state'], y: number, readyAt: number | null = null): KeyPlace => ({ id, key, state, x, y, w, h: pill, readyAt, failures: failures.get(key) ?? 0 });
  const fitRows = Math.max(1, Math.floor((q.h - 40) / (pill + 5)));
  const waiting = c.queue.waiting.slice(0, Math.max(1, fitRows - Math.min(c.queue.ready.length, fitRows - 1)));
  const lines = c.queue.ready.slice(0, Math.max(0, fitRows - waiting.length));
  const places = lines.map((key, i) => of(key, key, 'line', q.y + 41 + i * (pill + 5)));
  const bottomUp = waiting.map((e, i) => of(c.queue.processing.includes(e.key) || c.queue.ready.includes(e.key) ? `${e.key}#later` : e.key, e.key, 'wait', q.y + q.h - 19 - (waiting.length - 1 - i) * (pill + 5), e.readyAt));
  const ghosts = c.queue.again.slice(0, 2).map((key, i) => of(`${key}#again`, key, 'ghost', q.y + 41 + (lines.length + i) * (pill + 5)));
  const hands = c.workers.flatMap((worker, i) => {
    if (!worker) return [];
    const slot = workerSlot(l, c.workers.length, i);
    return [{ id: worker.key, key: worker.key, state: 'hand' as const, ...slot, readyAt: null, failures: failures.get(worker.key) ?? 0 }];
  });
  return [...places, ...ghosts, ...bottomUp, ...hands];
}

/** A dial shows at most so much (ms); what waits longer starts full. */
const dialFull = 10_000;

export function drawKeys(layer: Layer, l: Layout, c: ControllerView, glides: Glides): void {
  const from = center(l.handlers);
  rows(layer, 'key', keyPlaces(l, c), (k) => k.id, (g) => {
    glides.put(g.node()!, from);
    g.append('rect').attr('rx', 11);
    g.append('text').attr('class', 'mono').attr('text-anchor', 'middle').attr('dy', 4);
    g.append('path').attr('class', 'rest').style('fill', 'none').style('stroke', 'var(--accent)').style('stroke-width', '3');
    g.append('text').attr('class', 'small num left').attr('dy', 4).attr('text-anchor', 'end');
  }, (g, k) => {
    g.attr('class', `key ${k.state}`).attr('data-key', k.key).attr('data-state', k.state);
    glides.send(g.node()!, k);
    g.select('rect').attr('x', -k.w / 2).attr('y', -k.h / 2).attr('width', k.w).attr('height', k.h);
    // A key that waits stands left of its seconds and its dial.
    const waits = k.state === 'wait';
    const room = waits ? k.w - 62 : k.w - 16;
    const name = `${nameOf(k.key)}${k.failures > 0 ? ` ×${k.failures}` : ''}`;
    g.select('text.mono').attr('text-anchor', waits ? 'start' : 'middle').attr('x', waits ? 8 - k.w / 2 : 0).text(fit(name, Math.max(12, room)));
    g.select('path.rest').attr('transform', `translate(${k.w / 2 - 13},0)`).style('display', k.state === 'wait' ? '' : 'none');
    g.select('text.left').attr('x', k.w / 2 - 24).style('display', k.state === 'wait' ? '' : 'none');
  });
}
/** Moves the dials and counts the seconds down; cheap enough for every frame. */
export function turnDials(layer: Layer, t: number): void {
  layer.selectAll<SVGGElement, KeyPlace>('g.key.wait').each(function (k) {
    const left = Math.max(0, (k.readyAt ?? t) - t);
    const text = this.querySelector('text.left');
    const shown = left >= 120_000 ? `${Math.round(left / 60_000)}m` : left >= 10_000 ? `${Math.ceil(left / 1000)}s` : `${(left / 1000).toFixed(1)}s`;
    if (text && text.textContent !== shown) text.textContent = shown;
    const rest = this.querySelector('path.rest');
    const arc = arcOf(6.5, Math.round((left / dialFull) * 400) / 400);
    if (rest && rest.getAttribute('d') !== arc) rest.setAttribute('d', arc);
  });
}
