// Which Pods go first.
import { describe, expect, it } from 'vitest';
import { activePodsForRemoval, appendDuplicatedIndexPodsForRemoval, sortActivePods } from '../../../../src/cluster/controllers/job/ranking.ts';
import { at, indexedJob, indexPods, indexText, job, pod } from './build.ts';

describe('cheap Pods come first', () => {
  it.each<[string, Parameters<typeof pod>[0][]]>([
    ['unassigned before assigned', [{ name: 'a', phase: 'Pending' }, { name: 'b', phase: 'Pending', node: 'n' }]],
    ['pending before unknown before running', [{ name: 'a', phase: 'Pending', node: 'n' }, { name: 'b', phase: 'Unknown', node: 'n' }, { name: 'c', node: 'n' }]],
    ['not ready before ready', [{ name: 'a', node: 'n' }, { name: 'b', node: 'n', ready: true }]],
    ['ready without a time, then for a short, then for a long time', [{ name: 'a', node: 'n', ready: true }, { name: 'b', node: 'n', ready: true, readySince: at(-1000) }, { name: 'c', node: 'n', ready: true, readySince: at(-9000) }]],
    ['often restarted before seldom', [{ name: 'a', node: 'n', restarts: 3 }, { name: 'b', node: 'n', restarts: 1 }, { name: 'c', node: 'n' }]],
    ['without creation time, then young, then old', [{ name: 'a', node: 'n' }, { name: 'b', node: 'n', created: at(-1000) }, { name: 'c', node: 'n', created: at(-9000) }]],
  ])('%s', (_name, options) => {
    const sorted = sortActivePods(options.map(pod).reverse());
    expect(sorted.map((p) => p.metadata.name)).toEqual(options.map((o) => o!.name));
  });
  it('takes only as many as must go', () => {
    const pods = [pod({ name: 'old', node: 'n' }), pod({ name: 'new' })];
    expect(activePodsForRemoval(job(), pods, 1).map((p) => p.metadata.name)).toEqual(['new']);
    expect(activePodsForRemoval(job(), pods, 0)).toEqual([]);
  });
});

describe('repeated and invalid indexes', () => {
  it.each([
    ['all different', '-p 2p 5r 6r', 6, '-p 6r', '2p 5r'],
    ['all with index', '5p 0r 3p 0r 3r 0p 6r 6p', 6, '0p 0r 3p 6r 6p', '0r 3r 5p'],
    ['mixed', '-p xr -2r 0p 1p 1p 1r', 6, '-p invalidr -2r 1p 1p', '0p 1r'],
    ['none', '', 3, '', ''],
    ['all beyond', '4r 3r', 3, '3r 4r', ''],
  ])('%s', (_name, pods, completions, rm, left) => {
    const got = appendDuplicatedIndexPodsForRemoval(indexPods(pods), completions);
    expect([indexText(got.rm), indexText(got.left)]).toEqual([rm, left]);
  });
  it('go first even if fewer would have to', () => { expect(indexText(activePodsForRemoval(indexedJob(2), indexPods('0r 0p 1r 5r'), 0))).toBe('0p 5r'); });
});
