// The lower row: scheduler with Pods that have no node, nodes with what they say of their Pods. The Pods' marks have a file of their own.
import type { View } from '../../engine/protocol.ts';
import type { Box } from '../geometry.ts';
import { fit, fitTitle, widthOf } from '../fit.ts';
import type { Layout } from '../layout.ts';
import { isNarrow, type Crews } from './crews.ts';
import { box, type Env, type Layer } from './draw.ts';
import { label } from './top.ts';

function drawNode(layer: Layer, b: Box, id: string, view: View, more: number, env: Env): void {
  const kubelet = view.kubelets[`kubelet/${id}`];
  const node = view.nodes[`Node//${id}`];
  if (!env.changed(id, kubelet, node, more)) return;
  const off = (kubelet !== undefined && (kubelet.status !== 'up' || !kubelet.connected)) || node?.ready === false;
  if (isNarrow(b)) return drawNarrow(layer, b, id, off, more > 0 ? `+${more}` : String(node?.pods ?? ''), env);
  const g = box(layer, id, b, fitTitle(id, b.w - 20), env, off ? 'down' : '');
  const state = kubelet?.connected === false ? env.text('diagram.cutOff') : node && !node.schedulable ? env.text('diagram.cordoned') : env.text('part.kubelet.name');
  label(g, 'state', b.x + b.w - 10, b.y + 19, b.w > 130 ? state : '', 'small muted', 'end');
  label(g, 'use', b.x + 10, b.y + b.h - 8, node ? fit(more > 0 ? (b.w < 100 ? `+${more}` : env.text('diagram.podsMore', { n: more })) : node.podsMax > 0 ? env.text('diagram.capacity', { n: node.pods, max: node.podsMax }) : env.text('diagram.podsHere', { n: node.pods }), b.w - 20, 10.5) : '', 'small muted num');
}

/** Of many nodes each says its number and how many Pods it has, as far as there is room. */
function drawNarrow(layer: Layer, b: Box, id: string, off: boolean, pods: string, env: Env): void {
  const short = (text: string) => (widthOf(text, 9.5, true) <= b.w - 1 ? text : '');
  const g = box(layer, id, b, short(id.slice(id.lastIndexOf('-') + 1)), env, `narrow${off ? ' down' : ''}`);
  g.attr('aria-label', id).select('text.title').attr('x', b.x + b.w / 2);
  label(g, 'use', b.x + b.w / 2, b.y + b.h - 8, short(pods) || (pods.startsWith('+') ? '+' : ''), 'small muted num', 'middle');
}

/** The boxes of the row, with what they say of their Pods. */
export function drawNodeBoxes(boxes: Layer, l: Layout, view: View, crews: Crews, env: Env): void {
  const pending = crews.get('')?.count ?? 0;
  if (env.changed('kube-scheduler', view.scheduler.status, pending)) {
    const g = box(boxes, 'kube-scheduler', l.scheduler, fitTitle(env.text('part.kube-scheduler.name'), l.scheduler.w - 20), env, view.scheduler.status === 'up' ? '' : 'down');
    label(g, 'pending', l.scheduler.x + 10, l.scheduler.y + l.scheduler.h - 8, fit(pending > 0 ? env.text('diagram.unscheduled', { n: pending }) : env.text('diagram.idle'), l.scheduler.w - 20, 10.5), 'small muted num');
  }
  for (const [id, b] of Object.entries(l.nodes)) drawNode(boxes, b, id, view, crews.get(id)?.more ?? 0, env);
}
