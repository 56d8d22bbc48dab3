// The other controllers, each folded to a line or two: name, what is in hand, what waits.
import type { View } from '../../engine/protocol.ts';
import { fit, fitTitle } from '../fit.ts';
import type { Layout } from '../layout.ts';
import { box, nameOf, type Env, type Layer } from './draw.ts';
import { label } from './top.ts';

const left = (ms: number) => (ms >= 3_600_000 ? `${Math.floor(ms / 3_600_000)} h ${Math.floor(ms / 60_000) % 60} min` : ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Math.ceil(ms / 1000)} s`);

export function drawSide(layer: Layer, l: Layout, view: View, env: Env, t: number): void {
  for (const [id, b] of Object.entries(l.side)) {
    const c = view.controllers[id];
    if (!c) continue;
    const addon = id === 'dependency-controller';
    const worker = c.workers.find((w) => w !== null);
    const next = c.queue.waiting[0];
    const line = c.status !== 'up' ? env.text('diagram.down') : worker ? `${nameOf(worker.key)}: ${env.text(`stage.${worker.stage}`) || worker.stage}` : c.queue.ready.length > 0 ? env.text('diagram.queued', { n: c.queue.ready.length }) : next ? env.text('diagram.next', { left: left(next.readyAt - t) }) : env.text('diagram.idle');
    const extra = addon ? env.text('diagram.addon') : next && worker === undefined ? nameOf(next.key) : '';
    if (!env.changed(id, c.status, line, extra)) continue;
    const g = box(layer, id, b, fitTitle(env.text(`part.${id}.name`), b.w - 20), env, `${addon ? 'addon' : ''}${c.status === 'up' ? '' : ' down'}`);
    label(g, 'line', b.x + 10, b.y + 36, b.h >= 42 ? fit(line, b.w - 20, 10.5) : '', 'small muted num');
    label(g, 'extra', b.x + 10, b.y + 51, b.h >= 60 ? fit(extra, b.w - 20, 10.5, false) : '', 'small muted');
  }
}
