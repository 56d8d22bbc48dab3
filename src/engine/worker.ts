// The worker's one door to the page: a message in, a message out. The only file that touches self and postMessage.
import { createRecording } from './incident/world.ts';
import type { FromEngine, ToEngine } from './protocol.ts';
import { answer, newSession, runFileOf } from './session/session.ts';
import { aboutText } from './texts.ts';

const session = newSession(createRecording);
let broken = false;

self.addEventListener('message', (event: MessageEvent<ToEngine>) => {
  if (broken) return;
  const { id, body } = event.data;
  let reply: FromEngine;
  try {
    reply = { id, body: body.type === 'text' ? { type: 'value', value: aboutText(body.question, body.text) } : answer(session, body) };
  } catch (error) {
    broken = true;
    const e = error instanceof Error ? error : new Error(String(error));
    let runFile: unknown = null;
    try { runFile = runFileOf(session); } catch { /* the report goes without it */ }
    reply = { id, body: { type: 'broken', message: e.message, stack: e.stack ?? '', runFile } };
  }
  self.postMessage(reply);
});
