// 中文：检查器的其他面板。
export const events = { none: '还没有事件。', warningsOnly: '只看警告', forgotten: '这次运行很长，{{time}} 之前的细节不再保留。任何时刻仍可显示：会重新演算。' };
export const logs = { pod: 'Pod', container: '容器', all: '所有容器', times: '显示时间', none: '还没有输出。', noPod: '还没有 Pod。' };
export const queue = {
  controller: '控制器', ready: '排队中', readyWhy: '无论发生了多少次变化，一个键在这里只出现一次：这就是处理函数与工作协程之间要有队列的原因。',
  empty: '空', none: '无', processing: '处理中', again: '期间又有变化：处理完会回到队列', waiting: '延迟中', failures: '连续失败次数', expectations: '期望', expect: '还有 {{adds}} 个创建、{{dels}} 个删除尚未观察到',
  caches: '缓存', behind_one: '落后 {{count}} 个版本', behind_other: '落后 {{count}} 个版本', current: '最新', workerAt: '一个工作协程正在处理 {{key}}：{{stage}}',
};
export const reconcile = { none: '还没有发生调谐。', now: '{{controller}}正在调谐 {{key}}，始于 {{at}}', last: '最近一次：{{controller}}，{{key}}，{{at}}', values: '决定结果的数值', told: '这次调谐的各个阶段' };
export const objects = { key: 'etcd 中的键', none: '还没有存储任何对象。', revision: '版本', now: '当前', at: '版本 {{revision}}，{{at}}', diff: '与前一版本的差异', first: '这是第一个版本。' };
export const breakpoints = {
  intro: '出现下列情况之一时，播放会停下。', kind: '条件', add: '添加', remove: '移除',
  on: { podFailed: '有 Pod 失败', conflict: '写入发生冲突', queueOver: '队列长度超过', condition: 'Job 获得状况', event: '出现事件（原因）', sync: '调谐某个 Job', time: '到达某一秒' },
  value: { queueOver: '键的数量', condition: '状况类型', event: '原因', sync: '命名空间与名称', time: '从起点算起的秒数' },
};
export const branches = {
  intro: '在过去的时刻所做的任何操作都会开启新的分支，旧的分支仍然保留。', none: '目前只有一个分支。', origin: '从起点开始', from: '始于 {{at}}', until: '到 {{at}}', go: '切换过去', compare: '比较', beside: '并排显示', besideOf: '与 {{name}} 同一时刻并排', here: '当前',
  compared: '分支 {{a}} 与 {{b}}', firstDifference: '第一处差异在 {{at}}：', same: '目前没有差异。', nothing: '此后没有更多事情发生',
};
export const why = {
  object: '对象', nothing: '还没有可以询问的对象。', pause: '暂停后可以询问当前这一刻。', here: '{{name}} 为什么在这里？', wholeObject: '改问整个对象',
  about: { field: '{{name}} 的 {{field}} 为什么是这样？', condition: '{{name}} 为什么有状况 {{condition}}？', queueItem: '键 {{name}} 为什么在队列里？', event: '{{name}} 为什么有事件 {{reason}}？', flight: '为什么发出这条消息？' },
  noChain: '这一刻没有答案。', noAnswer: '这一刻没有答案。', decided: '判定于 {{at}}',
  not: { noNewPod: '为什么没有新的 Pod？', notComplete: '为什么还没有完成？', notRunning: '为什么没有运行？', nextRun: '下一次什么时候运行？' },
};
export const cronWords = {
  sentence: '{{days}}{{time}}', every: '从控制器看到它起每 {{ms, seconds}} 一次', everyMinute: '每分钟', everyMinutes: '每 {{n}} 分钟', everyHour: '每小时整点', everyHours: '每 {{n}} 小时的第 {{minutes}} 分',
  during: '（在 {{hours}} 起的小时内）', at: ' {{times}}', pastEveryHour: '每小时的第 {{minutes}} 分', pastHours: '{{hours}} 这些小时的第 {{minutes}} 分', range: '{{from}}至{{to}}',
  everyDay: '每天', onDays: '每月 {{days}} 日', onWeekdays: '每{{days}}', either: '{{a}}或{{b}}', inMonths: '（仅限{{months}}）',
};
export const schedule = {
  title: '日程', next: '接下来的运行', inZone: '所在时区', inYours: '你的时区', reader: '你的时区', dst: { forward: '时钟拨快', back: '时钟拨慢' },
  never: '这个日程永远不会触发。', span: '未来的运行', day: '一天', week: '一周', month: '一个月', year: '一年', runs_one: '{{count}} 次', runs_other: '{{count}} 次', many: '超过 {{count}} 次',
  setClock: '设定时钟', setClockText: '从这一时刻（UTC）重新开始。', go: '从那里开始', none: '清单里没有 CronJob。', jump: '跳到 {{at}}', bad: '无法解析该日程。', zone: '时区',
};
