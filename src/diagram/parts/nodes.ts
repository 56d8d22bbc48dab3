// The lower row: scheduler with Pods that have no node, nodes with their Pods.
import type { NodeView, PodView, View } from '../../engine/protocol.ts';
import { inset, type Box } from '../geometry.ts';
import { fit, fitTitle } from '../fit.ts';
import type { Layout } from '../layout.ts';
import { glyphs, placePods, type PodPlace } from '../pod-grid.ts';
import { append, box, rows, type Env, type Layer } from './draw.ts';
import { label } from './top.ts';

type Placed = PodPlace & { index: string };
const bodyOf = (b: Box): Box => inset(b, 10, 30);

function placesOf(l: Layout, pods: readonly PodView[]): { places: Placed[]; left: Map<string, number> } {
  const byNode = new Map<string, PodView[]>();
  for (const pod of pods) { const key = pod.node ?? ''; const list = byNode.get(key); if (list) list.push(pod); else byNode.set(key, [pod]); }
  const places: Placed[] = [];
  const left = new Map<string, number>();
  for (const [node, list] of byNode) {
    const b = node === '' ? l.scheduler : l.nodes[node];
    if (!b) continue;
    const placed = placePods({ ...bodyOf(b), h: bodyOf(b).h - 14 }, list);
    left.set(node, placed.left);
    for (const p of placed.places) places.push({ ...p, index: p.pod.index === null ? '' : String(p.pod.index) });
  }
  return { places, left };
}

/** What a Pod's drawing was made of, so that one that did not change costs nothing. */
type Drawn = { pod: PodView; x: number; y: number; size: number; lit: boolean; selected: boolean; words: Env['text'] };
const drawn = new WeakMap<Element, Drawn>();

/** So small that only its colour is seen. */
const isDot = (p: Placed): boolean => p.size < 12;

function drawPod(g: Layer, p: Placed, env: Env): void {
  const { pod, size } = p;
  const now: Drawn = { pod, x: p.x, y: p.y, size, lit: env.lit.has(pod.key), selected: env.selected === pod.key, words: env.text };
  const was = drawn.get(g.node()!);
  if (was && was.pod === now.pod && was.x === now.x && was.y === now.y && was.size === now.size && was.lit === now.lit && was.selected === now.selected && was.words === now.words) return;
  drawn.set(g.node()!, now);
  const half = size / 2;
  const part = pod.key;
  g.attr('class', `pod ${pod.state}${now.lit ? ' lit' : ''}${now.selected ? ' selected' : ''}`).attr('transform', `translate(${p.x},${p.y})`)
    .attr('data-part', part).attr('data-state', pod.state).attr('aria-label', env.text('diagram.pod', { name: pod.name, state: env.text(`podState.${pod.state}`) || pod.state }));
  g.select('title').text(`${pod.name} · ${env.text(`podState.${pod.state}`) || pod.state}${pod.reason ? ` · ${pod.reason}` : ''}`);
  g.select('rect.body').attr('x', -half).attr('y', -half).attr('width', size).attr('height', size).attr('rx', Math.max(1.5, size * 0.18));
  if (isDot(p)) return;
  g.select('text.glyph').attr('dy', size > 20 ? 4 : 3).style('font-size', `${Math.max(7, size * 0.42)}px`).text(p.index !== '' && size >= 22 ? p.index : glyphs[pod.state]);
  g.select('text.count').attr('x', half - 1).attr('y', -half + 9).style('display', size >= 22 && (pod.restarts > 0 || p.index !== '') ? '' : 'none').text(pod.restarts > 0 ? `↻${pod.restarts}` : p.index !== '' ? glyphs[pod.state] : '');
  g.select('circle.pin').attr('cx', half - 1).attr('cy', half - 1).attr('r', size >= 18 ? 3.2 : 0).style('display', pod.tracked ? '' : 'none');
}

function drawNode(layer: Layer, b: Box, id: string, view: View, node: NodeView | undefined, more: number, env: Env): void {
  const kubelet = view.kubelets[`kubelet/${id}`];
  const off = (kubelet !== undefined && (kubelet.status !== 'up' || !kubelet.connected)) || node?.ready === false;
  const g = box(layer, id, b, id, off ? 'down' : '');
  const state = kubelet?.connected === false ? env.text('diagram.cutOff') : node && !node.schedulable ? env.text('diagram.cordoned') : env.text('part.kubelet.name');
  label(g, 'state', b.x + b.w - 10, b.y + 19, b.w > 130 ? state : '', 'small muted', 'end');
  label(g, 'use', b.x + 10, b.y + b.h - 8, node ? fit(more > 0 ? (b.w < 100 ? `+${more}` : env.text('diagram.podsMore', { n: more })) : node.podsMax > 0 ? env.text('diagram.capacity', { n: node.pods, max: node.podsMax }) : env.text('diagram.podsHere', { n: node.pods }), b.w - 20, 10.5) : '', 'small muted num');
}

/** Ids by which the Pods' places are drawn again only when one of them changed. */
export function drawNodes(boxes: Layer, podLayer: Layer, l: Layout, view: View, env: Env): void {
  const pods = Object.values(view.pods);
  const { places, left } = placesOf(l, pods);
  const g = box(boxes, 'kube-scheduler', l.scheduler, fitTitle(env.text('part.kube-scheduler.name'), l.scheduler.w - 20), view.scheduler.status === 'up' ? '' : 'down');
  const pending = pods.filter((p) => p.node === null).length;
  label(g, 'pending', l.scheduler.x + 10, l.scheduler.y + l.scheduler.h - 8, fit(pending > 0 ? env.text('diagram.unscheduled', { n: pending }) : env.text('diagram.idle'), l.scheduler.w - 20, 10.5), 'small muted num');
  for (const [id, b] of Object.entries(l.nodes)) drawNode(boxes, b, id, view, view.nodes[`Node//${id}`], left.get(id) ?? 0, env);
  rows(podLayer, 'pod', places, (p) => `${p.pod.uid}${isDot(p) ? ' dot' : ''}`, (g2, p) => {
    g2.attr('tabindex', 0).attr('role', 'button').attr('transform', `translate(${l.scheduler.x + l.scheduler.w / 2},${l.scheduler.y})`);
    g2.append('title'); g2.append('rect').attr('class', 'body');
    if (isDot(p)) return;
    g2.append('text').attr('class', 'glyph'); g2.append('text').attr('class', 'count'); g2.append('circle').attr('class', 'pin');
    g2.node()!.getBoundingClientRect();
  }, (g2, p) => drawPod(g2, p, env));
}
export { append };
