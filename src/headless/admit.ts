// `npm run admit -- FILE`: what the API server answers to manifests ({name, manifest}) and updates ({name, before, patch}).
import { readFileSync } from 'node:fs';
import { admitCreate, admitPatch, readManifest, type ManifestDoc } from '../api/admission.ts';
import { isObject, printed } from '../api/manifest/kubectl.ts';
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

/** kubectl looks for the namespace; the server compares it with the request's. */
function otherNamespace(doc: ManifestDoc): { api: ApiStatus; kubectl: string } | null {
  if (doc.namespace === null || doc.namespace === namespace) return null;
  return {
    api: { code: 400, reason: 'BadRequest', message: 'the namespace of the provided object does not match the namespace sent on the request' },
    kubectl: `Error from server (NotFound): error when creating "m.yaml": namespaces "${doc.namespace}" not found`,
  };
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
  const objects: unknown[] = [];
  const said: string[] = [];
  const refused: { api?: ApiStatus; kubectl: string }[] = [];
  for (const doc of read.docs) {
    const other = otherNamespace(doc);
    const sent = placed(doc);
    const admitted = other ? null : admitCreate(sent, { uid, now });
    if (admitted?.ok) { objects.push(admitted.object); said.push(...admitted.warnings.map((w) => `Warning: ${w}`)); } else refused.push(other ?? { kubectl: printed((admitted as { status: ApiStatus }).status, doc.kind, String(sent.metadata?.name ?? '')).trimEnd(), api: shortened((admitted as { status: ApiStatus }).status) });
  }
  if (!read.ok) refused.push(read.refusal);
  const kubectl = [...said, ...refused.map((r) => r.kubectl)].join('\n');
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
