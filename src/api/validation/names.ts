// Names, labels, keys and paths: what they may look like, in the words of apimachinery pkg/util/validation. Each answers with its complaints.

const dns1123Label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${dns1123Label}(\\.${dns1123Label})*`;
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const whole = (source: string) => new RegExp(`^(?:${source})$`);
const example = (message: string, regex: string, ...examples: string[]) => `${message} (e.g. ${examples.map((e, i) => `${i > 0 ? 'or ' : ''}'${e}'`).join(',  ')}, regex used for validation is '${regex}')`;
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;
export const maxLength = (most: number): string => `must be no more than ${most} characters`;
const maxBytes = (most: number): string => `must be no more than ${most} bytes`;

export function dnsSubdomain(text: string): string[] {
  const out = byteLength(text) > 253 ? [maxLength(253)] : [];
  if (!whole(subdomain).test(text)) out.push(example("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", subdomain, 'example.com'));
  return out;
}
/** A prefix to which more is appended may end in a hyphen. */
export const maskedDash = (text: string): string => (text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
/** A search domain, which may have underscores. */
export function dnsSearch(text: string): string[] {
  const label = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
  const regex = `${label}(\\.${label})*`;
  const out = byteLength(text) > 253 ? [maxLength(253)] : [];
  if (!whole(regex).test(text)) out.push(example("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character", regex, 'example.com'));
  return out;
}
export function dnsLabel(text: string): string[] {
  const out = byteLength(text) > 63 ? [maxLength(63)] : [];
  // What is a subdomain and no label has dots.
  if (whole(subdomain).test(text) && !whole(dns1123Label).test(text)) out.push('must not contain dots');
  else if (!whole(dns1123Label).test(text)) out.push(example("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", dns1123Label, 'my-name', '123-abc'));
  return out;
}
export function qualifiedName(text: string): string[] {
  const parts = text.split('/');
  const out: string[] = [];
  if (parts.length > 2) return [`a qualified name ${example("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", qualified, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  if (parts.length === 2) {
    if (parts[0] === '') out.push('prefix part must be non-empty');
    else out.push(...dnsSubdomain(parts[0]!).map((m) => `prefix part ${m}`));
  }
  const name = parts.at(-1)!;
  if (name === '') out.push('name part must be non-empty');
  else if (byteLength(name) > 63) out.push(`name part ${maxBytes(63)}`);
  if (!whole(qualified).test(name)) out.push(`name part ${example("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", qualified, 'MyName', 'my.name', '123-abc')}`);
  return out;
}
export function labelValue(text: string): string[] {
  const regex = `(${qualified})?`;
  const out = byteLength(text) > 63 ? [maxBytes(63)] : [];
  if (!whole(regex).test(text)) out.push(example("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", regex, 'MyValue', 'my_value', '12345'));
  return out;
}
export const envVarName = (text: string): string[] => (/^[ -<>-~]+$/.test(text) ? [] : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]);
export const between = (n: number, low: number, high: number): string[] => (n >= low && n <= high ? [] : [`must be between ${low} and ${high}, inclusive`]);
export const portNumber = (n: number): string[] => between(n, 1, 65535);
/** A user's or group's number. */
export const idNumber = (n: number): string[] => between(n, 0, 4294967295);
export function portName(text: string): string[] {
  const out = byteLength(text) > 15 ? [maxLength(15)] : [];
  if (!/^[-a-z0-9]+$/.test(text)) out.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) out.push('must contain at least one letter (a-z)');
  if (text.includes('--')) out.push('must not contain consecutive hyphens');
  if (text.startsWith('-') || text.endsWith('-')) out.push('must not begin or end with a hyphen');
  return out;
}
export function configMapKey(text: string): string[] {
  const out = byteLength(text) > 253 ? [maxLength(253)] : [];
  if (!/^[-._a-zA-Z0-9]+$/.test(text)) out.push(example("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", '[-._a-zA-Z0-9]+', 'key.name', 'KEY_NAME', 'key-name'));
  if (text === '.' || text === '..') out.push(`must not be '${text}'`);
  else if (text.startsWith('..')) out.push("must not start with '..'");
  return out;
}
export const headerName = (text: string): string[] => (/^[-A-Za-z0-9]+$/.test(text) ? [] : [example("a valid HTTP header must consist of alphanumeric characters or '-'", '[-A-Za-z0-9]+', 'X-Header-Name')]);
const v4 = /^(\d{1,})\.(\d{1,})\.(\d{1,})\.(\d{1,})$/;
const isV4 = (text: string): boolean => { const m = v4.exec(text); return m !== null && m.slice(1).every((part) => Number(part) <= 255); };
function isV6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  const groups = halves.map((h) => (h === '' ? [] : h.split(':')));
  const last = groups.at(-1)!;
  const tail = last.at(-1) ?? '';
  const quad = tail.includes('.');
  if (quad && !isV4(tail)) return false;
  const all = groups.flat();
  const words = all.length + (quad ? 1 : 0);
  return all.slice(0, quad ? -1 : undefined).every((g) => /^[0-9a-fA-F]{1,4}$/.test(g)) && (halves.length === 2 ? words < 8 : words === 8);
}
/** The eight groups of an IPv6 address, of which the last two may be written as an IPv4 one. */
export function addressGroups(text: string): number[] {
  const half = (part: string): number[] => (part === '' ? [] : part.split(':').flatMap((g) => {
    if (!g.includes('.')) return [Number.parseInt(g, 16)];
    const [a, b, c, d] = g.split('.').map(Number) as [number, number, number, number];
    return [a * 256 + b, c * 256 + d];
  }));
  const [before, after] = text.split('::');
  const [first, last] = [half(before!), half(after ?? '')];
  return after === undefined ? first : [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}
/** What Go once took, with leading zeros, is told apart from what never was an address. */
export function ipAddress(text: string): string[] {
  if (!isV4(text) && !isV6(text)) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  if (/(^|[.:])0\d+(?=\.)|\.0\d+$/.test(text)) return ['must not have leading 0s'];
  return text.includes(':') && addressGroups(text).slice(0, 6).join() === '0,0,0,0,0,65535' ? ['must not be an IPv4-mapped IPv6 address'] : [];
}
const pathRegex = "^[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+$";
/** What is wrong with which part of a domain-prefixed path; null stands for a missing value. */
export function domainPrefixedPath(text: string): { value: string; message: string }[] | null {
  if (text === '') return null;
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) return [{ value: text, message: 'must be a domain-prefixed path (such as "acme.io/foo")' }];
  const [host, path] = [text.slice(0, slash), text.slice(slash + 1)];
  const out = dnsSubdomain(host).map((message) => ({ value: host, message }));
  return new RegExp(pathRegex).test(path) ? out : [...out, { value: path, message: `Invalid path (regex used for validation is '${pathRegex.slice(1, -1)}')` }];
}
