// 中文：各部件的名称；调谐的各个阶段和数值。
export const part = {
  'kubectl': { name: '你' },
  'kube-apiserver': { name: 'API 服务器' },
  'etcd': { name: 'etcd' },
  'watch': { name: 'watch' },
  'informer': { name: 'informer' },
  'handlers': { name: '处理函数' },
  'queue': { name: '工作队列' },
  'workers': { name: '工作协程' },
  'reconcile': { name: '调谐' },
  'job-controller': { name: 'Job 控制器' },
  'cronjob-controller': { name: 'CronJob 控制器' },
  'ttl-after-finished': { name: 'TTL 控制器' },
  'garbage-collector': { name: '垃圾收集器' },
  'dependency-controller': { name: '依赖控制器' },
  'kube-scheduler': { name: '调度器' },
  'kubelet': { name: 'kubelet' },
  'node': { name: '节点' },
  'pod': { name: 'Pod' },
};

export const stage = {
  api: { decode: '解码', default: '填默认值', validate: '校验', admit: '准入', store: '存储', respond: '应答' },
  begin: '开始', load: '从缓存读取', expectations: '期望满足了吗？', claim: '认领 Pod', adopt: '收养孤儿 Pod', count: '清点 Pod', decide: '决定', untrackPods: '解除跟踪', deletePods: '删除 Pod', createBatch: '创建 Pod',
  flushStatus: '写入过渡状态', removeFinalizers: '移除 finalizer', updateStatus: '更新状态', done: '完成', orphan: '孤儿 Pod', orphanDone: '孤儿 Pod 处理完毕',
  trimHistory: '清理历史', checkActive: '核对 active 列表', created: 'Job 已创建', applyConcurrency: '应用并发策略', createJob: '创建 Job', recheck: '重新读取', delete: '删除', latest: '重新读取', classify: '查看属主', finish: '收尾', removeOrphanFinalizer: '放走从属对象', resume: '恢复',
};
export const value = {
  want: '需要', active: '活跃', ready: '就绪', succeeded: '成功', failed: '失败', terminating: '终止中', uncounted: '尚未计数', missing: '缺少', create: '要创建', remove: '要删除',
  deadlineLeftMs: '期限剩余（毫秒）', leftMs: '退避剩余（毫秒）', backoffLeftMs: '退避剩余（毫秒）', parallelism: '并行度', completions: '完成数', backoffLimit: 'backoffLimit', failures: '失败次数',
};
