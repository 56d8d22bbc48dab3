// Keys that work anywhere but where text is typed.
import type { Page } from './page.svelte.ts';
import { stepUnits } from './steps.ts';

const typing = (target: EventTarget | null): boolean => {
  const el = target as HTMLElement | null;
  return Boolean(el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) || el.closest('.cm-editor, dialog')));
};

const panStep = 60;
const pans: Record<string, [number, number]> = { ArrowLeft: [panStep, 0], ArrowRight: [-panStep, 0], ArrowUp: [0, panStep], ArrowDown: [0, -panStep] };
/** Zooms (+, −, 0) and, with Shift and an arrow, pans the picture. True if the key was one of these. */
function movePicture(event: KeyboardEvent, page: Page): boolean {
  const picture = page.picture;
  if (!picture) return false;
  const pan = event.shiftKey ? pans[event.key] : undefined;
  if (pan) picture.panBy(...pan);
  else if (event.key === '+' || event.key === '=') picture.zoomBy(1.25);
  else if (event.key === '-') picture.zoomBy(0.8);
  else if (event.key === '0') picture.fit();
  else return false;
  return true;
}

/** Does what a key stands for, if it stands for anything here. */
export function handleKey(event: KeyboardEvent, page: Page): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const onButton = (event.target as HTMLElement | null)?.tagName === 'BUTTON';
  const step = stepUnits.find((s) => s.key === event.key.toLowerCase());
  const direction = event.shiftKey ? -1 : 1;
  const go = (act: () => void) => { event.preventDefault(); act(); };
  const stepBy = (unit: (typeof stepUnits)[number]['unit'], d: 1 | -1) => go(() => void (d === 1 ? page.ensureApplied() : Promise.resolve()).then(() => page.player.step(unit, d)));
  if (event.key === ' ' && !onButton) return go(() => void page.play());
  const inPicture = Boolean((event.target as HTMLElement | null)?.closest?.('[data-keys="own"], [role="slider"], [role="tablist"]'));
  if (movePicture(event, page)) return event.preventDefault();
  if (event.key === 'ArrowRight' && !inPicture) return stepBy('event', 1);
  if (event.key === 'ArrowLeft' && !inPicture) return stepBy('event', -1);
  if (event.key === 'Home') return go(() => void page.restart());
  if (event.key === 'End') return go(() => void page.ensureApplied().then(() => page.player.toEnd()));
  if (event.key === '?') return go(() => { page.dialog = 'help'; });
  if (step) stepBy(step.unit, direction);
}
