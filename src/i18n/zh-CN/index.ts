// 页面的中文文字，按领域分。
import * as app from './app.ts';
import * as becauseCron from './because-cron.ts';
import * as becauseJob from './because-job.ts';
import * as becauseOthers from './because-others.ts';
import * as captions from './captions.ts';
import * as diagram from './diagram.ts';
import * as panels from './panels.ts';
import * as parts from './parts.ts';
import * as problems from './problems.ts';
import { examples } from './examples.ts';

export default { ...app, ...panels, ...parts, ...diagram, ...problems, ...captions, because: { ...becauseJob, ...becauseCron, ...becauseOthers }, examples };
