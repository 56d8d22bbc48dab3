// Questions in turn: never two on the way to one engine, the newest is never lost, and a closed engine holds nothing up.
import { expect, it } from 'vitest';
import { inTurn } from '../../src/app/panels/in-turn.ts';

function desk() {
  const put: string[] = [];
  const answers: (() => void)[] = [];
  const ask = inTurn<string>((question) => { put.push(question); return new Promise<void>((done) => answers.push(done)); });
  return { ask, put, answer: async (i: number) => { answers[i]!(); await new Promise((done) => setTimeout(done)); } };
}
const [one, other] = [{}, {}];

it('waits for the answer, and then asks what was wanted last', async () => {
  const { ask, put, answer } = desk();
  for (const question of ['a', 'b', 'c']) ask(one, question);
  expect(put).toEqual(['a']);
  await answer(0);
  expect(put).toEqual(['a', 'c']);
  await answer(1);
  expect(put).toEqual(['a', 'c']);
  ask(one, 'd');
  expect(put).toEqual(['a', 'c', 'd']);
});
it('asks another engine at once, though the one before was closed without an answer', async () => {
  const { ask, put, answer } = desk();
  ask(one, 'a');
  ask(one, 'b');
  ask(other, 'c');
  expect(put).toEqual(['a', 'c']);
  await answer(1);
  expect(put).toEqual(['a', 'c']);
});
it('takes a late answer of the engine before for none of the one that is asked now', async () => {
  const { ask, put, answer } = desk();
  ask(one, 'a');
  ask(other, 'b');
  ask(other, 'c');
  await answer(0);
  expect(put).toEqual(['a', 'b']);
  await answer(1);
  expect(put).toEqual(['a', 'b', 'c']);
});
