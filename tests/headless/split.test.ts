// The worker in parts answers as the worker in one piece, whatever is asked of it, and a part that does not come is told of.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { scenarioOf } from '../../src/app/scenario.ts';
import type { FromEngine, ToEngine } from '../../src/engine/protocol.ts';
import { createRecording } from '../../src/engine/incident/world.ts';
import { answer, newSession } from '../../src/engine/session/session.ts';
import { aboutText } from '../../src/engine/texts.ts';
import { smaller } from '../../src/headless/smaller.ts';
import { plays } from '../../src/headless/split/plays.ts';
import { profile, talkTo, type Say } from '../../src/headless/split/profile.ts';
import { splitScript } from '../../src/headless/split/split.ts';
import { yamlReader } from '../../src/headless/yaml-plugin.ts';
import { examples, exampleById } from '../../src/lessons/examples/index.ts';

const root = join(import.meta.dirname, '../..');
const shared = process.env['KRONOSCOPE_SHARED'] ?? join(root, '../shared');

describe('a script that is split', () => {
  /** Of each line that ends in a number sign and a digit, what stands there belongs to that part. */
  function run(lines: string[], load?: (name: string) => string) {
    const code = lines.map((l) => l.replace(/\/\/#\d$/, '')).join('\n');
    const parts = Uint8Array.from(lines.flatMap((l) => { const text = l.replace(/\/\/#\d$/, ''); return Array<number>(text.length + 1).fill(Number(/\/\/#(\d)$/.exec(l)?.[1] ?? 0)); }).slice(0, code.length));
    const files = splitScript(code, parts, (part) => `part${part}`);
    const loaded: string[] = [];
    const out: unknown[] = [];
    const importScripts = (name: string) => { if (load) throw new Error(load(name)); loaded.push(name); evaluate(files[Number(name.slice(-1))]!); };
    const world = createContext({ self: {}, out, importScripts });
    const evaluate = (text: string) => runInContext(text, world) as unknown;
    evaluate(files[0]!);
    return { out, loaded };
  }
  it.each<[string, string[], unknown[], string[]]>([
    ['a function that is not called stays away', ['function far(a) { return a + " and a good deal more of a text that is long enough to be worth a stub"; }//#1', 'out.push(typeof far);'], ['function'], []],
    ['it comes when it is called, with its arguments', ['function far(a, b) { return [a, b, "a good deal more of a text that is long enough to be worth a stub"].length + a; }//#1', 'out.push(far(1, 2), far(2));'], [4, 5], ['part1']],
    ['what only it names goes with it', ['const table = { one: "a good deal more of a text that is long enough", two: 2 };', 'function far(a) { return table[a] + "a good deal more of a text that is long enough to be worth a stub".length; }//#1', 'out.push(far("two") > 2);'], [true], ['part1']],
    ['a branch takes what it reads of its surroundings', ['function near(a) { let b = a * 2;', '  if (a > 5) {', '    out.push("the branch", a, b, "a good deal more of a text that is long enough to be worth it"); return "left";//#1', '  }', '  return b; }', 'out.push(near(1)); out.push(near(6));'], [2, 'the branch', 6, 12, 'a good deal more of a text that is long enough to be worth it', 'left'], ['part1']],
    ['a function in a function takes what is called as its own arguments would be', ['function near(a) { const b =', '    (x) => { out.push("inside", x, a, "a good deal more of a text that is long enough to be worth it".length * 0); };//#1', '  return b; }', 'near(1)(2);'], ['inside', 2, 1, 0], ['part1']],
    ['a function that only makes another stays where it is called', ['const make = (a) =>', '  (b) => out.push(a + b + "a good deal more of a text that is long enough to be worth it".length * 0);//#1', 'const made = make(1);', 'out.push(typeof made);'], ['function'], []],
    ['a function in a table comes when it is called', ['const table = {', '    far: (x, y) => { out.push(x + y, "a good deal more of a text that is long enough to be worth it".length * 0); },//#1', '};', 'out.push(typeof table.far); table.far(1, 2);'], ['function', 3, 0], ['part1']],
    ['a generator and a method keep what they are', ['class Box { constructor(v) { this.v = v; }', '  *all(n) {', '    for (let i = 0; i < n; i++) yield this.v + i + "a good deal more of a text that is long enough".length * 0;//#1', '  }', '}', 'out.push([...new Box(3).all(2)].join());'], ['3,4'], []],
    ['a later part may need a third', ['function far(a) { return farther(a) + "a good deal more of a text that is long enough to be worth a stub".length * 0; }//#1', 'function farther(a) { return a + 1 + "a good deal more of a text that is long enough to be worth a stub".length * 0; }//#2', 'out.push(typeof farther, far(1));'], ['function', 2], ['part1', 'part2']],
  ])('%s', (_, lines, out, loaded) => {
    const done = run(lines);
    expect(JSON.parse(JSON.stringify(done.out))).toEqual(out);
    expect(done.loaded).toEqual(loaded);
  });
  it('says so when a part does not come', () => {
    expect(() => run(['function far(a) { return a + "a good deal more of a text that is long enough to be worth a stub"; }//#1', 'far(1);'], (name) => `${name} is not there`)).toThrow('part1 is not there');
  });
});

describe('the worker in parts', () => {
  let files: string[] = [];
  beforeAll(async () => {
    const built = await build({ root, configFile: false, logLevel: 'error', plugins: [yamlReader()], build: { write: false, target: 'es2022', modulePreload: false, rollupOptions: { input: join(root, 'src/engine/worker.ts') } } });
    const chunks = (built as Rolldown.RolldownOutput).output.filter((o) => o.type === 'chunk');
    expect(chunks).toHaveLength(1);
    const code = await smaller(chunks[0]!.code, 'module');
    files = splitScript(code, await profile(code, plays), (part) => `part${part}.js`);
  }, 120_000);

  function inParts(): { say: Say; loaded: string[] } {
    const loaded: string[] = [];
    const say = talkTo(files[0]!, 'worker.js', (name, evaluate) => { loaded.push(name); evaluate(files[Number(/\d/.exec(name)![0])]!, name); });
    return { say, loaded };
  }
  function inOnePiece(): Say {
    const session = newSession(createRecording);
    return (body: ToEngine['body']): FromEngine['body'] => (body.type === 'text' ? { type: 'value', value: aboutText(body.question, body.text) } : answer(session, body));
  }
  const same = (a: unknown) => JSON.parse(JSON.stringify(a)) as unknown;
  function asks(text: string): ToEngine['body'][] {
    return [
      { type: 'open', protocol: 1, scenario: scenarioOf() }, { type: 'text', question: 'check', text }, { type: 'input', input: { type: 'command', command: { type: 'apply', text } }, at: 0 },
      { type: 'advance', until: 240_000, eventsMax: 5000 }, { type: 'step', unit: 'sync', direction: -1 }, { type: 'query', query: { type: 'hash' } }, { type: 'query', query: { type: 'get', kind: 'Job' } },
    ];
  }
  function compare(text: string): string[] {
    const { say, loaded } = inParts();
    const whole = inOnePiece();
    for (const ask of asks(text)) expect(same(say(ask))).toEqual(same(whole(ask)));
    return loaded;
  }

  it('plays the first example to its end without a later part', () => {
    const { say, loaded } = inParts();
    const text = exampleById('paral-1')!.yaml;
    say({ type: 'open', protocol: 1, scenario: scenarioOf() });
    say({ type: 'text', question: 'check', text });
    say({ type: 'input', input: { type: 'command', command: { type: 'apply', text } }, at: 0 });
    for (let at = 0; at < 300_000; at += 250) say({ type: 'advance', until: at, eventsMax: 4000 });
    expect(loaded).toEqual([]);
    const whole = inOnePiece();
    for (const ask of asks(text).slice(0, 4)) whole(ask);
    expect(say({ type: 'query', query: { type: 'hash' } })).toEqual(whole({ type: 'query', query: { type: 'hash' } }));
    expect(loaded.length).toBeGreaterThan(0);
  });
  it.each(examples.map((e) => [e.id, e.yaml] as const))('example %s: the same answers', (_, yaml) => { expect(compare(yaml).length).toBeGreaterThan(0); });

  const corpus = join(shared, 'corpus/admission.json');
  const manifests = existsSync(corpus) ? (JSON.parse(readFileSync(corpus, 'utf8')) as { name: string; manifest: string }[]) : [];
  it.skipIf(manifests.length === 0)('every manifest that a real server was asked about: the same answers', () => {
    for (const { name, manifest } of manifests) expect(() => compare(manifest), name).not.toThrow();
  }, 240_000);
});
