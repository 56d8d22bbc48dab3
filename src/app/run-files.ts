// Reading a run file back: the inputs of a run, from which it plays again exactly.
import type { Page } from './page.svelte.ts';
import { addWords, t } from './words.svelte.ts';
import type { Scenario } from '../engine/protocol.ts';

type RunFile = { yaml?: string; run?: unknown };
const isScenario = (value: unknown): value is Scenario =>
  typeof value === 'object' && value !== null && Array.isArray((value as Scenario).inputs) && typeof (value as Scenario).epoch === 'number';

/** The scenario in a run file, wherever its writer put it; null if there is none. */
export function scenarioIn(value: unknown): Scenario | null {
  if (isScenario(value)) return value;
  const inner = value as { run?: unknown; scenario?: unknown } | null;
  if (typeof inner !== 'object' || inner === null) return null;
  return (inner.scenario ? scenarioIn(inner.scenario) : null) ?? (inner.run ? scenarioIn(inner.run) : null);
}
/** The YAML that a run applied first, for a run file that does not carry the editor's text. */
export function yamlIn(scenario: Scenario): string | null {
  for (const { input } of scenario.inputs) if (input.type === 'command' && input.command.type === 'apply') return input.command.text;
  return null;
}

export async function openRunFile(page: Page, text: string): Promise<void> {
  let file: RunFile | null = null;
  try { file = JSON.parse(text) as RunFile; } catch { /* said below */ }
  const scenario = scenarioIn(file);
  if (!scenario) { await addWords('more'); page.player.error = t('share.notRun'); return; }
  if (scenario.recorded) { await (await import('./incident.ts')).reopenIncident(page, [...scenario.recorded]); return; }
  page.text = file?.yaml ?? yamlIn(scenario) ?? page.text;
  page.example = null;
  page.seed = scenario.seed;
  page.epoch = scenario.epoch;
  page.settings = scenario.settings as Record<string, unknown>;
  const saved = (file?.run ?? file) as { head?: unknown };
  await page.restart(scenario.inputs, saved.head);
}
