// 第一次播放所需的中文文字，按领域分；其余的在 more.ts。
import * as app from './app.ts';
import * as becauseJob from './because-job.ts';
import * as captions from './captions.ts';
import * as diagram from './diagram.ts';
import * as parts from './parts.ts';
import * as status from './status.ts';

export default { ...app, ...status, ...parts, ...diagram, ...captions, because: becauseJob };
