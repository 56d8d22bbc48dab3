// The timeline: Pods as bars coloured by state, back-off gaps, suspended spans, deadlines, schedule ticks, counters, and a head that can be dragged.
import { scaleLinear, type ScaleLinear } from './scale.ts';
import { select } from 'd3-selection';
import type { JobHistory, TickHistory } from '../../engine/protocol.ts';
import { fit, widthOf } from '../fit.ts';
import { append, rows as keyed, type Layer } from '../parts/draw.ts';
import { writeOnlyChanges } from '../quiet.ts';
import type { Text } from '../texts.ts';
import { drawBarRows } from './bars.ts';
import { counters, greatest, stepLine, thinned } from './chart.ts';
import { createRows, rowHeight, type RowData } from './rows.ts';
import { axisTicks, sinceStart } from './ticks.ts';

export type TimelineData = RowData & { ticks: readonly TickHistory[]; headAt: number; /** Before it nothing is kept; null: all is. */ forgotten: number | null; /** Of a real cluster, not of a run. */ recorded?: boolean };
export type TimelineOptions = { text: Text; onSeek(at: number): void; onSelect(part: string): void };
export type Timeline = { update(data: TimelineData, t: number): void; resize(width: number, height: number): void; redraw(): void; destroy(): void };

let timelines = 0;   // on this page; each has a clip with a name of its own
const railHeight = 26;
const chartHeight = 46;
const tickGlyph = { run: '●', skipped: '○', replaced: '⇄', missed: '✕' } as const;

type State = { width: number; height: number; data: TimelineData | null; drawn: TimelineData | null; t: number; scroll: number; /** Follows the newest rows until scrolled away. */ atEnd: boolean; visible: number; from: number; to: number; followed: boolean; /** From the start, though little of it is kept. */ whole: boolean; /** What the slider says to those who listen. */ told: { second: number; headAt: number } | null; /** The lines of the counters, up to their last point. */ chart: { points: JobHistory['points']; scale: string; most: number; lines: string[] } | null };

