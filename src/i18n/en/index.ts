// English words that the first play needs, area by area; the others are in more.ts.
import * as app from './app.ts';
import * as becauseJob from './because-job.ts';
import * as captions from './captions.ts';
import * as diagram from './diagram.ts';
import * as parts from './parts.ts';
import * as status from './status.ts';

export default { ...app, ...status, ...parts, ...diagram, ...captions, because: becauseJob };
