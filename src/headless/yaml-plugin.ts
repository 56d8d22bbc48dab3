// Leaves out of the yaml package, when the app is built, what a reader of manifests never calls: its writer, what makes nodes and what makes values of them, and every schema but the one that is asked for.
import type { Plugin } from 'vite';

const never = (names: string): string => names.split(' ').map((n) => `export const ${n} = () => { throw new Error('yaml: ${n} is left out of this build'); };`).join('\n');
/** What stands for a module of yaml/browser/dist. Reading calls none of these functions, as it goes through the nodes itself; if one is called all the same it says so. */
const instead: Record<string, string> = {
  'stringify/stringify.js': never('createStringifyContext stringify'),
  'stringify/stringifyCollection.js': never('stringifyCollection'),
  'stringify/stringifyComment.js': never('indentComment lineComment stringifyComment'),
  'stringify/stringifyDocument.js': never('stringifyDocument'),
  'stringify/stringifyNumber.js': never('stringifyNumber'),
  'stringify/stringifyPair.js': never('stringifyPair'),
  'stringify/stringifyString.js': never('stringifyString'),
  'doc/anchors.js': never('anchorIsValid anchorNames createNodeAnchors findNewAnchor'),
  'doc/applyReviver.js': never('applyReviver'),
  'doc/createNode.js': never('createNode'),
  'nodes/addPairToJSMap.js': never('addPairToJSMap'),
  'nodes/toJS.js': never('toJS'),
  'parse/cst-visit.js': never('visit'),
  // src/api/manifest/read.ts asks for the failsafe schema; a tag that is written out (!!set, !!binary) is known as before.
  'schema/tags.js': `
    import { map } from './common/map.js'; import { seq } from './common/seq.js'; import { string } from './common/string.js';
    import { binary } from './yaml-1.1/binary.js'; import { merge } from './yaml-1.1/merge.js'; import { omap } from './yaml-1.1/omap.js';
    import { pairs } from './yaml-1.1/pairs.js'; import { set } from './yaml-1.1/set.js'; import { timestamp } from './yaml-1.1/timestamp.js';
    export const coreKnownTags = Object.fromEntries([binary, merge, omap, pairs, set, timestamp].map((tag) => [tag.tag, tag]));
    export const getTags = (custom, schema) => { if (custom || schema !== 'failsafe') throw new Error('yaml: only the failsafe schema is in this build'); return [map, seq, string]; };`,
};

/** The plugin; for the page and for its worker alike. */
export const yamlReader = (): Plugin => ({
  name: 'yaml-reader', enforce: 'pre', apply: 'build',
  load: (id) => {
    const part = /\/yaml\/browser\/dist\/(.+)$/.exec(id)?.[1];
    return part === undefined ? null : instead[part] ?? null;
  },
});
