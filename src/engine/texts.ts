// What can be said of a text without a run: what is wrong with a manifest, what the output of kubectl holds, and what a schedule means. Loaded when it is first asked for.
import { checkManifest } from '../api/manifest/check.ts';
import { readRecorded } from '../api/manifest/recorded.ts';
import type { TextQuestion } from './protocol.ts';
import { aboutSchedule } from './schedules.ts';

export function aboutText(question: TextQuestion, text: string): unknown {
  switch (question) {
    case 'check': return checkManifest(text);
    case 'recorded': return readRecorded(text);
    default: return aboutSchedule(text, question);
  }
}
