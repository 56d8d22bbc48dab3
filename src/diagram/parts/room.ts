// The opened controller's room: informer cache, event handlers, workers and the reconcile with its stages. The queue's keys have a file of their own.
import type { ControllerView, View } from '../../engine/protocol.ts';
import { fit, fitTitle, widthOf } from '../fit.ts';
import type { Box } from '../geometry.ts';
import type { Layout } from '../layout.ts';
import { append, box, nameOf, rows, type Env, type Layer } from './draw.ts';
import { label } from './top.ts';

const stagesOf: Record<string, readonly string[]> = {
  'job-controller': ['load', 'expectations', 'count', 'decide', 'deletePods', 'createBatch', 'flushStatus', 'removeFinalizers', 'updateStatus'],
  'cronjob-controller': ['load', 'trimHistory', 'decide', 'applyConcurrency', 'createJob', 'updateStatus'],
};
const fallback = ['load', 'decide', 'act'];
/** Virtual milliseconds for which a handler's lamp stays lit. */
const lampMillis = 30;

function drawInformer(layer: Layer, l: Layout, c: ControllerView, env: Env): void {
  if (!env.changed('informer', c.informers)) return;
  const b = l.informer;
  const g = box(layer, `${c.id}/informer`, b, fitTitle(env.text('part.informer.name'), b.w - 16), env);
  const kinds = c.informers;
  const space = (b.h - 34) / Math.max(1, kinds.length);
  let list = g.select<SVGGElement>('g.list') as unknown as Layer;
  if (list.empty()) list = append(g, 'list');
  rows(list, 'kind', kinds, (k) => k.kind, (e) => { e.append('text').attr('class', 'kind-name'); e.append('text').attr('class', 'num size').attr('text-anchor', 'end'); append(e, 'keys'); e.append('text').attr('class', 'small behind'); }, (e, k, i) => {
    const y = b.y + 40 + i * space;
    e.select('text.kind-name').attr('x', b.x + 10).attr('y', y).text(`${k.kind}s`);
    e.select('text.size').attr('x', b.x + b.w - 10).attr('y', y).text(k.size);
    const lines = Math.max(0, Math.floor((space - 20) / 14));
    const shown = k.keys.slice(-lines);
    rows(e.select<SVGGElement>('g.keys') as unknown as Layer, 'cached', shown, (key) => key, (r) => { r.append('text').attr('class', 'mono muted'); }, (r, key, j) => {
      r.select('text').attr('x', b.x + 12).attr('y', y + 15 + j * 14).text(fit(nameOf(key), b.w - 22, 10.5)).style('font-size', '10.5px');
    });
    e.select('text.behind').attr('x', b.x + 10 + widthOf(`${k.kind}s `, 12, false) + 2).attr('y', y).attr('fill', 'var(--accent)').style('fill', 'var(--accent)').text(k.behind > 0 ? env.text('diagram.behind') : '');
  });
}

function drawHandlers(layer: Layer, l: Layout, c: ControllerView, env: Env, t: number): void {
  const lit = c.lastHandler && t - c.lastHandler.at <= lampMillis ? c.lastHandler.name : null;
  if (!env.changed('handlers', c.informers.length, lit)) return;
  const b = l.handlers;
  const g = box(layer, `${c.id}/handlers`, b, fitTitle(env.text('part.handlers.name'), b.w - 16), env);
  const lamps = c.informers.flatMap((i) => ['add', 'update', 'delete'].map((op) => ({ kind: i.kind, op, name: `${op}${i.kind}` })));
  const h = Math.min(26, (b.h - 42) / Math.max(1, lamps.length) - 2);
  let list = g.select<SVGGElement>('g.list') as unknown as Layer;
  if (list.empty()) list = append(g, 'list');
  rows(list, 'lamp', lamps, (d) => d.name, (e) => { e.append('rect').attr('rx', 4); e.append('text').attr('class', 'mono'); }, (e, d, i) => {
    const y = b.y + 28 + i * (h + 2) + (i >= 3 ? 6 : 0);
    e.attr('class', `lamp${lit === d.name ? ' on' : ''}`);
    e.select('rect').attr('x', b.x + 8).attr('y', y).attr('width', b.w - 16).attr('height', h);
    e.select('text').attr('x', b.x + 14).attr('y', y + h / 2 + 4).text(fit(d.name, b.w - 26, 11)).style('display', h < 9 ? 'none' : '');
  });
}

