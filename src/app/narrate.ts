// Turns codes into sentences: names of parts put in, a stage told by its reason where it has no sentence of its own.
import { t, tOr } from './words.svelte.ts';

type Params = Readonly<Record<string, string | number>>;
const known = (key: string): string | null => tOr(key, '') || null;

function enriched(params: Params): Params {
  const id = String(params.controller ?? params.process ?? params.client ?? '');
  const name = known(`part.${id.startsWith('kubelet') ? 'kubelet' : id}.name`) ?? id;
  return {
    ...params, controllerId: id, controller: name, processName: name, client: params.client === undefined ? '' : name,
    stageName: known(`stage.${params.stage}`) ?? String(params.stage ?? ''), inputName: known(`inputName.${params.input}`) ?? String(params.input ?? ''),
  };
}

/** The sentence of a caption or of a link of a why-chain. */
export function narrate(code: string, params: Params = {}): string {
  const all = enriched(params);
  const own = tOr(`captions.${code}`, '', all);
  if (own) return own;
  if (code.startsWith('stage.')) {
    const reason = tOr(`because.${code.slice(6)}`, '', params);
    if (reason) return `[${all.controller}](${all.controllerId}/reconcile) · ${params.key}: ${reason}`;
  }
  return tOr(`because.${code}`, code, all);
}
/** Words of one of the areas of codes; the code itself where there are none. */
export const words = (area: 'whyNot' | 'stopped' | 'branchLabel' | 'because' | 'problems', code: string, params: Params = {}): string => tOr(`${area}.${code}`, code, enriched(params));
export const partName = (id: string): string => known(`part.${id}.name`) ?? id;
export { t };
