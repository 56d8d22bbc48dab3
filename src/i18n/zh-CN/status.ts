// 中文：Pod 状态、检查器的第一个面板、操作。
export const podState = { pending: '等待中', creating: '创建中', running: '运行中', succeeded: '已成功', failed: '已失败', terminating: '终止中', unknown: '未知' };

export const status = {
  noJob: '还没有 Job。', askWhy: '为什么会这样？', morePods_one: '还有 {{count}} 个', morePods_other: '还有 {{count}} 个', nodes: '节点', controllers: '控制器',
  pods_one: '{{count}} 个 Pod', pods_other: '{{count}} 个 Pod', process: { up: '运行中', paused: '已暂停', down: '已停机' }, incarnation: '已重启 {{n}} 次',
  podActions: '对 {{pod}} 的操作', jobActions: '对 Job 的操作', cronActions: '对 {{name}} 的操作', activeJobs_one: '{{count}} 个活跃', activeJobs_other: '{{count}} 个活跃', restarts_one: '重启 {{count}} 次', restarts_other: '重启 {{count}} 次',
};

export const actions = {
  pod: { succeed: '让它成功（退出码 0）', fail: '让它失败（退出码 1）', exit42: '让它失败（退出码 42）', oom: '因内存不足被杀（OOM）', hang: '让它挂起不动', evict: '驱逐', delete: '删除' },
  job: { suspend: '挂起', resume: '恢复', less: '降低并行度', more: '提高并行度', delete: '删除' },
  node: { drain: '排空', uncordon: '恢复调度', cutOff: '断网', reconnect: '恢复网络', add: '添加节点' },
  cron: { run: '立即运行' },
  crash: '崩溃', logs: '日志', why: '为什么？',
};
