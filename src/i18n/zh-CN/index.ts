// 第一次播放所需的中文文字，按领域分；其余的在 more.ts。
import { job } from './because-job.ts';

export * from './app.ts';
export * from './captions.ts';
export * from './diagram.ts';
export * from './parts.ts';
export * from './status.ts';
export const because = { job };
