// A question about a schedule that changes with what is shown. The last answer stays, with what it answers, until the next is there.
import type { ScheduleQuestion } from '../../engine/protocol.ts';
import type { Player } from '../player.svelte.ts';
import { inTurn } from './in-turn.ts';

export type Asked = { text: string; question: ScheduleQuestion };
export type Told<T> = Asked & { told: T };

/** To be called while a component is made. `ask`: null asks nothing. */
export function scheduleAsked<T>(player: () => Player, ask: () => Asked | null): { readonly last: Told<T> | null } {
  let last = $state.raw<Told<T> | null>(null);
  const put = inTurn<Asked>(async (asked) => {
    const told = await player().about<T>(asked.question, asked.text);
    if (told) last = { ...asked, told };
  });
  $effect(() => {
    const asked = ask();
    const { engine } = player();   // one that has just come has not been asked yet
    if (asked) put(engine, asked);
  });
  return { get last() { return last; } };
}
