// What the API server answers when it refuses, word for word. Models apimachinery pkg/api/errors.
import type { ApiStatus, Kind, ObjectMeta } from '../../api/types.ts';
import { qualified } from '../keys.ts';

export const notFound = (kind: Kind, name: string): ApiStatus => ({ code: 404, reason: 'NotFound', message: `${qualified(kind)} "${name}" not found` });
export const alreadyExists = (kind: Kind, name: string): ApiStatus => ({ code: 409, reason: 'AlreadyExists', message: `${qualified(kind)} "${name}" already exists` });
const modified = 'the object has been modified; please apply your changes to the latest version and try again';
export const conflict = (kind: Kind, name: string, why = modified): ApiStatus => ({ code: 409, reason: 'Conflict', message: `Operation cannot be fulfilled on ${qualified(kind)} "${name}": ${why}` });
export const expired = (since: number, oldest: number): ApiStatus => ({ code: 410, reason: 'Expired', message: `too old resource version: ${since} (${oldest})` });
/** No server listens: what a client says itself. */
export const connectionRefused: ApiStatus = { code: 503, reason: 'ConnectionRefused', message: 'connect: connection refused' };
export const unavailable = (code: string): ApiStatus => ({ code: code === '409' ? 409 : code === '429' ? 429 : code === '503' ? 503 : 500, reason: code === '429' ? 'TooManyRequests' : code === '503' ? 'ServiceUnavailable' : 'InternalError', message: code === '503' ? 'the server is currently unable to handle the request' : code === '429' ? 'the server has received too many requests and has asked us to try again later' : 'Internal error occurred: injected fault' });
const anotherUid = (want: string, is: string): string => `Precondition failed: UID in precondition: ${want}, UID in object meta: ${is}`;
/** A deletion whose precondition names another object of the same name. */
export const uidMismatch = (kind: Kind, name: string, want: string, is: string): ApiStatus => conflict(kind, name, anotherUid(want, is));
/** An update of an object that has been replaced by another of the same name. Models Preconditions.Check of apiserver pkg/storage. */
export const replaced = (kind: Kind, { namespace, name, uid }: ObjectMeta, want: string): ApiStatus => conflict(kind, name,
  `StorageError: invalid object, Code: 4, Key: /registry/${qualified(kind).split('.')[0]!}/${namespace ? `${namespace}/` : ''}${name}, ResourceVersion: 0, AdditionalErrorMsg: ${anotherUid(want, uid ?? '')}`);
