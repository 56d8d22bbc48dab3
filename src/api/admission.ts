// Admission: what the API server makes of a write of a Job, CronJob or Pod. Decode, default, validate; creation, update, status.
import { changed, without } from '../base/changed.ts';
import { equal } from '../base/equal.ts';
import { mergePatch } from '../base/merge-patch.ts';
import { decode } from './decode/decode.ts';
import { cronJobSpecDefaults, jobSpecDefaults, labelDefaults, podSpecDefaults } from './defaults/defaults.ts';
import { isObject, itemsOf, refusedLocally } from './manifest/kubectl.ts';
import { readText, type Place, type RawDoc, type YamlError } from './manifest/read.ts';
import { tolerations } from './pod-admission.ts';
import { quote } from './schedule/go.ts';
import type { ApiStatus, CronJob, Job, JobSpec, ObjectMeta, Pod, PodSpec } from './types.ts';
import { validateCronJob, validateCronJobUpdate } from './validation/cronjob.ts';
import { invalid, invalidStatus } from './validation/errors.ts';
import { controllerUidLabel, validateJob } from './validation/job.ts';
import { validateJobUpdate } from './validation/job-update.ts';
import { podSpecUpdate } from './validation/pod/update.ts';
import { creationWarnings, updateWarnings } from './warnings/job.ts';

export { podSpecDefaults };
export { admitPodCreate } from './pod-admission.ts';
export { admitStatusUpdate } from './status-admission.ts';

/** `trusted`: from a controller, already typed; it is not decoded again. `now`: RFC 3339. */
export type AdmitContext = { uid: string; now: string; trusted?: boolean };
export type Admitted<T = Job | CronJob> = { ok: true; object: T; warnings: string[] } | { ok: false; status: ApiStatus };
type Plain = Record<string, unknown>;

const refuse = (status: ApiStatus): { ok: false; status: ApiStatus } => ({ ok: false, status });
const badRequest = (message: string) => refuse({ code: 400, reason: 'BadRequest', message });
const otherName = (given: string, name: string) => badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);

const served = 'batch/v1';
const isKind = (kind: unknown): kind is 'Job' | 'CronJob' => kind === 'Job' || kind === 'CronJob';
const notRegistered = (kind: string, version: string): string => `no kind "${kind}" is registered for version "${version}" in scheme "pkg/api/legacyscheme/scheme.go:30"`;
const unreadable = (error: string | null, strict: readonly string[]): string | null => error ?? (strict.length > 0 ? `strict decoding error: ${strict.map((p) => `unknown field ${quote(p)}`).join(', ')}` : null);
function decoded(doc: Plain): { ok: true; object: Job | CronJob } | { ok: false; status: ApiStatus } {
  const kind = String(doc.kind);
  if (!isKind(kind)) return badRequest(`${kind} in version "v1" cannot be handled as a ${/^cronjob$/i.test(kind) ? 'CronJob' : 'Job'}: ${notRegistered(kind, served)}`);
  const { value, error, strict } = decode(kind, doc);
  const wrong = unreadable(error, strict);
  return wrong === null ? { ok: true, object: value as unknown as Job | CronJob } : badRequest(`${kind} in version "v1" cannot be handled as a ${kind}: ${wrong}`);
}

/** The labels and the selector that the server makes unless the user does. Models pkg/registry/batch/job generateSelector. */
function generateSelector(spec: JobSpec, name: string, uid: string): JobSpec {
  if (spec.manualSelector) return spec;
  const given = spec.template.metadata?.labels ?? {};
  const labels = { ...given };
  for (const [key, value] of [['controller-uid', uid], ['job-name', name], [controllerUidLabel, uid], ['batch.kubernetes.io/job-name', name]] as const) labels[key] ??= value;
  const selector = { ...spec.selector, matchLabels: { ...spec.selector?.matchLabels } };
  selector.matchLabels[controllerUidLabel] ??= uid;
  return changed(spec, { selector, template: changed(spec.template, { metadata: changed(spec.template.metadata ?? {}, { labels }) }) });
}

