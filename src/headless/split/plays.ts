// What the worker is played with to find out what it needs first: the first example as the page plays it. What that never runs is one part more: in two, by who else runs it, it took 3 KB more.
import { scenarioOf } from '../../app/scenario.ts';
import { exampleById, firstExample } from '../../lessons/examples/index.ts';
import type { Play, Say } from './profile.ts';

function begin(say: Say, text: string): void {
  say({ type: 'open', protocol: 1, scenario: scenarioOf() });
  say({ type: 'breakpoints', list: [] });
  say({ type: 'text', question: 'check', text });
  say({ type: 'query', query: { type: 'branches' } });
  say({ type: 'input', input: { type: 'command', command: { type: 'apply', text } }, at: 0 });
}
function untilIdle(say: Say, until: number, eventsMax: number, stride = 1000): void {
  for (let at = 0; at < until;) {
    const shown = say({ type: 'advance', until: eventsMax === 1 ? until : at, eventsMax });
    if (shown.type === 'shown' && shown.idle) return;
    at = eventsMax === 1 && shown.type === 'shown' ? (shown.view ?? shown.patch)!.moment.at : at + stride;
  }
}
/** By events, and by the clock in steps large and small, as a page at any pace asks. */
const firstPlay: Play = (say) => {
  for (const [eventsMax, stride] of [[1, 0], [100_000, 1000], [100_000, 250], [100_000, 33]] as const) { begin(say, exampleById(firstExample)!.yaml); untilIdle(say, 600_000, eventsMax, stride); }
};
export const plays: readonly Play[] = [firstPlay];
