// Brings a recording of a real cluster onto the page, and goes from there to a simulation.
import type { Scenario } from '../engine/protocol.ts';
import { leaving } from './going-back.ts';
import type { Recorded } from '../api/manifest/recorded.ts';
import { toYaml } from './panels/object-text.ts';
import type { Page } from './page.svelte.ts';
import { scenarioOf } from './scenario.ts';
import { addWords, t } from './words.svelte.ts';

export type Problem = Extract<Recorded, { ok: false }>;

/** Whether a text is what kubectl printed of several objects, rather than a manifest to apply. */
export const looksRecorded = (text: string): boolean => /"?kind"?: *"?List"?\b/.test(text) || (/"?(uid|resourceVersion)"?:/.test(text) && /"?status"?:/.test(text));

type Items = NonNullable<Scenario['recorded']>;
async function show(page: Page, items: Items, { skipped, cut, unread }: Pick<Extract<Recorded, { ok: true }>, 'skipped' | 'cut' | 'unread'>): Promise<void> {
  const back = await leaving(page);
  page.selected = null;
  await page.player.open({ ...scenarioOf(), name: 'recording', recorded: items });
  page.back = back;
  page.text = yamlOf(toSimulate(newestOf(items, 'CronJob'), newestOf(items, 'Job')), items);
  page.applied = page.text;
  page.example = null;
  const events = items.filter((i) => i.object.kind === 'Event').length;
  page.recording = { objects: items.length - events, events, skipped, cut, unread, whatIf: (text) => simulateFromHere(page, text) };
}

/** Shows what the text tells; a problem leaves what was there as it is. */
export async function openIncident(page: Page, text: string): Promise<Problem | null> {
  const read = await page.player.about<Recorded>('recorded', text);
  if (!read) return { ok: false, code: 'empty', line: 1, message: '' };
  if (!read.ok) return read;
  await show(page, read.items, read);
  return null;
}
/** A saved run that was a recording. */
export const reopenIncident = (page: Page, items: Items): Promise<void> => show(page, items, { skipped: {}, cut: false, unread: [] });

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

type Owned = { metadata: { uid?: string; ownerReferences?: { kind?: string; uid?: string }[] } };
const ownedBy = (o: Plain, uid: unknown) => (o as Owned).metadata.ownerReferences?.some((r) => r.uid === uid) ?? false;
/** CronJobs, and the Jobs that none of them makes anew; of these the unfinished, or all if nothing else is there. */
function toSimulate(crons: readonly Plain[], jobs: readonly Plain[]): Plain[] {
  const alone = jobs.filter((j) => !crons.some((c) => ownedBy(j, (c as Owned).metadata.uid)));
  const ended = (j: Plain) => ((j.status as { conditions?: { type: string; status: string }[] } | undefined)?.conditions ?? []).some((c) => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True');
  const open = alone.filter((j) => !ended(j));
  return [...crons, ...(open.length > 0 || crons.length > 0 ? open : alone)];
}
/** Each object of a kind as the recording shows it last. */
const newestOf = (items: Items, kind: string): Plain[] => {
  const found = new Map<unknown, Plain>();
  for (const { object } of items) if (object.kind === kind) { const m = object.metadata as Plain; found.set(m.uid ?? `${String(m.namespace)}/${String(m.name)}`, object as Plain); }
  return [...found.values()];
};

type Ended = { exitCode?: number; startedAt?: string; finishedAt?: string };
/** How long its Pods ran and how they ended, as annotations by which the simulated ones do the same. */
export function asTheyRan(pods: readonly Plain[]): Record<string, string> {
  const runs = pods.flatMap((p) => {
    const first = (p.status as { containerStatuses?: { state?: { terminated?: Ended } }[] } | undefined)?.containerStatuses?.[0]?.state?.terminated;
    const [began, ended] = [Date.parse(first?.startedAt ?? ''), Date.parse(first?.finishedAt ?? '')];
    return Number.isFinite(ended - began) ? [{ seconds: (ended - began) / 1000, ended, code: first?.exitCode ?? 0 }] : [];
  }).sort((a, b) => a.ended - b.ended);
  if (runs.length === 0) return {};
  const seconds = runs.map((r) => r.seconds).sort((a, b) => a - b)[runs.length >> 1]!;
  const failures = runs.filter((r) => r.code !== 0).map((r) => r.code);
  return { 'kronoscope.dev/run-seconds': String(seconds), 'kronoscope.dev/exit-code': [...failures, ...(failures.length < runs.length ? [0] : [])].join(',') };
}
type WithTemplate = Plain & { metadata?: Plain & { annotations?: Plain } };
function withRuns(manifest: Plain, runs: Record<string, string>): Plain {
  if (Object.keys(runs).length === 0) return manifest;
  const annotated = (t: WithTemplate): WithTemplate => ({ ...t, metadata: { ...t.metadata, annotations: { ...runs, ...t.metadata?.annotations } } });
  const spec = manifest.spec as Plain & { template?: WithTemplate; jobTemplate?: Plain & { spec: Plain & { template: WithTemplate } } };
  if (spec.template) return { ...manifest, spec: { ...spec, template: annotated(spec.template) } };
  return spec.jobTemplate?.spec?.template ? { ...manifest, spec: { ...spec, jobTemplate: { ...spec.jobTemplate, spec: { ...spec.jobTemplate.spec, template: annotated(spec.jobTemplate.spec.template) } } } } : manifest;
}
function yamlOf(objects: readonly Plain[], items: Items): string {
  const pods = newestOf(items, 'Pod');
  const jobs = newestOf(items, 'Job');
  const runsOf = (o: Plain) => {
    const uid = (o as Owned).metadata.uid;
    const made = o.kind === 'CronJob' ? jobs.filter((j) => ownedBy(j, uid)) : [o];
    return asTheyRan(pods.filter((p) => made.some((j) => ownedBy(p, (j as Owned).metadata.uid))));
  };
  return objects.map((o) => toYaml(withRuns(manifestOf(o), runsOf(o)))).join('---\n');
}

/** Begins a simulation with the clock at the moment shown: of `text`, or of the Jobs and CronJobs that stand there then. It plays at once. */
export async function simulateFromHere(page: Page, text?: string): Promise<void> {
  const get = async (kind: 'CronJob' | 'Job') => (await page.player.query<Plain[]>({ type: 'get', kind })) ?? [];
  const wanted = text === undefined ? toSimulate(await get('CronJob'), await get('Job')) : [];
  if (text === undefined && wanted.length === 0) { await addWords('more'); page.player.error = t('incident.noManifest'); return; }
  const epoch = (page.player.view?.epoch ?? 0) + Math.floor(page.player.t / 1000) * 1000;
  const back = await leaving(page);
  page.text = text ?? yamlOf(wanted, page.player.scenario?.recorded ?? []);
  page.example = null;
  page.settings = {};
  page.seed = undefined;
  page.epoch = epoch;
  page.recording = null;
  await page.restart();
  page.back = back;
  await page.play();
}
