// 第一次被用到时才加载的中文文字。
import { cron } from './because-cron.ts';
import { dependency, gc, ttl } from './because-others.ts';

export * from './dialogs.ts';
export * from './examples.ts';
export * from './panels.ts';
export * from './part-texts.ts';
export * from './problems.ts';
export * from './questions.ts';
export const because = { cron, ttl, gc, dependency };
