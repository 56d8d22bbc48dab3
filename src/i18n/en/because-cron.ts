// English: why the CronJob controller decided as it did; the codes are those of src/cluster/controllers/cronjob/because.ts.
export const cron = {
  gone: 'The CronJob is no longer in the cache.', loaded: 'The CronJob and its Jobs are read from the cache ({{jobs|Job|Jobs}}, {{active}} in its active list).',
  trimming: 'Finished Jobs beyond the history limits are deleted: {{remove}}.', nothingToTrim: 'No more finished Jobs than the history limits allow.',
  activeChecked: 'The active list is compared with the Jobs: {{active}} active, {{finished}} finished since.',
  deleting: 'The CronJob is being deleted: it starts nothing.', unknownTimeZone: 'Its time zone is unknown: it starts nothing.', suspended: 'The CronJob is suspended: it starts nothing.', unparseable: 'Its schedule cannot be read.', invalid: 'Its schedule makes no sense: it starts nothing.',
  noUnmetTime: 'No run is due since the last one; the next comes in {{nextMs, seconds}}.', alreadyStarted: 'The newest run has its Job already; the next comes in {{nextMs, seconds}}.',
  tooLate: 'The run is {{lateMs, seconds}} late, more than startingDeadlineSeconds allows: it is missed. The next comes in {{nextMs, seconds}}.',
  forbid: 'concurrencyPolicy is Forbid and {{active|Job is|Jobs are}} still active: it does not start. The slot is not used up.',
  due: 'A run is due, {{lateMs, seconds}} after its time.', replacing: 'concurrencyPolicy is Replace: {{remove}} active Job is deleted first.',
  creating: 'Job {{job}} is created: its name ends in the minutes since 1970.', created: 'The Job is created.', exists: 'A Job of this name exists already: this run was started before.', createFailed: 'The Job could not be created ({{message}}).', failed: 'The API server refused ({{message}}): tried again.',
  writing: 'Active list and times are written to the status.', nothingToWrite: 'The status is as it should be.', written: 'The status is written.', scheduleChanged: 'The schedule changed: it looks again in {{delayMs, seconds}}.',
};
