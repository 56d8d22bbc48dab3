// The only file that creates the worker: numbers the questions, pairs the answers, and says when the worker is broken.
import workerUrl from '../engine/worker.ts?worker&url';
import type { FromEngine, Query, TextQuestion, ToEngine } from '../engine/protocol.ts';

export type Ask = ToEngine['body'];
export type Answer = FromEngine['body'];
export type Shown = Extract<Answer, { type: 'shown' }>;
export type Broken = Extract<Answer, { type: 'broken' }>;
export type Engine = {
  /** Resolves with the answer; rejects with an Error when the engine refused. Never resolves once broken. */
  ask(body: Ask): Promise<Shown>;
  query<T>(query: Query): Promise<T>;
  about<T>(question: TextQuestion, text: string): Promise<T>;
  close(): void;
};

type Waiting = { resolve(body: Answer): void; reject(error: Error): void };

/**
 * A frame without an origin may start a worker from a blob only, and that may fetch classic scripts only; so the built worker is one, and is told where its parts are.
 * The dev server hands out modules.
 */
function startWorker(): Worker {
  const options: WorkerOptions = { name: 'kronoscope-engine', type: import.meta.env.DEV ? 'module' : 'classic' };
  if (self.origin !== 'null') return new Worker(workerUrl, options);
  const url = new URL(workerUrl, document.baseURI).href;
  const start = `self.partsAt=${JSON.stringify(url.replace(/[^/]*$/, ''))};importScripts(${JSON.stringify(url)})`;
  return new Worker(URL.createObjectURL(new Blob([start], { type: 'text/javascript' })), options);
}

/** Starts a worker. `onBroken` is called once, when the engine threw or the worker could not start. */
export function startEngine(onBroken: (broken: Broken) => void): Engine {
  const worker = startWorker();
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let dead = false;
  const broke = (broken: Broken) => { if (!dead) { dead = true; onBroken(broken); } };
  worker.addEventListener('message', (event: MessageEvent<FromEngine>) => {
    const { id, body } = event.data;
    if (body.type === 'broken') return broke(body);
    const one = waiting.get(id);
    waiting.delete(id);
    if (body.type === 'failed') one?.reject(new Error(body.message));
    else one?.resolve(body);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    broke({ type: 'broken', message: event.message || 'the worker did not start', stack: `${event.filename ?? ''}:${event.lineno ?? 0}`, runFile: null });
  });
  const send = (body: Ask) => new Promise<Answer>((resolve, reject) => {
    const id = nextId++;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, body } satisfies ToEngine);
  });
  const valueOf = async <T>(body: Ask) => ((await send(body)) as Extract<Answer, { type: 'value' }>).value as T;
  return {
    ask: (body) => send(body) as Promise<Shown>,
    query: <T>(query: Query) => valueOf<T>({ type: 'query', query }),
    about: <T>(question: TextQuestion, text: string) => valueOf<T>({ type: 'text', question, text }),
    close: () => { dead = true; worker.terminate(); waiting.clear(); },
  };
}
