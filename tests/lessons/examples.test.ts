// The three first manifests are as everyone writes them; the rest at least differ.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleById, examples, firstExample } from '../../src/lessons/examples/index.ts';

const shared = process.env.KRONOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const corpus = resolve(shared, 'corpus/admission.json');

describe('examples', () => {
  it('have ids of their own and a first', () => {
    expect(new Set(examples.map((e) => e.id)).size).toBe(examples.length);
    expect(exampleById(firstExample)?.yaml).toContain('completions: 8');
  });
  it.skipIf(!existsSync(corpus))('the first three are the recorded ones, letter by letter', () => {
    const recorded = JSON.parse(readFileSync(corpus, 'utf8')) as { name: string; manifest: string }[];
    const text = (name: string) => recorded.find((r) => r.name === name)?.manifest;
    expect([exampleById('pi')?.yaml, exampleById('paral-1')?.yaml, exampleById('hello')?.yaml]).toEqual([text('text:seed-1'), text('text:seed-2'), text('text:seed-3')]);
  });
});
