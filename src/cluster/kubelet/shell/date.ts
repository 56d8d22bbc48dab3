// strftime for the virtual clock, always in UTC.
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Formats ms since 1970 as date(1) does with `+format`. */
export function formatDate(format: string, ms: number): string {
  const d = new Date(ms);
  const year = d.getUTCFullYear(), month = d.getUTCMonth(), day = d.getUTCDate(), hour = d.getUTCHours(), minute = d.getUTCMinutes(), second = d.getUTCSeconds();
  const yearDay = Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
  const of: Record<string, string> = {
    Y: String(year), m: two(month + 1), d: two(day), e: String(day).padStart(2, ' '), H: two(hour), M: two(minute), S: two(second), I: two(hour % 12 || 12), p: hour < 12 ? 'AM' : 'PM',
    y: two(year % 100), j: String(yearDay).padStart(3, '0'), a: days[d.getUTCDay()]!.slice(0, 3), A: days[d.getUTCDay()]!, b: months[month]!.slice(0, 3), h: months[month]!.slice(0, 3), B: months[month]!,
    s: String(Math.floor(ms / 1000)), N: `${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}000000`, u: String(d.getUTCDay() || 7), w: String(d.getUTCDay()), Z: 'UTC', z: '+0000',
    F: `${year}-${two(month + 1)}-${two(day)}`, T: `${two(hour)}:${two(minute)}:${two(second)}`, R: `${two(hour)}:${two(minute)}`, D: `${two(month + 1)}/${two(day)}/${two(year % 100)}`,
    c: `${days[d.getUTCDay()]!.slice(0, 3)} ${months[month]!.slice(0, 3)} ${String(day).padStart(2, ' ')} ${two(hour)}:${two(minute)}:${two(second)} ${year}`, n: '\n', t: '\t', '%': '%',
  };
  return format.replace(/%[-_0]?(3N|[a-zA-Z%])/g, (all, c: string) => (c === '3N' ? of.N!.slice(0, 3) : all[1] === '-' ? (of[c] ?? all).replace(/^[0 ]+(?=.)/, '') : (of[c] ?? all)));
}
