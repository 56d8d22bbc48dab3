// English words of the page, area by area.
import * as app from './app.ts';
import * as panels from './panels.ts';
import { examples } from './examples.ts';

export default { ...app, ...panels, examples };
