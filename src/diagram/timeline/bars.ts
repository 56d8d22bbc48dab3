// The timeline's rows of bars. A row is drawn again only if its Pods or the scale changed; as time passes only what still lasts grows.
import type { ScaleLinear } from './scale.ts';
import type { PodHistory, Span as StateSpan } from '../../engine/protocol.ts';
import { fit } from '../fit.ts';
import { append, rows as keyed, type Layer } from '../parts/draw.ts';
import { glyphs } from '../pod-grid.ts';
import type { TimelineRow } from './rows.ts';

/** Where and how the rows stand: `top` and row height `h` in px, times in ms of SimTime; `scale` names the scale `x`. */
export type BarFrame = { x: ScaleLinear<number, number>; scale: string; top: number; h: number; now: number; labelWidth: number; /** What an end is wide at most, ms. */ endMillis: number };
type Span = { pod: PodHistory; span: StateSpan };
type Drawn = { scale: string; pods: readonly PodHistory[]; lasting: { rect: Element; from: number; glyph: Element | null }[] };
const drawn = new WeakMap<Element, Drawn>();

const hasEnded = ({ span }: Span): boolean => span.state === 'succeeded' || span.state === 'failed';
const namesFrom = 11;   // px of height from which a row has words

export function drawBarRows(layer: Layer, shown: readonly TimelineRow[], f: BarFrame): void {
  const named = f.h >= namesFrom;
  keyed(layer, 'row', shown, (r) => r.id, (e) => { e.append('text').attr('class', 'mono').attr('x', 10); append(e, 'spans'); }, (e, r, i) => {
    e.attr('transform', `translate(0,${f.top + i * f.h})`).attr('class', `row${r.first && i > 0 ? ' first' : ''}`);
    const node = e.node()!;
    const was = drawn.get(node);
    if (was && was.scale === f.scale && was.pods.length === r.pods.length && was.pods.every((p, k) => p === r.pods[k])) { for (const l of was.lasting) grow(l, f); return; }
    e.attr('data-row', r.label);
    e.select('text.mono').attr('y', f.h / 2 + (f.h < 14 ? 3.4 : 4)).style('font-size', f.h < 14 ? '10px' : '').text(named ? fit(r.label, f.labelWidth - 18, 11) : '');
    const now: Drawn = { scale: f.scale, pods: r.pods, lasting: [] };
    drawn.set(node, now);
    const spans = r.pods.flatMap((pod) => pod.spans.map((span) => ({ pod, span })));
    keyed(e.select<SVGGElement>('g.spans') as unknown as Layer, 'span', spans, (d) => `${d.pod.uid}${d.span.from}${d.span.state}${named ? '' : ' thin'}`, (b) => { b.append('rect').attr('y', 1); if (named) b.append('text').attr('class', 'glyph'); b.append('title'); }, (b, d) => {
      drawSpan(b, d, f);
      if (d.span.to === null && !hasEnded(d)) now.lasting.push({ rect: b.node()!.firstElementChild!, from: d.span.from, glyph: named && d.span.state === 'running' ? b.node()!.querySelector('text') : null });
    });
  });
}

/** How wide a bar is that runs from `from` to `to`, px. */
const widthOf = (f: BarFrame, from: number, to: number): number => Math.max(f.h > 5 ? 2 : 1, f.x(to) - f.x(from));

function grow(l: Drawn['lasting'][number], f: BarFrame): void {
  const width = widthOf(f, l.from, f.now);
  l.rect.setAttribute('width', String(width));
  const glyph = width > 18 ? glyphs.running : '';
  if (l.glyph && l.glyph.textContent !== glyph) l.glyph.textContent = glyph;
}
function drawSpan(b: Layer, d: Span, f: BarFrame): void {
  const { pod, span } = d;
  const ended = hasEnded(d);
  const x0 = f.x(span.from);
  const to = span.to ?? f.now;
  const width = Math.max(widthOf(f, span.from, ended ? Math.min(to, span.from + f.endMillis) : to), ended ? (f.h >= namesFrom ? 14 : 3) : 1);
  b.attr('class', `span ${span.state}`).attr('data-part', pod.key);
  b.select('rect').attr('x', x0).attr('width', width).attr('height', Math.max(1, f.h - 2.5)).attr('rx', f.h > 10 ? 3 : 0);
  if (f.h >= namesFrom) b.select('text.glyph').attr('x', x0 + 7).attr('y', f.h / 2 + (f.h < 14 ? 3 : 3.6)).style('font-size', f.h < 14 ? '8px' : '').text(ended || (width > 18 && span.state === 'running') ? glyphs[span.state] : '');
  b.select('title').text(`${pod.name} · ${span.state}${pod.exitCode !== null && ended ? ` (${pod.exitCode})` : ''}`);
}
