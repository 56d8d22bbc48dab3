// Links carry a manifest there and back.
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { embedParams, fromFragment, toFragment } from '../../src/share/link.ts';

describe('a link', () => {
  const links = ['apiVersion: batch/v1\nkind: Job\n', '', '# 中文 🚀\n'];
  it.each(links)('brings back %j', async (yaml) => {
    expect(await fromFragment(`#${await toFragment({ yaml, seed: 7 })}`)).toEqual({ yaml, seed: 7 });
  });
  it.each(links)('that another packer made brings back %j', async (yaml) => {
    expect(await fromFragment(`#v1:${Buffer.from(deflateSync(strToU8(JSON.stringify({ yaml, seed: 7 })), { level: 9 })).toString('base64url')}`)).toEqual({ yaml, seed: 7 });
  });
  it('is read by another unpacker', async () => {
    const fragment = await toFragment({ yaml: 'x'.repeat(500) });
    expect(JSON.parse(strFromU8(inflateSync(Buffer.from(fragment.slice(3), 'base64url'))))).toEqual({ yaml: 'x'.repeat(500) });
  });
  it('is safe in a URL', async () => { expect(await toFragment({ yaml: 'x'.repeat(500) })).toMatch(/^v1:[\w-]+$/); });
  it('keeps a usual manifest short', async () => { expect((await toFragment({ yaml: 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: paral-1\n'.repeat(5) })).length).toBeLessThan(180); });
  it.each(['', '#', '#v2:abc', '#v1:%%%', '#v1:AAAA', '#other', '#v1:eJw'])('%j is none', async (fragment) => { expect(await fromFragment(fragment)).toBeNull(); });
});

describe('parameters of an embed', () => {
  it('have defaults', () => {
    expect(embedParams('')).toMatchObject({ view: 'diagram', theme: 'auto', lang: null, controls: true, autoplay: false, pace: 'story', speed: null, t: null });
  });
  it('are read', () => {
    expect(embedParams('?autoplay=1&controls=0&theme=dark&lang=zh&speed=10&pace=clock&t=12.5&seed=3&view=timeline&motion=reduce'))
      .toMatchObject({ autoplay: true, controls: false, theme: 'dark', lang: 'zh-CN', speed: 10, pace: 'clock', t: 12.5, seed: 3, view: 'timeline', motion: 'reduce' });
  });
  it('that make no sense are ignored', () => { expect(embedParams('?speed=fast&theme=pink&t=')).toMatchObject({ speed: null, theme: 'auto', t: null }); });
});
