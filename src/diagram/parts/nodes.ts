// The lower row: scheduler with Pods that have no node, nodes with their Pods.
import type { NodeView, PodView, View } from '../../engine/protocol.ts';
import { inset, type Box } from '../geometry.ts';
import { fit, fitTitle } from '../fit.ts';
import type { Layout } from '../layout.ts';
import { leftOut, placePods, type PodPlace } from '../pod-grid.ts';
import { box, type Env, type Layer } from './draw.ts';
import type { PodMarks } from './pods.ts';
import { label } from './top.ts';

const bodyOf = (b: Box): Box => inset(b, 10, 30);

const podsBox = (b: Box): Box => ({ ...bodyOf(b), h: bodyOf(b).h - 14 });

function placesOf(l: Layout, pods: readonly PodView[]): PodPlace[] {
  const byNode = new Map<string, PodView[]>();
  for (const pod of pods) { const key = pod.node ?? ''; const list = byNode.get(key); if (list) list.push(pod); else byNode.set(key, [pod]); }
  const places: PodPlace[] = [];
  for (const [node, list] of byNode) {
    const b = node === '' ? l.scheduler : l.nodes[node];
    if (b) for (const place of placePods(podsBox(b), list)) places.push(place);
  }
  return places;
}

function drawNode(layer: Layer, b: Box, id: string, view: View, node: NodeView | undefined, more: number, env: Env): void {
  const kubelet = view.kubelets[`kubelet/${id}`];
  const off = (kubelet !== undefined && (kubelet.status !== 'up' || !kubelet.connected)) || node?.ready === false;
  const g = box(layer, id, b, id, off ? 'down' : '');
  const state = kubelet?.connected === false ? env.text('diagram.cutOff') : node && !node.schedulable ? env.text('diagram.cordoned') : env.text('part.kubelet.name');
  label(g, 'state', b.x + b.w - 10, b.y + 19, b.w > 130 ? state : '', 'small muted', 'end');
  label(g, 'use', b.x + 10, b.y + b.h - 8, node ? fit(more > 0 ? (b.w < 100 ? `+${more}` : env.text('diagram.podsMore', { n: more })) : node.podsMax > 0 ? env.text('diagram.capacity', { n: node.pods, max: node.podsMax }) : env.text('diagram.podsHere', { n: node.pods }), b.w - 20, 10.5) : '', 'small muted num');
}

/** The boxes of the row, with what they say of their Pods. */
export function drawNodeBoxes(boxes: Layer, l: Layout, view: View, env: Env): void {
  const here = new Map<string, number>();
  for (const key in view.pods) { const node = view.pods[key]!.node ?? ''; here.set(node, (here.get(node) ?? 0) + 1); }
  const g = box(boxes, 'kube-scheduler', l.scheduler, fitTitle(env.text('part.kube-scheduler.name'), l.scheduler.w - 20), view.scheduler.status === 'up' ? '' : 'down');
  const pending = here.get('') ?? 0;
  label(g, 'pending', l.scheduler.x + 10, l.scheduler.y + l.scheduler.h - 8, fit(pending > 0 ? env.text('diagram.unscheduled', { n: pending }) : env.text('diagram.idle'), l.scheduler.w - 20, 10.5), 'small muted num');
  for (const [id, b] of Object.entries(l.nodes)) drawNode(boxes, b, id, view, view.nodes[`Node//${id}`], leftOut(podsBox(b), here.get(id) ?? 0), env);
}
/** The Pods' marks, at most `most` of them now; true if all are where they belong. */
export function drawPodMarks(marks: PodMarks, l: Layout, view: View, env: Env, most: number): boolean {
  return marks.draw(placesOf(l, Object.values(view.pods)), { x: l.scheduler.x + l.scheduler.w / 2, y: l.scheduler.y }, env, most);
}
