// Both languages say the same things, and every code that the simulation uses has words.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examples, exampleGroups } from '../../src/lessons/examples/index.ts';
import { diagramTexts } from '../../src/diagram/texts.ts';
import * as enFidelity from '../../src/i18n/en/fidelity.ts';
import * as en from '../../src/i18n/en/index.ts';
import * as enMore from '../../src/i18n/en/more.ts';
import { clockTime, hasWords, learn, moreKeys, preferredLanguage, say, seconds, speak as begin, whenLearned, type Lang } from '../../src/i18n/index.ts';
import * as zhFidelity from '../../src/i18n/zh-CN/fidelity.ts';
import * as zh from '../../src/i18n/zh-CN/index.ts';
import * as zhMore from '../../src/i18n/zh-CN/more.ts';

const root = resolve(import.meta.dirname, '../..');
/** Paths of all leaves; plural forms count as one. */
function leaves(value: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value === 'string') return found.set(path.replace(/_(one|other)$/, ''), value);
  for (const [key, inner] of Object.entries(value as object)) for (const [p, text] of leaves(inner, path ? `${path}.${key}` : key)) found.set(p, text);
  return found;
}
const all = (...trees: object[]) => new Map(trees.flatMap((tree) => [...leaves(tree)]));
const english = all(en, enMore, enFidelity);
const chinese = all(zh, zhMore, zhFidelity);
const speak = async (lang: Lang) => { await begin(lang); await learn('more', lang); };
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map((m) => m[1]).filter((v) => v !== 'controller').sort();
const texts = (folder: string) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((f) => /\.(ts|svelte)$/.test(f)).map((f) => ({ file: f, text: readFileSync(join(root, folder, f), 'utf8') }));

describe('English and Chinese', () => {
  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });
  it('put in the same values', () => {
    const unequal = [...english].filter(([key, text]) => variables(text).filter((v) => v !== 'count').join() !== variables(chinese.get(key)!).filter((v) => v !== 'count').join()).map(([key]) => key);
    expect(unequal).toEqual([]);
  });
  it('leave nothing empty, and say nothing in English where Chinese is meant', () => {
    expect([...english].filter(([, text]) => text.trim() === '')).toEqual([]);
    const latin = [...chinese].filter(([key, text]) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(text.replace(/https?:\S+/g, '')) && !key.endsWith('link')).map(([key]) => key);
    expect(latin).toEqual([]);
  });
});

describe('words that come later', () => {
  it('come when one of them is asked for, and those of the first play are there at once', async () => {
    await begin('en');
    const learned = new Promise<void>((resolve) => whenLearned(resolve));
    expect(say('app.play')).toBe('Play');
    expect(say('whyNot.paused')).toBe('');
    expect(hasWords('problems.empty')).toBe(false);
    await learned;
    expect(say('problems.empty')).toBe('There is nothing here to apply.');
    expect(say('no.such.key')).toBe('no.such.key');
  });
  it.each([['English', en, enMore], ['Chinese', zh, zhMore]] as const)('are known by how their keys begin: %s', (_, first, more) => {
    expect([...leaves(more).keys()].filter((k) => !moreKeys.test(k))).toEqual([]);
    expect([...leaves(first).keys()].filter((k) => moreKeys.test(k) && !k.startsWith('examples.paral-1.'))).toEqual([]);
  });
});

