// Field errors and how the API server words them. Models apimachinery pkg/util/validation/field and pkg/api/errors NewInvalid.
import { quote } from '../schedule/go.ts';
import type { ApiStatus, StatusCause } from '../types.ts';

type Type = 'Required' | 'Invalid' | 'NotSupported' | 'Duplicate' | 'TooMany' | 'TooLong' | 'Forbidden' | 'NotFound';
const words: Record<Type, string> = { Required: 'Required value', Invalid: 'Invalid value', NotSupported: 'Unsupported value', Duplicate: 'Duplicate value', TooMany: 'Too many', TooLong: 'Too long', Forbidden: 'Forbidden', NotFound: 'Not found' };
export type FieldError = { readonly type: Type; readonly field: string; readonly body: string };

/** A value as the messages print it: strings in Go's quotes, everything else as JSON. */
export const shown = (v: unknown): string => (v === undefined || v === null ? 'null' : typeof v === 'string' ? quote(v) : JSON.stringify(v).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
/** A map prints with its keys in order. */
export const inOrder = (map: Readonly<Record<string, string>> | undefined): Record<string, string> | null => (map ? Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))) : null);
const make = (type: Type, field: string, value: string | null, detail: string): FieldError => {
  const head = value === null ? words[type] : `${words[type]}: ${value}`;
  return { type, field, body: detail ? `${head}: ${detail}` : head };
};
export const required = (field: string, detail = '') => make('Required', field, null, detail);
export const invalid = (field: string, value: unknown, detail: string) => make('Invalid', field, shown(value), detail);
/** Invalid, where the value is left out of the message. */
export const invalidOmitted = (field: string, detail: string) => make('Invalid', field, null, detail);
export const notSupported = (field: string, value: unknown, supported: readonly string[]) => make('NotSupported', field, shown(value), `supported values: ${supported.map(quote).join(', ')}`);
export const duplicate = (field: string, value: unknown) => make('Duplicate', field, shown(value), '');
export const tooMany = (field: string, count: number, most: number) => make('TooMany', field, String(count), `must have at most ${most} item${most === 1 ? '' : 's'}`);
export const tooLong = (field: string, most: number) => make('TooLong', field, null, `may not be more than ${most} bytes`);
export const forbidden = (field: string, detail: string) => make('Forbidden', field, null, detail);
export const notFoundValue = (field: string, value: unknown, detail = '') => make('NotFound', field, shown(value), detail);

/** Each complaint about a value, as an error of its own. */
export const eachInvalid = (complaints: readonly string[], field: string, value: unknown): FieldError[] => complaints.map((m) => invalid(field, value, m));
export const nonnegative = (value: number | undefined, field: string): FieldError[] => (value !== undefined && value < 0 ? [invalid(field, value, 'must be greater than or equal to 0')] : []);

/** 422 Invalid. Equal errors are said once in the message, and listed each as a cause. */
export function invalidStatus(kind: 'Job' | 'CronJob' | 'Pod', name: string, errors: readonly FieldError[]): ApiStatus {
  const texts = [...new Set(errors.map((e) => `${e.field}: ${e.body}`))];
  const causes: StatusCause[] = errors.map((e) => ({ reason: `FieldValue${e.type}`, message: e.body, field: e.field }));
  const what = kind === 'Pod' ? 'Pod' : `${kind}.batch`;
  return { code: 422, reason: 'Invalid', message: `${what} ${quote(name)} is invalid: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`, causes };
}
