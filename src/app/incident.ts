// Brings a recording of a real cluster onto the page, and goes from there to a simulation.
import { readRecorded, type Recorded } from '../api/manifest/recorded.ts';
import { toYaml } from './panels/object-text.ts';
import type { Page } from './page.svelte.ts';
import { scenarioOf } from './scenario.ts';
import { t } from './words.svelte.ts';

export type Problem = Extract<Recorded, { ok: false }>;

/** Whether a text is what kubectl printed of several objects, rather than a manifest to apply. */
export const looksRecorded = (text: string): boolean => /"?kind"?: *"?List"?\b/.test(text) || (/"?(uid|resourceVersion)"?:/.test(text) && /"?status"?:/.test(text));

type Items = Extract<Recorded, { ok: true }>['items'];
async function show(page: Page, items: Items, skipped: Readonly<Record<string, number>>, cut: boolean): Promise<void> {
  await page.leaveRun();
  page.selected = null;
  await page.player.open({ ...scenarioOf(), name: 'recording', recorded: items });
  const events = items.filter((i) => i.object.kind === 'Event').length;
  page.recording = { objects: items.length - events, events, skipped, cut };
}

/** Shows what the text tells; a problem leaves what was there as it is. */
export async function openIncident(page: Page, text: string): Promise<Problem | null> {
  const read = readRecorded(text);
  if (!read.ok) return read;
  await show(page, read.items, read.skipped, read.cut);
  return null;
}
/** A saved run that was a recording. */
export const reopenIncident = (page: Page, items: Items): Promise<void> => show(page, items, {}, false);

type Plain = Record<string, unknown>;
const serverKeys = new Set(['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name']);
const without = (map: unknown, gone: (key: string) => boolean): Plain | undefined => {
  const left = Object.entries((map ?? {}) as Plain).filter(([k]) => !gone(k));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
};
/** The object as its author may have written it: without what the server and the controllers put in. */
export function manifestOf(object: Plain): Plain {
  const meta = object.metadata as Plain;
  const metadata = { name: meta.name, namespace: meta.namespace === 'default' ? undefined : meta.namespace, labels: without(meta.labels, (k) => serverKeys.has(k)), annotations: without(meta.annotations, (k) => k.startsWith('kubectl.kubernetes.io/') || k.startsWith('batch.kubernetes.io/')) };
  const { selector, template, ...spec } = object.spec as Plain & { template?: Plain & { metadata?: Plain } };
  const { creationTimestamp: _, labels, ...ofTemplate } = template?.metadata ?? {};
  const left = without(labels, (k) => serverKeys.has(k));
  const templateMeta = { ...ofTemplate, ...(left ? { labels: left } : {}) };
  const cleanTemplate = template && { ...(Object.keys(templateMeta).length > 0 ? { metadata: templateMeta } : {}), spec: template.spec };
  return { apiVersion: object.apiVersion ?? 'batch/v1', kind: object.kind, metadata, spec: { ...spec, ...(spec.manualSelector === true ? { selector } : {}), ...(cleanTemplate ? { template: cleanTemplate } : {}) } };
}

/** Begins a simulation of the Jobs and CronJobs that stand at the moment shown, with the clock at that moment. */
export async function simulateFromHere(page: Page): Promise<void> {
  const get = async (kind: 'CronJob' | 'Job') => (await page.player.query<Plain[]>({ type: 'get', kind })) ?? [];
  const owned = (o: Plain) => ((o.metadata as Plain).ownerReferences as { kind?: string }[] | undefined)?.some((r) => r.kind === 'CronJob') ?? false;
  const crons = await get('CronJob');
  const jobs = await get('Job');
  const wanted = [...crons, ...jobs.filter((j) => crons.length === 0 || !owned(j))];
  if (wanted.length === 0) { page.player.error = t('incident.noManifest'); return; }
  const epoch = (page.player.view?.epoch ?? 0) + Math.floor(page.player.t / 1000) * 1000;
  page.text = wanted.map((o) => toYaml(manifestOf(o))).join('---\n');
  page.example = null;
  page.epoch = epoch;
  await page.restart();
}
