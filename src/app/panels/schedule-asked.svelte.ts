// A question about a schedule that changes with what is shown. The last answer stays, with what it answers, until the next is there.
import type { ScheduleQuestion } from '../../engine/protocol.ts';
import type { Player } from '../player.svelte.ts';

export type Asked = { text: string; question: ScheduleQuestion };
export type Told<T> = Asked & { told: T };

/** To be called while a component is made. `ask`: null asks nothing. */
export function scheduleAsked<T>(player: () => Player, ask: () => Asked | null): { readonly last: Told<T> | null } {
  let last = $state.raw<Told<T> | null>(null);
  $effect(() => {
    const asked = ask();
    void player().scenario;   // another run has another engine, which has not been asked yet
    // The engine answers in the order in which it is asked.
    if (asked) void player().about<T>(asked.question, asked.text).then((told) => { if (told) last = { ...asked, told }; });
  });
  return { get last() { return last; } };
}
