// Makes of the bundled worker a small classic script that plays the first example, and a part that it loads when something else is called.
// Classic, because a frame without an origin may fetch no module; in step (importScripts), so that when code arrives can change no run.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { smaller } from '../smaller.ts';
import { plays } from './plays.ts';
import { profile } from './profile.ts';
import { splitScript } from './split.ts';

/** A file's name is made of what was bundled; that it was made of that in another way must change the name too. `places`: files and folders. */
export function ownHash(root: string, ...places: string[]): string {
  const files = places.flatMap((place) => (statSync(join(root, place)).isFile() ? [place] : readdirSync(join(root, place)).sort().map((file) => `${place}/${file}`)));
  return files.reduce((hash, file) => hash.update(readFileSync(join(root, file))), createHash('sha256')).digest('hex');
}
export const minifier = ['src/headless/smaller.ts', 'src/headless/members.ts', 'node_modules/terser/package.json'];

export const splitWorker = (root: string): Plugin => ({
  name: 'split-worker', apply: 'build',
  augmentChunkHash: () => ownHash(root, 'src/headless/split', 'src/lessons/examples', ...minifier),
  async generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const code = await smaller(chunk.code, 'module');
      const parts = await profile(code, plays);
      const nameOf = (part: number, text: string) => `worker-part${part}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.js`;
      const files = splitScript(code, parts, nameOf);
      chunk.code = files[0]!;
      files.forEach((source, part) => {
        if (part > 0 && source) this.emitFile({ type: 'asset', fileName: `assets/${nameOf(part, source)}`, source });
      });
    }
  },
});
