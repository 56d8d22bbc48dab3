// 中文：各个对话框。
export const dialog = { share: '分享', settings: '设置', help: '帮助', fidelity: '保真度', incident: '自己的事故' };

export const incident = {
  open: '自己的事故 …', openNote: '把 kubectl 从真实集群打印的内容变成可以播放的图示',
  intro: '粘贴真实集群告诉你的内容，或把文件拖到这里。数据只留在本浏览器中。你将看到的是记录，不是模拟：只有数据里有的才会显示。',
  snapshot: '一次快照：', stream: '或者一段持续的监视流：', oneKind: '（一次只能监视一种资源；可把 jobs 的和 pods 的输出先后粘贴在一起）', text: 'kubectl 的输出', file: '打开文件 …', show: '显示', reading: '正在读取……', example: '试试示例',
  recorded: '这是记录，不是模拟', objects_one: '{{count}} 个对象', objects_other: '{{count}} 个对象', events_one: '{{count}} 个事件', events_other: '{{count}} 个事件',
  skipped: '未采用：{{kinds}}。', cut: '最后一份文档不完整，已略去。', unread: '第 {{line}} 行起的一段未能读取：{{message}}。',
  seen: '点击播放，看看集群做了什么：只到对象和事件所能说明的程度。', simulate: '从这里开始模拟', simulated: '由记录开始的模拟：使用它的清单和时钟。', backTo: { run: '回到我的运行', recording: '回到记录' }, readOnly: '这是一份记录，不能更改。点“从这里开始模拟”即可动手尝试。', noManifest: '此刻没有可供模拟的 Job 或 CronJob。',
  problem: {
    empty: '这里还没有内容。', table: '这是 kubectl 给人看的表格，信息不够。请在命令后加上 “-o yaml”。',
    syntax: '第 {{line}} 行无法读取：{{message}}', nothing: '文本中没有 Job、CronJob、Pod 或 Event（{{message}}）。', manifest: '这是一份清单：它没有进过集群，也就没有记录发生过的事。请把它放进编辑器。',
  },
};

export const share = {
  link: '链接', linkText: '打开这份清单和这些设置。内容全部在链接里，不经过任何服务器。', copied: '已复制',
  embed: '嵌入', embedText: '把图示连同播放控制放进别的网页。不需要存储，可在沙箱中运行。', autoplay: '自动播放', theme: '主题', tryIt: '试一试',
  run: '运行记录', runText: '这次运行的全部输入，存为一个文件。再次打开时会一模一样地重放。', save: '保存运行', open: '打开运行……', notRun: '这个文件里没有保存的运行；页面保持原样。', hash: '轨迹的哈希：同样的运行在任何地方都得到同样的哈希',
};

export const settings = {
  intro: '各种延迟固定且很小，因此运行可以重现，竞争也是真实的。留空即使用默认值。',
  start: '起始时刻（UTC）', seed: '随机种子', usual: '默认', apiCall: 'API 调用', apiStage: 'API 服务器内的一个阶段', etcdCommit: 'etcd 提交', watchDelivery: 'watch 送达', syncStage: '调谐的一个阶段',
  scheduling: '调度', imagePull: '拉取镜像', containerStart: '启动容器', jobWorkers: 'Job 工作协程数', cronJobWorkers: 'CronJob 工作协程数', clientQps: 'API 客户端 QPS', clientBurst: 'API 客户端突发上限',
  restart: '用这些设置重新开始', now: '立即更改',
};

export const help = {
  what: 'Kronoscope 在浏览器里模拟 Kubernetes v1.36 的控制平面：API 服务器、etcd、watch、Job 与 CronJob 控制器及其 informer 和工作队列、调度器、节点与容器。粘贴 Job 或 CronJob 的 YAML，按下播放即可。',
  paces: '叙事节奏给每个事件一拍，并跳过安静的时段；时钟节奏让虚拟时间按固定倍速流逝。可以步进、后退，也可以在任何时刻改变任何东西：在过去所做的更改会开启一个新的分支。旁边有“为什么？”的内容都可以追问；kubectl 从真实集群打印的内容可以在“示例”里打开。',
  fidelity: '哪些精确模拟、哪些简化、哪些没有', keys: '快捷键', stepKeys: '{{unit}}，前进与后退',
  key: { play: '播放或暂停', stepArrows: '前进或后退一个事件', restart: '回到起点', toEnd: '运行到结束', apply: '应用清单', zoom: '放大、缩小、显示整幅图示', pan: '移动图示', help: '本帮助' },
};
