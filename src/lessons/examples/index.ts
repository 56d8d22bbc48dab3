// The built-in examples, in the order of the menu. Their names and the line saying what will be seen are in src/i18n under `examples.<id>`.
import { failing } from './failing.ts';
import { firstExample } from './first.ts';
import { order } from './order.ts';
import { parallel } from './parallel.ts';
import { scheduled } from './scheduled.ts';
import { seeds } from './seeds.ts';
import type { Example } from './types.ts';

export type { Example, ExampleGroup } from './types.ts';
export { exampleGroups } from './types.ts';

export const examples: readonly Example[] = [...seeds, ...parallel, ...order, ...failing, ...scheduled];
export { firstExample };
export const exampleById = (id: string): Example | undefined => examples.find((e) => e.id === id);
