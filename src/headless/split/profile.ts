// Runs the bundled worker in this process and sees which of its functions are called: what the first play needs is found out by playing it.
import { Session } from 'node:inspector/promises';
import { createContext, runInContext } from 'node:vm';
import type { FromEngine, ToEngine } from '../../engine/protocol.ts';

export type Say = (body: ToEngine['body']) => FromEngine['body'];
export type Play = (say: Say) => void;

/** A worker made of `code`, to be talked to at once. `load` answers its importScripts. */
export function talkTo(code: string, filename: string, load?: (name: string, evaluate: (text: string, filename: string) => void) => void): Say {
  let hear: ((event: { data: ToEngine }) => void) | null = null;
  let said: FromEngine | null = null;
  const self = { addEventListener: (_: string, listener: typeof hear) => { hear = listener; }, postMessage: (m: FromEngine) => { said = m; } };
  const evaluate = (text: string, name: string): void => { runInContext(text, world, { filename: name }); };
  const world = createContext({ self, TextEncoder, TextDecoder, atob, btoa, ...(load && { importScripts: (name: string) => load(name, evaluate) }) });
  evaluate(code, filename);
  return (body) => {
    said = null;
    hear!({ data: { id: 1, body } });
    const answer = (said as FromEngine | null)?.body;
    if (!answer || answer.type === 'broken') throw new Error(`the worker broke: ${answer?.message ?? 'no answer'}\n${answer?.stack ?? ''}`);
    return answer;
  };
}

type Covered = { ranges: { startOffset: number; endOffset: number; count: number }[] };
/** For each character of a script 1 if it was run, to the branch. An inner range says more than the one around it. */
export function ranAt(length: number, functions: readonly Covered[]): Uint8Array {
  const seen = new Uint8Array(length);
  const ranges = functions.flatMap((f) => f.ranges).sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const r of ranges) seen.fill(r.count > 0 ? 1 : 0, r.startOffset, r.endOffset);
  return seen;
}
/** For each character of the script the first of the plays that ran it; `plays.length` where none did. */
export async function profile(code: string, plays: readonly Play[]): Promise<Uint8Array> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const names = plays.map((_, n) => `kronoscope-profile-${n}.js`);
  plays.forEach((play, n) => play(talkTo(code, names[n]!)));
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
  const parts = new Uint8Array(code.length).fill(plays.length);
  for (let n = plays.length - 1; n >= 0; n--) {
    const seen = ranAt(code.length, result.find((s) => s.url === names[n])!.functions);
    for (let i = 0; i < seen.length; i++) if (seen[i]) parts[i] = n;
  }
  return parts;
}
