// 中文：“为什么没有”的回答，以及分支的名称。
export const whyNot = {
  notRecorded: '这份记录没有说明。',
  gone: '它已经不存在了。', complete: '这个 Job 已经完成。', failed: '这个 Job 已经失败：{{reason}}。', managedBy: '这个 Job 由另一个控制器（{{manager}}）负责。',
  ending: '这个 Job 已经在收尾（{{condition}}，{{reason}}）；还有 {{terminating}} 个 Pod 正在终止。', suspended: '这个 Job 已挂起。',
  backoff: '{{failed}} 次失败之后正在退避：到 {{until, offset}} 为止，还剩 {{left}} 秒。', expectations: '控制器请求的 {{adds}} 个创建和 {{dels}} 个删除还没有观察到。',
  parallelismZero: 'parallelism 为 0。', parallelismFull: '并行度已满：{{parallelism}} 个位置中有 {{active}} 个活跃 Pod。', enough: '{{active}} 个活跃加上 {{succeeded}} 个成功，已够 {{completions}} 个：不再需要更多。',
  terminating: '还有 {{terminating}} 个 Pod 正在终止，podReplacementPolicy 为 Failed 时要等它们结束。', workQueueDone: '这个 Job 没有设定 completions，已有 {{succeeded}} 个 Pod 成功：视为工作已做完，不再启动新的 Pod。',
  queued: '这个 Job 的下一次调谐在 {{left}} 秒后。', soon: '没有什么阻碍：下一次调谐就会创建。',
  isComplete: '它已经完成。', completions: '{{completions}} 个中已有 {{succeeded}} 个成功。', active: '还有 {{active}} 个 Pod 活跃。', stillTerminating: '还有 {{terminating}} 个 Pod 正在终止。', uncounted: '有 {{pods}} 个已结束的 Pod 尚未计数。',
  isRunning: '它正在运行。', ended: '它已经结束：{{phase}}。', gated: '被调度门控挡住：{{gates}}。', unschedulable: '没有合适的节点：{{message}}', notScheduled: '调度器还没有为它安排节点。',
  containerWaiting: '容器 {{container}} 在等待：{{reason}} {{message}}', starting: '{{node}} 正在启动它。',
  cronSuspended: '这个 CronJob 已挂起。', forbid: 'concurrencyPolicy 为 Forbid，而 {{active}} 仍在运行。', nextSync: '控制器将在 {{at, offset}} 再次查看，还有 {{left}} 秒。', noNextRun: '它的日程不会再有下一次。',
};
export const branchLabel = { original: '最初的运行', input: '改动：{{inputName}}', skipped: '快进' };