const newMeta = (meta: ObjectMeta, ctx: AdmitContext): ObjectMeta => {
  const { resourceVersion: _v, deletionTimestamp: _d, deletionGracePeriodSeconds: _g, selfLink: _l, managedFields: _m, ...rest } = meta as ObjectMeta & { selfLink?: string; managedFields?: unknown };
  return changed<ObjectMeta>(rest, { name: rest.name ?? '', uid: ctx.uid, creationTimestamp: ctx.now, generation: 1 });
};

/** The store takes no object that says which version it is; it finds out after all else was found good. */
function stored(admitted: Admitted, meta: ObjectMeta | undefined): Admitted {
  return admitted.ok && /^0*[1-9]\d*$/.test(meta?.resourceVersion ?? '') ? refuse({ code: 500, reason: '', message: 'resourceVersion should not be set on objects to be created' }) : admitted;
}

/** An object on its way in, read and with its defaults. `warnings`: once it was found valid, which neither its uid nor the time can change. */
type Incoming = { readonly object: Job | CronJob; warnings: string[] | null };
const incoming = new WeakMap<object, Incoming>();

/** `doc` is taken to be frozen: one that was admitted before is not read and judged again. */
export function admitCreate(doc: unknown, ctx: AdmitContext): Admitted {
  if (!isObject(doc)) return badRequest('the object provided is unrecognized');
  if (ctx.trusted) return doc.kind === 'Job' ? jobOfController(doc as unknown as Job, ctx) : created({ object: withSpecDefaults(doc as unknown as CronJob), warnings: [] }, ctx);
  let known = incoming.get(doc);
  if (!known) {
    const read = decoded(doc);
    if (!read.ok) return read;
    known = { object: withSpecDefaults(read.object), warnings: null };
  }
  const admitted = stored(created(known, ctx), known.object.metadata);
  if (admitted.ok) incoming.set(doc, known);
  return admitted;
}
/** Specs of CronJobs' Jobs that were found good, with their defaults: each Job of a CronJob has the same. */
const goodSpecs = new WeakMap<JobSpec, JobSpec>();
/** Looked at like any other: its metadata, and the labels that are added to its Pods, nobody has seen before. */
function jobOfController(given: Job, ctx: AdmitContext): Admitted {
  const good = goodSpecs.get(given.spec);
  const object = changed(given, { apiVersion: 'batch/v1', spec: good ?? jobSpecDefaults(given.spec), status: {} });
  const admitted = created({ object, warnings: null }, ctx, good !== undefined);
  if (admitted.ok && !good) goodSpecs.set(given.spec, object.spec);
  return admitted;
}
const withSpecDefaults = (given: Job | CronJob): Job | CronJob => (given.kind === 'CronJob'
  ? changed(given, { apiVersion: 'batch/v1', spec: cronJobSpecDefaults(given.spec), status: {} })
  : changed(given, { apiVersion: 'batch/v1', spec: jobSpecDefaults(given.spec), status: {} }));

function created(known: Incoming, ctx: AdmitContext, goodSpec = false): Admitted {
  const { object: given } = known;
  const metadata = newMeta(given.metadata ?? { name: '' }, ctx);
  const object = given.kind === 'CronJob' ? changed(given, { metadata }) : withSelector(labelDefaults(changed(given, { metadata })), ctx.uid);
  if (known.warnings === null) {
    const errors = object.kind === 'CronJob' ? validateCronJob(object) : validateJob(object, goodSpec);
    if (errors.length > 0) return refuse(invalidStatus(object.kind, metadata.name ?? '', errors));
    known.warnings = ctx.trusted ? [] : creationWarnings(object);
  }
  return { ok: true, object: object.kind === 'Job' ? labelDefaults(object) : object, warnings: known.warnings };
}
const withSelector = (job: Job, uid: string): Job => changed(job, { spec: generateSelector(job.spec, job.metadata.name ?? '', uid) });

/** Fields of the metadata that a client cannot set are those of before. */
function updateMeta(next: ObjectMeta, before: ObjectMeta): ObjectMeta {
  const keep = (key: keyof ObjectMeta) => (before[key] === undefined ? {} : { [key]: before[key] });
  const { uid, creationTimestamp, generation: _g, ...rest } = next;
  return { ...rest, ...(uid ? { uid } : keep('uid')), ...(creationTimestamp ? { creationTimestamp } : keep('creationTimestamp')), ...keep('generation'), ...keep('deletionTimestamp'), ...keep('deletionGracePeriodSeconds') };
}

