// Why a CronJob sync did what it did: the codes, with what their params mean. i18n has the words under `because.cron.<code>`.
import type { Because } from '../../messages.ts';

export type CronCode =
  | 'gone' // the CronJob is no longer in the cache
  | 'loaded' // read from the cache; jobs, active
  | 'trimming' // history limits: remove
  | 'nothingToTrim'
  | 'activeChecked' // active list compared with the Jobs; active, finished
  | 'deleting' | 'unknownTimeZone' | 'suspended' | 'unparseable' | 'invalid'
  | 'noUnmetTime' // no slot since the last start; nextMs
  | 'alreadyStarted' // the newest slot has its Job; nextMs
  | 'tooLate' // the slot is older than startingDeadlineSeconds; lateMs, nextMs
  | 'forbid' // Forbid and something is active; active, nextMs
  | 'due' // a slot is to be started; lateMs
  | 'replacing' // Replace: remove
  | 'creating' // job
  | 'created' | 'exists' | 'createFailed' | 'failed'
  | 'writing' | 'nothingToWrite' | 'written'
  | 'scheduleChanged'; // the alarm is set anew; delayMs

export const because = (code: CronCode, params?: Because['params']): Because => (params ? { code: `cron.${code}`, params } : { code: `cron.${code}` });
