// A view that is brought up to date, where that is harder than it looks: what was deleted comes again, and many of the newest objects go at once.
import { expect, it } from 'vitest';
import { hashOf } from '../../src/base/hash.ts';
import type { FromEngine, UserCommand } from '../../src/engine/protocol.ts';
import { answer, newSession, type Session } from '../../src/engine/session/session.ts';
import { newProjector, project } from '../../src/engine/view/project.ts';
import { nextAt, worldOf } from '../../src/sim/timeline.ts';

type Shown = Extract<FromEngine['body'], { type: 'shown' }>;
const manifest = (name: string, pods: number) => `apiVersion: batch/v1\nkind: Job\nmetadata: {name: ${name}}\nspec: {completions: ${pods}, parallelism: ${pods}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: [sleep, "1"]}]}}}\n`;
function open(): Session {
  const s = newSession();
  answer(s, { type: 'open', protocol: 1, scenario: { name: 't', epoch: Date.parse('2026-03-02T09:00:00Z'), seed: 1, settings: { clientQps: 1e6, clientBurst: 1e6, nodes: [{ name: 'node-1', cpu: '999', memory: '999Gi', pods: 999 }] }, inputs: [] } });
  return s;
}
const order = (s: Session, command: UserCommand) => answer(s, { type: 'input', input: { type: 'command', command } });
/** By two seconds, one in `den`. */
const delayNews = (s: Session, den: number) => answer(s, { type: 'input', input: { type: 'faults', rules: [{ id: 'late', enabled: true, window: { from: 0 as never, to: null }, match: { payload: 'watchEvent' }, chance: { num: 1, den }, act: { type: 'delay', by: 2000 as never } }] } });
const play = (s: Session, ms: number) => answer(s, { type: 'advance', until: s.shown!.moment.at + ms, eventsMax: Infinity });
const anew = (s: Session) => { const { timeline } = s.run!.current; return project(newProjector(), worldOf(timeline), nextAt(timeline)); };

it('puts a Job that was deleted and comes again last, as the store does, though both happened on one way', () => {
  const s = open();
  order(s, { type: 'apply', text: `${manifest('first', 1)}---\n${manifest('second', 1)}` });
  play(s, 5000);
  const { eventCount } = s.shown!.moment;
  order(s, { type: 'delete', kind: 'Job', namespace: 'default', name: 'first' });
  play(s, 5000);
  order(s, { type: 'apply', text: manifest('third', 1) });
  play(s, 5000);
  order(s, { type: 'apply', text: manifest('first', 1) });
  play(s, 5000);
  const end = s.shown!.moment.eventCount;
  answer(s, { type: 'seek', to: { eventCount } });
  const uid = s.shown!.jobs['Job/default/first']!.uid;
  const { patch } = answer(s, { type: 'seek', to: { eventCount: end } }) as Shown;
  expect(patch!.jobs!['Job/default/first']!.uid).not.toBe(uid);
  expect(Object.keys(s.shown!.jobs)).toEqual(['Job/default/second', 'Job/default/third', 'Job/default/first']);
  expect(hashOf(s.shown)).toBe(hashOf(anew(s)));
});
it('knows the newest keys, and which caches are behind, while all the newest objects are deleted', () => {
  const s = open();
  order(s, { type: 'apply', text: manifest('old', 70) });
  play(s, 10_000);
  // The Job goes while the news of its last change is still on the way.
  delayNews(s, 2);
  order(s, { type: 'apply', text: manifest('large', 210) });
  do answer(s, { type: 'step', unit: 'jobStatus', direction: 1 }); while (s.shown!.jobs['Job/default/large']?.phase !== 'complete');
  order(s, { type: 'delete', kind: 'Job', namespace: 'default', name: 'large' });
  let held: number;
  do {
    answer(s, { type: 'advance', until: Infinity, eventsMax: 25 });
    held = Object.keys(s.shown!.pods).length;
    const { etcd, controllers, nodes } = anew(s);
    expect(hashOf([s.shown!.etcd, s.shown!.controllers, s.shown!.nodes])).toBe(hashOf([etcd, controllers, nodes]));
  } while (held > 70);
  expect(Object.keys(s.shown!.jobs)).toEqual(['Job/default/old']);
  expect(s.shown!.etcd.keys).toHaveLength(50);
});
it('knows that a cache is behind an older object when the newest of its kind is gone before it was heard of', () => {
  const s = open();
  delayNews(s, 1);
  order(s, { type: 'apply', text: `${manifest('older', 1)}---\n${manifest('newer', 1)}` });
  play(s, 500);
  order(s, { type: 'delete', kind: 'Job', namespace: 'default', name: 'newer' });
  play(s, 500);
  expect(Object.keys(s.shown!.jobs)).toEqual(['Job/default/older']);
  expect(s.shown!.controllers['job-controller']!.informers.find((i) => i.kind === 'Job')).toMatchObject({ behind: 1, size: 0 });
});
