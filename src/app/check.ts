// Asks src/api what is wrong with the text; loaded when the editor first needs it.
import { checkManifest } from '../api/manifest/check.ts';
import type { Check } from './problems.ts';
export const checkText = (text: string): Check => checkManifest(text);
