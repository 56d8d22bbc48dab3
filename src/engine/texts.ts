// What can be said of a text without a run: what is wrong with a manifest, and what the output of kubectl holds. Loaded when it is first asked for.
import { checkManifest } from '../api/manifest/check.ts';
import { readRecorded } from '../api/manifest/recorded.ts';
import type { TextQuestion } from './protocol.ts';

export const aboutText = (question: TextQuestion, text: string): unknown => (question === 'check' ? checkManifest(text) : readRecorded(text));
