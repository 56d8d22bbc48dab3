// Which tag an image's name has. Models pkg/util/parsers ParseImageName and the reference grammar it uses.

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const path = `${component}(?:/${component})*`;
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(`^(?:(${host})/)?(${path})(?::(\\w[\\w.-]{0,127}))?(?:@(${digest}))?$`);
const nameMax = 255;

/** `latest` where neither a tag nor a digest is given; empty where the name cannot be read or has only a digest. */
export function imageTag(image: string): string {
  if (/^[a-f0-9]{64}$/.test(image)) return '';
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  // The first part is a host only if it looks like one; else the whole is a path at the default host.
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const m = reference.exec(isHost ? image : `docker.io/${slash < 0 ? 'library/' : ''}${image}`);
  if (!m || `${m[1] ?? ''}/${m[2]!}`.length > nameMax) return '';
  if (m[4]?.startsWith('sha256:') && !/^sha256:[a-f0-9]{64}$/.test(m[4])) return '';
  return m[3] ?? (m[4] === undefined ? 'latest' : '');
}
/** Always for :latest and for no tag; a digest or another tag is taken to stay what it is. */
export const pullPolicy = (image: string | undefined): string => (image && imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent');
