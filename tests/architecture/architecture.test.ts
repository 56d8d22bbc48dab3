// Holds the tree to the import law and the banned globals in rules.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bannedGlobals, controllersAreStrangers, importRules, packageRules } from './rules.ts';

const root = resolve(import.meta.dirname, '../..');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.(ts|svelte)$/.test(f)).map((f) => posix.join('src', f.replaceAll('\\', '/'))).sort();

type Import = { file: string; spec: string; target: string; typeOnly: boolean };
/** Without comments and without what stands in quotes or templates, so that words in texts do not count. */
const bare = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')
  .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
const texts = new Map(files.map((f) => [f, readFileSync(join(root, f), 'utf8')]));

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const text = texts.get(file)!;
  for (const m of text.matchAll(/\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g)) {
    const spec = (m[2] ?? m[3])!;
    const clean = spec.replace(/\?.*$/, '');
    const target = clean.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), clean)) : clean;
    found.push({ file, spec, target, typeOnly: Boolean(m[1]) });
  }
  return found;
}
const imports = files.flatMap(importsOf);
const inRoom = (path: string, room: string) => path.startsWith(`src/${room}/`);
const isPackage = (i: Import, name: string) => !i.spec.startsWith('.') && (name === '*' || i.spec === name || i.spec.startsWith(`${name}/`) || (name === 'd3' && i.spec.startsWith('d3-')));

describe('rooms import one way', () => {
  it('reads a tree with files and imports in it', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(20);
  });
  for (const rule of importRules) {
    it(`${rule.room} imports none of ${rule.never.join(', ')}: ${rule.because}`, () => {
      const broken = imports.filter((i) => inRoom(i.file, rule.room) && !rule.except?.includes(i.file))
        .filter((i) => rule.never.some((n) => (n.startsWith('npm:') ? isPackage(i, n.slice(4)) : inRoom(i.target, n)))
          // api has its packages under rules of their own; types of the protocol may be read above the engine
          && !(i.typeOnly && inRoom(i.file, 'diagram') && i.target === 'src/engine/protocol.ts'));
      expect(broken.map((b) => `${b.file} imports ${b.spec}`)).toEqual([]);
    });
  }
  it(`controllers do not import each other: ${controllersAreStrangers}`, () => {
    const folder = (p: string) => /^src\/cluster\/controllers\/([^/]+)\//.exec(p)?.[1];
    const broken = imports.filter((i) => folder(i.file) && folder(i.target) && folder(i.file) !== folder(i.target));
    expect(broken.map((b) => `${b.file} imports ${b.spec}`)).toEqual([]);
  });
  it('above the engine only its protocol is imported, and only as types', () => {
    const above = ['diagram', 'app', 'share', 'i18n', 'lessons'];
    const broken = imports.filter((i) => above.some((r) => inRoom(i.file, r)) && inRoom(i.target, 'engine'))
      .filter((i) => !(i.target === 'src/engine/protocol.ts' && i.typeOnly) && !(i.file === 'src/app/engine-client.ts' && i.target === 'src/engine/worker.ts'));
    expect(broken.map((b) => `${b.file} imports ${b.spec}`)).toEqual([]);
  });
});

describe('packages have one home', () => {
  for (const rule of packageRules) {
    it(`${rule.name} is imported only in ${rule.onlyIn.join(', ') || 'tests'}: ${rule.because}`, () => {
      const broken = imports.filter((i) => isPackage(i, rule.name) && !rule.onlyIn.some((p) => i.file.startsWith(p)));
      expect(broken.map((b) => `${b.file} imports ${b.spec}`)).toEqual([]);
    });
  }
});

describe('what would make a run unrepeatable is not called', () => {
  for (const rule of bannedGlobals) {
    it(`${rule.pattern.source} is not in ${rule.rooms.join(', ')}: ${rule.because}`, () => {
      const broken = files.filter((f) => rule.rooms.some((r) => inRoom(f, r)) && !rule.except.some((e) => f.startsWith(e)))
        .filter((f) => rule.pattern.test(bare(texts.get(f)!)));
      expect(broken).toEqual([]);
    });
  }
});

describe('every file says why it exists', () => {
  it('begins with a comment', () => {
    const silent = files.filter((f) => !/^\s*(\/\/|\/\*|<!--|<script[^>]*>\s*(\/\/|\/\*))/.test(texts.get(f)!));
    expect(silent).toEqual([]);
  });
  it('has a relative import that exists', () => {
    const missing = imports.filter((i) => i.spec.startsWith('.') && /\.(ts|svelte)$/.test(i.target) && !texts.has(i.target))
      .map((i) => `${i.file} imports ${relative(dirname(i.file), i.target)}`);
    expect(missing).toEqual([]);
  });
});
