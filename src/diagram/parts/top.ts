// The upper row: the user, the API server with its stages, etcd with its newest keys.
import type { View } from '../../engine/protocol.ts';
import { fit, widthOf } from '../fit.ts';
import type { Box } from '../geometry.ts';
import type { Layout } from '../layout.ts';
import { append, box, nameOf, rows, type Env, type Layer, type Line } from './draw.ts';

const stages = ['decode', 'default', 'validate', 'admit', 'store'] as const;

function drawServer(layer: Layer, l: Layout, view: View, env: Env): void {
  const { server } = view;
  const now = server.requests.at(-1);
  if (!env.changed('server', server.status, now?.stage, now?.verb, now?.key)) return;
  const g = box(layer, 'kube-apiserver', l.server, env.text('part.kube-apiserver.name'), env, server.status === 'up' ? '' : 'down');
  let track = g.select<SVGGElement>('g.track') as unknown as Layer;
  if (track.empty()) track = append(g, 'track');
  const inner = l.server.w - 20;
  const w = inner / stages.length;
  const y = l.server.y + 30;
  rows(track, 'step', stages as readonly string[], (s) => s, (s) => { s.append('rect').attr('rx', 4); s.append('text').attr('text-anchor', 'middle').attr('class', 'small'); }, (s, name, i) => {
    const active = now?.stage === name;
    s.attr('class', `step${active ? ' now' : ''}`);
    s.select('rect').attr('x', l.server.x + 10 + i * w + 1.5).attr('y', y).attr('width', w - 3).attr('height', 20);
    s.select('text').attr('x', l.server.x + 10 + (i + 0.5) * w).attr('y', y + 14).text(fit(env.text(`stage.api.${name}`) || name, w - 6, 10.5, false));
  });
  label(g, 'request', l.server.x + 10, y + 38, requestOf(l.server, view), 'mono muted');
}
function requestOf(server: Box, view: View): string {
  const now = view.server.requests.at(-1);
  return now ? fit(`${now.verb} ${nameOf(now.key)}`, server.w - 20, 11) : '';
}
/** What the API server is at, and etcd's lowest key: no label may cover them. */
export function topLines({ server, etcd }: Layout, view: View): Line[] {
  const w = widthOf(requestOf(server, view), 11, true);
  return [{ x: server.x + 10 + w / 2, y: server.y + 68, w }, { x: etcd.x + etcd.w / 2, y: keyY(etcd, Math.min(linesOf(etcd), view.etcd.keys.length) - 1), w: etcd.w }];
}
/** How many keys there is room for, and where each stands. */
const linesOf = (etcd: Box): number => Math.max(1, Math.floor((etcd.h - 28) / 15));
const keyY = (etcd: Box, line: number): number => etcd.y + 38 + line * 15;
export function label(g: Layer, id: string, x: number, y: number, content: string, className: string, anchor = 'start'): void {
  let t = g.select<SVGTextElement>(`text[data-id="${id}"]`);
  if (t.empty()) t = g.append('text').attr('data-id', id) as never;
  t.attr('class', className).attr('text-anchor', anchor).attr('x', x).attr('y', y);
  if (t.text() !== content) t.text(content);
}

function drawEtcd(layer: Layer, l: Layout, view: View, env: Env): void {
  const { etcd } = view;
  if (!env.changed('etcd', etcd)) return;
  const b = l.etcd;
  const g = box(layer, 'etcd', b, env.text('part.etcd.name'), env, etcd.status === 'up' ? '' : 'down');
  label(g, 'rev', b.x + b.w - 10, b.y + 19, `${env.text('diagram.revision', { n: etcd.revision })}`, 'small muted num', 'end');
  let list = g.select<SVGGElement>('g.list') as unknown as Layer;
  if (list.empty()) list = append(g, 'list');
  rows(list, 'entry', etcd.keys.slice(0, linesOf(b)), (_, i) => String(i), (e) => { e.append('text').attr('class', 'mono key-text'); e.append('text').attr('class', 'mono muted num').attr('text-anchor', 'end'); }, (e, k, i) => {
    const y = keyY(b, i);
    const revision = String(k.revision);
    e.select('text.key-text').attr('x', b.x + 10).attr('y', y).text(fit(k.key.replace(/\/(default)?\//, '/'), b.w - 26 - widthOf(revision, 11, true)));
    e.select('text.num').attr('x', b.x + b.w - 10).attr('y', y).text(revision);
  });
}

export function drawTop(layer: Layer, l: Layout, view: View, env: Env): void {
  drawUser(layer, l, view, env);
  drawServer(layer, l, view, env);
  drawEtcd(layer, l, view, env);
}
function drawUser(layer: Layer, l: Layout, view: View, env: Env): void {
  const lines = Math.max(1, Math.floor((l.kubectl.h - 28) / 15));
  const shown: string[] = [];
  for (const list of [view.cronJobs, view.jobs]) for (const key in list) { if (shown.length >= lines) break; if (!view.jobs[key]?.cronJob) shown.push(key); }
  if (!env.changed('kubectl', shown.join())) return;
  const user = box(layer, 'kubectl', l.kubectl, env.text('part.kubectl.name'), env);
  for (let i = 0; i < 6; i++) label(user, `yaml${i}`, l.kubectl.x + 10, l.kubectl.y + 38 + i * 15, shown[i] ? fit(`${shown[i]!.split('/')[0]} ${nameOf(shown[i]!)}`, l.kubectl.w - 20) : '', 'mono muted');
}
