// The Pods' marks. Each is held by its id and touched only when its Pod or its place changed; while the picture plays, a crowd of changes is spread over the frames that follow.
import { select } from 'd3-selection';
import type { PodView } from '../../engine/protocol.ts';
import type { Point } from '../geometry.ts';
import { glyphs, type PodPlace } from '../pod-grid.ts';
import type { Crew, Crews } from './crews.ts';
import type { Env, Layer } from './draw.ts';
import type { Glides } from './glide.ts';

/** So small that only its colour is seen. */
const isDot = (p: PodPlace): boolean => p.size < 12;

/** A mark, and what it was drawn of. */
type Mark = { g: SVGGElement; dot: boolean; /** The box that it stands in. */ node: string; /** The draw that wanted it last. */ wanted: number; place: PodPlace | null; lit: boolean; selected: boolean };
export type PodMarks = {
  /** Brings the marks to their places, as many as it can in `budget` ms; true if all is done. New ones set out from `from`. */
  draw(crews: Crews, from: Point, env: Env, budget: number): boolean;
  /** How many there are. */
  readonly size: number;
  /** All marks were taken away. */
  forget(): void;
};
/** A box whose Pods all stand where they belong, and what they were drawn of. */
type Settled = { crew: Crew | null; lit: Env['lit']; selected: string | null };

/** On a machine that has other work to do, time passes without any drawing: so many are drawn all the same. */
const least = 24;
/** Says true until `ms` have passed; the clock is looked at now and then. */
function timekeeper(ms: number): () => boolean {
  const end = performance.now() + ms;
  let asked = 0;
  return () => ++asked <= least || asked % 4 !== 0 || performance.now() < end;
}
/** The list from another place on in each round, so that none waits for ever behind those that change again and again. */
function fromElsewhere<T>(list: readonly T[], round: number): readonly T[] {
  const first = list.length === 0 ? 0 : (round * 97) % list.length;
  return first === 0 ? list : [...list.slice(first), ...list.slice(0, first)];
}

export function createPodMarks(layer: Layer, glides: Glides): PodMarks {
  const marks = new Map<string, Mark>();
  const settled = new Map<string, Settled>();
  const parent = layer.node()!;
  const sayings = new Map<PodView['state'], Saying>();
  let round = 0;
  const current = (m: Mark, p: PodPlace, env: Env): boolean => m.place !== null && m.place.pod === p.pod && m.place.x === p.x && m.place.y === p.y && m.place.size === p.size
    && m.lit === env.lit.has(p.pod.key) && m.selected === (env.selected === p.pod.key);

  function put(place: PodPlace, node: string, from: Point, env: Env): void {
    const { uid } = place.pod;
    let mark = marks.get(uid);
    if (mark && mark.dot !== isDot(place)) { mark.g.remove(); mark = undefined; }
    if (!mark) {
      mark = { g: enter(parent, place), dot: isDot(place), node, wanted: round, place: null, lit: false, selected: false };
      marks.set(uid, mark);
      if (!mark.dot) glides.put(mark.g, from);
    }
    mark.node = node;
    drawPod(mark, place, env, glides, sayings);
  }
  function draw(crews: Crews, from: Point, env: Env, budget: number): boolean {
    round++;
    const restless = new Set<string>();
    for (const node of new Set([...settled.keys(), ...crews.keys()])) {
      const was = settled.get(node);
      if (!was || was.crew !== (crews.get(node) ?? null) || was.lit !== env.lit || was.selected !== env.selected) restless.add(node);
    }
    if (restless.size === 0) return true;
    // What became of a Pod comes before where those beside it move up.
    const changed: { place: PodPlace; node: string }[] = [];
    const moved: typeof changed = [];
    for (const node of restless) for (const place of crews.get(node)?.places ?? []) {
      const mark = marks.get(place.pod.uid);
      if (mark) mark.wanted = round;
      if (!mark || mark.place?.pod !== place.pod) changed.push({ place, node });
      else if (!current(mark, place, env)) moved.push({ place, node });
    }
    const inTime = budget === Infinity ? () => true : timekeeper(budget);
    for (const [uid, mark] of marks) {
      if (mark.wanted === round || !restless.has(mark.node)) continue;
      if (!inTime()) return false;
      mark.g.remove();
      marks.delete(uid);
    }
    for (const list of [changed, moved]) for (const { place, node } of budget === Infinity ? list : fromElsewhere(list, round)) {
      if (!inTime()) return false;
      put(place, node, from, env);
    }
    for (const node of restless) settled.set(node, { crew: crews.get(node) ?? null, lit: env.lit, selected: env.selected });
    return true;
  }
  return { draw, get size() { return marks.size; }, forget: () => { marks.clear(); settled.clear(); sayings.clear(); } };
}

