// The paths that travellers take between the boxes, both to draw them and to place what moves on them.
import { back, center, way, type Box, type Point, type Way } from './geometry.ts';
import type { Layout } from './layout.ts';

const bottom = (b: Box, f = 0.5): Point => ({ x: b.x + b.w * f, y: b.y + b.h });
const topOf = (b: Box, f = 0.5): Point => ({ x: b.x + b.w * f, y: b.y });
const right = (b: Box, f = 0.5): Point => ({ x: b.x + b.w, y: b.y + b.h * f });
const left = (b: Box, f = 0.5): Point => ({ x: b.x, y: b.y + b.h * f });

export type Ways = { commands: Way; storing: Way; watch: Record<string, Way>; write: Record<string, Way> };

/** From the API server down the watch bus to `box` (news), on the left and from above. */
function down(l: Layout, box: Box, channelY: number | null): Way {
  const from = bottom(l.server, 0.3);
  const to = topOf(box, channelY === null ? 0.5 : 0.35);
  if (channelY === null) return way(from, { x: from.x, y: l.busY }, { x: to.x, y: l.busY }, to);
  return way(from, { x: from.x, y: l.busY }, { x: l.leftX, y: l.busY }, { x: l.leftX, y: channelY }, { x: to.x, y: channelY }, to);
}
/** From `from` up to the API server (writes), on the right-hand side. */
function up(l: Layout, from: Point, channelX: number, channelY: number): Way {
  const to = bottom(l.server, 0.8);
  return way(from, { x: from.x, y: channelY }, { x: channelX, y: channelY }, { x: channelX, y: l.busY }, { x: to.x, y: l.busY }, to);
}

export function waysOf(l: Layout, opened: string): Ways {
  const watch: Record<string, Way> = { [opened]: down(l, l.informer, null) };
  const exit = right(l.reconcile, 0.5);
  const to = bottom(l.server, 0.8);
  const write: Record<string, Way> = { [opened]: way(exit, { x: l.rightX, y: exit.y }, { x: l.rightX, y: l.busY }, { x: to.x, y: l.busY }, to) };
  const sides = Object.entries(l.side);
  const lower = [...sides, ...(l.scheduler.h > 0 ? [['kube-scheduler', l.scheduler] as const] : []), ...Object.entries(l.nodes).map(([n, b]) => [`kubelet/${n}`, b] as const)];
  for (const [id, box] of lower) {
    const channelY = id in l.side ? box.y - 6 : l.lowerY;
    watch[id] = down(l, box, channelY);
    write[id] = up(l, topOf(box, 0.7), l.rightX, channelY + (l.narrow ? 0 : id in l.side ? 0 : 6));
  }
  const storing = l.narrow ? way({ x: center(l.etcd).x, y: l.server.y }, bottom(l.etcd, 0.5)) : way(right(l.server), left(l.etcd));
  const commands = l.narrow ? way(bottom(l.kubectl, 0.5), { x: center(l.kubectl).x, y: l.server.y }) : way(right(l.kubectl), left(l.server));
  return { commands, storing, watch, write };
}

/** The way of a message, or null when its ends are not drawn. */
export function wayOf(w: Ways, from: string, to: string, shape: string): Way | null {
  if (from === 'etcd' || to === 'etcd') return from === 'etcd' ? back(w.storing) : w.storing;
  if (from === 'kubectl' && to === 'kube-apiserver') return w.commands;
  if (to === 'kubectl') return back(w.commands);
  if (from === 'kube-apiserver') return shape === 'watch' ? w.watch[to] ?? null : w.write[to] ? back(w.write[to]) : null;
  if (to === 'kube-apiserver') return w.write[from] ?? null;
  if (from === 'kubectl') return w.watch[to] ?? null;
  return null;
}
