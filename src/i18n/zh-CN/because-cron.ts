// 中文：CronJob 控制器作出决定的理由；代码见 src/cluster/controllers/cronjob/because.ts。
export const cron = {
  gone: '缓存里已经没有这个 CronJob。', loaded: '从缓存读取 CronJob 和它的 Job（{{jobs}} 个 Job，active 列表中有 {{active}} 个）。',
  trimming: '删除超出历史上限的已结束 Job：{{remove}} 个。', nothingToTrim: '已结束的 Job 没有超出历史上限。',
  activeChecked: '把 active 列表与 Job 对照：{{active}} 个活跃，{{finished}} 个在此期间结束。',
  deleting: 'CronJob 正在被删除：不再启动任何 Job。', unknownTimeZone: '它的时区未知：不启动任何 Job。', suspended: 'CronJob 已挂起：不启动任何 Job。', unparseable: '无法解析它的日程。', invalid: '它的日程没有意义：不启动任何 Job。',
  noUnmetTime: '自上次以来没有到点的运行；下一次在 {{nextMs, seconds}} 后。', alreadyStarted: '最近一次运行已经有了 Job；下一次在 {{nextMs, seconds}} 后。',
  tooLate: '这次运行晚了 {{lateMs, seconds}}，超过 startingDeadlineSeconds：算作错过。下一次在 {{nextMs, seconds}} 后。',
  forbid: 'concurrencyPolicy 为 Forbid，还有 {{active}} 个 Job 活跃：这次不启动，但这个时刻并未用掉。',
  due: '有一次运行到点了，晚了 {{lateMs, seconds}}。', replacing: 'concurrencyPolicy 为 Replace：先删除 {{remove}} 个活跃的 Job。',
  creating: '创建 Job {{job}}：名称末尾是自 1970 年以来的分钟数。', created: 'Job 已创建。', exists: '同名的 Job 已经存在：这次运行之前已启动过。', createFailed: 'Job 没能创建（{{message}}）。', failed: 'API 服务器拒绝了（{{message}}）：将重试。',
  writing: '把 active 列表和时间写入状态。', nothingToWrite: '状态已经正确。', written: '状态已写入。', scheduleChanged: '日程有变：{{delayMs, seconds}} 后再查看。',
};
