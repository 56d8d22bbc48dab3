// Manifests and updates that a real API server has answered, held against ours.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApiStatus } from '../../src/api/types.ts';

const root = join(import.meta.dirname, '../..');
const corpus = join(process.env['KRONOSCOPE_SHARED'] ?? join(root, '../shared'), 'corpus');
const there = existsSync(join(corpus, 'admission.json'));
if (!there) console.log('admission: no recorded answers beside this folder, skipped');

type Answer = { name: string; accepted: boolean; objects?: unknown[]; after?: unknown; api?: ApiStatus; kubectl?: string };
function play(file: string): { recorded: Answer[]; ours: Answer[] } {
  const path = join(corpus, file);
  const done = spawnSync(join(root, 'node_modules/.bin/tsx'), ['src/headless/admit.ts', path], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(done.stderr);
  return { recorded: JSON.parse(readFileSync(path, 'utf8')) as Answer[], ours: JSON.parse(done.stdout) as Answer[] };
}
/** null and absent are one in the API's JSON; the suffix of a generated name is chance. */
const plain = (v: unknown): unknown => JSON.parse(JSON.stringify(v ?? null, (_, x: unknown) => (x === null ? undefined : typeof x === 'string' ? x.replace(/^gen-[a-z0-9]{5}$/, 'gen-…') : x)) ?? 'null');
const fields = (a: Answer) => (a.api?.causes ?? []).map((c) => `${c.reason} ${c.field}`);

describe.skipIf(!there)('manifests', () => {
  const { recorded, ours } = there ? play('admission.json') : { recorded: [], ours: [] };
  const pairs = recorded.map((r, i) => [r.name, r, ours[i]!] as const);
  const refused = pairs.filter(([, r]) => !r.accepted);
  it.each(pairs)('%s: accepted or not the same', (_, r, o) => { expect(o.accepted).toBe(r.accepted); });
  it.each(pairs.filter(([, r]) => r.accepted))('%s: the object with every default', (_, r, o) => { expect(plain(o.objects)).toEqual(plain(r.objects)); });
  it.each(refused)('%s: the same causes', (_, r, o) => { expect(o.api?.causes ?? []).toEqual(r.api?.causes ?? []); });
  it.each(pairs)('%s: what kubectl prints', (_, r, o) => { expect(o.kubectl ?? '').toBe(r.kubectl ?? ''); });
  it('98 in 100 refusals are the same to the letter', () => {
    const same = refused.filter(([, r, o]) => r.api?.message === o.api?.message && r.api?.code === o.api?.code && r.api?.reason === o.api?.reason);
    expect(refused.length).toBeGreaterThan(100);
    expect(same.length / refused.length).toBeGreaterThanOrEqual(0.98);
  });
});

describe.skipIf(!there)('updates', () => {
  const { recorded, ours } = there ? play('updates.json') : { recorded: [], ours: [] };
  const pairs = recorded.map((r, i) => [r.name, r, ours[i]!] as const);
  it.each(pairs)('%s: accepted or not the same, for the same fields and reasons', (_, r, o) => {
    expect(o.accepted).toBe(r.accepted);
    expect(fields(o)).toEqual(fields(r));
  });
  // What a patch could not be read into is quoted whole, with managed fields that a simulated object has not.
  const quoted = (r: Answer) => r.api?.causes?.some((c) => c.field === 'patch') === true;
  it.each(pairs.filter(([, r]) => !r.accepted && !quoted(r)))('%s: the same message', (_, r, o) => { expect(o.api?.message).toBe(r.api?.message); });
  it.each(pairs.filter(([, r]) => r.accepted))('%s: the object afterwards', (_, r, o) => { expect(plain(o.after)).toEqual(plain(r.after)); });
});
