// The timeline's rows of bars. A row is drawn again only if its Pods or the scale changed: what still lasts is drawn to the end of the scale, and a clip shows it up to now.
import type { ScaleLinear } from './scale.ts';
import type { PodHistory, Span as StateSpan } from '../../engine/protocol.ts';
import { fit } from '../fit.ts';
import { append, rows as keyed, type Layer } from '../parts/draw.ts';
import { glyphs } from '../pod-grid.ts';
import type { TimelineRow } from './rows.ts';

/** Where and how the rows stand: `top` and row height `h` in px, times in ms of SimTime; `scale` names the scale `x`. */
export type BarFrame = { x: ScaleLinear<number, number>; scale: string; top: number; h: number; /** The end of what is shown. */ end: number; labelWidth: number; /** What an end is wide at most, ms. */ endMillis: number };
type Span = { pod: PodHistory; span: StateSpan };
type Drawn = { scale: string; pods: readonly PodHistory[] };
const drawn = new WeakMap<Element, Drawn>();

const hasEnded = ({ span }: Span): boolean => span.state === 'succeeded' || span.state === 'failed';
const lasts = (d: Span): boolean => d.span.to === null && !hasEnded(d);
const namesFrom = 11;   // px of height from which a row has words

/** The rows' names and what is over in `layer`; what still lasts, which goes on to the end of the scale, in `lasting`. */
export function drawBarRows(layer: Layer, lasting: Layer, shown: readonly TimelineRow[], f: BarFrame): void {
  drawRows(layer, shown, f, (e) => { e.append('text').attr('class', 'mono').attr('x', 10); }, (e, r) => {
    e.attr('data-row', r.label);
    e.select('text.mono').attr('y', f.h / 2 + (f.h < 14 ? 3.4 : 4)).style('font-size', f.h < 14 ? '10px' : '').text(f.h >= namesFrom ? fit(r.label, f.labelWidth - 18, 11) : '');
    return (d) => !lasts(d);
  });
  drawRows(lasting, shown, f, () => {}, () => lasts);
}

function drawRows(layer: Layer, shown: readonly TimelineRow[], f: BarFrame, enter: (e: Layer) => void, update: (e: Layer, r: TimelineRow) => (d: Span) => boolean): void {
  const named = f.h >= namesFrom;
  keyed(layer, 'row', shown, (r) => r.id, (e) => { enter(e); append(e, 'spans'); }, (e, r, i) => {
    const node = e.node()!;
    e.attr('transform', `translate(0,${f.top + i * f.h})`).attr('class', `row${r.first && i > 0 ? ' first' : ''}`);
    const was = drawn.get(node);
    if (was && was.scale === f.scale && was.pods.length === r.pods.length && was.pods.every((p, k) => p === r.pods[k])) return;
    drawn.set(node, { scale: f.scale, pods: r.pods });
    const belongs = update(e, r);
    const spans = r.pods.flatMap((pod) => pod.spans.map((span) => ({ pod, span }))).filter(belongs);
    keyed(e.select<SVGGElement>('g.spans') as unknown as Layer, 'span', spans, (d) => `${d.pod.uid}${d.span.from}${d.span.state}${named ? '' : ' thin'}`, (b) => { b.append('rect').attr('y', 1); if (named) b.append('text').attr('class', 'glyph'); b.append('title'); }, (b, d) => drawSpan(b, d, f));
  });
}

function drawSpan(b: Layer, d: Span, f: BarFrame): void {
  const { pod, span } = d;
  const ended = hasEnded(d);
  const x0 = f.x(span.from);
  const to = span.to ?? f.end;
  const least = ended ? (f.h >= namesFrom ? 14 : 3) : f.h > 5 ? 2 : 1;
  const width = Math.max(f.x(ended ? Math.min(to, span.from + f.endMillis) : to) - x0, least);
  b.attr('class', `span ${span.state}`).attr('data-part', pod.key);
  b.select('rect').attr('x', x0).attr('width', width).attr('height', Math.max(1, f.h - 2.5)).attr('rx', f.h > 10 ? 3 : 0);
  if (f.h >= namesFrom) b.select('text.glyph').attr('x', x0 + 7).attr('y', f.h / 2 + (f.h < 14 ? 3 : 3.6)).style('font-size', f.h < 14 ? '8px' : '').text(ended || (width > 18 && span.state === 'running') ? glyphs[span.state] : '');
  b.select('title').text(`${pod.name} · ${span.state}${pod.exitCode !== null && ended ? ` (${pod.exitCode})` : ''}`);
}