/** A whole object in the place of `before`. */
export function admitUpdate(before: Job | CronJob, after: Job | CronJob, ctx: AdmitContext): Admitted {
  const name = before.metadata.name;
  if (after.metadata.name !== name) return otherName(after.metadata.name, name);
  let metadata = updateMeta(after.metadata, before.metadata);
  const sameSpec = after.spec === before.spec;
  const spec = sameSpec ? before.spec : before.kind === 'Job' ? jobSpecDefaults(after.spec as JobSpec) : cronJobSpecDefaults((after as CronJob).spec);
  if (!sameSpec && !equal(spec, before.spec)) metadata = { ...metadata, generation: (before.metadata.generation ?? 0) + 1 };
  const object = { ...before, metadata, spec, status: before.status } as Job | CronJob;
  if (ctx.trusted && sameSpec) return { ok: true, object, warnings: [] };
  const errors = object.kind === 'Job' ? validateJobUpdate(object, before as Job) : validateCronJobUpdate(object, before as CronJob);
  if (errors.length > 0) return refuse(invalidStatus(object.kind, name, errors));
  return { ok: true, object: object.kind === 'Job' ? labelDefaults(object) : object, warnings: ctx.trusted ? [] : updateWarnings(object, before) };
}

/** What a user makes of a Pod that stands. */
export function admitPodPatch(before: Pod, pod: Pod): Admitted<Pod> {
  if (equal(pod.spec, before.spec)) return { ok: true, object: pod, warnings: [] };
  const { value, error, strict } = decode('PodTemplateSpec', { spec: pod.spec });
  const wrong = unreadable(error, strict);
  if (wrong !== null) return badRequest(`Pod in version "v1" cannot be handled as a Pod: ${wrong}`);
  const defaulted = podSpecDefaults(value.spec as PodSpec);
  const spec = changed(defaulted, { tolerations: tolerations(defaulted) });
  const errors = podSpecUpdate(spec, before.spec);
  if (errors.length > 0) return refuse(invalidStatus('Pod', before.metadata.name, errors));
  const metadata = equal(spec, before.spec) ? pod.metadata : { ...pod.metadata, generation: (before.metadata.generation ?? 0) + 1 };
  return { ok: true, object: { ...pod, metadata, spec }, warnings: [] };
}

/** What the request itself gets wrong of an object's identity, before anybody looks at its content. Models checkName of apiserver pkg/endpoints/handlers and the versions of pkg/storage. */
function mistaken(meta: Partial<ObjectMeta>, before: Job | CronJob): { ok: false; status: ApiStatus } | null {
  const { name, namespace, resourceVersion } = before.metadata;
  if (!meta.name) return badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  if (meta.name !== name) return otherName(meta.name, name);
  if (meta.namespace && namespace && meta.namespace !== namespace) return badRequest(`the namespace of the object (${meta.namespace}) does not match the namespace on the request (${namespace})`);
  const wanted = meta.resourceVersion ?? '';
  if (wanted === resourceVersion || /^0*$/.test(wanted)) return null;
  if (!/^\d+$/.test(wanted)) return refuse({ code: 500, reason: '', message: `strconv.ParseUint: parsing ${quote(wanted)}: invalid syntax` });
  return refuse({ code: 409, reason: 'Conflict', message: `Operation cannot be fulfilled on ${before.kind === 'Job' ? 'jobs.batch' : 'cronjobs.batch'} "${name}": the object has been modified; please apply your changes to the latest version and try again` });
}
/** As the server's library leaves a patched object: what the patch looks into, and all that it brings, has its keys in order. */
function inOrder(v: unknown, patch: unknown): unknown {
  if (Array.isArray(v)) return v.map((x) => inOrder(x, x));
  if (!isObject(v) || !isObject(patch)) return v;
  return Object.fromEntries(Object.keys(v).sort().map((k) => [k, k in patch ? inOrder(v[k], patch[k]) : v[k]]));
}
/** A JSON merge patch from a user. */
export function admitPatch(before: Job | CronJob, patch: unknown, ctx: AdmitContext): Admitted {
  if (!isObject(patch)) return badRequest(`error decoding patch: json: cannot unmarshal ${Array.isArray(patch) ? 'array' : typeof patch} into Go value of type map[string]interface {}`);
  const after = inOrder(mergePatch(before, patch), patch) as Plain;
  const { kind = before.kind, apiVersion = served, metadata, status } = after;
  // What the server wrote itself needs no reading; of the status only what the patch brings.
  const { value, error, strict } = decode(kind === 'CronJob' ? kind : 'Job', { ...after, metadata: isObject(metadata) ? without(metadata, 'creationTimestamp') : metadata, status: kind === before.kind ? patch.status ?? {} : status });
  const wrong = !isKind(kind) || apiVersion !== served ? notRegistered(String(kind), String(apiVersion)) : unreadable(error, strict);
  if (wrong !== null) {
    const cause = invalid('patch', JSON.stringify(after), wrong);
    return refuse({ code: 422, reason: 'Invalid', message: ` "" is invalid: patch: ${cause.body}`, causes: [{ reason: 'FieldValueInvalid', message: cause.body, field: 'patch' }] });
  }
  const wanted = value as unknown as Job | CronJob;
  return mistaken((value.metadata ?? {}) as Partial<ObjectMeta>, before) ?? admitUpdate(before, wanted, { ...ctx, trusted: false });
}

