// The conversation between an embed and the page around it: one envelope, `{kronoscope: 1, id, type, …}`; times are seconds from the start.
import type { Page } from './page.svelte.ts';
import { stepUnits } from './steps.ts';

type Message = { kronoscope: 1; id?: string | number; type: string; [field: string]: unknown };
const features = ['play', 'pause', 'step', 'stepBack', 'seek', 'setSpeed', 'load', 'select', 'getState'];

const stateOf = (page: Page) => ({
  t: page.player.t / 1000, playing: page.player.playing, step: page.player.view?.moment.eventCount ?? 0, pace: page.player.pace, speed: page.player.pace === 'clock' ? page.player.speed : page.player.factor,
  jobs: Object.values(page.player.view?.jobs ?? {}).map((j) => ({ name: j.name, phase: j.phase, active: j.active, succeeded: j.succeeded, failed: j.failed })),
});

async function obey(page: Page, m: Message): Promise<unknown> {
  const player = page.player;
  const unit = stepUnits.find((s) => s.unit === m.unit)?.unit ?? 'event';
  switch (m.type) {
    case 'ping': return { type: 'ready', version: 1, features };
    case 'play': if (!player.playing) await page.play(); break;
    case 'pause': player.pause(); break;
    case 'step': await page.ensureApplied(); await player.step(unit, 1); break;
    case 'stepBack': await player.step(unit, -1); break;
    case 'seek': if (typeof m.t === 'number') await player.runTo(m.t * 1000); break;
    case 'setSpeed': if (m.pace === 'story' || m.pace === 'clock') player.pace = m.pace;
      if (typeof m.speed === 'number' && m.speed > 0) { if (player.pace === 'clock') player.speed = m.speed; else player.factor = m.speed; } break;
    case 'load': if (typeof m.yaml === 'string') { page.text = m.yaml; page.example = null; page.seed = typeof m.seed === 'number' ? m.seed : undefined; await page.restart(); } break;
    case 'select': page.select(typeof m.key === 'string' ? m.key : null); break;
    case 'getState': break;
    default: return null;
  }
  return { type: 'state', ...stateOf(page) };
}

/** Listens to the parent and tells it what happens; returns how to stop. Does nothing when there is no parent. */
export function connectHost(page: Page, root: HTMLElement): () => void {
  const parent = window.parent;
  if (parent === window) return () => {};
  const tell = (type: string, more: object = {}) => parent.postMessage({ kronoscope: 1, type, ...more }, '*');
  const listen = (event: MessageEvent) => {
    const m = event.data as Message | null;
    if (event.source !== parent || typeof m !== 'object' || m === null || m.kronoscope !== 1 || typeof m.type !== 'string') return;
    void obey(page, m).then((answer) => { if (answer) tell((answer as Message).type, { ...(answer as object), id: m.id }); })
      .catch((e: Error) => tell('error', { id: m.id, message: e.message }));
  };
  addEventListener('message', listen);
  let height = 0;
  const size = new ResizeObserver(() => { const h = Math.ceil(root.scrollHeight); if (h !== height) { height = h; tell('resize', { height }); } });
  size.observe(root);
  let events = 0;
  let was = '';
  const stop = watch(page, (now) => {
    const key = `${now.playing} ${now.second} ${now.idle}`;
    if (key !== was) { was = key; tell('state', stateOf(page)); if (now.idle) tell('finished', stateOf(page)); }
    for (const e of page.player.history.events.slice(events)) tell('event', { reason: e.reason, object: e.object, t: e.at / 1000 });
    events = page.player.history.events.length;
  });
  tell('ready', { version: 1, features });
  return () => { removeEventListener('message', listen); size.disconnect(); stop(); };
}
/** Calls `see` some times a second while something changes. */
function watch(page: Page, see: (now: { playing: boolean; second: number; idle: boolean }) => void): () => void {
  const timer = setInterval(() => see({ playing: page.player.playing, second: Math.floor(page.player.t / 1000), idle: page.player.idle && page.player.started && !page.player.playing }), 200);
  return () => clearInterval(timer);
}
