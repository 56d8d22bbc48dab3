// What kubectl itself makes of a manifest before the API server sees it, and how it prints what the server answers.
import { quote } from '../schedule/go.ts';
import type { ApiStatus } from '../types.ts';

const tail = '; if you choose to ignore these errors, turn validation off with --validate=false';
const notValid = (what: string, file: string) => `error: error validating "${file}": error validating data: ${what}${tail}`;

type Raw = { apiVersion?: unknown; kind?: unknown; metadata?: { name?: unknown; namespace?: unknown } };
export const isObject = (v: unknown): v is Record<string, unknown> => v !== null && typeof v === 'object' && !Array.isArray(v);

/** Lists hand on their items; one that says of itself neither what it is nor of which version is what the list is of. Models decodeToList of apimachinery pkg/apis/meta/v1/unstructured. */
export function itemsOf(v: unknown): unknown[] {
  if (!isObject(v) || typeof v.kind !== 'string' || !v.kind.endsWith('List') || typeof v.apiVersion !== 'string' || !('items' in v) || !(v.items === null || Array.isArray(v.items))) return [v];
  const kind = v.kind.slice(0, -'List'.length);
  return (v.items ?? []).map((item: unknown) => (isObject(item) && kind && !item.kind && !item.apiVersion ? { ...item, apiVersion: v.apiVersion, kind } : item));
}

/** What is wrong with one of the two fields that tell what an object is. */
function typeMeta(name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [`${name} not set`];
  if (typeof value !== 'string') return [`${name} isn't string type`];
  return name === 'apiVersion' && value.split('/').length > 2 ? [`unexpected GroupVersion string: ${value}`] : [];
}

/** `goesOn`: with the next object of the file. */
export type LocalRefusal = { code: string; text: string; params?: Record<string, string>; goesOn?: true };
/** What kubectl refuses without asking; null if it goes on to the server. */
export function refusedLocally(v: unknown, file = 'm.yaml'): LocalRefusal | null {
  if (!isObject(v)) return { code: 'notAnObject', text: notValid('invalid object to validate', file) };
  const { apiVersion, kind, metadata } = v as Raw;
  const wrong = [...typeMeta('apiVersion', apiVersion), ...typeMeta('kind', kind)];
  if (wrong.length > 0) return { code: wrong.length === 2 ? 'notSet' : wrong[0]!.startsWith('kind') ? 'kindNotSet' : 'apiVersionNotSet', text: notValid(wrong.length === 1 ? wrong[0]! : `[${wrong.join(', ')}]`, file) };
  if (kind === '') return { code: 'kindNotSet', goesOn: true, text: `error: unable to decode "${file}": Object 'Kind' is missing in '${JSON.stringify(v)}'` };
  const known = apiVersion === 'batch/v1' && /^(job|cronjob)$/i.test(String(kind));
  if (known && (kind === 'Job' || kind === 'CronJob')) return null;
  if (known) {
    const as = /^cronjob$/i.test(String(kind)) ? 'CronJob' : 'Job';
    return { code: 'kindCase', goesOn: true, params: { kind: String(kind), as }, text: `Error from server (BadRequest): error when creating "${file}": ${String(kind)} in version "v1" cannot be handled as a ${as}: no kind "${String(kind)}" is registered for version "batch/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"` };
  }
  const name = String(metadata?.name ?? '');
  const gone = /^batch\/v(1beta1|2alpha1)$/.test(String(apiVersion)) && kind === 'CronJob';
  return {
    code: gone ? 'goneVersion' : 'noMatch', goesOn: true, params: { kind: String(kind), apiVersion: String(apiVersion) },
    text: `error: resource mapping not found for name: "${name}" namespace: "${String(metadata?.namespace ?? '')}" from "${file}": no matches for kind "${String(kind)}" in version "${String(apiVersion)}"\nensure CRDs are installed first`,
  };
}

/** A refusal of the API server as kubectl prints it among others. Models StandardErrorMessage of kubectl pkg/cmd/util. */
export function fromServer(status: ApiStatus, file: string | null = 'm.yaml'): string {
  const when = file === null ? '' : `error when creating "${file}": `;
  return `Error from server${status.reason ? ` (${status.reason})` : ''}: ${when}${status.message}`;
}
/** How kubectl prints a refusal of the API server that is alone. */
export function printed(status: ApiStatus, kind: string, name: string, file: string | null = 'm.yaml'): string {
  if (status.reason !== 'Invalid') return fromServer(status, file);
  const texts = [...new Set((status.causes ?? []).map((c) => `${c.field}: ${c.message}`))];
  return `The ${kind} ${quote(name)} is invalid: ${texts.length === 1 ? texts[0] : `\n${texts.map((t) => `* ${t}`).join('\n')}`}`;
}
