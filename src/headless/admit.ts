// `npm run admit -- FILE`: what the API server answers to manifests ({name, manifest}) and updates ({name, before, patch}).
import { readFileSync } from 'node:fs';
import { admitCreate, admitPatch, readManifest, type ManifestDoc } from '../api/admission.ts';
import { fromServer, isObject, printed } from '../api/manifest/kubectl.ts';
import { alreadyExists } from '../cluster/apiserver/errors.ts';
import { generateName } from '../cluster/apiserver/meta.ts';
import type { ApiStatus, CronJob, Job } from '../api/types.ts';

type Entry = { name: string; manifest?: string | object; before?: Job | CronJob; patch?: unknown };
type Answer = { name: string; accepted: boolean; objects?: unknown[]; after?: unknown; api?: ApiStatus; kubectl?: string };
/** What stands in files for what differs from run to run, and the real thing that admission is given in its place. */
const uid = '3f2b7a52-6f0c-4a52-9d2e-0c5a7f1e8b11';
const now = '2026-01-02T03:04:05Z';
const unmasked = (text: string): string => text.replaceAll('<uid>', uid).replaceAll('<t>', now).replaceAll('<now>', now);
const masked = (text: string, time: string): string => text.replaceAll(uid, '<uid>').replaceAll(now, time);
const namespace = 'default';

const shortened = ({ code, reason, message, causes }: ApiStatus): ApiStatus => ({ code, reason, message, ...(causes ? { causes } : {}) });

/** `alone`: what kubectl says if nothing else goes wrong; `among`: if something does. */
type Refused = { api?: ApiStatus; alone: string; among: string };
const byServer = (status: ApiStatus, kind: string, name: string): Refused => ({ api: shortened(status), alone: printed(status, kind, name).trimEnd(), among: fromServer(status) });
/** kubectl names the namespace to the server, which has none of that name; the request of a test names another than the object does. */
function otherNamespace(doc: ManifestDoc): Refused | null {
  if (doc.namespace === null || doc.namespace === namespace) return null;
  const text = fromServer({ code: 404, reason: 'NotFound', message: `namespaces "${doc.namespace}" not found` });
  return { api: { code: 400, reason: 'BadRequest', message: 'the namespace of the provided object does not match the namespace sent on the request' }, alone: text, among: text };
}
/** In the namespace of the request, and with a name; what is no metadata at all is left for the server to refuse. */
function placed(doc: ManifestDoc): { metadata?: Record<string, unknown> } {
  const raw = doc.raw as { metadata?: unknown };
  const given = raw.metadata ?? {};
  if (!isObject(given)) return raw as never;
  const named = !given.name && typeof given.generateName === 'string' && given.generateName !== '' ? { name: generateName(given.generateName, { draw: () => 0 }) } : {};
  return { ...raw, metadata: { ...given, ...named, namespace } };
}
/** kubectl goes on after an object that was refused, and says of each what it was told. */
function create({ name, manifest }: Entry): Answer {
  const read = readManifest(typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  const objects: (Job | CronJob)[] = [];
  const said: string[] = [];
  const refused: Refused[] = [];
  for (const doc of read.docs) {
    const sent = placed(doc);
    const called = String(sent.metadata?.name ?? '');
    const admitted = admitCreate(sent, { uid, now });
    // What cannot be read has no namespace yet.
    const other = admitted.ok || admitted.status.code !== 400 ? otherNamespace(doc) : null;
    if (other) refused.push(other);
    else if (!admitted.ok) refused.push(byServer(admitted.status, doc.kind, called));
    else if (objects.some((o) => o.kind === admitted.object.kind && o.metadata.name === called)) refused.push(byServer(alreadyExists(admitted.object.kind, called), doc.kind, called));
    else { objects.push(admitted.object); said.push(...admitted.warnings.map((w) => `Warning: ${w}`)); }
  }
  if (!read.ok) { const { api, kubectl } = read.refusal; refused.push({ ...(api ? { api } : {}), alone: kubectl, among: kubectl.replace(/^error: /, '') }); }
  const kubectl = [...said, ...refused.map((r) => (refused.length === 1 ? r.alone : r.among))].join('\n');
  const api = refused.find((r) => r.api)?.api;
  return { name, accepted: refused.length === 0, ...(kubectl ? { kubectl } : {}), ...(api ? { api } : {}), objects };
}
function update({ name, before, patch }: Entry): Answer {
  const admitted = admitPatch(before!, patch, { uid: before!.metadata.uid ?? uid, now });
  return admitted.ok ? { name, accepted: true, after: admitted.object } : { name, accepted: false, api: shortened(admitted.status) };
}

const file = process.argv[2];
if (!file) { console.error('usage: npm run --silent admit -- FILE'); process.exit(2); }
const entries = JSON.parse(readFileSync(file, 'utf8')) as Entry[];
const answers = entries.map((e) => {
  const isUpdate = 'before' in e;
  const given = isUpdate ? (JSON.parse(unmasked(JSON.stringify(e))) as Entry) : e;
  const text = masked(JSON.stringify(isUpdate ? update(given) : create(given)), isUpdate ? '<t>' : '<now>');
  return { ...(JSON.parse(text) as Answer), name: e.name };
});
console.log(JSON.stringify(answers, null, 1));
