// A file dropped on the page: a saved run, what kubectl printed of a cluster, or a manifest.
import type { Page } from './page.svelte.ts';

/** Opens it as what it is. What cannot be read leaves the page as it was, and the page says why. */
export async function takeFile(page: Page, file: File): Promise<void> {
  const text = await file.text();
  if (file.name.endsWith('.json') && text.includes('"inputs"')) return (await import('./run-files.ts')).openRunFile(page, text);
  const { looksRecorded } = await import('./incident.ts');
  if (looksRecorded(text)) { page.incidentText = text; page.dialog = 'incident'; return; }
  page.text = text;
  page.example = null;
}
