// The Fidelity page claims only what is tested: its evidence exists, and every recording is claimed by an entry.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fidelity as en } from '../../src/i18n/en/fidelity.ts';
import { fidelity as zh } from '../../src/i18n/zh-CN/fidelity.ts';
import { fidelity } from '../../src/lessons/fidelity.ts';

const root = join(import.meta.dirname, '../..');
const cases = join(process.env['KRONOSCOPE_SHARED'] ?? join(root, '../shared'), 'corpus/cluster');
const there = existsSync(cases);
if (!there) console.log('fidelity: no recordings beside this folder, that part is skipped');
const fits = (pattern: string, name: string) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern);

describe('the Fidelity list', () => {
  it('names each thing once', () => { expect(new Set(fidelity.map((e) => e.id)).size).toBe(fidelity.length); });
  it.each(fidelity.map((e) => [e.id, e] as const))('%s has words in both languages and tests that exist', (id, e) => {
    for (const words of [en, zh] as unknown as Record<string, { name?: string; text?: string }>[]) { expect(words[id]?.name).toBeTruthy(); expect(words[id]?.text).toBeTruthy(); }
    for (const path of e.tests) expect(existsSync(join(root, 'tests', path)), path).toBe(true);
    if (e.level === 'exact') expect(e.recordings.length + e.tests.length).toBeGreaterThan(0);
  });
  it.skipIf(!there)('claims every recording, and no recording that does not exist', () => {
    const names = readdirSync(cases).filter((f) => f.endsWith('.json')).map((f) => f.slice(0, -5));
    const patterns = fidelity.flatMap((e) => e.recordings);
    expect(names.filter((n) => !patterns.some((p) => fits(p, n)))).toEqual([]);
    expect(patterns.filter((p) => !names.some((n) => fits(p, n)))).toEqual([]);
  });
});
