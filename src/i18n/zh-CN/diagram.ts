// 中文：图示与时间线里的少量文字；键名见 src/diagram/texts.ts。
export const diagram = {
  revision: '版本 {{n}}', keys: '{{n}} 个键', behind: '落后', empty: '空', again: '再来', idle: '空闲', waiting: '延迟中', queued: '{{n}} 个排队', down: '停机', addon: '附加',
  podsMore: '另有 {{n}} 个', unscheduled: '{{n}} 个未分配节点', capacity: '{{n}} / {{max}} 个 Pod', podsHere: '{{n}} 个 Pod', unseen: '记录中看不到它的内部', pod: 'Pod {{name}}，{{state}}', cutOff: '断网', cordoned: '停止调度', next: '{{left}}后下一个',
  add: '新增', update: '更新', delete: '删除',
};
export const timeline = { recorded: '记录', backoff: '退避 {{left}}', deadline: '期限', suspended: '已挂起', head: '当前时刻', empty: '运行中的 Pod 会显示在这里。', rowsMore: '另有 {{n}} 行', counters: '计数', queue: '队列', whole: '◂ 全部', wholeTitle: '从头显示全部', kept: '保留 ▸', keptTitle: '只显示保留的部分' };
