// Names, labels, keys and paths: what they may look like, in the words of apimachinery pkg/util/validation. Each answers with its complaints.

const dns1123Label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const whole = (source: string) => new RegExp(`^(?:${source})$`);
const example = (message: string, regex: string, ...examples: string[]) => `${message} (e.g. ${examples.map((e, i) => `${i > 0 ? 'or ' : ''}'${e}'`).join(',  ')}, regex used for validation is '${regex}')`;
const bytes = (text: string) => new TextEncoder().encode(text).length;
export const maxLength = (most: number): string => `must be no more than ${most} characters`;
const maxBytes = (most: number): string => `must be no more than ${most} bytes`;

export function dnsSubdomain(text: string): string[] {
  const regex = `${dns1123Label}(\\.${dns1123Label})*`;
  const out = bytes(text) > 253 ? [maxLength(253)] : [];
  if (!whole(regex).test(text)) out.push(example("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", regex, 'example.com'));
  return out;
}
export function dnsLabel(text: string): string[] {
  const out = bytes(text) > 63 ? [maxBytes(63)] : [];
  if (!whole(dns1123Label).test(text)) out.push(example("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", dns1123Label, 'my-name', '123-abc'));
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
  else if (bytes(name) > 63) out.push(`name part ${maxBytes(63)}`);
  if (!whole(qualified).test(name)) out.push(`name part ${example("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", qualified, 'MyName', 'my.name', '123-abc')}`);
  return out;
}
export function labelValue(text: string): string[] {
  const regex = `(${qualified})?`;
  const out = bytes(text) > 63 ? [maxBytes(63)] : [];
  if (!whole(regex).test(text)) out.push(example("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", regex, 'MyValue', 'my_value', '12345'));
  return out;
}
export const envVarName = (text: string): string[] => {
  const out = /^[ -<>-~]+$/.test(text) ? [] : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
  return out;
};
export const portNumber = (n: number): string[] => (n >= 1 && n <= 65535 ? [] : ['must be between 1 and 65535, inclusive']);
const pathRegex = "^[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+$";
/** What is wrong with a domain-prefixed path; null stands for a missing value. */
export function domainPrefixedPath(text: string): string[] | null {
  if (text === '') return null;
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) return ['must be a domain-prefixed path (such as "acme.io/foo")'];
  const out = dnsSubdomain(text.slice(0, slash));
  if (!new RegExp(pathRegex).test(text.slice(slash + 1))) out.push(`Invalid path (regex used for validation is '${pathRegex.slice(1, -1)}')`);
  return out;
}
