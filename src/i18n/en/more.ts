// English words that come when one of them is first asked for.
import * as becauseCron from './because-cron.ts';
import * as becauseOthers from './because-others.ts';
import * as dialogs from './dialogs.ts';
import { examples } from './examples.ts';
import * as panels from './panels.ts';
import * as partTexts from './part-texts.ts';
import * as problems from './problems.ts';
import * as questions from './questions.ts';

export default { ...panels, ...partTexts, ...dialogs, ...problems, ...questions, because: { ...becauseCron, ...becauseOthers }, examples };
