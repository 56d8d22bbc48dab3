// Every bench there is.
import type { Bench } from './figure.ts';

export const benches: (Bench & { long?: boolean })[] = [];
