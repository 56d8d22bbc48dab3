// Everything that is wrong with a text in the editor, at its place, with Kubernetes' own words and fixes to click.
import { admitCreate, readManifest, type ManifestDoc } from '../admission.ts';
import { structAt } from '../decode/decode.ts';
import { structOf } from '../decode/schema.ts';
import type { StatusCause } from '../types.ts';
import { addUnder, distance, moveUnder, removeEntry, replaceSpan } from './fixes.ts';
import { printed } from './kubectl.ts';
import type { Place } from './read.ts';
import { hintOf, yamlFixes } from './yaml-hints.ts';

export type Fix = { code: string; params: Readonly<Record<string, string | number>>; text: string };
export type Problem = {
  /** In characters of the text, from 0. */ from: number; to: number; /** From 1. */ line: number; severity: 'error' | 'warning';
  message: string; code: string; params: Readonly<Record<string, string | number>>; fixes: readonly Fix[];
};
export type Check = { problems: readonly Problem[]; kubectl: string | null };

type Path = (string | number)[];
/** `spec.template.spec.containers[0].name` as parts; a key in brackets (labels[app]) counts as one. */
export const partsOf = (path: string): Path => [...path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)].map((m) => (m[2] !== undefined ? (/^\d+$/.test(m[2]) ? Number(m[2]) : m[2]) : m[1]!));

function problem(place: Place, message: string, code: string, params: Problem['params'] = {}, fixes: Fix[] = [], severity: Problem['severity'] = 'error'): Problem {
  return { from: place.from, to: Math.max(place.to, place.from + 1), line: place.line, severity, message, code, params, fixes };
}

/** Where a field of this name belongs: the paths of the known structures above and beside the place where it was written. */
function homesOf(kind: 'Job' | 'CronJob', name: string, at: Path): Path[] {
  const spec: Path = kind === 'Job' ? ['spec'] : ['spec', 'jobTemplate', 'spec'];
  const places: Path[] = [['spec'], spec, [...spec, 'template', 'spec'], ['metadata'], [...spec, 'template', 'spec', 'containers', 0]];
  return places.filter((p) => { const s = structAt(kind, p); return s !== null && name in structOf(s)! && p.join('.') !== at.join('.'); });
}
function unknownField(text: string, doc: ManifestDoc, path: string, message: string): Problem {
  const kind = doc.kind as 'Job' | 'CronJob';
  const parts = partsOf(path);
  const name = String(parts.at(-1));
  const parent = parts.slice(0, -1);
  const place = doc.locate(parts, true);
  const fixes: Fix[] = [];
  for (const home of homesOf(kind, name, parent).slice(0, 1)) {
    const moved = moveUnder(text, place.from, doc.locate(home, true).from);
    if (moved !== null) fixes.push({ code: 'move', params: { field: name, to: home.join('.').replace('.0', '[0]') }, text: moved });
  }
  const struct = structAt(kind, parent);
  const near = struct ? Object.keys(structOf(struct)!).map((f) => ({ f, d: distance(f.toLowerCase(), name.toLowerCase().replaceAll('-', '').replaceAll('_', '')) })).filter((x) => x.d <= 3).sort((a, b) => a.d - b.d)[0] : undefined;
  if (near && fixes.length === 0) fixes.push({ code: 'rename', params: { field: name, to: near.f }, text: replaceSpan(text, place.from, place.to, near.f) });
  fixes.push({ code: 'remove', params: { field: name }, text: removeEntry(text, place.from) });
  return problem(place, message, fixes[0]!.code === 'move' ? 'misplacedField' : 'unknownField', { field: name, path }, fixes);
}

