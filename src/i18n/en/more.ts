// English words that come when one of them is first asked for.
import { cron } from './because-cron.ts';
import { dependency, gc, ttl } from './because-others.ts';

export * from './dialogs.ts';
export * from './examples.ts';
export * from './panels.ts';
export * from './part-texts.ts';
export * from './problems.ts';
export * from './questions.ts';
export const because = { cron, ttl, gc, dependency };
