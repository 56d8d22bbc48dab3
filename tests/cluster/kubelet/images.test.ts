// What is said of an image that cannot be pulled.
import { describe, expect, it } from 'vitest';
import { pullErrorMessage } from '../../../src/cluster/kubelet/images.ts';

describe('a pull that fails', () => {
  const unresolved = (name: string) => `failed to pull and unpack image "${name}": failed to resolve reference "${name}": `;
  const denied = 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
  it.each<[string, string, string, string, string]>([
    ['for want of the tag', 'busybox:nope', 'docker.io/library/busybox:nope', 'rpc error: code = NotFound desc = ', 'docker.io/library/busybox:nope: not found'],
    ['though the name is good', 'busybox', 'docker.io/library/busybox:latest', 'rpc error: code = NotFound desc = ', 'docker.io/library/busybox:latest: not found'],
    ['for want of the repository, at another registry', 'ghcr.io/team/missing:1', 'ghcr.io/team/missing:1', 'rpc error: code = NotFound desc = ', 'ghcr.io/team/missing:1: not found'],
    ['for want of the repository, at Docker Hub', 'team/does-not-exist', 'docker.io/team/does-not-exist:latest', '', denied],
  ])('%s', (_, image, name, code, why) => { expect(pullErrorMessage(image)).toBe(`${code}${unresolved(name)}${why}`); });
});