export function createTimeline(host: HTMLElement, options: TimelineOptions): Timeline {
  writeOnlyChanges();
  const root = select(host).append('svg').attr('class', 'kt').attr('role', 'slider').attr('tabindex', 0).attr('aria-label', options.text('timeline.head'));
  const svg = root.node()!;
  const g = root.append('g') as unknown as Layer;
  const clip = `kt-now-${++timelines}`;
  const untilNow = root.append('clipPath').attr('id', clip).append('rect').attr('x', 0).attr('y', 0);
  /** What still lasts is drawn to the end of the scale and shown up to now: as time passes one rectangle grows. */
  const clipped = (layer: Layer): Layer => layer.attr('clip-path', `url(#${clip})`);
  const layers = { bands: append(g, 'bands'), lastingBands: clipped(append(g, 'bands')), axis: append(g, 'axis'), lasting: clipped(append(g, 'bars')), bars: append(g, 'bars'), rail: append(g, 'rail'), chart: clipped(append(g, 'chart')), legend: append(g, 'chart'), head: append(g, 'head') };
  layers.head.append('line');
  layers.head.append('path').attr('d', 'M-6,0h12v7l-6,6l-6,-6z');
  const empty = g.append('text').attr('class', 'empty');
  const recorded = g.append('text').attr('class', 'recorded').attr('x', 10).attr('y', 14);
  const range = g.append('g').attr('class', 'range'), rangeTitle = range.append('title'), rangeText = range.append('text').attr('x', 10).attr('y', 14);
  range.on('pointerdown', (e: PointerEvent) => { e.stopPropagation(); s.whole = !s.whole; s.followed = true; again(); });
  const s: State = { width: 800, height: 180, data: null, drawn: null, t: 0, scroll: 0, atEnd: true, visible: 1, from: 0, to: 10_000, followed: true, whole: false, told: null, chart: null };
  const rows = createRows();
  const labelWidth = () => (s.width < 560 ? 72 : 150);
  const scale = (): ScaleLinear<number, number> => scaleLinear().domain([s.from, s.to]).range([labelWidth(), s.width - 14]);

  function frameTime(data: TimelineData): void {
    if (!s.followed) return;
    const end = Math.max(10_000, data.headAt, s.t);
    const { forgotten } = data;
    const from = forgotten !== null && !s.whole && s.t >= forgotten ? forgotten : 0;
    // Grows in steps: a scale that crept on would move everything in each frame.
    if (from !== s.from || (end - from) * 1.01 > s.to - from || end - from < (s.to - from) * 0.55) s.to = from + (end - from) * 1.12;
    s.from = from;
  }

  function drawBars(x: ScaleLinear<number, number>): void {
    const space = s.height - railHeight - chartHeight - 4;
    const h = rowHeight(rows.length, space);
    s.visible = Math.max(1, Math.floor(space / h));
    const last = Math.max(0, rows.length - s.visible);
    s.scroll = s.atEnd ? last : Math.max(0, Math.min(s.scroll, last));
    drawBarRows(layers.bars, layers.lasting, rows.slice(s.scroll, s.scroll + s.visible), {
      x, scale: `${s.from} ${s.to} ${s.width} ${h}`, top: railHeight, h, end: s.to, labelWidth: labelWidth(), endMillis: (s.to - s.from) * 0.004,
    });
  }

  function drawBands(data: TimelineData, x: ScaleLinear<number, number>): void {
    const bands = data.jobs.slice(-60).flatMap((j) => [
      ...j.backoffs.map((b, i) => ({ id: `${j.uid}b${i}`, kind: 'backoff', from: b.from, to: b.to, text: options.text('timeline.backoff', { left: `${Math.round((b.to - b.from) / 100) / 10} s` }) })),
      ...j.suspended.map((b, i) => ({ id: `${j.uid}s${i}`, kind: 'suspended', from: b.from, to: b.to ?? Infinity, text: options.text('timeline.suspended') })),
      ...(j.deadlineAt === null ? [] : [{ id: `${j.uid}d`, kind: 'deadline', from: j.deadlineAt, to: j.deadlineAt, text: options.text('timeline.deadline') }]),
    ]).filter((b) => b.to >= s.from && b.from <= s.to);
    // Spans that begin close together do not write over each other.
    const written: { from: number; to: number }[] = [];
    const free = (from: number, text: string): boolean => {
      const to = from + widthOf(text, 11, false) + 6;
      return !written.some((o) => from < o.to && o.from < to) && written.push({ from, to }) > 0;
    };
    const draw = (layer: Layer, list: typeof bands) => keyed(layer, 'band', list, (b) => b.id, (e) => { e.append('rect'); e.append('text').attr('class', 'small'); }, (e, b) => {
      const x0 = Math.max(labelWidth(), x(b.from));
      const w = Math.max(b.kind === 'deadline' ? 2 : 1, x(Math.min(b.to, s.to)) - x0);
      e.attr('class', `band ${b.kind}`);
      e.select('rect').attr('x', x0).attr('y', railHeight - 4).attr('width', w).attr('height', s.height - railHeight - chartHeight);
      e.select('text').attr('x', x0 + 4).attr('y', s.height - chartHeight - 8).text((w > 52 || b.kind === 'deadline') && free(x0, b.text) ? b.text : '');
    });
    draw(layers.bands, bands.filter((b) => b.to !== Infinity));
    draw(layers.lastingBands, bands.filter((b) => b.to === Infinity));
  }

  function drawRail(data: TimelineData, x: ScaleLinear<number, number>): void {
    const marks = axisTicks(s.from, s.to, Math.max(2, Math.floor((s.width - labelWidth()) / 76)));
    keyed(layers.axis, 'mark', marks, (m) => String(m), (e) => { e.append('line'); e.append('text').attr('class', 'small num').attr('text-anchor', 'middle'); }, (e, m) => {
      e.select('line').attr('x1', x(m)).attr('x2', x(m)).attr('y1', 16).attr('y2', s.height - 4);
      e.select('text').attr('x', x(m)).attr('y', 11).text(sinceStart(m));
    });
    const all = data.ticks.filter((k) => k.at >= s.from && k.at <= s.to);
    const every = Math.max(1, Math.ceil(all.length / ((s.width - labelWidth()) / 9)));
    keyed(layers.rail, 'tick', all.filter((_, i) => i % every === 0), (k) => `${k.cronJob}${k.slot}${k.fate}`, (e) => { e.append('text').attr('text-anchor', 'middle'); e.append('title'); }, (e, k) => {
      e.attr('class', `tick ${k.fate}`);
      e.select('text').attr('x', x(k.at)).attr('y', 23).text(tickGlyph[k.fate]);
      e.select('title').text(`${k.cronJob} · ${options.text(`tickFate.${k.fate}`) || k.fate}`);
    });
  }

  function drawChart(data: TimelineData, x: ScaleLinear<number, number>): void {
    const job = data.jobs.findLast((j) => j.points.length > 1) ?? data.jobs.at(-1);
    const top = s.height - chartHeight + 8;
    const points = job?.points ?? [];
    const scaled = `${s.from} ${s.to} ${s.width} ${s.height}`;
    if (s.chart?.points !== points || s.chart.scale !== scaled) {
      const most = greatest(points);
      const y = scaleLinear().domain([0, most]).range([s.height - 6, top]);
      const thin = thinned(points, x);
      s.chart = { points, scale: scaled, most, lines: counters.map((c) => stepLine(thin, c, x, y)) };
    }
    const { most, lines } = s.chart;
    const end = x(Math.min(job?.goneAt ?? s.to, s.to)).toFixed(1);
    keyed(layers.chart, 'series', counters, (c) => c, (e, c) => { e.attr('class', `series ${c}`).append('path'); }, (e, _, i) => {
      e.select('path').attr('d', lines[i] ? `${lines[i]}H${end}` : null);
    });
    keyed(layers.legend, 'legend', points.length > 0 ? [job!.name] : [], (n) => n, (e) => { e.append('text').attr('class', 'small muted'); e.append('text').attr('class', 'small max num').attr('text-anchor', 'end'); }, (e, n) => {
      e.select('text.muted').attr('x', 10).attr('y', top + 16).text(fit(n, labelWidth() - 40, 10.5));
      e.select('text.max').attr('x', labelWidth() - 6).attr('y', top + 6).text(most);
    });
  }

  function draw(data: TimelineData): void {
    frameTime(data);
    rows.take(data);
    root.attr('width', s.width).attr('height', s.height);
    layers.head.select('line').attr('y1', 8).attr('y2', s.height);
    const x = scale();
    drawBands(data, x);
    drawRail(data, x);
    drawBars(x);
    drawChart(data, x);
    empty.attr('x', labelWidth() + (s.width - labelWidth()) / 2).attr('y', railHeight + 34).attr('text-anchor', 'middle').text(data.pods.size === 0 && data.ticks.length === 0 ? options.text('timeline.empty') : '');
    recorded.text(data.recorded ? options.text('timeline.recorded') : '');
    const other = s.whole ? 'timeline.kept' : 'timeline.whole';
    rangeText.text(data.forgotten === null || s.t < data.forgotten ? '' : options.text(other));
    rangeTitle.text(options.text(`${other}Title`));
    untilNow.attr('height', s.height);
    s.drawn = data;
  }
  function update(data: TimelineData, t: number): void {
    s.data = data;
    s.t = t;
    if (data !== s.drawn || (s.followed && (t > s.to || t < s.from))) draw(data);
    const px = (at: number) => Math.round((labelWidth() + ((at - s.from) / (s.to - s.from)) * (s.width - 14 - labelWidth())) * 10) / 10;
    untilNow.attr('width', Math.max(0, px(Math.max(data.headAt, t)) + 1));
    layers.head.attr('transform', `translate(${Math.max(labelWidth(), Math.min(s.width - 4, px(t)))},0)`);
    tell(data, t);
  }
  function tell(data: TimelineData, t: number): void {
    const second = Math.floor(t / 1000);
    if (second === s.told?.second && data.headAt === s.told.headAt) return;
    s.told = { second, headAt: data.headAt };
    root.attr('aria-valuenow', second).attr('aria-valuemin', 0).attr('aria-valuemax', Math.round(data.headAt / 1000)).attr('aria-valuetext', sinceStart(t));
  }
  const again = () => { s.drawn = null; if (s.data) update(s.data, s.t); };

  const timeAt = (clientX: number) => Math.max(0, Math.min(s.data?.headAt ?? 0, scale().invert(clientX - svg.getBoundingClientRect().left)));
  let dragging = false;
  root.on('pointerdown', (e: PointerEvent) => {
    const part = (e.target as Element).closest('[data-part]')?.getAttribute('data-part');
    if (part) options.onSelect(part);
    dragging = true;
    svg.setPointerCapture(e.pointerId);
    options.onSeek(timeAt(e.clientX));
  }).on('pointermove', (e: PointerEvent) => { if (dragging) options.onSeek(timeAt(e.clientX)); })
    .on('pointerup pointercancel', () => { dragging = false; })
    .on('wheel', (e: WheelEvent) => {
      e.preventDefault();
      if (e.ctrlKey || e.metaKey || e.shiftKey) zoomAt(timeAtAny(e.clientX), e.deltaY > 0 ? 1.2 : 1 / 1.2);
      else { s.scroll += Math.sign(e.deltaY) * 3; s.atEnd = s.scroll >= rows.length - s.visible; again(); }
    }, { passive: false })
    .on('dblclick', () => { s.followed = true; s.to = 0; again(); });
  const timeAtAny = (clientX: number) => scale().invert(clientX - svg.getBoundingClientRect().left);
  function zoomAt(at: number, factor: number): void {
    s.followed = false;
    s.from = Math.max(0, at - (at - s.from) * factor);
    s.to = Math.max(s.from + 200, at + (s.to - at) * factor);
    again();
  }
  return {
    update, redraw: again,
    resize(width, height) { if (width < 20 || height < 20 || (width === s.width && height === s.height)) return; s.width = width; s.height = height; again(); },
    destroy() { root.remove(); },
  };
}