// ---------------------------------------------------------------- manifests as text

export type ManifestDoc = { kind: string; apiVersion: string; name: string; namespace: string | null; raw: unknown; locate: RawDoc['locate'] };
export type ManifestRefusal = { api?: ApiStatus; kubectl: string; code: string; params?: Record<string, string>; place: Place | null };
export type ManifestRead = { ok: true; docs: ManifestDoc[] } | { ok: false; refusal: ManifestRefusal; docs: ManifestDoc[] };

const firstBytes = (text: string): string => { const bytes = new TextEncoder().encode(text.replace(/^\uFEFF/, '')); return `${[...bytes.slice(0, 30)].map((b) => b.toString(16).padStart(2, '0')).join('')}${bytes.length > 30 ? ' ...' : ''}`; };

function noYaml(text: string, { doing, message, place }: YamlError): ManifestRefusal {
  const kind = /^kind:\s*["']?CronJob/m.test(text) ? 'CronJob' : 'Job';
  return { code: 'yaml', place, kubectl: `error: error parsing m.yaml: ${doing}${message}`, api: { code: 400, reason: 'BadRequest', message: `the object provided is unrecognized (must be of type ${kind}): ${message} (${firstBytes(text)})` } };
}
/** Text as a user writes it → objects as kubectl sends them, or what stops it before the server. */
export function readManifest(text: string): ManifestRead {
  const read = readText(text);
  const given = read.docs.filter((d) => d.value !== null);
  const docs: ManifestDoc[] = [];
  let first: ManifestRefusal | null = null;
  for (const d of given) {
    const items = itemsOf(d.value);
    for (const [i, raw] of items.entries()) {
      const prefix = items.length > 1 || raw !== d.value ? ['items', i] : [];
      const locate: RawDoc['locate'] = (path, key) => d.locate([...prefix, ...path], key);
      const local = refusedLocally(raw);
      if (local) {
        first ??= { code: local.code, ...(local.params ? { params: local.params } : {}), kubectl: local.text, place: locate(local.code === 'goneVersion' || local.code === 'noMatch' ? ['apiVersion'] : []) };
        if (local.goesOn) continue;
        return { ok: false, docs, refusal: first };
      }
      const o = raw as { kind: string; apiVersion: string; metadata?: { name?: unknown; namespace?: unknown } };
      docs.push({ kind: o.kind, apiVersion: o.apiVersion, name: String(o.metadata?.name ?? ''), namespace: typeof o.metadata?.namespace === 'string' ? o.metadata.namespace : null, raw, locate });
    }
  }
  if (first || !read.ok) return { ok: false, docs, refusal: first ?? noYaml(text, (read as { error: YamlError }).error) };
  return docs.length > 0 ? { ok: true, docs } : { ok: false, docs, refusal: { code: 'empty', place: null, kubectl: 'error: no objects passed to create' } };
}