describe('words are there', () => {
  it('for every example', async () => {
    await speak('en');
    const missing = [...examples.flatMap((e) => [`examples.${e.id}.name`, `examples.${e.id}.seen`]), ...exampleGroups.map((g) => `examples.group.${g}`)].filter((k) => !hasWords(k));
    expect(missing).toEqual([]);
  });
  it('for every text of the picture', async () => {
    await speak('zh-CN');
    expect(diagramTexts.filter((k) => !hasWords(`diagram.${k}`))).toEqual([]);
  });
  it('for every reason that a controller gives', async () => {
    await speak('en');
    const codes = texts('src/cluster/controllers').flatMap(({ text }) => [...text.matchAll(/'((?:job|ttl|gc|dependency)\.[a-zA-Z]+)'/g)].map((m) => m[1]!))
      .concat(texts('src/cluster/controllers/cronjob').filter((f) => f.file === 'because.ts').flatMap(({ text }) => [...text.replace(/\/\/.*$/gm, '').matchAll(/\|\s*'(\w+)'/g)].map((m) => `cron.${m[1]}`)));
    expect(codes.length).toBeGreaterThan(60);
    expect([...new Set(codes)].filter((c) => !hasWords(`because.${c}`, { count: 2 }))).toEqual([]);
  });
  it('for every sentence of the narrator', async () => {
    await speak('en');
    const codes = texts('src/engine/history').filter((f) => f.file.startsWith('captions')).flatMap(({ text }) => [...text.matchAll(/code: (?:b\.\w+ (?:===[^?]+)?\? )?'([\w.]+)'(?: : '([\w.]+)')?/g)].flatMap((m) => [m[1]!, ...(m[2] ? [m[2]] : [])]));
    expect(codes.length).toBeGreaterThan(8);
    expect([...new Set(codes)].filter((c) => !hasWords(`captions.${c}`))).toEqual([]);
  });
  it('for every answer to why not', async () => {
    await speak('en');
    const codes = texts('src/engine/why').filter((f) => f.file.startsWith('why-not')).flatMap(({ text }) => [...text.matchAll(/code: '(\w+)'/g)].map((m) => m[1]!));
    expect(codes.length).toBeGreaterThan(20);
    expect([...new Set(codes)].filter((c) => !hasWords(`whyNot.${c}`))).toEqual([]);
  });
  it('for every key that the page asks for as it stands', async () => {
    await speak('en');
    const keys = texts('src/app').flatMap(({ text }) => [...text.matchAll(/\bt\('([\w.-]+)'/g)].map((m) => m[1]!));
    expect(keys.length).toBeGreaterThan(100);
    expect([...new Set(keys)].filter((k) => !hasWords(k) && !hasWords(`${k}_other`) && !k.startsWith('fidelity.'))).toEqual([]);
  });
});

describe('values in sentences', () => {
  it('are put in, with units', async () => {
    await speak('en');
    expect(say('because.job.backoff', { missing: 2, failures: 3, leftMs: 7340 })).toBe('2 Pods are missing, but after 3 failures it waits another 7.3 s.');
    expect(say('captions.stage.job.creating', { controllerId: 'job-controller', count: 1, remaining: 0 })).toContain('create 1 Pod;');
  });
  it('agree with what is counted', async () => {
    await speak('en');
    expect([1, 2].map((active) => say('whyNot.active', { active }))).toEqual(['1 Pod is still active.', '2 Pods are still active.']);
    await speak('zh-CN');
    expect(say('whyNot.active', { active: 1 })).toBe('还有 1 个 Pod 活跃。');
  });
  it('say of one what is said of one, everywhere in English', async () => {
    await speak('en');
    await learn('fidelity', 'en');
    const things = 'Pods|Jobs|keys|failures|creations|deletions|rows|dependents|references|indexes|objects|records|events';
    const ones = [...english.keys()].map((key) => say(key, Object.fromEntries([['count', 1], ...variables(english.get(key)!).map((v) => [v, 1])])));
    expect(ones.filter((text) => new RegExp(`(?<![.\\w])1 (\\w+ )?(${things})\\b`).test(text))).toEqual([]);
  });
  it.each([[400, '0.4 s'], [9_960, '10 s'], [42_000, '42 s'], [320_000, '5 min 20 s'], [600_000, '10 min'], [7_260_000, '2 h 1 min']])('%i ms is written %s', (ms, text) => { expect(seconds(ms)).toBe(text); });
  it('clock times are UTC', () => { expect(clockTime(Date.UTC(2026, 2, 2, 9, 5, 7))).toBe('09:05:07'); });
  it.each([[['zh-Hans-CN', 'en'], 'zh-CN'], [['de', 'en-GB'], 'en'], [['fr'], 'en'], [['en-US', 'zh-CN'], 'en']] as const)('a browser that asks for %j gets %s', (asked, lang) => { expect(preferredLanguage([...asked])).toBe(lang); });
});
