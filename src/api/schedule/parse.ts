// The schedule dialect of Kubernetes: five fields or a descriptor, with robfig/cron v3's refusals word for word (ParseStandard).
// cron-parser reads another dialect (six fields, L, W, #, weekday 7, H), so it is never asked whether a schedule is valid.
import { atoi, parseDuration, type Read } from './go.ts';

/** A field as the set of its values; `star` if it was * or ? without a step: then it does not restrict the day rule. */
export type Field = { readonly values: ReadonlySet<number>; readonly star: boolean };
export type Spec = { readonly type: 'spec'; readonly minute: Field; readonly hour: Field; readonly dom: Field; readonly month: Field; readonly dow: Field };
/** `every`: milliseconds between two activations, whole seconds. */
export type Every = { readonly type: 'every'; readonly every: number };
export type Schedule = Spec | Every;

type Bounds = { min: number; max: number; names?: readonly string[] };
const bounds: Record<'minute' | 'hour' | 'dom' | 'month' | 'dow', Bounds> = {
  minute: { min: 0, max: 59 }, hour: { min: 0, max: 23 }, dom: { min: 1, max: 31 },
  month: { min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  dow: { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
};
const fail = (error: string): { ok: false; error: string } => ({ ok: false, error });

function mustParseInt(text: string): Read<number> {
  const n = atoi(text);
  if (!n.ok) return fail(`failed to parse int from ${text}: ${n.error}`);
  return n.value < 0 ? fail(`negative number (${n.value}) not allowed: ${text}`) : n;
}
function intOrName(text: string, b: Bounds): Read<number> {
  const at = b.names?.indexOf(text.toLowerCase()) ?? -1;
  return at >= 0 ? { ok: true, value: at + b.min } : mustParseInt(text);
}

type Range = { start: number; end: number; star: boolean };
function startAndEnd(text: string, expr: string, b: Bounds): Read<Range & { single: boolean }> {
  const parts = text.split('-');
  const single = parts.length === 1;
  if (parts[0] === '*' || parts[0] === '?') return { ok: true, value: { start: b.min, end: b.max, star: true, single } };
  const start = intOrName(parts[0]!, b);
  if (!start.ok) return start;
  if (single) return { ok: true, value: { start: start.value, end: start.value, star: false, single } };
  if (parts.length > 2) return fail(`too many hyphens: ${expr}`);
  const end = intOrName(parts[1]!, b);
  return end.ok ? { ok: true, value: { start: start.value, end: end.value, star: false, single } } : end;
}

/** number | number "-" number | "*" | "?", each with an optional "/" step. Models robfig/cron getRange. */
function rangeOf(expr: string, b: Bounds): Read<{ values: number[]; star: boolean }> {
  const parts = expr.split('/');
  const range = startAndEnd(parts[0]!, expr, b);
  if (!range.ok) return range;
  const { start, single } = range.value;
  let { end, star } = range.value;
  let step = 1;
  if (parts.length > 2) return fail(`too many slashes: ${expr}`);
  if (parts.length === 2) {
    const n = mustParseInt(parts[1]!);
    if (!n.ok) return n;
    step = n.value;
    if (single) end = b.max; // "5/15" means from 5 on
    if (step > 1) star = false;
  }
  if (start < b.min) return fail(`beginning of range (${start}) below minimum (${b.min}): ${expr}`);
  if (end > b.max) return fail(`end of range (${end}) above maximum (${b.max}): ${expr}`);
  if (start > end) return fail(`beginning of range (${start}) beyond end of range (${end}): ${expr}`);
  if (step === 0) return fail(`step of range should be a positive number: ${expr}`);
  const values: number[] = [];
  for (let v = start; v <= end; v += step) values.push(v);
  return { ok: true, value: { values, star } };
}
function fieldOf(text: string, b: Bounds): Read<Field> {
  const values = new Set<number>();
  let star = false;
  for (const expr of text.split(',')) {
    if (expr === '') continue; // Go's FieldsFunc drops what is empty
    const range = rangeOf(expr, b);
    if (!range.ok) return range;
    for (const v of range.value.values) values.add(v);
    star ||= range.value.star;
  }
  return { ok: true, value: { values, star } };
}

const spec = (minute: string, hour: string, dom: string, month: string, dow: string): Read<Schedule> => {
  const fields: Partial<Record<keyof typeof bounds, Field>> = {};
  for (const [name, text] of Object.entries({ minute, hour, dom, month, dow }) as [keyof typeof bounds, string][]) {
    const field = fieldOf(text, bounds[name]);
    if (!field.ok) return field;
    fields[name] = field.value;
  }
  return { ok: true, value: { type: 'spec', ...(fields as Required<typeof fields>) } };
};

function descriptor(text: string): Read<Schedule> {
  switch (text) {
    case '@yearly': case '@annually': return spec('0', '0', '1', '1', '*');
    case '@monthly': return spec('0', '0', '1', '*', '*');
    case '@weekly': return spec('0', '0', '*', '*', '0');
    case '@daily': case '@midnight': return spec('0', '0', '*', '*', '*');
    case '@hourly': return spec('0', '*', '*', '*', '*');
  }
  if (!text.startsWith('@every ')) return fail(`unrecognized descriptor: ${text}`);
  const duration = parseDuration(text.slice('@every '.length));
  if (!duration.ok) return fail(`failed to parse duration ${text}: ${duration.error}`);
  return { ok: true, value: { type: 'every', every: Math.max(1000, duration.value - (duration.value % 1000)) } };
}

/** White space as Go's strings.Fields sees it. */
const fieldsOf = (text: string): string[] => text.split(/[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/).filter((f) => f !== '');

/** Reads a schedule; the error is robfig/cron's own text. A TZ= prefix is read past (and refused elsewhere). */
export function readSchedule(text: string, zoneError: (zone: string) => string | null): Read<Schedule> {
  if (text === '') return fail('empty spec string');
  let rest = text;
  if (/^(CRON_)?TZ=/.test(text)) {
    const space = text.indexOf(' ');
    // The parser cuts the text at a space that is not there; the server catches that (pkg/util/parsers ParseCronScheduleWithPanicRecovery).
    if (space < 0) return fail('invalid schedule format: runtime error: slice bounds out of range [:-1]');
    const zone = text.slice(text.indexOf('=') + 1, space);
    const wrong = zoneError(zone);
    if (wrong !== null) return fail(`provided bad location ${zone}: ${wrong}`);
    rest = text.slice(space).trim();
  }
  if (rest.startsWith('@')) return descriptor(rest);
  const fields = fieldsOf(rest);
  if (fields.length !== 5) return fail(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  return spec(...(fields as [string, string, string, string, string]));
}
