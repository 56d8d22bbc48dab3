// 中文：页面外壳、播放控制。
export const app = {
  title: 'Kronoscope', examples: '示例', share: '分享', settings: '设置', help: '帮助', language: '语言', close: '关闭', views: '视图',
  theme: { auto: '主题：跟随系统', light: '主题：浅色', dark: '主题：深色' },
  transport: '播放控制', play: '播放', pause: '暂停', restart: '回到起点', stepBack: '后退一个事件', stepBy: '按单位步进', back: '后退', forward: '前进', toEnd: '运行到结束', stop: '停止',
  skipAhead: '快进', skip: { hour: '一小时', day: '一天', month: '30 天', year: '一年' },
  stepUnit: { event: '一个事件', caption: '一句解说', write: '一次 API 写入', stage: '调谐的一个阶段', sync: '一次完整调谐', jobStatus: '下一次 Job 状态变化', pod: '下一次 Pod 变化', tick: '下一个调度时刻' },
  speed: '速度', speedTitle: '叙事：每个事件都有一拍，安静的时段直接跳过。时钟：虚拟时间按固定倍速流逝。', story: '叙事', clock: '时钟',
  clockTitle: '从起点算起的时间，以及集群中的时间',
  manifest: '清单', apply: '应用', undo: '撤销', copy: '复制', notApplied: '尚未应用', problems: '问题', line: '第 {{line}} 行',
  moreProblems_one: '还有 {{count}} 处', moreProblems_other: '还有 {{count}} 处',
  picture: '控制平面', inspector: '检查器', timeline: '时间线', detail: '详细程度', opened: '展开哪个控制器',
  details: { system: '系统', controller: '控制器', reconcile: '调谐' },
  toggleEditor: '显示或隐藏清单', toggleInspector: '显示或隐藏检查器', toggleTimeline: '显示或隐藏时间线',
  zoomIn: '放大', zoomOut: '缩小', fit: '适应窗口', save: '保存图片', saveSvg: '图示存为 SVG', savePng: '图示存为 PNG', timelineSvg: '时间线存为 SVG', timelinePng: '时间线存为 PNG', film: '录制图示', filmNote: '播放并录成视频，直到你停止', stopFilm: '停止并保存', noFilm: '这个浏览器无法把图示录成视频。', print: '打印 …',
  showParts: '图示中显示什么', parts: { side: '其他控制器', lower: '调度器和节点', events: '事件的流量' }, pods: 'Pod', counters: '计数',
  phone: { yaml: 'YAML', picture: '图示', timeline: '时间线', inspect: '检查' },
  panel: { status: '状态', objects: '对象', reconcile: '调谐', queue: '队列', events: '事件', logs: '日志', why: '为什么', cron: '日程', breakpoints: '断点', branches: '分支' },
  seen: '按下播放，把这份清单发给 API 服务器，看控制器如何处理它。',
  idle: '此后不会再有事情发生。', stoppedAt: '已停下：{{what}}。', openFull: '打开完整视图', loading: '正在加载……',
  jobSummary: 'Job {{name}}：{{active}} 个活跃，{{succeeded}} 个成功，{{failed}} 个失败。',
  learnMore: 'Kubernetes 文档',
};

export const broken = { title: '模拟已停止', text: '模拟器内部出了错，这是我们的问题，不是你的。可以保存这次运行用于报告，或者重新开始。', save: '保存运行', restart: '重新开始' };

/** 一开始就显示的例子；其他的在 examples.ts。 */
export const examples = { 'paral-1': { name: '共八次，每次两个', seen: '这个 Job 要八个 Pod 成功，每次两个：看控制器如何始终保持两个在运行，直到八个全部完成。' } };
