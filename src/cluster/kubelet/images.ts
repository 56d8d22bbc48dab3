// Images: which names are valid, which pulls fail, and what the kubelet says about it.
import type { Container, Pod } from '../../api/types.ts';
import { hex64 } from '../../base/hash.ts';
import { annotationOf } from './annotations.ts';
import type { ContainerRecord } from './record.ts';

// Models the reference grammar of distribution/reference: lower-case path components, an optional registry host with port, tag and digest.
const host = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\\d+)?';
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const reference = new RegExp(`^(?:${host}/)?${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`);

export const isValidImage = (image: string): boolean => reference.test(image);
export const imageOf = (c: Container): string => c.image ?? '';

/** Names that stand for an image that is not there: the word "nope", "missing", "does-not-exist" or "nonexistent" as a path component or tag, or the .invalid domain. */
const cannotExist = /(^|[/:])(nope|missing|does-?not-?exist|non-?existent|no-?such-?image|not-?found)([/:@]|$)|\.invalid[/:]/i;

/** True if the n-th pull (from 0) of this container's image fails. */
export function pullFails(pod: Pod, c: ContainerRecord, failedSoFar: number): boolean {
  const text = annotationOf(pod, c, 'image-pull');
  const m = text === null ? null : /^fail(?:\s+(\d+))?$/.exec(text.trim());
  if (m) return m[1] === undefined || failedSoFar < Number(m[1]);
  return cannotExist.test(imageOf(c.spec));
}

const withTag = (image: string): string => (/[:@][^/]*$/.test(image) ? image : `${image}:latest`);
/** docker.io/library/… as containerd names it in its errors. */
export function canonicalImage(image: string): string {
  return image === lastName.image ? lastName.name : (lastName = { image, name: nameOf(image) }).name;
}
let lastName = { image: '', name: '' };
function nameOf(image: string): string {
  const first = image.split('/')[0]!;
  const named = image.includes('/') ? (/[.:]|^localhost$/.test(first) ? image : `docker.io/${image}`) : `docker.io/library/${image}`;
  return withTag(named);
}
/** What containerd says: Docker Hub does not tell whether there is such a repository; else there is no such tag. The kubelet drops the code where it is Unknown (pkg/kubelet/cri/remote). */
export function pullErrorMessage(image: string): string {
  const name = canonicalImage(image), unresolved = `failed to pull and unpack image "${name}": failed to resolve reference "${name}": `;
  if (name.startsWith('docker.io/') && cannotExist.test(name.replace(/:.*/, ''))) return `${unresolved}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
  return `rpc error: code = NotFound desc = ${unresolved}${name}: not found`;
}
/** A digest that looks like one: made from the name, so that it repeats. */
export function imageDigest(image: string): string {
  return image === lastDigest.image ? lastDigest.digest : (lastDigest = { image, digest: digestOf(image) }).digest;
}
let lastDigest = { image: '', digest: '' };
function digestOf(image: string): string {
  return `${canonicalImage(image).replace(/[:@][^/]*$/, '')}@sha256:${hex64(image)}`;
}
/** "1.5s", "250ms": a duration as Go prints it. */
export const goDuration = (ms: number): string => (ms < 1000 ? `${ms}ms` : `${ms / 1000}s`);
