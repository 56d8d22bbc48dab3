// 页面的中文文字，按领域分。
import * as app from './app.ts';
import * as panels from './panels.ts';
import { examples } from './examples.ts';

export default { ...app, ...panels, examples };