function enter(parent: SVGGElement, place: PodPlace): SVGGElement {
  const g = select(parent).append('g').attr('class', 'pod').attr('tabindex', 0).attr('role', 'button');
  g.append('title');
  g.append('rect').attr('class', 'body');
  if (isDot(place)) return g.node()!;
  g.append('text').attr('class', 'glyph');
  g.append('text').attr('class', 'count');
  g.append('circle').attr('class', 'pin');
  return g.node()!;
}

/** Stands for the name in a sentence that is asked for once and said of all Pods in a state. */
const nameHere = '\u0000';
type Saying = { state: string; label: string };
function told(pod: PodView, env: Env, sayings: Map<PodView['state'], Saying>): { label: string; title: string } {
  let saying = sayings.get(pod.state);
  if (!saying) {
    const state = env.text(`podState.${pod.state}`) || pod.state;
    saying = { state, label: env.text('diagram.pod', { name: nameHere, state }) };
    sayings.set(pod.state, saying);
  }
  return { label: saying.label.replace(nameHere, pod.name), title: `${pod.name} · ${saying.state}${pod.reason ? ` · ${pod.reason}` : ''}` };
}

function drawPod(mark: Mark, p: PodPlace, env: Env, glides: Glides, sayings: Map<PodView['state'], Saying>): void {
  const { pod, size } = p;
  const was = mark.place;
  mark.place = p;
  const node = mark.g;
  const half = size / 2;
  if (!was || was.x !== p.x || was.y !== p.y) { if (mark.dot) node.setAttribute('transform', `translate(${p.x},${p.y})`); else glides.send(node, p); }
  if (!was || was.size !== size) select(node).select('rect.body').attr('x', -half).attr('y', -half).attr('width', size).attr('height', size).attr('rx', Math.max(1.5, size * 0.18));
  mark.lit = env.lit.has(pod.key);
  mark.selected = env.selected === pod.key;
  const className = `pod ${pod.state}${isDot(p) ? ' dot' : ''}${mark.lit ? ' lit' : ''}${mark.selected ? ' selected' : ''}`;
  if (node.getAttribute('class') !== className) node.setAttribute('class', className);
  if (!was || was.pod.state !== pod.state || was.pod.reason !== pod.reason) {
    const { label, title } = told(pod, env, sayings);
    node.setAttribute('data-part', pod.key);
    node.setAttribute('data-state', pod.state);
    node.setAttribute('aria-label', label);
    node.firstElementChild!.textContent = title;
  }
  if (!isDot(p)) drawDetails(select(node) as unknown as Layer, p);
}

function drawDetails(g: Layer, { pod, size }: PodPlace): void {
  const half = size / 2;
  const index = pod.index === null ? '' : String(pod.index);
  g.select('text.glyph').attr('dy', size > 20 ? 4 : 3).style('font-size', `${Math.max(7, size * 0.42)}px`).text(index !== '' && size >= 22 ? index : glyphs[pod.state]);
  g.select('text.count').attr('x', half - 1).attr('y', -half + 9).style('display', size >= 22 && (pod.restarts > 0 || index !== '') ? '' : 'none').text(pod.restarts > 0 ? `↻${pod.restarts}` : index !== '' ? glyphs[pod.state] : '');
  g.select('circle.pin').attr('cx', half - 1).attr('cy', half - 1).attr('r', size >= 18 ? 3.2 : 0).style('display', pod.tracked ? '' : 'none');
}
