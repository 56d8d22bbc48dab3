// Recorded runs of a real control plane, played again and held against what was recorded.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const shared = process.env['KRONOSCOPE_SHARED'] ?? join(root, '../shared');
const cases = join(shared, 'corpus/cluster');
const compare = join(shared, 'corpus/compare.mjs');
const there = existsSync(cases) && existsSync(compare);
if (!there) console.log('replay: no recordings beside this folder, skipped');

const etcdsOwnNumber = /^FAIL \S+ final\.cronjobs\.c\.status\.active\.0\.resourceVersion: "\d+" should be "\d+"$/;
/** What no simulation can know beforehand, and the one line in which such a recording may differ. */
const mayDiffer: Readonly<Record<string, { line: RegExp; why: string }>> = {
  'cron-forbid.json': { line: etcdsOwnNumber, why: 'the reference to the active Job holds the revision of the recorded cluster\'s own etcd' },
  'cron-replace.json': { line: etcdsOwnNumber, why: 'the reference to the active Job holds the revision of the recorded cluster\'s own etcd' },
  'cron-history.json': { line: /^FAIL \S+ event x1 should be x2: \["CronJob\/c","Normal","SawCompletedJob","Saw completed job: c-29924232, condition: Complete"\]$/, why: 'in one of eleven trims the recorded controller synced again before its cache had its own status write' },
};

type Run = { pods: ({ pod: number } & Record<string, unknown>)[]; final: { firstPod?: unknown } };
/** What became of the Pods, in no order, and without their times: whose they were, how they ended, whether they were deleted. */
const fates = ({ pods }: Run): string[] => pods.map(({ job, index, failureCount, phase, runningAt, deletionAt, goneAt }) => JSON.stringify({ job, index, failureCount, phase, ran: runningAt !== undefined, deleted: deletionAt !== undefined, gone: goneAt !== undefined })).sort();

describe.skipIf(!there)('recorded runs', () => {
  const out = there ? mkdtempSync(join(tmpdir(), 'replay-')) : '';
  const verdicts = new Map<string, string>();
  let exact = 0;
  const names = there ? readdirSync(cases).filter((f) => f.endsWith('.json')).sort() : [];
  beforeAll(() => {
    const played = spawnSync(join(root, 'node_modules/.bin/tsx'), ['src/headless/replay.ts', '--out', out, ...names.map((n) => join(cases, n))], { cwd: root, encoding: 'utf8' });
    if (played.status !== 0) throw new Error(played.stderr);
    const compared = spawnSync(process.execPath, [compare, cases, out], { encoding: 'utf8' });
    for (const line of compared.stdout.split('\n')) {
      const name = /^(?:ok|FAIL) +(\S+\.json)/.exec(line)?.[1];
      if (name) verdicts.set(name, line);
      const total = /; (\d+) of \d+ also step for step/.exec(line)?.[1];
      if (total) exact = Number(total);
    }
  }, 120_000);
  afterAll(() => rmSync(out, { recursive: true, force: true }));
  it.each(names)('%s', (name) => {
    const verdict = verdicts.get(name);
    if (!verdict?.startsWith('FAIL') || !mayDiffer[name]) expect(verdict).toMatch(/^ok/);
    else expect(verdict, mayDiffer[name].why).toMatch(mayDiffer[name].line);
  });
  it.each(names)('%s: its first Pod is made as recorded, and its Pods share the recorded fates', (name) => {
    const recorded = (JSON.parse(readFileSync(join(cases, name), 'utf8')) as { expect: Run }).expect;
    const played = JSON.parse(readFileSync(join(out, name), 'utf8')) as Run;
    expect(played.final.firstPod ?? null).toEqual(recorded.final.firstPod ?? null);
    expect(fates(played)).toEqual(fates(recorded));
  });
  it('nine in ten pass through every short-lived status of their Jobs', () => { expect(exact / names.length).toBeGreaterThanOrEqual(0.9); });
});
