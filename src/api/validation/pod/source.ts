// What every kind of volume source shares.
import { required, type FieldError } from '../errors.ts';

/** A source's fields as JSON has them. */
export type Source = Readonly<Record<string, unknown>>;
export type Check = (source: Source, field: string) => FieldError[];

/** Errors of the fields that must not be empty. */
export const need = (source: Source, field: string, ...names: string[]): FieldError[] =>
  names.filter((n) => { const v = source[n]; return v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0); }).map((n) => required(`${field}.${n}`));
