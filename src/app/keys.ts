// Keys that work anywhere but where text is typed.
import type { Page } from './page.svelte.ts';
import { stepUnits } from './steps.ts';

const typing = (target: EventTarget | null): boolean => {
  const el = target as HTMLElement | null;
  return Boolean(el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) || el.closest('.cm-editor, dialog')));
};

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
  if (event.key === 'ArrowRight' && !inPicture) return stepBy('event', 1);
  if (event.key === 'ArrowLeft' && !inPicture) return stepBy('event', -1);
  if (event.key === 'Home') return go(() => void page.restart());
  if (event.key === 'End') return go(() => void page.ensureApplied().then(() => page.player.toEnd()));
  if (event.key === '?') return go(() => { page.dialog = 'help'; });
  if (step) stepBy(step.unit, direction);
}
