// English words that the first play needs, area by area; the others are in more.ts.
import { job } from './because-job.ts';

export * from './app.ts';
export * from './captions.ts';
export * from './diagram.ts';
export * from './parts.ts';
export * from './status.ts';
export const because = { job };