/** What decoding refused: unknown fields one by one, or a wrong type with its path. */
function decodeProblems(text: string, doc: ManifestDoc, message: string): Problem[] {
  const unknown = [...message.matchAll(/unknown field "([^"]+)"/g)];
  if (unknown.length > 0) return unknown.map((m) => unknownField(text, doc, m[1]!, `strict decoding error: unknown field "${m[1]}"`));
  const type = /cannot unmarshal (\w+).* into Go struct field \w+\.([\w.]+) of type (.+)$/.exec(message);
  if (!type) return [problem(doc.locate([]), message, 'decode')];
  const path = indexed(doc, type[2]!.split('.'));
  const place = doc.locate(path);
  const written = text.slice(place.from, place.to);
  const bare = written.replace(/^["']|["']$/g, '');
  const fixes: Fix[] = [];
  if (type[1] === 'string' && /^int/.test(type[3]!) && /^-?\d+$/.test(bare)) fixes.push({ code: 'unquote', params: { value: bare }, text: replaceSpan(text, place.from, place.to, bare) });
  if (type[1] === 'string' && type[3] === 'bool' && /^(true|false|yes|no)$/i.test(bare)) fixes.push({ code: 'unquote', params: { value: bare }, text: replaceSpan(text, place.from, place.to, /^(true|yes)$/i.test(bare) ? 'true' : 'false') });
  if ((type[1] === 'number' || type[1] === 'bool') && type[3] === 'string') fixes.push({ code: 'quote', params: { value: written }, text: replaceSpan(text, place.from, place.to, JSON.stringify(written)) });
  return [problem(place, message, 'wrongType', { field: String(path.at(-1)), type: type[3]!, found: type[1]! }, fixes)];
}
/** Go's messages leave indexes out: the first list item that has the rest of the path and is of the wrong kind. */
function indexed(doc: ManifestDoc, names: string[]): Path {
  const path: Path = [];
  let at: unknown = doc.raw;
  for (const name of names) {
    if (Array.isArray(at)) { const i = at.findIndex((x) => x !== null && typeof x === 'object' && name in x); path.push(Math.max(0, i)); at = at[Math.max(0, i)]; }
    path.push(name);
    at = (at as Record<string, unknown> | undefined)?.[name];
  }
  return path;
}

function causeFixes(text: string, doc: ManifestDoc, cause: StatusCause, path: Path, place: Place): { code: string; fixes: Fix[] } {
  const field = String(path.at(-1));
  const has = doc.locate(path, true).from !== doc.locate(path.slice(0, -1), true).from;
  const set = (value: string): Fix => ({ code: 'set', params: { field, value }, text: has ? replaceSpan(text, place.from, place.to, value) : addUnder(text, doc.locate(path.slice(0, -1), true).from, `${field}: ${value}`) });
  if (field === 'restartPolicy' && /OnFailure", "Never/.test(cause.message)) return { code: 'restartPolicy', fixes: [set('Never'), set('OnFailure')] };
  if (/field is immutable/.test(cause.message)) return { code: 'immutable', fixes: [] };
  if (field === 'schedule' && /cannot use TZ/.test(cause.message)) {
    const m = /(?:CRON_)?TZ=(\S+)\s+(.*)/.exec(text.slice(place.from, place.to).replace(/^["']|["']$/g, ''));
    if (m) { const bare = replaceSpan(text, place.from, place.to, JSON.stringify(m[2])); return { code: 'tzPrefix', fixes: [{ code: 'timeZone', params: { zone: m[1]! }, text: addUnder(bare, doc.locate(['spec'], true).from, `timeZone: ${m[1]}`) }] }; }
  }
  if (field === 'schedule') return { code: 'schedule', fixes: [] };
  const choices = /supported values: (.+)$/.exec(cause.message)?.[1]?.split(', ').map((v) => v.replaceAll('"', ''));
  if (choices && has) return { code: 'unsupported', fixes: choices.slice(0, 3).map(set) };
  return { code: cause.reason === 'FieldValueRequired' ? 'required' : 'invalid', fixes: [] };
}
function causeProblem(text: string, doc: ManifestDoc, cause: StatusCause): Problem {
  const path = partsOf(cause.field ?? '');
  const place = doc.locate(path);
  const { code, fixes } = causeFixes(text, doc, cause, path, place);
  return problem(place, `${cause.field}: ${cause.message}`, code, { field: cause.field ?? '' }, fixes);
}

/** Not refused, but seldom what was meant. */
function lints(doc: ManifestDoc): Problem[] {
  const spec = (doc.raw as { spec?: Record<string, unknown> }).spec;
  if (!spec || doc.kind !== 'CronJob') return [];
  const deadline = spec.startingDeadlineSeconds;
  return typeof deadline === 'number' && deadline >= 0 && deadline < 10 ? [problem(doc.locate(['spec', 'startingDeadlineSeconds']), `startingDeadlineSeconds: ${deadline}`, 'shortDeadline', { seconds: deadline }, [], 'warning')] : [];
}

export function checkManifest(text: string): Check {
  const read = readManifest(text);
  const problems: Problem[] = [];
  let kubectl: string | null = null;
  if (!read.ok) {
    const { refusal } = read;
    const place = refusal.place ?? { from: 0, to: text.length, line: 1, column: 1 };
    const version = refusal.code === 'goneVersion' ? /apiVersion:\s*["']?(batch\/\w+)/.exec(text) : null;
    const at = version ? version.index + version[0].indexOf('batch/') : 0;
    const code = refusal.code === 'yaml' ? hintOf(refusal.kubectl) : refusal.code;
    const fixes: Fix[] = version ? [{ code: 'version', params: { to: 'batch/v1' }, text: replaceSpan(text, at, at + version[1]!.length, 'batch/v1') }] : yamlFixes(text, place.from, code);
    problems.push(problem(place, refusal.kubectl, code, refusal.params ?? {}, fixes));
    kubectl = refusal.kubectl;
  }
  for (const doc of read.docs) {
    const raw = doc.raw as { metadata?: Record<string, unknown> };
    const generated = raw.metadata?.generateName && !raw.metadata.name ? { ...raw, metadata: { ...raw.metadata, name: `${String(raw.metadata.generateName)}xxxxx` } } : raw;
    const admitted = admitCreate(generated, { uid: '00000000-0000-4000-8000-000000000000', now: '2026-01-01T00:00:00Z' });
    if (!admitted.ok) {
      kubectl ??= printed(admitted.status, doc.kind, doc.name);
      if (admitted.status.reason === 'Invalid') problems.push(...(admitted.status.causes ?? []).map((c) => causeProblem(text, doc, c)));
      else problems.push(...decodeProblems(text, doc, admitted.status.message));
    } else problems.push(...admitted.warnings.map((w) => problem(doc.locate(partsOf(w.slice(0, w.indexOf(':')))), w, 'serverWarning', {}, [], 'warning')));
    problems.push(...lints(doc));
  }
  return { problems, kubectl };
}
