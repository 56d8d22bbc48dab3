// Asks src/api what is wrong with the text; loaded when the editor first needs it.
import { checkManifest } from '../api/manifest/check.ts';
import { noProblems, type Check } from './problems.ts';

/** Problems of the whole text; an empty text has none yet. */
export const checkText = (text: string): Check => (text.trim() === '' ? noProblems : checkManifest(text));
