// Every bench there is. The `long` ones are left out by --quick.
import { embed } from './embed.ts';
import type { Bench } from './figure.ts';
import { pageBenches } from './page.ts';
import { simulator } from './simulator.ts';

const long = new Set(['large-job', 'many-jobs', 'cron', 'seek']);
export const benches: (Bench & { long?: boolean })[] = [...simulator, ...pageBenches, embed].map((b) => ({ ...b, long: long.has(b.name) }));
