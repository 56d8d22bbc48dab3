// The worker's one door to the page: a message in, a message out. The only file that touches self and postMessage.
import type { FromEngine, ToEngine } from './protocol.ts';
import { answer, newSession, runFileOf } from './session/session.ts';

const session = newSession();
let broken = false;

self.addEventListener('message', async (event: MessageEvent<ToEngine>) => {
  if (broken) return;
  const { id, body } = event.data;
  let reply: FromEngine;
  try {
    if (body.type === 'open' && body.scenario.recorded) session.recordings ??= (await import('./incident/world.ts')).createRecording;
    reply = { id, body: body.type === 'text' ? { type: 'value', value: (await import('./texts.ts')).aboutText(body.question, body.text) } : answer(session, body) };
  } catch (error) {
    broken = true;
    const e = error instanceof Error ? error : new Error(String(error));
    let runFile: unknown = null;
    try { runFile = runFileOf(session); } catch { /* the report goes without it */ }
    reply = { id, body: { type: 'broken', message: e.message, stack: e.stack ?? '', runFile } };
  }
  self.postMessage(reply);
});
