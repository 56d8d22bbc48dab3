// Paths inside volumes: relative, without steps back. Models validateLocalDescendingPath and ValidateLocalNonReservedPath of pkg/apis/core/validation.
import { invalid, type FieldError } from '../errors.ts';

export const noBacksteps = (path: string, field: string): FieldError[] => (path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : []);
export const descendingPath = (path: string, field: string): FieldError[] =>
  [...(path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : []), ...noBacksteps(path, field)];
export const localPath = (path: string, field: string): FieldError[] =>
  [...descendingPath(path, field), ...(path.startsWith('..') && !path.startsWith('../') ? [invalid(field, path, "must not start with '..'")] : [])];
const fileModes = 'must be a number between 0 and 0777 (octal), both inclusive';
export const fileMode = (mode: number | undefined, field: string): FieldError[] => (mode !== undefined && (mode > 0o777 || mode < 0) ? [invalid(field, mode, fileModes)] : []);