function drawWorkers(layer: Layer, l: Layout, c: ControllerView, env: Env): void {
  if (!env.changed('workers', c.workers.length)) return;
  const b = l.workers;
  const g = box(layer, `${c.id}/workers`, b, fitTitle(env.text('part.workers.name'), b.w - 16), env);
  const { h, pitch } = slotSize(b, c.workers.length);
  let list = g.select<SVGGElement>('g.list') as unknown as Layer;
  if (list.empty()) list = append(g, 'list');
  rows(list, 'bench', c.workers, (_, i) => String(i), (e) => { e.append('rect').attr('class', 'slot').attr('rx', 5); }, (e, _, i) => {
    e.select('rect').attr('x', b.x + 8).attr('y', b.y + 28 + i * pitch).attr('width', b.w - 16).attr('height', h);
  });
}
/** The gap between slots closes where there are many. */
function slotSize(b: Box, workers: number): { h: number; pitch: number } {
  const room = (b.h - 34) / Math.max(1, workers);
  const gap = Math.min(4, room * 0.3);
  const h = Math.min(34, room - gap);
  return { h, pitch: h + gap };
}
export const workerSlot = (l: Layout, workers: number, i: number) => {
  const b = l.workers;
  const { h, pitch } = slotSize(b, workers);
  return { x: b.x + b.w / 2, y: b.y + 28 + i * pitch + h / 2, w: b.w - 22, h: Math.min(22, Math.max(1, h - 2)) };
};

const shownValues = ['want', 'active', 'ready', 'succeeded', 'failed', 'terminating', 'create', 'remove', 'count', 'missed', 'active'];
function drawReconcile(layer: Layer, l: Layout, c: ControllerView, env: Env): void {
  if (!env.changed('reconcile', c.workers)) return;
  const b = l.reconcile;
  const g = box(layer, `${c.id}/reconcile`, b, fitTitle(env.text('part.reconcile.name'), b.w - 16), env);
  const stages = stagesOf[c.id] ?? fallback;
  const worker = c.workers.find((w) => w !== null) ?? null;
  const at = worker ? stages.indexOf(worker.stage) : -1;
  const footer = b.h > 250 ? 44 : 22;
  const step = Math.min(32, (b.h - 27 - footer) / stages.length);
  const h = step - (step > 20 ? 3 : 1.5);
  let list = g.select<SVGGElement>('g.list') as unknown as Layer;
  if (list.empty()) list = append(g, 'list');
  rows(list, 'step', stages, (s) => s, (e) => { e.append('rect').attr('rx', 4); e.append('text'); }, (e, s, i) => {
    const y = b.y + 26 + i * step;
    e.attr('class', `step${i === at ? ' now' : i < at ? ' past' : ''}`);
    e.select('rect').attr('x', b.x + 8).attr('y', y).attr('width', b.w - 16).attr('height', h);
    e.select('text').attr('x', b.x + 15).attr('y', y + h / 2 + 3.6).text(fit(env.text(`stage.${s}`) || s, b.w - 32, h < 15 ? 10 : 11.5, false)).style('font-size', h < 15 ? '10px' : '11.5px');
  });
  const values = worker?.values ?? {};
  const told = [...new Set(shownValues)].filter((k) => typeof values[k] === 'number').map((k) => `${env.text(`value.${k}`) || k} ${String(values[k])}`);
  const half = footer > 30 ? Math.ceil(told.length / 2) : told.length;
  label(g, 'values', b.x + 10, b.y + b.h - footer + 17, fit(told.slice(0, half).join(' · '), b.w - 20, 10.5), 'small num');
  label(g, 'values2', b.x + 10, b.y + b.h - footer + 33, footer > 30 ? fit(told.slice(half).join(' · '), b.w - 20, 10.5) : '', 'small num');
}

function drawQueue(layer: Layer, l: Layout, c: ControllerView, env: Env): void {
  // A key in hand that is to come back stands in the queue too, as a ghost.
  const empty = c.queue.ready.length + c.queue.waiting.length + c.queue.again.length === 0;
  if (!env.changed('queue', empty)) return;
  const q = box(layer, `${c.id}/queue`, l.queue, fitTitle(env.text('part.queue.name'), l.queue.w - 16), env);
  label(q, 'empty', l.queue.x + l.queue.w / 2, l.queue.y + 48, empty ? env.text('diagram.empty') : '', 'small muted', 'middle');
}

export function drawRoom(layer: Layer, l: Layout, view: View, opened: string, env: Env, t: number): void {
  const c = view.controllers[opened];
  if (!c) {
    if (!env.changed('room', null)) return;
    const unseen = box(layer, opened, l.room, env.text(`part.${opened}.name`), env, 'room unseen');
    label(unseen, 'unseen', l.room.x + l.room.w / 2, l.room.y + l.room.h / 2, env.text('diagram.unseen'), 'small muted', 'middle');
    return;
  }
  if (env.changed('room', c.status)) box(layer, opened, l.room, env.text(`part.${opened}.name`), env, `room${c.status === 'up' ? '' : ' down'}`);
  drawInformer(layer, l, c, env);
  drawHandlers(layer, l, c, env, t);
  drawQueue(layer, l, c, env);
  drawWorkers(layer, l, c, env);
  drawReconcile(layer, l, c, env);
}
