// Times, lengths of time and names as the page writes them.
const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** Virtual time since the start: `1:02:03.456`, or `02:03.456` within the first hour. */
export function elapsed(ms: number, withMillis = true): string {
  const whole = Math.max(0, Math.floor(ms));
  const s = Math.floor(whole / 1000);
  const h = Math.floor(s / 3600);
  const days = Math.floor(h / 24);
  const clock = `${h > 0 ? `${days > 0 ? `${days}d ` : ''}${pad(h % 24)}:` : ''}${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
  return withMillis ? `${clock}.${pad(whole % 1000, 3)}` : clock;
}
/** `2026-03-02 09:00:12 UTC` of a moment in milliseconds since 1970. */
export function utc(epochMs: number): string {
  const d = new Date(epochMs);
  return `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())} ${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}`;
}
/** As kubectl writes an age: 5s, 2m30s, 3h4m, 2d. */
export function age(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 120) return `${s}s`;
  const m = Math.floor(s / 60);
  if (m < 10) return s % 60 === 0 ? `${m}m` : `${m}m${s % 60}s`;
  if (m < 180) return `${m}m`;
  const h = Math.floor(m / 60);
  if (h < 8) return m % 60 === 0 ? `${h}h` : `${h}h${m % 60}m`;
  if (h < 48) return `${h}h`;
  return `${Math.floor(h / 24)}d`;
}
/** `pi-abc12` of `Pod/default/pi-abc12` or `default/pi-abc12`. */
export const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
export const kindOf = (key: string): string => key.slice(0, key.indexOf('/'));
/** `default/pi` of `Job/default/pi`. */
export const queueKeyOf = (key: string): string => key.slice(key.indexOf('/') + 1);
