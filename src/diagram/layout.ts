// Where everything stands: (size, which controllers, which nodes) → boxes. Pure; numbers that grow move nothing.
import type { Box } from './geometry.ts';

export type Layout = {
  narrow: boolean; width: number; height: number;
  kubectl: Box; server: Box; etcd: Box; busY: number; room: Box;
  informer: Box; handlers: Box; queue: Box; workers: Box; reconcile: Box;
  /** The other controllers, folded to a line each, by process id. */
  side: Record<string, Box>;
  scheduler: Box; nodes: Record<string, Box>; lowerY: number; leftX: number; rightX: number;
};
/** `lower`: whether scheduler and nodes are shown. */
export type Parts = { opened: string; controllers: readonly string[]; nodes: readonly string[]; lower: boolean };

export const minWidth = 660;
export const minHeight = 486;
/** Narrower areas are laid out top to bottom; those in between are shown a little smaller. */
const narrowBelow = 520;
const gap = 12;

/** Left to right and top to bottom for wide areas. Sizes in px; smaller areas are shown scaled. */
export function layoutOf(areaWidth: number, areaHeight: number, parts: Parts): Layout {
  return areaWidth < narrowBelow ? narrowLayout(Math.max(340, areaWidth), parts) : wideLayout(Math.max(minWidth, areaWidth), Math.max(minHeight, areaHeight), parts);
}

function wideLayout(width: number, height: number, parts: Parts): Layout {
  const margin = 24;
  const inner = width - 2 * margin;
  const spare = Math.max(0, height - minHeight);
  const rowHeight = Math.round(74 + Math.min(76, spare * 0.16));
  const top = 12;
  const kubectl: Box = { x: margin, y: top, w: Math.round(inner * 0.2), h: rowHeight };
  const etcdWidth = Math.round(Math.min(360, inner * 0.3));
  const etcd: Box = { x: width - margin - etcdWidth, y: top, w: etcdWidth, h: rowHeight };
  const serverX = kubectl.x + kubectl.w + 40;
  const server: Box = { x: serverX, y: top, w: etcd.x - 40 - serverX, h: rowHeight };
  const busY = top + rowHeight + 15;
  const nodesHeight = parts.lower ? Math.round(80 + spare * 0.34) : 0;
  const nodesY = height - nodesHeight - 10;
  const sideHeight = parts.controllers.length > 0 ? Math.round(41 + Math.min(21, spare * 0.06)) : 0;
  const sideY = nodesY - (parts.lower ? 26 : 8) - sideHeight;
  const room: Box = { x: margin, y: busY + 13, w: inner, h: sideY - 12 - (busY + 13) };
  const [informer, handlers, queue, workers, reconcile] = columnsOf(room);
  const n = Math.max(1, parts.controllers.length);
  const sideWidth = (inner - gap * (n - 1)) / n;
  const side = Object.fromEntries(parts.controllers.map((id, i) => [id, { x: margin + i * (sideWidth + gap), y: sideY, w: sideWidth, h: sideHeight }]));
  const scheduler: Box = { x: margin, y: nodesY, w: Math.round(Math.min(220, inner * 0.2)), h: nodesHeight };
  const nodesX = scheduler.x + scheduler.w + 14;
  const count = Math.max(1, parts.nodes.length);
  const nodeGap = count > 12 ? 4 : gap;
  const nodeWidth = (width - margin - nodesX - nodeGap * (count - 1)) / count;
  const nodes = Object.fromEntries(parts.nodes.map((id, i) => [id, { x: nodesX + i * (nodeWidth + nodeGap), y: nodesY, w: nodeWidth, h: nodesHeight }]));
  return { narrow: false, width, height, kubectl, server, etcd, busY, room, informer, handlers, queue, workers, reconcile, side, scheduler, nodes, lowerY: nodesY - 15, leftX: 10, rightX: width - 10 };
}

/** Cache, handlers, queue, workers and reconcile side by side, with room for an arrow between. */
function columnsOf(room: Box): [Box, Box, Box, Box, Box] {
  const shares = [0.21, 0.16, 0.205, 0.155, 0.27];
  const arrow = 18;
  const usable = room.w - 2 * gap - 4 * arrow;
  let x = room.x + gap;
  return shares.map((share) => {
    const b: Box = { x, y: room.y + 27, w: Math.round(share * usable), h: room.h - 37 };
    x += b.w + arrow;
    return b;
  }) as [Box, Box, Box, Box, Box];
}

/** Top to bottom, for a phone: taller than the screen, and panned. */
function narrowLayout(width: number, parts: Parts): Layout {
  const m = 18;
  const w = width - 2 * m;
  const half = (w - gap) / 2;
  const kubectl: Box = { x: m, y: 10, w: w * 0.34, h: 78 };
  const etcd: Box = { x: m + w * 0.34 + gap, y: 10, w: w * 0.66 - gap, h: 78 };
  const server: Box = { x: m, y: 108, w, h: 76 };
  const busY = 200;
  const room: Box = { x: m, y: 214, w, h: 506 };
  const iw = (w - 3 * gap) / 2;
  const informer: Box = { x: m + gap, y: room.y + 30, w: iw, h: 152 };
  const handlers: Box = { x: m + 2 * gap + iw, y: room.y + 30, w: iw, h: 152 };
  const queue: Box = { x: m + gap, y: room.y + 196, w: iw, h: 132 };
  const workers: Box = { x: m + gap, y: room.y + 342, w: iw, h: 152 };
  const reconcile: Box = { x: m + 2 * gap + iw, y: room.y + 196, w: iw, h: 298 };
  const sideY = room.y + room.h + 14;
  const sideHeight = 56;
  const side = Object.fromEntries(parts.controllers.map((id, i) => [id, { x: m + (i % 2) * (half + gap), y: sideY + Math.floor(i / 2) * (sideHeight + gap), w: half, h: sideHeight }]));
  const lowerY = sideY + Math.ceil(parts.controllers.length / 2) * (sideHeight + gap) + 4;
  const scheduler: Box = { x: m, y: lowerY + 14, w, h: parts.lower ? 74 : 0 };
  const nodeHeight = 112;
  const nodes = Object.fromEntries(parts.nodes.map((id, i) => [id, { x: m, y: scheduler.y + scheduler.h + gap + i * (nodeHeight + gap), w, h: nodeHeight }]));
  const height = scheduler.y + scheduler.h + gap + parts.nodes.length * (nodeHeight + gap) + 8;
  return { narrow: true, width, height, kubectl, server, etcd, busY, room, informer, handlers, queue, workers, reconcile, side, scheduler, nodes, lowerY, leftX: 8, rightX: width - 8 };
}
